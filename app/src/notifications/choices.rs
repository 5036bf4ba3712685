//! What somebody chooses of the messages to them.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::participants::{Problem, TimeOfDay};
use crate::programmes::Channel;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Reminders of appointments.
    pub reminders: bool,
    /// Which channel comes first; the programme's own order when absent.
    pub first: Option<Channel>,
    /// The part of the day at which messages leave; the programme's hour when absent.
    pub time: Option<TimeOfDay>,
    /// No message up to this local day, that day included.
    pub paused_until: Option<Date>,
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ChoicesForm {
    /// `yes` or `no`.
    pub reminders: String,
    /// `push`, `email`, `sms`, or nothing.
    pub first: String,
    /// The word of a [`TimeOfDay`], or nothing.
    pub time: String,
    /// A day, or nothing.
    pub paused_until: String,
}

impl ChoicesForm {
    /// The form that shows what was chosen.
    pub fn of(choices: &Choices) -> Self {
        let word = |channel| match channel {
            Channel::Push => "push",
            Channel::Email => "email",
            Channel::Sms => "sms",
            Channel::Phone | Channel::Letter => "",
        };
        let day = choices.paused_until.map(|day| day.to_string());
        Self {
            reminders: if choices.reminders { "yes" } else { "no" }.to_owned(),
            first: choices.first.map_or("", word).to_owned(),
            time: choices.time.map_or("", TimeOfDay::as_str).to_owned(),
            paused_until: day.unwrap_or_default(),
        }
    }

    /// What was chosen, or every problem at once. A pause lasts a year at most, so that
    /// nobody is silent for ever by a slip of the finger.
    pub fn read(&self, today: Date) -> Result<Choices, Vec<Problem>> {
        let mut problems = Vec::new();
        let first = match self.first.as_str() {
            "push" => Some(Channel::Push),
            "email" => Some(Channel::Email),
            "sms" => Some(Channel::Sms),
            _ => None,
        };
        let day = self.paused_until.trim();
        let paused_until: Option<Date> = day.parse().ok();
        let fits = |day: Date| (today..=today.saturating_add(1.year())).contains(&day);
        let wrong = paused_until.map_or(!day.is_empty(), |day| !fits(day));
        if wrong {
            let key = "notifications-pause-wrong";
            problems.push(Problem {
                field: "paused_until",
                key,
            });
        }
        if problems.is_empty() {
            Ok(Choices {
                reminders: self.reminders != "no",
                first,
                time: TimeOfDay::of(&self.time),
                paused_until,
            })
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Choices, ChoicesForm};
    use crate::participants::TimeOfDay;
    use crate::programmes::Channel;

    #[test]
    fn what_was_chosen_reads_back_as_itself() {
        let today = date(2026, 11, 2);
        for choices in [
            Choices {
                reminders: false,
                first: Some(Channel::Sms),
                time: Some(TimeOfDay::Evening),
                paused_until: Some(date(2026, 12, 1)),
            },
            Choices {
                reminders: true,
                first: None,
                time: None,
                paused_until: None,
            },
        ] {
            assert_eq!(ChoicesForm::of(&choices).read(today), Ok(choices));
        }
    }

    #[test]
    fn nobody_pauses_for_ever_or_in_the_past_and_no_message_comes_at_night() {
        let form = |day: &str| ChoicesForm {
            paused_until: day.into(),
            time: "night".into(),
            ..ChoicesForm::default()
        };
        let today = date(2026, 11, 2);
        for wrong in ["2026-11-01", "2027-11-03", "tomorrow"] {
            assert!(form(wrong).read(today).is_err(), "{wrong}");
        }
        let read = form("2026-11-02").read(today).unwrap();
        assert_eq!(read.time, None);
    }
}
