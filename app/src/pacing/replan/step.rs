//! One change of plan, and how a form carries it.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::{Activity, Minutes, State};
use super::HORIZON;
use crate::ids::ActivityId;

/// What may be done with an activity that is too much where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// All of it on another day.
    Move {
        /// Which.
        to: Date,
    },
    /// Less of it: the easier version where there is one, else half.
    Shorten {
        /// How long it then takes.
        minutes: Minutes,
    },
    /// A part of it on another day.
    Split {
        /// How much of it goes there.
        minutes: Minutes,
        /// Which day.
        to: Date,
    },
    /// It waits until the same day of next week.
    Postpone,
}

/// One change to one activity, as it was when the change was thought of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which activity.
    pub activity: ActivityId,
    /// The day it was on.
    pub from: Date,
    /// How long it took.
    pub minutes: Minutes,
    /// What is done with it.
    pub change: Change,
}

/// What a form sent is no change of plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a change of plan")]
pub struct NotAStep;

impl Step {
    /// The day on which an activity of `from` waits when it is postponed.
    pub fn postponed(from: Date) -> Date {
        from.saturating_add((HORIZON as i64).days())
    }

    /// Whether the activity still is as it was when this was thought of, and may be changed so.
    ///
    /// A page may have grown old, and two phones may answer: then the plan has moved on.
    pub fn still_fits(&self, activity: &Activity, today: Date) -> bool {
        let as_it_was = activity.id == self.activity
            && activity.day == self.from
            && activity.minutes == self.minutes
            && activity.state == State::Planned
            && activity.leeway.is_loose()
            && !activity.is_meeting;
        let reaches = |to: Date| to >= today && to != activity.day && activity.leeway.allows(to);
        as_it_was
            && match self.change {
                Change::Move { to } => reaches(to),
                Change::Shorten { minutes } => minutes < activity.minutes,
                Change::Split { minutes, to } => reaches(to) && minutes < activity.minutes,
                Change::Postpone => activity.leeway.allows(Self::postponed(self.from)),
            }
    }

    /// What a form sent: `activity.from.minutes.change…`.
    pub fn read(text: &str) -> Result<Self, NotAStep> {
        let parts: Vec<&str> = text.split('.').collect();
        let [activity, from, minutes, change @ ..] = parts.as_slice() else {
            return Err(NotAStep);
        };
        let day = |text: &str| text.parse::<Date>().map_err(|_| NotAStep);
        let minutes_of = |text: &str| {
            let minutes = text.parse().map_err(|_| NotAStep)?;
            Minutes::new(minutes).map_err(|_| NotAStep)
        };
        // Whatever is no id is nobody's, and must not reach the database.
        if !activity
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-')
        {
            return Err(NotAStep);
        }
        Ok(Self {
            activity: ActivityId::new(*activity),
            from: day(from)?,
            minutes: minutes_of(minutes)?,
            change: match change {
                ["move", to] => Change::Move { to: day(to)? },
                ["shorten", minutes] => Change::Shorten {
                    minutes: minutes_of(minutes)?,
                },
                ["split", minutes, to] => Change::Split {
                    minutes: minutes_of(minutes)?,
                    to: day(to)?,
                },
                ["postpone"] => Change::Postpone,
                _ => return Err(NotAStep),
            },
        })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (activity, from, minutes) = (&self.activity, self.from, self.minutes.get());
        write!(f, "{activity}.{from}.{minutes}.")?;
        match self.change {
            Change::Move { to } => write!(f, "move.{to}"),
            Change::Shorten { minutes } => write!(f, "shorten.{}", minutes.get()),
            Change::Split { minutes, to } => write!(f, "split.{}.{to}", minutes.get()),
            Change::Postpone => write!(f, "postpone"),
        }
    }
}
