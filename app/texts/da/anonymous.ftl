# Svar uden navn: hvad der er beskyttet, hvad der ikke er, og hvordan.
anonymous-title = Svar uden navn
anonymous-how = Sådan virker det
anonymous-off = Her kan du ikke svare uden navn. Dine svar er fortrolige.
anonymous-short = Nogle svar kan du sende uden navn. Vi ved, at nogen har svaret. Vi ved ikke hvem.

anonymous-protected = Det er beskyttet
anonymous-protected-name = Ingen kan se, hvad du har svaret. Heller ikke din koordinator.
anonymous-protected-all = Alle får en billet, også de, der ikke vil svare. Den viser ikke, om du svarer.
anonymous-protected-ten = Vi viser kun svar fra ti eller flere ad gangen.

anonymous-works = Sådan virker det
anonymous-works-ticket = Når du åbner appen, henter den en billet. Den er til ét sæt svar.
anonymous-works-hidden = Billetten er dækket til, når vi stempler den. Vi kan kende stemplet igen, men ikke billetten.
anonymous-works-later = En anden dag sender du svar med billetten. Der går ikke noget navn med.
anonymous-works-once = Billetten virker én gang. Svaret bliver lagt sammen med de andre, uden tid.

anonymous-not = Det er ikke beskyttet
anonymous-not-agree = Hvis alle i en lille gruppe siger det samme, ved man, hvad hver af dem sagde.
anonymous-not-server = En uærlig drift kan ændre programmet, eller se efter, mens du svarer. Så kan du blive fundet.
anonymous-not-network = Dit netværk kan se, at du er her. Det kan ikke se, hvad du svarer.
anonymous-not-words = Fortæller du selv, hvad du svarede, er det ikke skjult mere.

anonymous-confidential = Når svar kun er fortrolige
anonymous-confidential-scripts = Uden scripts, på en lånt telefon og med et link er svar fortrolige, ikke anonyme.
anonymous-confidential-paper = Det er de også på papir og i telefonen.
anonymous-confidential-apart = De bliver talt for sig, hvis der er ti eller flere.

anonymous-keys = Stemplerne
anonymous-keys-text = Alle får samme stempel i et kvartal. Her er deres navne. Appen siger nej til et andet.

anonymous-no-scripts = Denne side har brug for scripts, så dit navn ikke kommer med.
anonymous-settled = Jeg har svaret, eller vil ikke svare
anonymous-in-the-app = Spørgsmålene er i appen
anonymous-in-the-app-text = Åbn appen på din telefon og svar der. Så går dit navn ikke med.
anonymous-sent-title = Tak for dit svar
anonymous-sent-text = Det er talt med. Ingen kan se, at det er dit.
anonymous-sent-settle = Tryk her til sidst. Så spørger vi ikke igen.

anonymous-said-no-token = Din billet er ikke på denne telefon. Svar på den telefon, hvor du først åbnede appen.
anonymous-said-too-early = Din billet kom i dag. Svar i morgen eller senere. Så kan ingen se, at den er din.
anonymous-said-other-key = Vi sendte ikke noget. Stemplet er et andet end det, alle får. Sig det til din koordinator.
anonymous-said-over = Tiden til at svare er gået. Du skal ikke gøre noget.
anonymous-said-used = Billetten er brugt. Dit svar er talt med.
anonymous-said-forged = Billetten passer ikke til disse spørgsmål. Der er ikke sendt noget.
anonymous-said-unfit = Et af svarene passer ikke. Åbn siden igen, og prøv en gang til.
anonymous-said-trouble = Det gik ikke lige nu. Dine svar står her endnu. Prøv igen om lidt.
anonymous-said-receipt = Kvittering { $receipt }. Den er kun på din telefon.
