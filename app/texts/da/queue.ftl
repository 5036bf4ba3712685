queue-waiting = { $form ->
    [one] Et svar venter på telefonen. Vi sender det, når du er på nettet.
   *[other] { $n } svar venter på telefonen. Vi sender dem, når du er på nettet.
}
queue-refused = { $form ->
    [one] Et svar kunne ikke sendes.
   *[other] { $n } svar kunne ikke sendes.
}
queue-look = Se hvorfor
queue-sent = Vi har fået dine svar. Kvittering { $receipt }.
queue-without = Du kan svare uden net. Dine svar ligger på telefonen, til de er sendt.
queue-done-title = Dine svar ligger på telefonen
queue-done-text = Vi sender dem, når du er på nettet igen.
queue-discard = Slet svaret

queue-leave-title = Der er svar, vi ikke har fået
queue-leave-text = De ligger på telefonen og kan ikke sendes nu. Logger du ud, bliver de slettet.
queue-leave-stay = Bliv logget ind
queue-leave-discard = Log ud og slet svarene

queue-why-not-asked = Vi spørger ikke om det mere, fordi et andet svar er ændret.
queue-why-early = Det er for tidligt at svare på det her.
queue-why-closed = Tiden til at svare er gået. Du skal ikke gøre noget.
queue-why-sent = Vi har fået svarene fra en anden af dine telefoner.
queue-why-withdrawn = Du har sagt nej til at være med. Derfor har vi ikke gemt svaret.
queue-why-anonymous = Nu kan du svare uden navn. Åbn spørgsmålene igen.
queue-why-unknown = Vi kunne ikke tage imod svaret. Spørg din koordinator, hvis det er vigtigt.
queue-why-later = Der er travlt lige nu. Vi prøver igen om lidt.
queue-unsent = Ingen forbindelse lige nu. Det nåede ikke frem. Det, du har skrevet, er her stadig. Prøv igen om lidt.
queue-full = Telefonen har ikke plads til dit svar, og der er ingen forbindelse. Det, du har skrevet, er her stadig. Prøv igen om lidt.
