questions-progress = Fråga { $number } av { $of }
questions-next = Nästa
questions-send = Skicka
questions-skip = Hoppa över
questions-not-today = Inte i dag
questions-yes = Ja
questions-no = Nej
questions-named = Ditt svar sparas med ditt namn. Du och din samordnare kan se det.
questions-anonymous = Ditt svar går utan namn. Vi visar bara svar från grupper på minst tio.
questions-confidential = Ditt svar är skyddat, men inte anonymt. Vi visar bara svar från grupper på minst tio.
questions-source = Källa: { $source }
questions-own-words = Med egna ord
questions-own-words-here = Dina egna ord
questions-more-words = Annat, med egna ord
questions-choose = Välj
questions-hint-several = Välj alla som passar.
questions-hint-day = Dag, månad och år.
questions-entry = Svar { $number }
questions-hint-each = Ett i varje fält. Lämna fält tomma om du inte behöver dem.
questions-more-fields = Fler fält

questions-problem-empty = Ge ett svar, eller välj Hoppa över.
questions-problem-option = Välj ett av svaren, eller välj Hoppa över.
questions-problem-number = Skriv en siffra, till exempel 5.
questions-problem-whole = Skriv ett heltal, till exempel 5.
questions-problem-range = Skriv ett tal från { $least } till { $most }.
questions-problem-least = Skriv ett tal från { $least } och uppåt.
questions-problem-most = Skriv ett tal som är högst { $most }.
questions-problem-long = Det finns plats för { $most } tecken. Gör texten { $over } tecken kortare.
questions-problem-day = Skriv ett datum, till exempel 2026-11-24.
questions-problem-days = Skriv ett datum från { $first } till { $last }.
questions-problem-first-day = Skriv ett datum från { $first } och framåt.
questions-problem-last-day = Skriv ett datum senast { $last }.
questions-problem-many = Det finns plats för { $most } svar.

questions-intro-length = { $count ->
    [one] En fråga. Den tar ungefär en minut.
   *[other] { $count } frågor. De tar ungefär { $minutes ->
        [one] en minut
       *[other] { $minutes } minuter
    }.
}
questions-intro-free = Du kan hoppa över. Du kan sluta och fortsätta en annan dag.
questions-foreign = Frågorna finns inte på ditt språk än. Ring oss, så tar vi dem tillsammans med en tolk.
questions-intro-start = Börja

questions-ready-title = Det var sista frågan
questions-ready-send = Skicka mina svar
questions-done-title = Tack, vi har fått dina svar
questions-done-receipt = Kvitto { $receipt }, { $when }.
questions-home = Till I dag

questions-closed-title = Den här har stängt
questions-closed-kept = Vi har sparat det du svarade.
questions-closed-rest = Du behöver inte göra något.

questions-open-title = Vi har några frågor till dig
questions-open-body = De öppnas när du trycker på Börja.
questions-later-title = Det går bra
questions-later-body = Samma länk fungerar till { $day }.
questions-gone-title = Länken fungerar inte längre
questions-gone-body = Den har använts, eller så är tiden ute. Du behöver inte göra något.
questions-about = om
questions-with-the-course = Ditt svar sparas med insatsen. Kollegor på kontoret kan se det.
questions-home-desk = Till överblicken
questions-about-whom = Om
questions-skipped = Hoppade över
questions-scores = Poäng
questions-score = { $name }: { $value }
questions-score-none = { $name }: ingen poäng. Svar som saknas: { $missing }.
