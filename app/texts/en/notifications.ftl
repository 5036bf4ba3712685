notifications-title = You have a message
notifications-log-in = Log in to read it.
notifications-log-in-link = Log in
notifications-open = Open it here.
notifications-open-link = Open the message
notifications-about = We do not say in the mail what it is about. You cannot reply to this mail.
notifications-when = Your appointment is { $when }.
notifications-reply = Can you come? Answer here:
