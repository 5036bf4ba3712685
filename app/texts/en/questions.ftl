questions-progress = Question { $number } of { $of }
questions-next = Next
questions-send = Send
questions-skip = Skip
questions-not-today = Not today
questions-yes = Yes
questions-no = No
questions-named = Your answer is kept with your name. You and your coordinator can see it.
questions-anonymous = Your answer goes without your name. Results only show groups of ten or more.
questions-confidential = Your answer is confidential, not anonymous. Results only show groups of ten or more.
questions-source = Source: { $source }
questions-own-words = In my own words
questions-own-words-here = Your own words
questions-more-words = Anything else, in your own words
questions-choose = Choose
questions-hint-several = Choose as many as fit.
questions-hint-day = Day, month and year.
questions-entry = Answer { $number }
questions-hint-each = One in each field. Leave empty what you do not need.
questions-more-fields = More fields

questions-problem-empty = Give an answer, or choose Skip.
questions-problem-option = Choose one of the answers, or choose Skip.
questions-problem-number = Write a number, such as 5.
questions-problem-whole = Write a whole number, such as 5.
questions-problem-range = Write a number from { $least } to { $most }.
questions-problem-least = Write a number from { $least } and up.
questions-problem-most = Write a number of { $most } at most.
questions-problem-long = There is room for { $most } characters. Please make it { $over } shorter.
questions-problem-day = Write a day, such as 24.11.2026.
questions-problem-days = Write a day from { $first } to { $last }.
questions-problem-first-day = Write a day from { $first } on.
questions-problem-last-day = Write a day of { $last } at the latest.
questions-problem-many = There is room for { $most } answers.

questions-intro-length = { $count ->
    [one] One question. It takes about a minute.
   *[other] { $count } questions. They take about { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }.
}
questions-intro-free = You can skip a question. You can stop, and go on another day.
questions-foreign = These questions are not in your language yet. Call us, and we go through them with an interpreter.
questions-intro-start = Start

questions-ready-title = That was the last question
questions-ready-send = Send my answers
questions-done-title = Thank you, your answers have arrived
questions-done-receipt = Receipt { $receipt }, { $when }.
questions-home = To Today

questions-closed-title = This one has closed
questions-closed-kept = We have kept what you answered.
questions-closed-rest = There is nothing you need to do.

questions-open-title = We have a few questions for you
questions-open-body = They open when you press Start.
questions-later-title = That is fine
questions-later-body = The same link works until { $day }.
questions-gone-title = This link no longer works
questions-gone-body = It has been used, or its time is over. There is nothing you need to do.
questions-about = about
questions-with-the-course = Your answer is kept with this course. Colleagues at the office can see it.
questions-home-desk = To the desk
questions-about-whom = About
questions-skipped = Skipped
questions-scores = Scores
questions-score = { $name }: { $value }
questions-score-none = { $name }: no score. Answers that are missing: { $missing }.
