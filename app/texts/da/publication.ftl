# Tal, der må forlade kontoret.
publication-title = Til offentliggørelse
publication-intro = En måling med 250 svar eller flere får også tal, der må offentliggøres. Der lægges tilfældighed til hvert antal, så intet svar kan kendes.
publication-share = Enige, eller bedre
publication-about = cirka { $share }, højst { $off } point ved siden af, 95 ud af 100 gange
publication-file = Hent det, der må offentliggøres (CSV)
