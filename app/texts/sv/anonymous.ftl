# Svar utan namn: vad som är skyddat, vad som inte är det, och hur.
anonymous-title = Svar utan namn
anonymous-how = Så går det till
anonymous-off = Här kan du inte svara utan namn. Dina svar är skyddade.
anonymous-short = Vissa svar kan du skicka utan namn. Vi vet att någon har svarat. Vi vet inte vem.

anonymous-protected = Det här är skyddat
anonymous-protected-name = Ingen kan se vad du har svarat. Inte heller din koordinator.
anonymous-protected-all = Alla får en biljett, även de som inte vill svara. Den visar inte om du svarar.
anonymous-protected-ten = Vi visar bara svar från tio eller fler åt gången.

anonymous-works = Så går det till
anonymous-works-ticket = När du öppnar appen hämtar den en biljett. Den räcker till ett svar.
anonymous-works-hidden = Biljetten är täckt när vi stämplar den. Vi känner igen stämpeln, men inte biljetten.
anonymous-works-later = En annan dag skickar du svar med biljetten. Inget namn följer med.
anonymous-works-once = Biljetten gäller en gång. Svaret läggs ihop med de andra, utan tid.

anonymous-not = Det här är inte skyddat
anonymous-not-agree = Om alla i en liten grupp säger samma sak, vet man vad var och en sa.
anonymous-not-server = En oärlig drift kan ändra programmet, eller titta på medan du svarar. Då kan du bli funnen.
anonymous-not-network = Ditt nätverk kan se att du är här. Det kan inte se vad du svarar.
anonymous-not-words = Om du själv berättar vad du svarade, är det inte dolt längre.

anonymous-confidential = När svar är skyddade men inte anonyma
anonymous-confidential-scripts = Utan skript, på en lånad telefon och med en länk är svar skyddade, inte anonyma.
anonymous-confidential-paper = Det är de också på papper och i telefon.
anonymous-confidential-apart = De räknas för sig, om de är tio eller fler.

anonymous-keys = Stämplarna
anonymous-keys-text = Alla får samma stämpel under ett kvartal. Här är deras namn. Appen säger nej till en annan.

anonymous-no-scripts = Den här sidan behöver skript, så att ditt namn inte följer med.
anonymous-settled = Jag har svarat, eller vill inte svara
anonymous-in-the-app = Frågorna finns i appen
anonymous-in-the-app-text = Öppna appen på din telefon och svara där. Då följer ditt namn inte med.
anonymous-sent-title = Tack för ditt svar
anonymous-sent-text = Det är räknat. Ingen kan se att det är ditt.
anonymous-sent-settle = Tryck här sist. Då frågar vi inte igen.

anonymous-said-no-token = Din biljett finns inte på den här telefonen. Svara på den telefon där du först öppnade appen.
anonymous-said-too-early = Din biljett kom i dag. Svara i morgon eller senare. Då kan ingen se att den är din.
anonymous-said-other-key = Vi skickade inget. Stämpeln är en annan än den som alla får. Säg det till din koordinator.
anonymous-said-over = Tiden att svara är slut. Du behöver inte göra något.
anonymous-said-used = Biljetten är använd. Ditt svar är räknat.
anonymous-said-forged = Biljetten passar inte till de här frågorna. Inget är skickat.
anonymous-said-unfit = Ett av svaren passar inte. Öppna sidan igen och försök en gång till.
anonymous-said-trouble = Det gick inte just nu. Dina svar står kvar här. Försök igen om en stund.
anonymous-said-receipt = Kvitto { $receipt }. Det finns bara på din telefon.
