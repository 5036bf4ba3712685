# Resultater: det som tal må sige om svar, uden at nogen kan kendes.
insight-title = Resultater
insight-others = Andre indsatser
insight-intro = Svarene tælles, når kvartalet er slut, og altid mindst ti sammen. Ingen kan se, hvad den enkelte har svaret.
insight-file = Hent tallene som fil (CSV)

insight-influence = Indflydelse
insight-influence-who = Deltagernes svar: »Jeg har haft indflydelse på min plan.«
insight-influence-happy = Enige
insight-influence-unhappy = Uenige
insight-cross-sector = Samarbejde på tværs
insight-cross-sector-who = Medarbejdernes og samarbejdsparternes svar: »Vi arbejder sammen om borgeren.«
insight-cross-sector-happy = Enige
insight-cross-sector-unhappy = Uenige
insight-health-change = Helbred før og efter
insight-health-change-who = Deltagernes egen vurdering ved slutningen, sammenlignet med starten.
insight-health-change-happy = Bedre end ved start
insight-health-change-unhappy = Dårligere end ved start

insight-quarter = { $number }. kvartal { $year }
insight-in-wave = { $share }, { $wave }
insight-percent = { $share } %
insight-range = { $low }–{ $high } %
insight-answered = { $answers } svar af { $invited } spurgte ({ $share })
insight-target = Mål
insight-target-line = Mål { $share }
insight-share = Blandt dem, der svarede
insight-likely = Sandsynligt interval
insight-answers = Svar
insight-wave = Måling
insight-history = Tidligere målinger

insight-waits = Nye svar venter. Den næste måling lukker den { $date }.
insight-counting = Målingen er lukket. Svarene tælles i løbet af dagen.
insight-too-few = For få svar (færre end 10).
insight-none = Der er ingen resultater endnu.

insight-reached = Målet er nået.
insight-not-reached = Målet er ikke nået.
insight-cannot-say = Det kan ikke afgøres endnu, om målet er nået.

insight-chart-says = { $share } blandt dem, der svarede. Sandsynligt interval { $likely }.
insight-how = Sådan er det regnet ud
insight-how-bands = Hvert svar bliver til ét af tre: den ene ende, midten eller den anden ende. »Ved ikke« og oversprungne spørgsmål tæller ikke med.
insight-how-sealed = Svarene samles uden navn. De tælles først, når målingen lukker, og kun når der er mindst ti.
insight-how-label = Antallet gemmes kun som et interval: mellem { $from } og { $to } af { $answers } svar. Så kan ingen regne ud, hvad en anden har svaret.
insight-how-likely = Det skraverede felt tager højde for tilfældet. I en større gruppe ville andelen sandsynligvis være { $share } (Wilson, 95 %).
insight-how-silent = Havde alle spurgte svaret, ville andelen ligge et sted i { $share }.
insight-how-verdict = Et mål er nået, når hele det skraverede felt ligger over målet.
