groups-title = Groups
groups-none = There are no groups yet.
groups-new = New group
groups-places = Places
groups-with = Who leads the group?
groups-bring = What should people bring?
groups-save = Make the group
groups-places-wrong = Write a number from 2 to 200.
groups-places-left = { $left } of { $places } places are free
groups-full = All { $places } places are taken
groups-too-many = { $left ->
    [0] The group is full. Nobody was booked. You are welcome to make another group.
    [one] Only one place is left. Nobody is booked yet: choose fewer.
   *[other] Only { $left } places are left. Nobody is booked yet: choose fewer.
}
groups-nobody = Nobody is in yet.
groups-add = Book several at once
groups-who = Who comes?
groups-book = Book them
groups-cancel = Call it off for everyone
groups-cancel-title = Call off { $title }?
groups-cancel-told = { $n ->
    [0] Nobody is booked yet.
    [one] One person is booked. They see under Appointments that it is called off.
   *[other] { $n } people are booked. They see under Appointments that it is called off.
}
groups-cancel-call = No message goes out. Write or call if it is soon.
groups-cancel-yes = Yes, call it off for everyone
groups-cancel-no = No, keep the group
groups-were-in = These were booked
groups-were-in-hint = They see under Appointments that it is called off. Choose a name to agree on something else.
