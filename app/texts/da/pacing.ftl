# Dagens energi: spørgsmålet om morgenen, dagens point og dagens aktiviteter.
pacing-energy-question = Hvor meget energi har du i dag?
pacing-energy-lowest = 0 er slet ingen
pacing-energy-highest = 10 er så meget som muligt
pacing-not-today = Ikke i dag
pacing-said = Du svarede { $energy } af 10 i dag.
pacing-said-not-today = Du valgte »ikke i dag«. Det er helt i orden.
pacing-change-answer = Ret svaret

pacing-budget = Dagens energi
pacing-left = { $left } af { $budget } point tilbage
pacing-all-used = Alle { $budget } point er brugt. Det var det for i dag.
pacing-over = Alle { $budget } point er brugt, og { $over } mere.
pacing-planned = Resten af planen koster cirka { $points } point.
pacing-learning = Vi er ved at lære, hvad ting koster dig. Tallene er kun et bud.

pacing-zone-room-left = Der er stadig plads i dag.
pacing-zone-on-plan = Dagen passer til din energi.
pacing-zone-little-over = Lidt over i dag. En pause kan hjælpe.
pacing-zone-over = I dag har kostet mere, end der var. Det sker. Hvil, når du kan.

pacing-why = Hvorfor { $points } point?
pacing-why-point = 1 point er 30 minutter med noget, der er let for dig.
pacing-why-baseline = På en almindelig dag har du cirka { $points } point.
pacing-why-begin = Vi begynder med { $points } point om dagen. Dit eget tal finder du sammen med din koordinator.
pacing-why-morning-missing = Du har ikke svaret i dag. Vi regner med en almindelig morgen.
pacing-why-morning-not-today = Du valgte »ikke i dag«. Vi regner med en almindelig morgen.
pacing-why-morning-usual = Din morgen er, som den plejer ({ $energy } af 10).
pacing-why-morning-lower = Du har mindre energi, end du plejer ({ $energy } af 10). Det giver { $points } point.
pacing-why-morning-higher = Du har mere energi, end du plejer ({ $energy } af 10). Det giver { $points } point.
pacing-why-usual-assumed = Vi kender ikke dine morgener endnu. Derfor sammenligner vi med { $energy }.
pacing-yesterday = I går
pacing-why-went-over = { $day } gik der mere energi, end der var.
pacing-why-payback = Efter det er der { $points } point.
pacing-why-lower-counts = Vi bruger det laveste tal.
pacing-why-payback-aside = Du sagde, at du har det fint. Så tæller det ikke med i dag.
pacing-why-least = Du har altid mindst { $points } point.
pacing-feels-fine = Jeg har det fint i dag
pacing-feels-fine-hint = Så får du { $points } point i dag.

pacing-notice-low-mornings = Tre morgener i træk har du haft lidt energi. Fortæl det gerne til din koordinator.
pacing-notice-plan-is-over = Planen koster mere, end du har i dag. Noget må gerne vente.
pacing-notice-days-over = De sidste tre dage kostede mere, end der var. En rolig dag kan hjælpe.
pacing-notice-tomorrow-is-over = Planen for i morgen ser lidt for stor ud. Noget må gerne vente.
pacing-notice-heavy-without-rest = Der er meget krævende i dag. En pause undervejs kan hjælpe.
pacing-notice-heavy-back-to-back = To krævende ting kommer lige efter hinanden. En pause kan hjælpe lidt.
pacing-notice-quiet-days = Du har haft flere stille dage. Er der noget, du har lyst til?

pacing-activities = Dagens aktiviteter
pacing-no-activities = Der er ingen aktiviteter i dag.
pacing-at = Kl. { $time }
pacing-minutes = { $minutes } minutter
pacing-costs = Koster { $points } point
pacing-gives = Giver { $points } point tilbage
pacing-done = Gjort
pacing-leave = Lad det vente
pacing-undo = Fortryd
pacing-deed = { $deed }: { $title }
pacing-state-done = Gjort
pacing-state-left = Får lov at vente
pacing-rating-question = Kostede det mere end ventet?
pacing-rating-less = Mindre
pacing-rating-as-expected = Som ventet
pacing-rating-more = Mere
pacing-rating-much-more = Meget mere
pacing-rated = Du svarede: { $rating }.
