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
pacing-planned = { $number ->
    [one] The rest of the plan takes about { $points } point.
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

# A smaller plan, and the week as a whole.
pacing-today = today
pacing-tomorrow = tomorrow
pacing-tell = Write to your coordinator
pacing-see-week = See your week
pacing-start = Begin
pacing-state-started = Under way
pacing-easier = The easier version
pacing-easier-is = Easier: { $title }, { $minutes } minutes
pacing-whole = All of it after all
pacing-asks-first = For another day? Talk with your coordinator first. You may always leave it.
pacing-choose = Done, or leave it?
pacing-replan = A smaller plan?
pacing-replan-move = Move “{ $title }” from { $from } to { $to }.
pacing-replan-split = Do { $minutes } minutes of “{ $title }” on another day: from { $from } to { $to }.
pacing-replan-shorten = Do only { $minutes } minutes of “{ $title }” ({ $from }).
pacing-replan-easier = Do “{ $easier }” instead of “{ $title }” ({ $from }): { $minutes } minutes.
pacing-replan-postpone = Let “{ $title }” ({ $from }) wait until next week.
pacing-replan-fits = Then the week fits your energy.
pacing-replan-less = Then the week takes { $after } points too many, not { $before }.
pacing-replan-accept = Yes, change it
pacing-replan-not-now = Not now
pacing-replan-taken = The plan is changed. You can take it back today.
pacing-replan-late = Your plan has changed since. Here it is as it stands now.
pacing-week = Your week
pacing-week-ahead = The next seven days
pacing-week-chart = Planned energy beside the energy there is
pacing-week-chart-text = The outline is what there is. The striped bar is what is planned. The table below has the same numbers.
pacing-week-table = Points, day by day
pacing-week-day = Day
pacing-week-planned = Planned
pacing-week-there = There is
pacing-week-hint = The days ahead count on ordinary mornings.
pacing-week-fits = The plan fits your energy.
pacing-week-over = { $day }: a lot is planned. Something may wait.
pacing-week-much-more = The week holds more than the last three. Is that what you want?
pacing-week-last = The last seven days
pacing-week-spent = You used about { $spent } of { $budget } points.
pacing-week-load-fits = That fits the energy there was.
pacing-week-load-room = There was room left.
pacing-week-load-over = That was a little more than there was. It happens.
pacing-week-even = The days were much alike.
pacing-week-uneven = Some days took more than others.
pacing-week-up-and-down = Some days took a lot, and others very little. Days that are more alike can be easier.
pacing-week-ordinary = An ordinary day
pacing-week-baseline = Your days speak for about { $points } points on an ordinary day. Nothing changes by itself.
pacing-week-talk = Talk about it with your coordinator
