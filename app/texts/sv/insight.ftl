# Resultat: vad siffror får säga om svar, utan att någon kan kännas igen.
insight-title = Resultat
insight-others = Andra insatser
insight-intro = Svaren räknas när kvartalet är slut, och alltid minst tio tillsammans. Ingen kan se vad en enskild person har svarat.
insight-file = Hämta siffrorna som fil (CSV)

insight-influence = Inflytande
insight-influence-who = Deltagarnas svar: ”Jag har varit med och bestämt om min plan.”
insight-influence-happy = Instämmer
insight-influence-unhappy = Instämmer inte
insight-cross-sector = Samarbete över gränserna
insight-cross-sector-who = Medarbetarnas och parternas svar: ”Vi arbetar tillsammans kring deltagaren.”
insight-cross-sector-happy = Instämmer
insight-cross-sector-unhappy = Instämmer inte
insight-health-change = Hälsa före och efter
insight-health-change-who = Deltagarnas egen skattning vid avslutet, jämfört med starten.
insight-health-change-happy = Bättre än vid start
insight-health-change-unhappy = Sämre än vid start

insight-quarter = kvartal { $number } { $year }
insight-in-wave = { $share }, { $wave }
insight-percent = { $share } %
insight-range = { $low }–{ $high } %
insight-answered = { $answers } svar av { $invited } tillfrågade ({ $share })
insight-target = Mål
insight-target-line = Mål { $share }
insight-share = Bland dem som svarade
insight-likely = Troligt intervall
insight-answers = Svar
insight-wave = Mätning
insight-history = Tidigare mätningar

insight-waits = Nya svar väntar. Nästa mätning stänger den { $date }.
insight-counting = Mätningen har stängt. Svaren räknas under dagen.
insight-too-few = För få svar (färre än 10).
insight-none = Det finns inga resultat än.

insight-reached = Målet är nått.
insight-not-reached = Målet är inte nått.
insight-cannot-say = Det går inte att säga än om målet är nått.

insight-chart-says = { $share } bland dem som svarade. Troligt intervall { $likely }.
insight-how = Så har vi räknat
insight-how-bands = Varje svar blir ett av tre: ena änden, mitten eller andra änden. ”Vet inte” och överhoppade frågor räknas inte med.
insight-how-sealed = Svaren samlas utan namn. De räknas först när mätningen stänger, och bara om de är minst tio.
insight-how-label = Antalet sparas bara som ett intervall: mellan { $from } och { $to } av { $answers } svar. Då kan ingen räkna ut vad någon annan har svarat.
insight-how-likely = Det streckade fältet tar hänsyn till slumpen. I en större grupp vore andelen troligen { $share } (Wilson, 95 %).
insight-how-silent = Om alla tillfrågade hade svarat, skulle andelen ligga någonstans i { $share }.
insight-how-verdict = Ett mål är nått när hela det streckade fältet ligger över målet.
