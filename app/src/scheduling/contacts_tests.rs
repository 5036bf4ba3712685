//! Contacts as people meet them: which call or message goes out, when, and when not.

use jiff::civil::{Date, DateTime, date, time};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::{Planned, Preferred, Reach, contacts};
use crate::programmes::{Channel, Definition, Ladder};
use crate::scheduling::{Due, Hours};

const EVERY_WAY: Reach = Reach {
    push: true,
    email: true,
    sms: false,
    by_hand: true,
};

fn definition() -> Definition {
    let text = r#"
        id = "test"
        version = 1
        name = { en = "A test" }
        country = "SE"
        zone = "Europe/Stockholm"
        [[phase]]
        id = "course"
        name = { en = "The course" }
        from = "start"
        [[ladder]]
        id = "gentle"
        [[ladder.step]]
        channel = "push"
        after = "P0D"
        [[ladder.step]]
        channel = "email"
        after = "P3D"
        at = "14:00:00"
        [[ladder.step]]
        channel = "phone"
        after = "P7D"
    "#;
    toml::from_str(text).unwrap()
}

fn ladder() -> Ladder {
    definition().ladders.remove(0)
}

fn hours() -> Hours {
    Hours::of(&definition()).unwrap()
}

fn due(opens: DateTime, last: Date) -> Due {
    Due {
        rule_id: "it".into(),
        number: 1,
        due_on: opens.date(),
        opens_at: hours().instant(opens),
        closes_at: hours().start_of(last),
    }
}

fn plan(due: &Due, reach: Reach) -> Vec<(i64, Channel, String)> {
    let local = |it: &Planned| hours().local(it.due_at).strftime("%a %d %H:%M").to_string();
    contacts(
        due,
        due.opens_at,
        &ladder(),
        &hours(),
        reach,
        Preferred::default(),
    )
    .iter()
    .map(|it| (it.step, it.channel, local(it)))
    .collect()
}

/// Monday 2 November 2026, 09:00, open for three weeks.
fn monday() -> Due {
    due(date(2026, 11, 2).at(9, 0, 0, 0), date(2026, 11, 23))
}

#[test]
fn push_then_mail_then_a_call_each_at_its_hour() {
    let planned = plan(&monday(), EVERY_WAY);
    let expected = [
        (1, Channel::Push, "Mon 02 09:00".to_owned()),
        (2, Channel::Email, "Thu 05 14:00".to_owned()),
        (3, Channel::Phone, "Mon 09 09:00".to_owned()),
    ];
    assert_eq!(planned, expected);
}

#[test]
fn a_step_that_leads_to_nobody_makes_way_for_the_next_at_once() {
    let planned = plan(
        &monday(),
        Reach {
            push: false,
            ..EVERY_WAY
        },
    );
    assert_eq!(planned[0], (2, Channel::Email, "Mon 02 09:00".to_owned()));
    assert_eq!(planned[1].2, "Mon 09 09:00", "the call keeps its day");
    let neither = plan(
        &monday(),
        Reach {
            push: false,
            email: false,
            sms: false,
            by_hand: true,
        },
    );
    assert_eq!(neither, [(3, Channel::Phone, "Mon 02 09:00".to_owned())]);
    let mail_only = plan(
        &monday(),
        Reach {
            push: false,
            email: true,
            sms: false,
            by_hand: false,
        },
    );
    assert_eq!(mail_only, [(2, Channel::Email, "Mon 02 09:00".to_owned())]);
}

#[test]
fn someone_whom_nothing_reaches_is_not_forgotten_silently() {
    let planned = plan(
        &monday(),
        Reach {
            push: false,
            email: false,
            sms: false,
            by_hand: false,
        },
    );
    assert_eq!(planned, [(1, Channel::Push, "Mon 02 09:00".to_owned())]);
}

#[test]
fn no_contact_comes_after_the_occasion_has_closed() {
    let short = due(date(2026, 11, 2).at(9, 0, 0, 0), date(2026, 11, 6));
    let planned = plan(&short, EVERY_WAY);
    assert_eq!(planned.len(), 2, "the call on the ninth would be too late");
}

#[test]
fn what_falls_on_a_weekend_waits_for_monday_or_leaves_on_friday() {
    let saturday = date(2026, 11, 7).at(9, 0, 0, 0);
    let open_long = due(saturday, date(2026, 11, 30));
    assert_eq!(plan(&open_long, EVERY_WAY)[0].2, "Mon 09 09:00");
    // A Wednesday's mail, due on Saturday, would miss the end on Monday at midnight.
    let short = due(date(2026, 11, 4).at(9, 0, 0, 0), date(2026, 11, 9));
    let planned = plan(&short, EVERY_WAY);
    assert_eq!(planned[1], (2, Channel::Email, "Fri 06 20:00".to_owned()));
}

#[test]
fn a_weekend_does_not_push_two_days_of_a_ladder_into_one() {
    // Opens on a Saturday: the push on Monday, and the mail three days after it.
    let saturday = due(date(2026, 11, 7).at(9, 0, 0, 0), date(2026, 11, 30));
    let planned = plan(&saturday, EVERY_WAY);
    assert_eq!(planned[1], (2, Channel::Email, "Thu 12 14:00".to_owned()));
    // Opens on a Wednesday: mail on Saturday and a call on Sunday would both be Monday's.
    let wednesday = due(date(2026, 11, 4).at(9, 0, 0, 0), date(2026, 11, 30));
    let mut ladder = ladder();
    ladder.steps[2].after = "P4D".to_owned().try_into().unwrap();
    let planned = contacts(
        &wednesday,
        wednesday.opens_at,
        &ladder,
        &hours(),
        EVERY_WAY,
        Preferred::default(),
    );
    let days: Vec<i8> = planned
        .iter()
        .map(|it| hours().day(it.due_at).day())
        .collect();
    assert_eq!(days, [4, 9, 10]);
}

#[test]
fn an_evening_deed_is_sent_in_the_morning_and_remembered_in_the_morning() {
    let evening = due(date(2026, 11, 2).at(22, 15, 0, 0), date(2026, 11, 23));
    let planned = plan(&evening, EVERY_WAY);
    assert_eq!(planned[0].2, "Tue 03 09:00");
    assert_eq!(planned[2].2, "Tue 10 09:00");
}

#[test]
fn an_occasion_that_was_found_late_begins_its_ladder_then() {
    let found = hours().instant(date(2026, 11, 10).at(11, 0, 0, 0));
    let planned = contacts(
        &monday(),
        found,
        &ladder(),
        &hours(),
        EVERY_WAY,
        Preferred::default(),
    );
    assert_eq!(planned[0].channel, Channel::Push);
    assert_eq!(planned[0].due_at, found);
    assert_eq!(hours().day(planned[1].due_at), date(2026, 11, 13));
}

#[test]
fn what_someone_likes_best_comes_first_at_the_hour_that_they_like() {
    let preferred = Preferred {
        channel: Some(Channel::Email),
        at: Some(time(17, 0, 0, 0)),
    };
    let planned = contacts(
        &monday(),
        monday().opens_at,
        &ladder(),
        &hours(),
        EVERY_WAY,
        preferred,
    );
    let told: Vec<(i64, Channel, String)> = planned
        .iter()
        .map(|it| {
            let local = hours().local(it.due_at).strftime("%a %d %H:%M").to_string();
            (it.step, it.channel, local)
        })
        .collect();
    let expected = [
        (1, Channel::Email, "Mon 02 17:00".to_owned()),
        // The step says its own hour, and keeps it.
        (2, Channel::Push, "Thu 05 14:00".to_owned()),
        (3, Channel::Phone, "Mon 09 17:00".to_owned()),
    ];
    assert_eq!(told, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_contact_is_early_late_or_in_quiet_hours(
        day in 0_i32..4000, minute in 0_i32..1440, open in 1_i32..60, late in 0_i64..2000,
        push: bool, email: bool, by_hand: bool, liked_at in 0_usize..6,
    ) {
        let opens = date(2024, 1, 1).at(0, 0, 0, 0).saturating_add(day.days().minutes(minute));
        let due = due(opens, opens.date().saturating_add(open.days()));
        let issued = due.opens_at.saturating_add(late.minutes()).unwrap_or(Timestamp::MAX);
        let reach = Reach { push, email, sms: false, by_hand };
        let liked = [Channel::Push, Channel::Email, Channel::Sms, Channel::Phone, Channel::Letter];
        let preferred = Preferred { channel: liked.get(liked_at).copied(), at: None };
        let planned = contacts(&due, issued, &ladder(), &hours(), reach, preferred);
        prop_assert!(!planned.is_empty(), "every occasion has a contact that can end");
        for pair in planned.windows(2) {
            prop_assert!(pair[0].due_at <= pair[1].due_at && pair[0].step < pair[1].step);
        }
        for contact in &planned {
            prop_assert!(contact.due_at >= due.opens_at && contact.due_at >= issued);
            prop_assert!(!hours().is_quiet(contact.due_at));
            prop_assert_eq!(contact.not_after, due.closes_at);
        }
        for contact in planned.iter().skip(1) {
            prop_assert!(contact.due_at < due.closes_at);
        }
    }
}
