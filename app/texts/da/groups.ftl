groups-title = Hold
groups-none = Der er ingen hold endnu.
groups-new = Nyt hold
groups-places = Pladser
groups-with = Hvem leder holdet?
groups-bring = Hvad skal man tage med?
groups-save = Opret holdet
groups-places-wrong = Skriv et tal fra 2 til 200.
groups-places-left = { $left } af { $places } pladser er ledige
groups-full = Alle { $places } pladser er taget
groups-too-many = { $left ->
    [0] Holdet er fyldt. Ingen er booket. Opret gerne et hold til.
    [one] Der er kun én plads tilbage. Ingen er booket endnu: vælg færre.
   *[other] Der er kun { $left } pladser tilbage. Ingen er booket endnu: vælg færre.
}
groups-nobody = Ingen er med endnu.
groups-add = Book flere på én gang
groups-who = Hvem kommer?
groups-book = Book dem
groups-cancel = Aflys for alle
groups-cancel-title = Aflys { $title }?
groups-cancel-told = { $n ->
    [0] Ingen er booket endnu.
    [one] Én er booket. Personen ser under Aftaler, at holdet er aflyst.
   *[other] { $n } er booket. De ser under Aftaler, at holdet er aflyst.
}
groups-cancel-call = Der går ingen besked ud. Skriv eller ring, hvis det er snart.
groups-cancel-yes = Ja, aflys for alle
groups-cancel-no = Nej, behold holdet
groups-were-in = De var booket
groups-were-in-hint = De ser under Aftaler, at holdet er aflyst. Tryk på et navn for at aftale noget andet.
