//! From an occasion and a ladder to the contacts that carry it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{Due, Hours};
use crate::programmes::{Channel, Ladder};

/// The ways in which one person can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Has a phone that takes push messages from us.
    pub push: bool,
    /// Has an e-mail address.
    pub email: bool,
    /// Has a mobile number, and the installation has a gateway for text messages.
    pub sms: bool,
    /// Someone may call or write a letter. Always so for people who take part, whom a
    /// coordinator looks after; never for staff and partners.
    pub by_hand: bool,
}

impl Reach {
    /// Whether this channel leads to the person.
    pub fn by(self, channel: Channel) -> bool {
        match channel {
            Channel::Push => self.push,
            Channel::Email => self.email,
            Channel::Sms => self.sms,
            Channel::Phone | Channel::Letter => self.by_hand,
        }
    }
}

/// One contact to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// From 1: which rung of the ladder. With the occasion and the channel the key.
    pub step: i64,
    /// How.
    pub channel: Channel,
    /// Never before this.
    pub due_at: Timestamp,
    /// Never from this on: the occasion has closed.
    pub not_after: Timestamp,
}

/// The contacts of one occasion for one person, in order.
///
/// Each step counts from the first day on which something may leave after the occasion
/// opened (after `issued` when that is later), at the step's own time of day or that of
/// the opening. A step that leads to
/// nobody is left out, and the next one takes its place in time: whoever has neither
/// phone nor e-mail is on the phone list on the first day. Steps in quiet hours wait for
/// the next waking hour, or leave in the last one before when the occasion would close.
/// If no step leads to the person at all, the first one stays, so that it ends as given
/// up and somebody hears of it.
pub fn contacts(
    due: &Due,
    issued: Timestamp,
    ladder: &Ladder,
    hours: &Hours,
    reach: Reach,
) -> Vec<Planned> {
    let opened = hours.local(due.opens_at);
    let from = opened.max(hours.local(issued));
    let earliest = due.opens_at.max(issued);
    // What a coordinator sends late in the evening is not remembered late in the evening.
    let time_of_day = if hours.is_quiet(due.opens_at) {
        hours.send_at()
    } else {
        opened.time()
    };
    // The ladder begins on the first day on which something may leave.
    let begins = hours.instant(from.date().to_datetime(time_of_day));
    let begins = hours.waking_within(begins.max(earliest), earliest, due.closes_at);
    let begins = hours.day(begins);
    let mut planned = Vec::new();
    let mut freed: Option<Timestamp> = None;
    let mut before: Option<(Date, Timestamp)> = None;
    for (step, number) in ladder.steps.iter().zip(1..) {
        let day = step.after.after(begins);
        let local = day
            .to_datetime(step.at.unwrap_or(time_of_day))
            .saturating_add(step.after.spare_hours().hours());
        let wanted = hours.instant(local).max(earliest);
        let mut at = hours.waking_within(wanted, earliest, due.closes_at);
        // A weekend does not push two days of a ladder into one.
        if let Some((day_before, at_before)) = before
            && day > day_before
            && hours.day(at) <= hours.day(at_before)
        {
            at = hours.tomorrow(at_before);
        }
        if number > 1 && wanted.max(at) >= due.closes_at {
            break;
        }
        before = Some((day, at));
        let contact = Planned {
            step: number,
            channel: step.channel,
            due_at: freed.map_or(at, |freed| freed.min(at)),
            not_after: due.closes_at,
        };
        if reach.by(step.channel) {
            freed = None;
            planned.push(contact);
        } else {
            freed = Some(contact.due_at);
        }
    }
    if planned.is_empty() {
        planned.extend(first_of_all(due, earliest, ladder, hours));
    }
    planned
}

fn first_of_all(due: &Due, at: Timestamp, ladder: &Ladder, hours: &Hours) -> Option<Planned> {
    let step = ladder.steps.first()?;
    Some(Planned {
        step: 1,
        channel: step.channel,
        due_at: hours.waking_within(at, at, due.closes_at),
        not_after: due.closes_at,
    })
}

#[cfg(test)]
#[path = "contacts_tests.rs"]
mod tests;
