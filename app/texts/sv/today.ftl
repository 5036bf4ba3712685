today-title = I dag
today-hello = Hej { $name }
today-new-message = Du har ett nytt meddelande.
today-questions-text = { $n ->
    [one] En fråga. Du kan svara till och med { $day }.
   *[other] { $n } frågor. Du kan svara till och med { $day }.
}
today-questions-answer = Svara
