surveys-title = Send questions
surveys-questionnaire = Questions
surveys-people = To whom
surveys-send = Send now
surveys-sent = { $n ->
    [0] Nobody new was asked: they have these questions already.
    [one] One person is asked now.
   *[other] { $n } people are asked now.
}
surveys-nobody = Nobody takes part yet. Add a person first.
surveys-choose = Choose at least one person.
surveys-rounds = What went out
surveys-none = Nothing yet.
surveys-answered = { $answered } of { $asked } answered
surveys-waiting = Not answered yet, and when they were asked:
surveys-since = Since { $day }. Open a line to see whom you are waiting for.
