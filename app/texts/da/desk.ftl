desk-title = Dit overblik
desk-coming = { $n ->
    [0] Der kommer ingen spørgsmål af sig selv de næste 30 dage.
    [one] Et sæt spørgsmål går ud af sig selv de næste 30 dage.
   *[other] { $n } sæt spørgsmål går ud af sig selv de næste 30 dage.
}
desk-empty = Intet har brug for dig lige nu.
desk-group-call = Ring til
desk-group-wish = Ønsker om aftaler
desk-group-attendance = Hvem kom?
desk-group-plan-reply = Svar på planer
desk-group-message = Nye beskeder
desk-group-deadline = Frister
desk-wish-move = vil gerne have en anden tid til { $title }, { $when }.
desk-wish-cancel = vil gerne aflyse { $title }, { $when }.
desk-attendance = { $title }, { $when }: notér fremmøde.
desk-plan-reply = siger, at planen ikke er som ment.
desk-plan-reply-comment = siger, at planen ikke er som ment: "{ $comment }"
desk-message = har skrevet til dig.
desk-deadline-overdue = { $name }: fristen var { $day }.
desk-deadline-near = { $name }: frist { $day }.
desk-no-phone = intet telefonnummer
desk-call-since = Beskederne er ikke besvaret. Ring, siden { $when }.
desk-call-reached = Fik fat i
desk-call-not-reached = Tog den ikke
desk-call-declined = Ønsker ikke at svare
desk-letter-since = Beskederne er ikke besvaret. Send et brev, siden { $when }.
desk-status = Se, hvordan det går
