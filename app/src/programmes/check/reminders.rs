//! Checks when people are reminded of an appointment.

use super::{Complaints, Say, is_quiet, quiet};
use crate::programmes::read::Spot;
use crate::programmes::{Channel, Period};

/// Nobody remembers a reminder for longer, and nothing is planned further ahead.
const LONGEST: Period = Period::days(30);

impl Complaints<'_> {
    /// Every reminder: a length of time, an hour at which people are awake, and channels
    /// that the machine can use by itself.
    pub(super) fn reminders(&mut self) {
        let it = self.definition;
        for (nth, reminder) in it.reminders.iter().enumerate() {
            let spot = |key| Spot::of("reminder").nth(nth).key(key);
            let (id, before) = (&reminder.id, reminder.before);
            self.say_if(
                before.is_none() || before.is_negative(),
                spot("before"),
                || Say::of("programmes-reminder-before").with("id", id),
            );
            self.say_if(
                before.about_days() > LONGEST.about_days(),
                spot("before"),
                || Say::of("programmes-reminder-early").with("id", id),
            );
            let mixed = before.spare_hours() != 0 && before.about_days() > 1.0;
            self.say_if(mixed, spot("before"), || {
                Say::of("programmes-reminder-mixed").with("id", id)
            });
            if let Some(at) = reminder.at {
                self.say_if(before.spare_hours() != 0, spot("at"), || {
                    Say::of("programmes-reminder-hours").with("id", id)
                });
                self.say_if(is_quiet(at), spot("at"), || quiet(at));
            }
            self.say_if(reminder.channels.is_empty(), spot("channels"), || {
                Say::of("programmes-reminder-channel").with("id", id)
            });
            let by_hand = |it: &Channel| matches!(it, Channel::Phone | Channel::Letter);
            self.say_if(
                reminder.channels.iter().any(by_hand),
                spot("channels"),
                || Say::of("programmes-reminder-by-hand").with("id", id),
            );
            let unseen = reminder.unseen_after;
            let hours = unseen.spare_hours() > 0 && unseen.about_days() < 1.0;
            self.say_if(!hours, spot("unseen_after"), || {
                Say::of("programmes-reminder-unseen").with("id", id)
            });
        }
    }
}
