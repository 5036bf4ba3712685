notifications-title = Du har en besked
notifications-log-in = Log ind for at læse den.
notifications-log-in-link = Log ind
notifications-open = Åbn den her.
notifications-open-link = Åbn beskeden
notifications-about = Vi skriver ikke i mailen, hvad det drejer sig om. Du kan ikke svare på mailen.
notifications-when = Din aftale er { $when }.
notifications-reply = Kan du komme? Svar her:
