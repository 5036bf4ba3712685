desk-title = Your desk
desk-coming = { $n ->
    [0] No questions fall due in the next 30 days.
    [one] One questionnaire falls due in the next 30 days.
   *[other] { $n } questionnaires fall due in the next 30 days.
}
desk-empty = Nothing needs you right now.
desk-group-call = To call
desk-group-wish = Wishes about appointments
desk-group-attendance = Who came?
desk-group-plan-reply = Replies to plans
desk-group-message = New messages
desk-group-deadline = Deadlines
desk-wish-move = would like another time for { $title }, { $when }.
desk-wish-cancel = would like to call off { $title }, { $when }.
desk-attendance = { $title }, { $when }: note who came.
desk-plan-reply = says the plan is not what was meant.
desk-plan-reply-comment = says the plan is not what was meant: "{ $comment }"
desk-message = wrote to you.
desk-deadline-overdue = { $name }: was due { $day }.
desk-deadline-near = { $name }: due { $day }.
desk-no-phone = no telephone number
desk-call-since = Messages went unanswered. To call since { $when }.
desk-call-reached = Reached
desk-call-not-reached = Not reached
desk-call-declined = Does not want to answer
desk-letter-since = Messages went unanswered. To write a letter since { $when }.
desk-status = How it goes
