# Erklæringen efter lov nr. 692 af 8. juni 2018; et offentligt organ føjer sit eget navn til.
accessibility-title = Tilgængelighed
accessibility-whom = Alle skal kunne bruge Dagsform. Siderne skal følge EN 301 549 og WCAG 2.2 på niveau AA.
accessibility-how-far = Hvor langt vi er
accessibility-partly = Siderne følger kravene delvist. Det her mangler:
accessibility-lack-people = Vi har ikke prøvet siderne sammen med nogen, der bruger skærmlæser.
accessibility-lack-forms = Spørgsmål, som kontoret selv henter ind, er måske ikke på dit sprog.
accessibility-lack-letters = Breve på papir kan ikke læses højt. Bed om at blive ringet op i stedet.
accessibility-how-known = Hvordan vi ved det
accessibility-tests = Hver side bliver prøvet af programmer: med tastatur, uden scripts, i fire sprog, forstørret og i alle farver. Programmer finder kun noget af det, der kan gå galt.
accessibility-reviewed = Sidst gennemgået { $day }.
accessibility-tell = Sig til, når noget driller
accessibility-contact = Skriv eller ring til din koordinator eller til kontoret. Du kan også få indholdet på en anden måde. Vi svarer inden for fem hverdage.
accessibility-write = Skriv til din koordinator
accessibility-complain = Hvis du ikke får svar
accessibility-no-answer = Så kan du skrive til den myndighed, der holder øje med loven.
accessibility-denmark = I Danmark:
accessibility-sweden = I Sverige:
