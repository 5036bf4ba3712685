today-title = I dag
today-hello = Hej { $name }
today-new-message = Du har en ny besked.
today-questions-text = { $n ->
    [one] Ét spørgsmål. Du kan svare til og med { $day }.
   *[other] { $n } spørgsmål. Du kan svare til og med { $day }.
}
today-questions-answer = Svar
