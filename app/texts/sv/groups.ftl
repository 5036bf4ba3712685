groups-title = Grupper
groups-none = Det finns inga grupper än.
groups-new = Ny grupp
groups-places = Platser
groups-with = Vem leder gruppen?
groups-bring = Vad ska man ta med?
groups-save = Skapa gruppen
groups-places-wrong = Skriv ett tal från 2 till 200.
groups-places-left = { $left } av { $places } platser är lediga
groups-full = Alla { $places } platser är tagna
groups-too-many = { $left ->
    [0] Gruppen är full. Ingen är bokad. Skapa gärna en grupp till.
    [one] Det finns bara en plats kvar. Ingen är bokad än: välj färre.
   *[other] Det finns bara { $left } platser kvar. Ingen är bokad än: välj färre.
}
groups-nobody = Ingen är med än.
groups-add = Boka flera på en gång
groups-who = Vem kommer?
groups-book = Boka dem
groups-cancel = Ställ in för alla
groups-cancel-title = Ställa in { $title }?
groups-cancel-told = { $n ->
    [0] Ingen är bokad än.
    [one] En är bokad. Personen ser under Möten att gruppen är inställd.
   *[other] { $n } är bokade. De ser under Möten att gruppen är inställd.
}
groups-cancel-call = Inget meddelande går ut. Skriv eller ring om det är snart.
groups-cancel-yes = Ja, ställ in för alla
groups-cancel-no = Nej, behåll gruppen
groups-were-in = De var bokade
groups-were-in-hint = De ser under Möten att gruppen är inställd. Tryck på ett namn för att komma överens om något annat.
