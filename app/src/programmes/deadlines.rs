//! Which deadlines an enrolment has, from its dated events: a pure function.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Deadline, Definition, Events, Period};

/// One deadline of one enrolment; one that comes back is there once for each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDeadline {
    /// The deadline's short name in the definition.
    pub id: String,
    /// Which time it is, from 1.
    pub number: u32,
    /// The day on which it turns amber; `None` when it never does.
    pub amber_on: Option<Date>,
    /// The last day that is in time.
    pub due_on: Date,
    /// The first day on which it is late: the day after `due_on`.
    pub overdue_on: Date,
    /// The day on which an event met it; `None` while none has, and for those that a
    /// deed of staff meets.
    pub met_on: Option<Date>,
}

/// How a deadline stands on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing to do yet.
    Ahead,
    /// Soon.
    Amber,
    /// The last day has passed.
    Overdue,
    /// Met in time.
    Met,
    /// Met, but late.
    MetLate,
}

impl DueDeadline {
    /// How it stands on `day`.
    pub fn standing(&self, day: Date) -> Standing {
        match self.met_on {
            Some(met) if met >= self.overdue_on => Standing::MetLate,
            Some(_) => Standing::Met,
            None if day >= self.overdue_on => Standing::Overdue,
            None if self.amber_on.is_some_and(|amber| day >= amber) => Standing::Amber,
            None => Standing::Ahead,
        }
    }
}

/// The deadlines that follow from `events`, by last day, then by the definition's order.
///
/// One that comes back is listed up to the first time whose last day is not before
/// `by`, and at most to the day on which the course ended. What only an event can meet
/// is left out when the course ended first: it can be neither met nor missed any more.
pub fn due_deadlines(definition: &Definition, events: &Events, by: Date) -> Vec<DueDeadline> {
    let mut due: Vec<DueDeadline> = definition
        .deadlines
        .iter()
        .flat_map(|deadline| times(deadline, events, by))
        .collect();
    due.sort_by_key(|it| it.due_on);
    due
}

fn times(deadline: &Deadline, events: &Events, by: Date) -> Vec<DueDeadline> {
    let Some(from) = events.on(deadline.from) else {
        return Vec::new();
    };
    let Some(every) = deadline.every else {
        let only = turn(deadline, from, events, 0, Period::NONE);
        // The course ended first: no event can meet it any more.
        let past_meeting = deadline.met_by.is_some()
            && only.met_on.is_none()
            && events.end.is_some_and(|end| end <= only.due_on);
        return if past_meeting { Vec::new() } else { vec![only] };
    };
    let mut listed: Vec<DueDeadline> = Vec::new();
    for nth in 0.. {
        let next = turn(deadline, from, events, nth, every);
        let ended = events.end.is_some_and(|end| next.due_on > end);
        // At the end of the calendar the day stands still.
        let stuck = listed.last().is_some_and(|last| last.due_on >= next.due_on);
        if ended || stuck {
            break;
        }
        let enough = next.due_on >= by;
        listed.push(next);
        if enough {
            break;
        }
    }
    listed
}

/// The turn after `nth` others.
fn turn(deadline: &Deadline, from: Date, events: &Events, nth: i32, every: Period) -> DueDeadline {
    let day = |period: Period| period.plus(nth, every).after(from);
    let due_on = day(deadline.within);
    DueDeadline {
        id: deadline.id.clone(),
        number: nth.unsigned_abs() + 1,
        amber_on: deadline.amber.map(day),
        due_on,
        overdue_on: due_on.saturating_add(1.day()),
        met_on: deadline.met_by.and_then(|event| events.on(event)),
    }
}
