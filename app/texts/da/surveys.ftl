surveys-title = Send spørgsmål
surveys-questionnaire = Spørgsmål
surveys-people = Til hvem
surveys-send = Send nu
surveys-sent = { $n ->
    [0] Ingen nye blev spurgt: de har allerede spørgsmålene.
    [one] Én person bliver spurgt nu.
   *[other] { $n } personer bliver spurgt nu.
}
surveys-nobody = Ingen deltager endnu. Opret først en borger.
surveys-choose = Vælg mindst én person.
surveys-rounds = Det, der er sendt
surveys-none = Intet endnu.
surveys-answered = { $answered } af { $asked } har svaret
surveys-waiting = Har ikke svaret endnu, og hvornår de blev spurgt:
surveys-since = Siden { $day }. Åbn en linje for at se, hvem du venter på.
