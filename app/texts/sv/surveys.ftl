surveys-title = Skicka frågor
surveys-questionnaire = Frågor
surveys-people = Till vem
surveys-send = Skicka nu
surveys-sent = { $n ->
    [0] Ingen ny tillfrågades: de har redan frågorna.
    [one] En person tillfrågas nu.
   *[other] { $n } personer tillfrågas nu.
}
surveys-nobody = Ingen deltar än. Lägg först till en deltagare.
surveys-choose = Välj minst en person.
surveys-rounds = Det som har gått ut
surveys-none = Inget än.
surveys-answered = { $answered } av { $asked } har svarat
surveys-waiting = Har inte svarat än, och när de fick frågan:
surveys-since = Sedan { $day }. Öppna en rad för att se vem du väntar på.
