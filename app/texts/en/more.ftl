more-title = More
more-messages = Messages
more-new = New
more-my-data = My data and who has looked
more-notices = Notices on this phone
more-notices-text = We can show a short notice when something is waiting. It never says what it is about.
more-sign-out = Sign out
