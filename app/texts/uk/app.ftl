app-name = Dagsform
