//! Reminders of appointments: how long before, at what time of day, and by which channels.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{Channel, Period};

/// One reminder of every appointment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// Short name in ASCII; with the enrolment and the appointment's number it is the key.
    pub id: String,
    /// How long before the appointment begins: whole days on the calendar, or hours.
    pub before: Period,
    /// Local time of day for a reminder of whole days; the programme's send hour when absent.
    #[serde(default)]
    pub at: Option<Time>,
    /// In order of preference: the first that leads to the person carries it.
    pub channels: Vec<Channel>,
    /// So long after a push that nobody saw, the next channel follows.
    #[serde(default = "an_hour")]
    pub unseen_after: Period,
}

fn an_hour() -> Period {
    Period::hours(1)
}

/// What a definition that says nothing about reminders means: the afternoon before, and
/// two hours before. `reminder = []` asks for none.
pub(super) fn usual() -> Vec<Reminder> {
    let reminder = |id: &str, before, at, channels: &[Channel], unseen_after| Reminder {
        id: id.to_owned(),
        before,
        at,
        channels: channels.to_vec(),
        unseen_after,
    };
    vec![
        reminder(
            "day-before",
            Period::days(1),
            Some(Time::constant(16, 0, 0, 0)),
            &[Channel::Push, Channel::Sms, Channel::Email],
            Period::hours(2),
        ),
        // Who reads mail within two hours? A text message is read.
        reminder(
            "two-hours-before",
            Period::hours(2),
            None,
            &[Channel::Push, Channel::Sms],
            Period::hours(1),
        ),
    ]
}
