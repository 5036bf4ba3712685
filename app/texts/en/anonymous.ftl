# Answers without a name: what is protected, what is not, and how.
anonymous-title = Answers without your name
anonymous-how = How this works
anonymous-off = You can't answer without your name here. Your answers are confidential.
anonymous-short = Some answers you can send without your name. We know that somebody answered. We don't know who.

anonymous-protected = What is protected
anonymous-protected-name = Nobody can see what you answered. Your coordinator can't either.
anonymous-protected-all = Everyone gets a ticket, also those who do not want to answer. It does not show whether you answer.
anonymous-protected-ten = We only show answers of ten people or more together.

anonymous-works = How it works
anonymous-works-ticket = When you open the app, it fetches a ticket. It is good for one set of answers.
anonymous-works-hidden = The ticket is covered while we stamp it. We know the stamp again, but not the ticket.
anonymous-works-later = On another day you send your answers with the ticket. No name goes with them.
anonymous-works-once = The ticket works once. Your answers are added to the others, without a time.

anonymous-not = What is not protected
anonymous-not-agree = If everyone in a small group says the same, it is known what each of them said.
anonymous-not-server = Someone dishonest who runs the server can change the program, or watch while you answer. Then you can be found.
anonymous-not-network = Your network can see that you are here. It can't see what you answer.
anonymous-not-words = If you tell others what you answered, it is no longer hidden.

anonymous-confidential = When answers are only confidential
anonymous-confidential-scripts = Without scripts, on a borrowed phone and by a link, answers are confidential, not anonymous.
anonymous-confidential-paper = So they are on paper and by phone.
anonymous-confidential-apart = They are counted apart where there are ten or more.

anonymous-keys = The stamps
anonymous-keys-text = Everyone gets the same stamp in a quarter. These are their names. The app refuses any other.

anonymous-no-scripts = This page needs scripts, so that your name does not go with your answers.
anonymous-settled = I have answered, or do not want to
anonymous-in-the-app = The questions are in the app
anonymous-in-the-app-text = Open the app on your phone and answer there. Then your name does not go with your answers.
anonymous-sent-title = Thank you for your answers
anonymous-sent-text = They have been counted. Nobody can see that they are yours.
anonymous-sent-settle = Please press this last. Then we do not ask again.

anonymous-said-no-token = Your ticket is not on this phone. Answer on the phone where you first opened the app.
anonymous-said-too-early = Your ticket came today. Answer tomorrow or later. Then nobody can tell that it is yours.
anonymous-said-other-key = We sent nothing. The stamp is not the one that everyone gets. Please tell your coordinator.
anonymous-said-over = The time to answer is over. You do not need to do anything.
anonymous-said-used = The ticket has been used. Your answers are counted.
anonymous-said-forged = The ticket does not fit these questions. Nothing was sent.
anonymous-said-unfit = One of the answers does not fit. Open the page again and try once more.
anonymous-said-trouble = It did not work just now. Your answers are still here. Try again in a while.
anonymous-said-receipt = Receipt { $receipt }. It is on your phone alone.
