# Figures that may leave the office.
publication-title = For publication
publication-intro = A wave of 250 answers or more also gets figures that may be published. Chance is added to each count, so that nobody’s answer can be told.
publication-share = Agree, or better
publication-about = about { $share }, at most { $off } points off, 95 times of 100
publication-file = Download what may be published (CSV)
