//! From an occasion and a ladder to the contacts that carry it.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};

use super::ways::ways;
use super::{Due, Hours, Window};
use crate::programmes::{Channel, Ladder, Step, Whom};

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
    /// coordinator looks after; never for colleagues.
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

/// How a person likes to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferred {
    /// The way that goes first, if it is a message: in every ladder, and in every reminder.
    pub channel: Option<Channel>,
    /// The local time of day, where a step does not say its own.
    pub at: Option<Time>,
}

/// One contact to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// From 1: which rung of the ladder. With the occasion and the channel the key.
    pub step: i64,
    /// How.
    pub channel: Channel,
    /// Whom it goes to.
    pub whom: Whom,
    /// Never before this.
    pub due_at: Timestamp,
    /// Never from this on: the occasion has closed, or a notice has been overtaken.
    pub not_after: Timestamp,
    /// The days and hours in which it may happen, where the step says.
    pub window: Option<Window>,
    /// How often somebody calls before they give up; 1 for what the machine sends.
    pub tries: u32,
    /// Not when an earlier step was opened, however long ago.
    pub only_unopened: bool,
    /// It offers to choose a time for the call that comes after it.
    pub offers_call: bool,
}

impl Planned {
    /// A message to the person at any waking hour.
    pub fn plain(step: i64, channel: Channel, due_at: Timestamp, not_after: Timestamp) -> Self {
        Self {
            step,
            channel,
            whom: Whom::Person,
            due_at,
            not_after,
            window: None,
            tries: 1,
            only_unopened: false,
            offers_call: false,
        }
    }
}

/// How often somebody calls when a definition does not say.
const TRIES_BY_PHONE: u32 = 3;

/// When the first contact of an occasion may leave: as it opens, or before it when its
/// ladder begins with a notice.
pub fn announced_at(due: &Due, ladder: Option<&Ladder>, hours: &Hours) -> Timestamp {
    let notices = ladder.map_or(&[][..], |ladder| &ladder.steps);
    let notices = notices.iter().take_while(|step| step.is_notice());
    let days = notices.map(|step| hours.start_of(step.after.after(due.due_on)));
    days.chain([due.opens_at]).min().unwrap_or(due.opens_at)
}

/// The contacts of one occasion for one person, in order.
///
/// Each step counts from the first day on which something may leave after the occasion
/// opened (after `issued` when that is later), at the step's own time of day, the
/// person's, or that of the opening; a notice counts back from the day it is due. The
/// message that the person likes best goes first, and the others follow in their order
/// (see `ways`). A step that leads to nobody is left out, and the next one takes its place in time: whoever has neither
/// phone nor e-mail is on the phone list on the first day. Steps in quiet hours wait for
/// the next waking hour, or leave in the last one before when the occasion would close;
/// a step with a window of its own waits for that.
/// If no step leads to the person at all, the first one stays, so that it ends as given
/// up and somebody hears of it.
pub fn contacts(
    due: &Due,
    issued: Timestamp,
    ladder: &Ladder,
    hours: &Hours,
    reach: Reach,
    preferred: Preferred,
) -> Vec<Planned> {
    let opened = hours.local(due.opens_at);
    let from = opened.max(hours.local(issued));
    let earliest = due.opens_at.max(issued);
    // What a coordinator sends late in the evening is not remembered late in the evening.
    let usual = preferred.at.unwrap_or(if hours.is_quiet(due.opens_at) {
        hours.send_at()
    } else {
        opened.time()
    });
    // The ladder begins on the first day on which something may leave.
    let begins = hours.instant(from.date().to_datetime(usual));
    let begins = hours.waking_within(begins.max(earliest), earliest, due.closes_at);
    let begins = hours.day(begins);
    let mut planned: Vec<Planned> = Vec::new();
    let mut freed: Option<Timestamp> = None;
    let mut before: Option<(Date, Timestamp)> = None;
    let mut at_the_start = true;
    let ways = ways(&ladder.steps, reach, preferred);
    for ((step, way), number) in ladder.steps.iter().zip(ways).zip(1..) {
        if step.is_notice() {
            let time = step.at.or(preferred.at).unwrap_or(hours.send_at());
            planned.extend(notice(step, way, number, due, issued, hours, time));
            continue;
        }
        let day = step.after.after(begins);
        let local = day
            .to_datetime(step.at.unwrap_or(usual))
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
        let window = Window::of(step);
        if let Some(window) = window {
            let by_hand = step.channel.is_by_hand();
            match hours.within(window, wanted.max(at), by_hand) {
                Some(inside) => at = inside,
                None => continue,
            }
        }
        let is_first = std::mem::take(&mut at_the_start);
        if !is_first && wanted.max(at) >= due.closes_at {
            break;
        }
        before = Some((day, at));
        let due_at = match (freed, window) {
            // A window is kept to, whoever made way.
            (Some(freed), Some(window)) => {
                let inside = hours.within(window, freed, step.channel.is_by_hand());
                inside.map_or(at, |inside| inside.min(at))
            }
            (Some(freed), None) => freed.min(at),
            (None, _) => at,
        };
        match way {
            Some(channel) => {
                freed = None;
                planned.push(contact(step, number, channel, due_at, due.closes_at));
            }
            None => freed = Some(due_at),
        }
    }
    if planned.iter().all(|it| is_ahead(it, due)) {
        planned.extend(first_of_all(due, earliest, ladder, hours));
    }
    planned
}

/// Whether a contact only tells of what is coming.
fn is_ahead(planned: &Planned, due: &Due) -> bool {
    planned.not_after <= due.opens_at
}

fn contact(
    step: &Step,
    number: i64,
    channel: Channel,
    due_at: Timestamp,
    not_after: Timestamp,
) -> Planned {
    Planned {
        step: number,
        channel,
        whom: step.to,
        due_at,
        not_after,
        window: Window::of(step),
        tries: match channel {
            Channel::Phone => step.tries.unwrap_or(TRIES_BY_PHONE),
            _ => 1,
        },
        only_unopened: step.unopened,
        offers_call: step.offers_call,
    }
}

/// What tells of an occasion before it opens; `None` when it leads to nobody, or when the
/// occasion is here already.
fn notice(
    step: &Step,
    way: Option<Channel>,
    number: i64,
    due: &Due,
    issued: Timestamp,
    hours: &Hours,
    time: Time,
) -> Option<Planned> {
    let day = step.after.after(due.due_on);
    let wanted = hours.instant(day.to_datetime(time)).max(issued);
    let at = match Window::of(step) {
        Some(window) => hours.within(window, hours.waking(wanted), false)?,
        None => hours.waking(wanted),
    };
    let channel = way.filter(|channel| !channel.is_by_hand())?;
    (at < due.opens_at).then(|| contact(step, number, channel, at, due.opens_at))
}

fn first_of_all(due: &Due, at: Timestamp, ladder: &Ladder, hours: &Hours) -> Option<Planned> {
    let mut steps = ladder.steps.iter().zip(1..);
    let (step, number) = steps.find(|(step, _)| !step.is_notice())?;
    let at = hours.waking_within(at, at, due.closes_at);
    Some(contact(step, number, step.channel, at, due.closes_at))
}

#[cfg(test)]
#[path = "contacts_tests.rs"]
mod tests;
