questions-progress = Spørgsmål { $number } af { $of }
questions-next = Næste
questions-send = Send
questions-skip = Spring over
questions-not-today = Ikke i dag
questions-yes = Ja
questions-no = Nej
questions-named = Dit svar gemmes med dit navn. Du og din koordinator kan se det.
questions-anonymous = Dit svar går uden navn. Vi viser kun svar fra grupper på mindst ti.
questions-confidential = Dit svar er fortroligt, ikke anonymt. Vi viser kun svar fra grupper på mindst ti.
questions-source = Kilde: { $source }
questions-own-words = Med mine egne ord
questions-own-words-here = Dine egne ord
questions-more-words = Andet, med dine egne ord
questions-choose = Vælg
questions-hint-several = Vælg alle, der passer.
questions-hint-day = Dag, måned og år.
questions-entry = Svar { $number }
questions-hint-each = Ét i hvert felt. Lad felter stå tomme, hvis du ikke bruger dem.
questions-more-fields = Flere felter

questions-problem-empty = Giv et svar, eller vælg Spring over.
questions-problem-option = Vælg et af svarene, eller vælg Spring over.
questions-problem-number = Skriv et tal, for eksempel 5.
questions-problem-whole = Skriv et helt tal, for eksempel 5.
questions-problem-range = Skriv et tal fra { $least } til { $most }.
questions-problem-least = Skriv et tal fra { $least } og op.
questions-problem-most = Skriv et tal på højst { $most }.
questions-problem-long = Der er plads til { $most } tegn. Gør teksten { $over } tegn kortere.
questions-problem-day = Skriv en dato, for eksempel 24.11.2026.
questions-problem-days = Skriv en dato fra { $first } til { $last }.
questions-problem-first-day = Skriv en dato fra { $first } og frem.
questions-problem-last-day = Skriv en dato senest { $last }.
questions-problem-many = Der er plads til { $most } svar.

questions-intro-length = { $count ->
    [one] Et spørgsmål. Det tager cirka et minut.
   *[other] { $count } spørgsmål. De tager cirka { $minutes ->
        [one] et minut
       *[other] { $minutes } minutter
    }.
}
questions-intro-free = Du kan springe over. Du kan stoppe og fortsætte en anden dag.
questions-foreign = Spørgsmålene findes ikke på dit sprog endnu. Ring til os, så tager vi dem sammen med en tolk.
questions-intro-start = Start

questions-ready-title = Det var det sidste spørgsmål
questions-ready-send = Send mine svar
questions-done-title = Tak, vi har fået dine svar
questions-done-receipt = Kvittering { $receipt }, { $when }.
questions-home = Til I dag

questions-closed-title = Det her er lukket
questions-closed-kept = Vi har gemt det, du svarede.
questions-closed-rest = Du skal ikke gøre noget.

questions-open-title = Vi har et par spørgsmål til dig
questions-open-body = De åbner, når du trykker på Start.
questions-later-title = Det er helt i orden
questions-later-body = Det samme link virker til { $day }.
questions-gone-title = Linket virker ikke længere
questions-gone-body = Det er brugt, eller tiden er gået. Du skal ikke gøre noget.
questions-about = om
questions-with-the-course = Dit svar gemmes sammen med forløbet. Kolleger på kontoret kan se det.
questions-home-desk = Til overblikket
questions-about-whom = Om
questions-skipped = Sprunget over
questions-scores = Score
questions-score = { $name }: { $value }
questions-score-none = { $name }: ingen score. Svar, der mangler: { $missing }.
