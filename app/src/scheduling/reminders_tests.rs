//! When people are reminded of an appointment, and when they are left alone.

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

use super::{Booked, Reminding, next_reminder, reminder_contacts, reminders};
use crate::ids::AppointmentId;
use crate::programmes::{Channel, Definition};
use crate::scheduling::{Hours, Preferred, Reach};

fn definition(more: &str) -> Definition {
    let text = format!(
        r#"
        id = "test"
        version = 1
        name = {{ en = "A test" }}
        country = "DK"
        zone = "Europe/Copenhagen"
        {more}
        [[phase]]
        id = "course"
        name = {{ en = "The course" }}
        from = "start"
    "#
    );
    toml::from_str(&text).unwrap()
}

fn hours() -> Hours {
    Hours::of(&definition("")).unwrap()
}

fn at(day: i8, hour: i8, minute: i8) -> Timestamp {
    hours().instant(date(2026, 11, day).at(hour, minute, 0, 0))
}

fn booked(starts_at: Timestamp, agreed_at: Timestamp) -> Booked {
    Booked {
        id: AppointmentId::new("a"),
        number: 1,
        starts_at,
        agreed_at,
    }
}

/// The local moments at which an appointment, agreed on the 2nd, is reminded of.
fn moments(more: &str, starts_at: Timestamp) -> Vec<DateTime> {
    let all = all(more, &booked(starts_at, at(2, 9, 0)));
    all.iter().map(|it| hours().local(it.at)).collect()
}

/// Everything that a look in the last minute would find.
fn all(more: &str, it: &Booked) -> Vec<Reminding> {
    super::of_one(&definition(more), &hours(), it)
}

#[test]
fn people_hear_of_it_the_afternoon_before_and_two_hours_before() {
    let told = moments("", at(10, 13, 30));
    assert_eq!(
        told,
        [
            date(2026, 11, 9).at(16, 0, 0, 0),
            date(2026, 11, 10).at(11, 30, 0, 0)
        ]
    );
}

#[test]
fn a_monday_meeting_is_reminded_of_on_sunday() {
    let told = moments("", at(9, 13, 0));
    assert_eq!(told[0], date(2026, 11, 8).at(16, 0, 0, 0));
}

#[test]
fn nobody_is_woken_for_an_early_meeting_and_nobody_hears_of_it_twice_in_an_evening() {
    // Two hours before half past nine people sleep, and the afternoon said it already.
    assert_eq!(
        moments("", at(10, 9, 30)),
        [date(2026, 11, 9).at(16, 0, 0, 0)]
    );
    let short = r#"reminder = [{ id = "short", before = "PT2H", channels = ["push"] }]"#;
    assert_eq!(
        moments(short, at(10, 9, 30)),
        [date(2026, 11, 9).at(20, 0, 0, 0)]
    );
    assert_eq!(
        moments(short, at(10, 23, 30)),
        [date(2026, 11, 10).at(20, 0, 0, 0)]
    );
}

#[test]
fn nobody_is_reminded_of_what_they_were_just_told() {
    let it = booked(at(10, 13, 30), at(9, 18, 0));
    let told: Vec<_> = all("", &it).into_iter().map(|it| it.at).collect();
    assert_eq!(told, [at(10, 11, 30)]);
}

#[test]
fn a_definition_may_ask_for_none() {
    assert_eq!(moments("reminder = []", at(10, 13, 30)), []);
}

#[test]
fn a_reminder_is_there_from_the_morning_of_its_day_so_that_others_leave_room() {
    let it = [booked(at(10, 13, 30), at(2, 9, 0))];
    let (definition, hours) = (definition(""), hours());
    let found = |now| reminders(&definition, &hours, &it, now);
    assert_eq!(found(at(8, 23, 59)), []);
    let first = found(at(9, 0, 0));
    assert_eq!(first.len(), 1);
    assert_eq!(
        (first[0].at, first[0].due.closes_at),
        (at(9, 16, 0), at(10, 13, 30))
    );
    assert_eq!(first[0].due.rule_id, "reminder/day-before");
    assert_eq!(
        next_reminder(&definition, &hours, &it, at(2, 9, 0)),
        Some(at(9, 0, 0))
    );
    assert_eq!(
        next_reminder(&definition, &hours, &it, at(9, 0, 0)),
        Some(at(10, 0, 0))
    );
    assert_eq!(next_reminder(&definition, &hours, &it, at(10, 0, 0)), None);
}

#[test]
fn after_an_outage_only_the_newest_is_sent_and_none_once_it_has_begun() {
    let it = [booked(at(10, 13, 30), at(2, 9, 0))];
    let found = |now| reminders(&definition(""), &hours(), &it, now);
    let missed: Vec<bool> = found(at(10, 11, 0)).iter().map(|it| it.missed).collect();
    assert_eq!(missed, [true, false]);
    assert_eq!(found(at(10, 13, 30)), []);
}

#[test]
fn the_first_channel_that_leads_to_the_person_carries_it() {
    let it = &all("", &booked(at(10, 13, 30), at(2, 9, 0)))[0];
    let reach = |push, email| Reach {
        push,
        email,
        sms: false,
        by_hand: true,
    };
    let told = |reach| -> Vec<(Channel, Timestamp)> {
        let contacts =
            reminder_contacts(&definition(""), &hours(), it, reach, Preferred::default());
        contacts.iter().map(|it| (it.channel, it.due_at)).collect()
    };
    assert_eq!(told(reach(false, true)), [(Channel::Email, at(9, 16, 0))]);
    assert_eq!(
        told(reach(true, true)),
        [
            (Channel::Push, at(9, 16, 0)),
            (Channel::Email, at(9, 18, 0))
        ],
        "whoever does not see the push gets a mail"
    );
    assert_eq!(
        told(reach(false, false)),
        [],
        "and nobody is called about it"
    );
}

proptest! {
    #[test]
    fn whatever_the_hour_nobody_is_woken_and_nothing_comes_too_late(
        start in 1_790_000_000_i64..1_900_000_000,
        ahead in 0_i64..3_000_000,
        before in 1_i32..24,
    ) {
        let starts_at = Timestamp::from_second(start).unwrap();
        let it = booked(starts_at, Timestamp::from_second(start - ahead).unwrap());
        let more = format!(
            r#"reminder = [
                {{ id = "hours", before = "PT{before}H", channels = ["push", "email"] }},
                {{ id = "days", before = "P{before}D", channels = ["push", "email"] }},
            ]"#
        );
        let hours = hours();
        let reach = Reach { push: true, email: true, sms: true, by_hand: false };
        for reminding in all(&more, &it) {
            prop_assert!(it.agreed_at < reminding.at && reminding.due.opens_at <= reminding.at);
            let contacts = reminder_contacts(&definition(&more), &hours, &reminding, reach, Preferred::default());
            prop_assert_eq!(contacts.first().map(|it| it.due_at), Some(reminding.at));
            for contact in contacts {
                prop_assert!(!hours.is_night(contact.due_at) && contact.due_at < starts_at);
                prop_assert_eq!(contact.not_after, starts_at);
            }
        }
    }
}
