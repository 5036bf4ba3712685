# Siffror som får lämna kontoret.
publication-title = För offentliggörande
publication-intro = En mätning med 250 svar eller fler får också siffror som får offentliggöras. Varje antal får en slump tillagd, så att inget svar kan kännas igen.
publication-share = Instämmer, eller bättre
publication-about = cirka { $share }, högst { $off } punkter fel, 95 gånger av 100
publication-file = Hämta det som får offentliggöras (CSV)
