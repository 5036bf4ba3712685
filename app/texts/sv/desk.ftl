desk-title = Din överblick
desk-coming = { $n ->
    [0] Inga frågor går ut av sig själva de närmaste 30 dagarna.
    [one] En omgång frågor går ut av sig själv de närmaste 30 dagarna.
   *[other] { $n } omgångar frågor går ut av sig själva de närmaste 30 dagarna.
}
desk-empty = Inget behöver dig just nu.
desk-group-call = Att ringa
desk-group-wish = Önskemål om möten
desk-group-attendance = Vem kom?
desk-group-plan-reply = Svar på planer
desk-group-message = Nya meddelanden
desk-group-deadline = Tidsgränser
desk-wish-move = vill gärna ha en annan tid för { $title }, { $when }.
desk-wish-cancel = vill gärna avboka { $title }, { $when }.
desk-attendance = { $title }, { $when }: notera vem som kom.
desk-plan-reply = säger att planen inte blev som hen menade.
desk-plan-reply-comment = säger att planen inte blev som hen menade: "{ $comment }"
desk-message = har skrivit till dig.
desk-deadline-overdue = { $name }: skulle ha varit klart { $day }.
desk-deadline-near = { $name }: ska vara klart { $day }.
desk-no-phone = inget telefonnummer
desk-call-since = Meddelandena är obesvarade. Att ringa sedan { $when }.
desk-call-reached = Fick tag i
desk-call-not-reached = Svarade inte
desk-call-declined = Vill inte svara
desk-letter-since = Meddelandena är obesvarade. Att skriva brev sedan { $when }.
desk-status = Se hur det går
