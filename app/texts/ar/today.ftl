today-title = اليوم
today-hello = مرحباً { $name }
today-new-message = لديك رسالة جديدة.
today-questions-text = { $n ->
    [one] سؤال واحد. يمكنك الإجابة حتى { $day }.
    [two] سؤالان. يمكنك الإجابة حتى { $day }.
    [few] { $n } أسئلة. يمكنك الإجابة حتى { $day }.
   *[other] { $n } سؤالاً. يمكنك الإجابة حتى { $day }.
}
today-questions-answer = أجب
