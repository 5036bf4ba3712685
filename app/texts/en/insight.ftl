# Results: what figures may say about answers without giving anyone away.
insight-title = Results
insight-others = Other programmes
insight-intro = Answers are counted when the quarter has ended, always ten or more together. Nobody can see what one person answered.
insight-file = Download the figures (CSV)

insight-influence = Influence
insight-influence-who = Participants' answers: “I have had a say in my plan.”
insight-influence-happy = Agree
insight-influence-unhappy = Disagree
insight-cross-sector = Working together
insight-cross-sector-who = Answers of staff and partners: “We work together around the person.”
insight-cross-sector-happy = Agree
insight-cross-sector-unhappy = Disagree
insight-health-change = Health before and after
insight-health-change-who = Participants' own rating at the end, compared with the start.
insight-health-change-happy = Better than at the start
insight-health-change-unhappy = Worse than at the start

insight-quarter = quarter { $number }, { $year }
insight-in-wave = { $share }, { $wave }
insight-percent = { $share }%
insight-range = { $low }–{ $high }%
insight-answered = { $answers } answers from { $invited } people asked ({ $share })
insight-target = Target
insight-target-line = Target { $share }
insight-share = Among those who answered
insight-likely = Likely range
insight-answers = Answers
insight-wave = Wave
insight-history = Earlier waves

insight-waits = New answers wait for the wave to close on { $date }.
insight-counting = The wave has closed. Its answers are counted today.
insight-too-few = Too few answers (fewer than 10).
insight-none = There are no results yet.

insight-reached = The target is reached.
insight-not-reached = The target is not reached.
insight-cannot-say = It is too early to say whether the target is reached.

insight-chart-says = { $share } among those who answered. Likely range { $likely }.
insight-how = How this was worked out
insight-how-bands = Each answer becomes one of three: one end, the middle or the other end. “Don't know” and skipped questions are left out.
insight-how-sealed = Answers are gathered without names. They are counted only when the wave closes, and only if there are at least ten.
insight-how-label = The number is kept only as an interval: between { $from } and { $to } of { $answers } answers. So nobody can work out what someone else answered.
insight-how-likely = The hatched band allows for chance. In a larger group the share would likely be { $share } (Wilson, 95%).
insight-how-silent = Had everyone who was asked answered, the share would lie somewhere in { $share }.
insight-how-verdict = A target is reached when the whole hatched band lies above it.
