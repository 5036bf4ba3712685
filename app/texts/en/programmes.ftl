programmes-no-phase = a programme has at least one phase
programmes-phase-order = phase `{ $id }` must begin with a later event than the phase before it
programmes-phase-length = phase `{ $id }` lasts no time at all
programmes-consent-twice = this consent is asked for twice
programmes-no-party = there is no party `{ $unknown }`
programmes-party-role = party `{ $id }` has no role
programmes-deadline-amber = deadline `{ $id }` turns amber after it is overdue
programmes-deadline-planned = deadline `{ $id }` cannot be met by a day that is only planned
programmes-deadline-before = deadline `{ $id }` is met by an event that comes before it counts
programmes-deadline-consent = deadline `{ $id }` is met by a consent that nobody is asked for
programmes-deadline-rule = deadline `{ $id }` waits for rule `{ $rule }`, which closes with no disposition
programmes-deadline-every = deadline `{ $id }` comes back after no time at all
programmes-deadline-comes-back = deadline `{ $id }` comes back, so no single event can meet it
programmes-deadline-for-ever = deadline `{ $id }` would come back for ever: count it from an event before the end
programmes-track-share = the share of track `{ $id }` is not between 0 and 1
programmes-track-sum = with track `{ $id }` the shares add up to { $shares }, more than 1
programmes-quota-nothing = quota `{ $id }` allows nothing
programmes-quota-per = quota `{ $id }` is per no time at all
programmes-target-rule = target `{ $id }` is read from `{ $rule }`, and there is no such rule
programmes-target-threshold = target `{ $id }` has no threshold
programmes-target-share = target `{ $id }` is a share and must be between 0 and 1
programmes-target-nothing = target `{ $id }` asks for nothing
programmes-arm-twice = this arm is there twice
programmes-arm-places = an arm without places is no arm
programmes-arm-own-places = the programme says its places, so every arm must say its own
programmes-arm-none = nobody takes part: there is no arm `intervention`
programmes-arm-sum = the arms have { $sum } places together, the programme { $all }
programmes-ladder-empty = ladder `{ $id }` has no steps
programmes-ladder-many = ladder `{ $id }` sends { $many } messages by itself: { $most } at most
programmes-step-order = step { $number } of ladder `{ $id }` comes before the step above it
programmes-step-unopened = step { $number } of ladder `{ $id }` waits whether one before it was opened, and there is none
programmes-step-contact-person = step { $number } of ladder `{ $id }` goes to the contact person, who is called or written to by hand
programmes-step-mixed = step { $number } of ladder `{ $id }` mixes what the machine sends with what people do
programmes-step-notice = step { $number } of ladder `{ $id }` is a notice, which the machine sends
programmes-step-tries = step { $number } of ladder `{ $id }` says `tries`, which is for calls: from 1 to { $most }
programmes-step-backwards = step { $number } of ladder `{ $id }` may happen between { $from } and { $to }, which ends before it begins
programmes-step-asleep = step { $number } of ladder `{ $id }` can never happen: between { $from } and { $to } nothing may leave
programmes-step-outside = step { $number } of ladder `{ $id }` has a time of day outside its own hours
programmes-step-days = step { $number } of ladder `{ $id }` can never happen: nothing leaves on those days
programmes-step-never = step { $number } of ladder `{ $id }` can never happen for rule `{ $rule }`: it closes before the days and hours of the step come
programmes-rule-register = rule `{ $id }` says `register_after`, so it must fall due once, after the end
programmes-rule-register-late = rule `{ $id }` closes before the register is looked up
programmes-version = `version` begins at 1
programmes-zone = `{ $zone }` is no time zone such as Europe/Copenhagen or Europe/Stockholm
programmes-ages = nobody is at least { $from } and at most { $to } years old
programmes-quiet-after = `quiet_after` is no length of time
programmes-id-twice = there is already a { $list } called `{ $id }`
programmes-short-name = `{ $id }` is no short name: lower-case letters, digits and hyphens, a letter first
programmes-quiet = { $at } is in the quiet hours from 21:00 to 08:00
programmes-reminder-mixed = reminder `{ $id }` mixes days and hours: use one of them, such as P1D or PT2H
programmes-reminder-hours = reminder `{ $id }` counts hours, so it has no time of day
programmes-reminder-channel = reminder `{ $id }` goes by no channel
programmes-reminder-unseen = reminder `{ $id }` follows an unseen push after one to 23 hours
programmes-rule-consent = rule `{ $id }` needs a consent that nobody is asked for
programmes-rule-confidential = `{ $questionnaire }` is asked in confidence by another rule already: one person could count twice in a wave
programmes-rule-arms = rule `{ $id }` asks no arm
programmes-rule-control = rule `{ $id }` asks the control arm, which is left in peace
programmes-rule-until = rule `{ $id }` must say `from` and `until`, because participants come and go
programmes-rule-course = rule `{ $id }` asks staff or partners, who have no course to count from: use `cron` alone, `date` or `by_hand`
programmes-rule-colleague-consent = rule `{ $id }` asks staff or partners, who give no such consent
programmes-rule-colleague-email = rule `{ $id }` asks staff or partners, who are reached by e-mail alone
programmes-rule-early = rule `{ $id }` would fall due before its event is known
programmes-rule-after-end = rule `{ $id }` asks after the end, so it needs the consent `follow_up`
programmes-rule-every = rule `{ $id }` comes back after no time at all
programmes-rule-overlap = rule `{ $id }` is still open when it comes back
programmes-rule-shut = rule `{ $id }` is never open
programmes-rule-ladder = rule `{ $id }` uses ladder `{ $ladder }`, and there is none
programmes-rule-closes = rule `{ $id }` closes before the last step of ladder `{ $ladder }`
programmes-rule-quarter = rule `{ $id }` is confidential and must fall at most once in a calendar quarter: use whole months, three or more
programmes-rule-backwards = rule `{ $id }` ends before it begins
programmes-target-rules = target `{ $id }` does not say from which rules it is read
programmes-reminder-before = reminder `{ $id }` does not come before the appointment
programmes-reminder-early = reminder `{ $id }` comes more than 30 days before the appointment
programmes-reminder-by-hand = reminder `{ $id }` goes by itself: use `push`, `sms` or `email`
programmes-rule-colleagues = rule `{ $id }` asks staff or partners, whose answers are always confidential
programmes-name-empty = the name is empty
programmes-question-empty = the question is empty
programmes-text-empty = the text is empty
programmes-cron-never = `{ $expression }`: invalid cron expression: schedule can never occur
programmes-cron-fields = `{ $expression }` has { $actual } fields: minute, hour, day of month, month and day of week are five
programmes-cron-range = `{ $expression }`: invalid { $field } field: { $actual } is outside { $min }..={ $max }
programmes-cron = `{ $expression }`: { $detail }
programmes-unreadable = cannot be read: { $detail }
programmes-wrong-word = `{ $word }` is not one of the words here: { $known }
programmes-wrong-field = there is no field `{ $word }` here; the fields are { $known }
programmes-missing-field = the field `{ $word }` is missing
programmes-no-period = `{ $word }` is no ISO 8601 period such as P1M, P12W, P14D or PT24H
programmes-when-several = `when` names { $named }; use one of `every`, `cron`, `date`, `by_hand`, or `from` with `after`
programmes-when-nothing = `when` says nothing; write `from` with `after`, `every`, `cron`, `date` or `by_hand`
programmes-when-lacks = `when` with `{ $has }` needs `{ $word }`
programmes-when-spare = `when` with `{ $has }` has no use for `{ $word }`
programmes-name-missing = { $tag ->
    [da] the name is missing in Danish (`da`)
   *[other] the name is missing in Swedish (`sv`)
}
programmes-question-missing = { $tag ->
    [da] the question is missing in Danish (`da`)
   *[other] the question is missing in Swedish (`sv`)
}
programmes-text-missing = { $tag ->
    [da] the text is missing in Danish (`da`)
   *[other] the text is missing in Swedish (`sv`)
}
