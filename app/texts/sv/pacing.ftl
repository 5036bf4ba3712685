# Dagens energi: frågan på morgonen, dagens poäng och dagens aktiviteter.
pacing-energy-question = Hur mycket energi har du i dag?
pacing-energy-lowest = 0 är ingen alls
pacing-energy-highest = 10 är så mycket som möjligt
pacing-not-today = Inte i dag
pacing-said = Du svarade { $energy } av 10 i dag.
pacing-said-not-today = Du valde ”inte i dag”. Det går precis lika bra.
pacing-change-answer = Ändra svaret

pacing-budget = Dagens energi
pacing-left = { $left } av { $budget } poäng kvar
pacing-all-used = Alla { $budget } poäng är använda. Det var allt för i dag.
pacing-over = Alla { $budget } poäng är använda, och { $over } till.
pacing-planned = Resten av planen kostar ungefär { $points } poäng.
pacing-learning = Vi håller på att lära oss vad saker kostar dig. Siffrorna är bara en gissning.

pacing-zone-room-left = Det finns fortfarande utrymme i dag.
pacing-zone-on-plan = Dagen passar din energi.
pacing-zone-little-over = Lite över i dag. En paus kan hjälpa.
pacing-zone-over = I dag har kostat mer än det fanns. Det händer. Vila när du kan.

pacing-why = Varför { $points } poäng?
pacing-why-point = 1 poäng är 30 minuter med något som är lätt för dig.
pacing-why-baseline = En vanlig dag har du ungefär { $points } poäng.
pacing-why-begin = Vi börjar med { $points } poäng om dagen. Din egen siffra hittar du tillsammans med din samordnare.
pacing-why-morning-missing = Du har inte svarat i dag. Vi räknar med en vanlig morgon.
pacing-why-morning-not-today = Du valde ”inte i dag”. Vi räknar med en vanlig morgon.
pacing-why-morning-usual = Din morgon är som den brukar ({ $energy } av 10).
pacing-why-morning-lower = Du har mindre energi än du brukar ({ $energy } av 10). Det ger { $points } poäng.
pacing-why-morning-higher = Du har mer energi än du brukar ({ $energy } av 10). Det ger { $points } poäng.
pacing-why-usual-assumed = Vi känner inte dina morgnar än. Därför jämför vi med { $energy }.
pacing-yesterday = I går
pacing-why-went-over = { $day } gick det åt mer energi än det fanns.
pacing-why-payback = Efter det finns { $points } poäng.
pacing-why-lower-counts = Vi använder den lägsta siffran.
pacing-why-payback-aside = Du sa att du mår bra. Då räknas det inte i dag.
pacing-why-least = Du har alltid minst { $points } poäng.
pacing-feels-fine = Jag mår bra i dag
pacing-feels-fine-hint = Då får du { $points } poäng i dag.

pacing-notice-low-mornings = Tre morgnar i rad har du haft lite energi. Berätta gärna för din samordnare.
pacing-notice-plan-is-over = Planen kostar mer än du har i dag. Något får gärna vänta.
pacing-notice-days-over = De senaste tre dagarna kostade mer än det fanns. En lugn dag kan hjälpa.
pacing-notice-tomorrow-is-over = Planen för i morgon ser lite för stor ut. Något får gärna vänta.
pacing-notice-heavy-without-rest = Mycket är krävande i dag. En paus på vägen kan hjälpa.
pacing-notice-heavy-back-to-back = Två krävande saker kommer direkt på varandra. En paus kan hjälpa lite.
pacing-notice-quiet-days = Du har haft flera stilla dagar. Finns det något du har lust med?

pacing-activities = Dagens aktiviteter
pacing-no-activities = Det finns inga aktiviteter i dag.
pacing-at = Kl. { $time }
pacing-minutes = { $minutes } minuter
pacing-costs = Kostar { $points } poäng
pacing-gives = Ger { $points } poäng tillbaka
pacing-done = Gjort
pacing-leave = Låt vänta
pacing-undo = Ångra
pacing-deed = { $deed }: { $title }
pacing-state-done = Gjort
pacing-state-left = Får vänta
pacing-rating-question = Tog det mer kraft än väntat?
pacing-rating-less = Mindre
pacing-rating-as-expected = Som väntat
pacing-rating-more = Mer
pacing-rating-much-more = Mycket mer
pacing-rated = Du svarade: { $rating }.
