# Redogörelsen enligt lagen (2018:1937); en offentlig aktör lägger till sitt eget namn.
accessibility-title = Tillgänglighet
accessibility-whom = Alla ska kunna använda Dagsform. Sidorna ska följa EN 301 549 och WCAG 2.2 på nivå AA.
accessibility-how-far = Hur långt vi har kommit
accessibility-partly = Sidorna följer kraven delvis. Det här saknas:
accessibility-lack-people = Ingen med en skärmläsare har provat att gå hit än.
accessibility-lack-forms = Frågor som kontoret har hämtat in finns kanske inte på ditt språk.
accessibility-lack-letters = Brev på papper går inte att få upplästa. Be om att bli uppringd i stället.
accessibility-how-known = Hur vi vet det
accessibility-tests = Varje sida provas av program: med tangentbord, utan skript, på fyra språk, förstorad och i alla färger. Program hittar bara en del av det som kan bli fel.
accessibility-reviewed = Senast genomgången { $day }.
accessibility-tell = Säg till när något krånglar
accessibility-contact = Skriv eller ring till din koordinator eller till kontoret. Du kan också få innehållet på ett annat sätt. Vi svarar inom fem vardagar.
accessibility-write = Skriv till din koordinator
accessibility-complain = Om du inte får svar
accessibility-no-answer = Då kan du skriva till den myndighet som ser till lagen.
accessibility-denmark = I Danmark:
accessibility-sweden = I Sverige:
