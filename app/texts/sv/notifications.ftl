notifications-title = Du har ett meddelande
notifications-log-in = Logga in för att läsa det.
notifications-log-in-link = Logga in
notifications-open = Öppna det här.
notifications-open-link = Öppna meddelandet
notifications-about = Vi skriver inte i mejlet vad det gäller. Det går inte att svara på mejlet.
notifications-when = Ditt möte är { $when }.
notifications-reply = Kan du komma? Svara här:
