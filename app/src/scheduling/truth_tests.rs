//! Whether a contact is still needed, at the last moment before it leaves.

use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, Timestamp};

use super::{End, Truth, Verdict};
use crate::scheduling::Hours;

fn hours() -> Hours {
    Hours::danish()
}

fn at(local: DateTime) -> Timestamp {
    hours().instant(local)
}

/// A Tuesday in November, 09:00.
fn nine() -> Timestamp {
    at(date(2026, 11, 24).at(9, 0, 0, 0))
}

/// Someone for whom everything speaks for sending.
fn fine() -> Truth {
    Truth {
        open: true,
        consented: true,
        protected: false,
        active: true,
        paused: false,
        paused_until: None,
        reachable: true,
        due_at: nine(),
        not_after: at(date(2026, 12, 8).at(0, 0, 0, 0)),
        later_step_due: false,
        seen_step_due_at: None,
        only_unopened: false,
        window: None,
        sent_today: 0,
        reminders_today: 0,
        reminds: false,
        in_flight: false,
        same_sent_at: None,
    }
}

fn ends(truth: &Truth, now: Timestamp) -> Option<End> {
    match truth.verdict(&hours(), now) {
        Verdict::Over { end, .. } => Some(end),
        _ => None,
    }
}

#[test]
fn a_message_that_is_needed_wanted_and_allowed_leaves() {
    assert_eq!(fine().verdict(&hours(), nine()), Verdict::Send);
}

#[test]
fn each_reason_against_it_is_enough() {
    let cases = [
        (
            Truth {
                open: false,
                ..fine()
            },
            End::Cancelled,
        ),
        (
            Truth {
                not_after: nine(),
                ..fine()
            },
            End::Expired,
        ),
        (
            Truth {
                protected: true,
                ..fine()
            },
            End::Cancelled,
        ),
        (
            Truth {
                active: false,
                ..fine()
            },
            End::Cancelled,
        ),
        (
            Truth {
                consented: false,
                ..fine()
            },
            End::Cancelled,
        ),
        (
            Truth {
                later_step_due: true,
                ..fine()
            },
            End::Merged,
        ),
    ];
    for (truth, end) in cases {
        assert_eq!(ends(&truth, nine()), Some(end), "{truth:?}");
    }
}

#[test]
fn someone_who_pauses_hears_nothing_until_they_come_back() {
    let day = |day: i8, hour: i8, minute: i8| at(date(2026, 11, day).at(hour, minute, 0, 0));
    let last = |day: i8| Some(date(2026, 11, day));
    // The last day of the pause, whether it is a reminder, its end, now, and when it is
    // looked at again.
    let end = fine().not_after;
    let cases = [
        (None, false, end, day(24, 9, 0), day(25, 9, 0)),
        (last(30), false, end, day(24, 9, 0), day(25, 9, 0)),
        (last(24), false, end, day(24, 9, 0), day(25, 9, 0)),
        (last(24), false, end, day(24, 20, 30), day(25, 9, 0)),
        // On a Friday evening: not before Monday, but for reminders.
        (None, false, end, day(27, 20, 30), day(30, 9, 0)),
        (None, true, end, day(27, 20, 30), day(28, 20, 30)),
        (last(27), true, end, day(27, 20, 30), day(28, 8, 0)),
        // Its end is noted when it comes.
        (
            last(30),
            false,
            day(24, 12, 0),
            day(24, 9, 0),
            day(24, 12, 0),
        ),
    ];
    for (paused_until, reminds, not_after, now, until) in cases {
        let paused = Truth {
            paused: true,
            paused_until,
            reminds,
            not_after,
            ..fine()
        };
        let wait = Verdict::Wait {
            until,
            moved: false,
            why: "paused",
        };
        assert_eq!(paused.verdict(&hours(), now), wait, "{paused:?} at {now}");
    }
}

#[test]
fn a_server_that_was_slow_does_not_wake_anyone() {
    let late = at(date(2026, 11, 24).at(23, 0, 0, 0));
    let until = at(date(2026, 11, 25).at(9, 0, 0, 0));
    let waits = Verdict::Wait {
        until,
        moved: true,
        why: "quiet hours",
    };
    assert_eq!(fine().verdict(&hours(), late), waits);
    let last_day = Truth {
        not_after: at(date(2026, 11, 25).at(0, 0, 0, 0)),
        ..fine()
    };
    assert_eq!(
        ends(&last_day, late),
        Some(End::Expired),
        "there is no morning left for it"
    );
}

#[test]
fn the_third_message_of_a_day_waits_for_tomorrow() {
    let tomorrow = at(date(2026, 11, 25).at(9, 0, 0, 0));
    let enough = Verdict::Wait {
        until: tomorrow,
        moved: true,
        why: "enough for one day",
    };
    assert_eq!(
        Truth {
            sent_today: 1,
            ..fine()
        }
        .verdict(&hours(), nine()),
        Verdict::Send
    );
    assert_eq!(
        Truth {
            sent_today: 2,
            ..fine()
        }
        .verdict(&hours(), nine()),
        enough
    );
    let late = Truth {
        sent_today: 1,
        due_at: at(date(2026, 11, 20).at(9, 0, 0, 0)),
        ..fine()
    };
    assert_eq!(
        late.verdict(&hours(), nine()),
        enough,
        "one a day while catching up"
    );
}

#[test]
fn whoever_saw_the_push_is_not_told_the_same_by_mail_the_day_after() {
    let a_day = SignedDuration::from_hours(24);
    let fallback = Truth {
        seen_step_due_at: Some(nine() - a_day),
        ..fine()
    };
    assert_eq!(ends(&fallback, nine()), Some(End::Merged));
    let reminder = Truth {
        seen_step_due_at: Some(nine() - 2 * a_day),
        ..fine()
    };
    assert_eq!(
        reminder.verdict(&hours(), nine()),
        Verdict::Send,
        "a reminder is one"
    );
}

#[test]
fn two_questionnaires_of_one_hour_are_one_message() {
    let same = Truth {
        same_sent_at: Some(nine() - SignedDuration::from_mins(5)),
        ..fine()
    };
    assert_eq!(ends(&same, nine()), Some(End::Merged));
    let earlier = Truth {
        same_sent_at: Some(nine() - SignedDuration::from_hours(1)),
        ..fine()
    };
    assert_eq!(earlier.verdict(&hours(), nine()), Verdict::Send);
}

#[test]
fn a_channel_that_leads_nowhere_makes_way() {
    let gone = Truth {
        reachable: false,
        ..fine()
    };
    let next = Verdict::NextStep {
        why: "no such channel",
    };
    assert_eq!(gone.verdict(&hours(), nine()), next);
}
