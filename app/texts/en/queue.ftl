queue-waiting = { $form ->
    [one] One answer is waiting on this phone. We send it when you are online.
   *[other] { $n } answers are waiting on this phone. We send them when you are online.
}
queue-refused = { $form ->
    [one] One answer could not be sent.
   *[other] { $n } answers could not be sent.
}
queue-look = See why
queue-sent = We have your answers. Receipt { $receipt }.
queue-without = You can answer without a network. Your answers stay on this phone until they are sent.
queue-done-title = Your answers are on this phone
queue-done-text = We send them when you are online again.
queue-discard = Delete the answer

queue-leave-title = There are answers that we do not have yet
queue-leave-text = They are on this phone and can't be sent now. If you sign out, they are deleted.
queue-leave-stay = Stay signed in
queue-leave-discard = Sign out and delete the answers

queue-why-not-asked = We no longer ask this, because another answer has changed.
queue-why-early = It is too early to answer this.
queue-why-closed = The time to answer is over. You do not need to do anything.
queue-why-sent = The answers had already been sent from another phone.
queue-why-withdrawn = You have withdrawn your consent. So we have not kept the answer.
queue-why-anonymous = You can now answer without your name. Open the questions again.
queue-why-unknown = We could not take this answer. Ask your coordinator if it matters.
queue-why-later = It is busy right now. We will try again in a moment.
queue-unsent = No connection right now. It did not get through. What you wrote is still here. Try again in a while.
queue-full = There is no room for your answer on this phone, and no connection. What you wrote is still here. Try again in a while.
