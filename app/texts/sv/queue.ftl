queue-waiting = { $form ->
    [one] Ett svar väntar i telefonen. Vi skickar det när du har nät.
   *[other] { $n } svar väntar i telefonen. Vi skickar dem när du har nät.
}
queue-refused = { $form ->
    [one] Ett svar gick inte att skicka.
   *[other] { $n } svar gick inte att skicka.
}
queue-look = Se varför
queue-sent = Vi har fått dina svar. Kvitto { $receipt }.
queue-without = Du kan svara utan uppkoppling. Dina svar finns i telefonen tills de är skickade.
queue-done-title = Dina svar finns i telefonen
queue-done-text = Vi skickar dem när du har nät igen.
queue-discard = Radera svaret

queue-leave-title = Det finns svar som vi inte har fått
queue-leave-text = De finns i telefonen och går inte att skicka nu. Om du loggar ut raderas de.
queue-leave-stay = Stanna kvar
queue-leave-discard = Logga ut och radera svaren

queue-why-not-asked = Vi frågar inte det längre, för ett annat svar har ändrats.
queue-why-early = Det är för tidigt att svara på det här.
queue-why-closed = Tiden att svara är slut. Du behöver inte göra något.
queue-why-sent = Vi har fått svaren från en annan av dina telefoner.
queue-why-withdrawn = Du har tagit tillbaka ditt samtycke. Därför har vi inte sparat svaret.
queue-why-anonymous = Nu kan du svara utan namn. Öppna frågorna igen.
queue-why-unknown = Vi kunde inte ta emot svaret. Fråga din samordnare om det är viktigt.
queue-why-later = Det är mycket just nu. Vi försöker igen om en stund.
queue-unsent = Ingen uppkoppling just nu. Det kom inte fram. Det du skrev finns kvar. Försök igen om en stund.
queue-full = Telefonen har inte plats för ditt svar, och det finns ingen uppkoppling. Det du skrev finns kvar. Försök igen om en stund.
