today-title = Today
today-hello = Hello { $name }
today-new-message = You have a new message.
today-questions-text = { $n ->
    [one] One question. You can answer until { $day }.
   *[other] { $n } questions. You can answer until { $day }.
}
today-questions-answer = Answer
