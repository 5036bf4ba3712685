# Today's energy: the morning's question, the day's points and the day's activities.
pacing-energy-question = How much energy do you have today?
pacing-energy-lowest = 0 is none at all
pacing-energy-highest = 10 is as much as can be
pacing-not-today = Not today
pacing-said = You answered { $energy } of 10 today.
pacing-said-not-today = You chose “not today”. That is quite all right.
pacing-change-answer = Change the answer

pacing-budget = Today’s energy
pacing-left = { $left } of { $budget } points left
pacing-all-used = All { $budget } points are used. That’s all for today.
pacing-over = All { $budget } points are used, and { $over } more.
pacing-planned = { $points ->
    [one] The rest of the plan takes about 1 point.
   *[other] The rest of the plan takes about { $points } points.
}
pacing-learning = We are still learning what things cost you. The numbers are only a guess.

pacing-zone-room-left = There is still room today.
pacing-zone-on-plan = The day fits your energy.
pacing-zone-little-over = A little over today. A rest can help.
pacing-zone-over = Today has cost more than there was. It happens. Rest when you can.

pacing-why = Why { $points } points?
pacing-why-point = 1 point is 30 minutes of something that is light for you.
pacing-why-baseline = On an ordinary day you have about { $points } points.
pacing-why-begin = We begin with { $points } points a day. You find your own number together with your coordinator.
pacing-why-morning-missing = You have not answered today. We count on an ordinary morning.
pacing-why-morning-not-today = You chose “not today”. We count on an ordinary morning.
pacing-why-morning-usual = Your morning is as usual ({ $energy } of 10).
pacing-why-morning-lower = You have less energy than usual ({ $energy } of 10). That gives { $points } points.
pacing-why-morning-higher = You have more energy than usual ({ $energy } of 10). That gives { $points } points.
pacing-why-usual-assumed = We don’t know your mornings yet. So we compare with { $energy }.
pacing-yesterday = Yesterday
pacing-why-went-over = { $day } took more energy than there was.
pacing-why-payback = After that there are { $points } points.
pacing-why-lower-counts = We use the lower number.
pacing-why-payback-aside = You said that you feel fine. So it does not count today.
pacing-why-least = You always have at least { $points } points.
pacing-feels-fine = I feel fine today
pacing-feels-fine-hint = Then you have { $points } points today.

pacing-notice-low-mornings = Three mornings in a row you had little energy. You are welcome to tell your coordinator.
pacing-notice-plan-is-over = The plan costs more than you have today. Something may wait.
pacing-notice-days-over = The last three days cost more than there was. A calm day can help.
pacing-notice-tomorrow-is-over = Tomorrow’s plan looks a little too big. Something may wait.
pacing-notice-heavy-without-rest = Much of today is demanding. A rest on the way can help.
pacing-notice-heavy-back-to-back = Two demanding things follow each other. A rest between them can help.
pacing-notice-quiet-days = You have had several quiet days. Is there something you feel like doing?

pacing-activities = Today’s activities
pacing-no-activities = There are no activities today.
pacing-at = { $time }
pacing-minutes = { $minutes } minutes
pacing-costs = { $number ->
    [one] Costs { $points } point
   *[other] Costs { $points } points
}
pacing-gives = { $number ->
    [one] Gives { $points } point back
   *[other] Gives { $points } points back
}
pacing-done = Done
pacing-leave = Leave it
pacing-undo = Undo
pacing-deed = { $deed }: { $title }
pacing-state-done = Done
pacing-state-left = Left for now
pacing-rating-question = Did it cost more than expected?
pacing-rating-less = Less
pacing-rating-as-expected = As expected
pacing-rating-more = More
pacing-rating-much-more = Much more
pacing-rated = You answered: { $rating }.
