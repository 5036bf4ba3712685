more-title = Mer
more-messages = Meddelanden
more-new = Nytt
more-my-data = Mina uppgifter och vilka som har tittat
more-notices = Aviseringar på telefonen
more-notices-text = Vi kan visa en kort avisering när något väntar. Den säger aldrig vad det gäller.
more-sign-out = Logga ut
