//! From booked appointments to their reminders, and to the contacts that carry those.

use jiff::civil::time;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{Due, Hours, Planned, Preferred, Reach};
use crate::ids::AppointmentId;
use crate::programmes::{Channel, Definition, Reminder};

/// What a reminder's rule begins with, so that it can never be one of the definition's rules.
const RULE: &str = "reminder/";

/// An appointment that somebody may be reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Which.
    pub id: AppointmentId,
    /// Counts the appointments of an enrolment, and counts on when one moves: with the
    /// reminder it is the occasion's key, so that a moved one reminds again.
    pub number: i64,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When that time was agreed: nobody is reminded of what they were just told.
    pub agreed_at: Timestamp,
}

/// One reminder of one appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminding {
    /// Opens with the local day on which it leaves, closes when the appointment begins.
    pub due: Due,
    /// Of what.
    pub appointment: AppointmentId,
    /// When it leaves.
    pub at: Timestamp,
    /// Its time passed while nobody looked, and a later one of the same appointment has
    /// come: it is accounted for and not sent.
    pub missed: bool,
}

/// The reminders whose day has come by `now`, in the order in which they leave.
pub fn reminders(
    definition: &Definition,
    hours: &Hours,
    booked: &[Booked],
    now: Timestamp,
) -> Vec<Reminding> {
    let mut found: Vec<Reminding> = booked
        .iter()
        .flat_map(|it| {
            let mut come = of_one(definition, hours, it);
            come.retain(|it| it.due.opens_at <= now && now < it.due.closes_at);
            let last = come.last().map(|it| it.at);
            for it in &mut come {
                it.missed = it.at <= now && Some(it.at) < last;
            }
            come
        })
        .collect();
    found.sort_by_key(|it| it.at);
    found
}

/// When the day of the next reminder after `now` begins; `None`: never, until something is
/// booked or moved.
pub fn next_reminder(
    definition: &Definition,
    hours: &Hours,
    booked: &[Booked],
    now: Timestamp,
) -> Option<Timestamp> {
    booked
        .iter()
        .flat_map(|it| of_one(definition, hours, it))
        .map(|it| it.due.opens_at)
        .filter(|at| *at > now)
        .min()
}

/// All reminders of one appointment, in the order in which they leave.
pub(crate) fn of_one(definition: &Definition, hours: &Hours, booked: &Booked) -> Vec<Reminding> {
    let mut moments: Vec<(Timestamp, bool, &Reminder)> = definition
        .reminders
        .iter()
        .map(|it| {
            let wanted = wanted(it, hours, booked.starts_at);
            let at = hours.awake_by(wanted);
            (at, at != wanted, it)
        })
        .filter(|(at, _, _)| booked.agreed_at < *at && *at < booked.starts_at)
        .collect();
    moments.sort_by_key(|(at, moved, _)| (*at, *moved));
    // What the night pushed onto the day of another reminder would only say it twice.
    let days: Vec<_> = moments
        .iter()
        .filter(|(_, moved, _)| !moved)
        .map(|(at, _, _)| hours.day(*at))
        .collect();
    moments.retain(|(at, moved, _)| !moved || !days.contains(&hours.day(*at)));
    moments.dedup_by_key(|(at, _, _)| *at);
    let reminding = |(at, _, it): (Timestamp, bool, &Reminder)| {
        let day = hours.day(at);
        Reminding {
            due: Due {
                rule_id: format!("{RULE}{}", it.id),
                number: booked.number,
                due_on: day,
                opens_at: hours.start_of(day),
                closes_at: booked.starts_at,
            },
            appointment: booked.id.clone(),
            at,
            missed: false,
        }
    };
    moments.into_iter().map(reminding).collect()
}

/// When a reminder would leave if nobody slept.
fn wanted(reminder: &Reminder, hours: &Hours, starts_at: Timestamp) -> Timestamp {
    let before = reminder.before;
    if before.spare_hours() != 0 {
        let long = SignedDuration::from_hours(before.spare_hours().into());
        return starts_at.saturating_sub(long).unwrap_or(Timestamp::MIN);
    }
    let day = before.times_after(-1, hours.day(starts_at));
    hours.instant(day.to_datetime(reminder.at.unwrap_or(hours.send_at())))
}

/// The contacts of one reminder: the first channel that leads to the person, and after a
/// push the next one, for those who do not see it. Whoever no channel leads to hears
/// nothing, and is on no list for it.
pub fn reminder_contacts(
    definition: &Definition,
    hours: &Hours,
    reminding: &Reminding,
    reach: Reach,
    preferred: Preferred,
) -> Vec<Planned> {
    let id = reminding.due.rule_id.strip_prefix(RULE).unwrap_or_default();
    let Some(reminder) = definition.reminders.iter().find(|it| it.id == id) else {
        return Vec::new();
    };
    let end = reminding.due.closes_at;
    let planned = |step, channel, due_at| Planned::plain(step, channel, due_at, end);
    let mut channels = reminder.channels.clone();
    // What the person likes best comes first; the others keep their order.
    channels.sort_by_key(|it| Some(*it) != preferred.channel);
    let mut leading = channels.iter().filter(|it| reach.by(**it));
    let Some(first) = leading.next() else {
        return Vec::new();
    };
    let mut contacts = vec![planned(1, *first, reminding.at)];
    if *first == Channel::Push
        && let Some(next) = leading.next()
    {
        let patience = i64::from(reminder.unseen_after.spare_hours())
            .max(1)
            .hours();
        let later = reminding.at.saturating_add(patience).unwrap_or(end);
        let day = hours.day(reminding.at);
        let before_night = hours.instant(day.to_datetime(time(20, 50, 0, 0)));
        let later = if hours.is_night(later) {
            before_night
        } else {
            later
        };
        if reminding.at < later && later < end {
            contacts.push(planned(2, *next, later));
        }
    }
    contacts
}

/// The rule of the notice that an appointment was called off: none of the definition's.
pub const CALLED_OFF: &str = "called-off";

/// What says that an appointment was called off at `now`: at once, or when the night is over. To
/// whoever no channel leads in time, somebody has to say it: then there is nothing here.
pub fn called_off(
    hours: &Hours,
    booked: &Booked,
    now: Timestamp,
    reach: Reach,
    preferred: Preferred,
) -> Option<(Reminding, Vec<Planned>)> {
    let (at, end) = (hours.awake_from(now), booked.starts_at);
    let mut channels = vec![Channel::Push, Channel::Sms, Channel::Email];
    channels.sort_by_key(|it| Some(*it) != preferred.channel);
    let mut leading = channels.into_iter().filter(|it| reach.by(*it));
    let first = leading.next().filter(|_| at < end)?;
    let mut contacts = vec![Planned::plain(1, first, at, end)];
    // A push that nobody opens is followed by the next way, two hours later.
    let later = hours.awake_from(at.saturating_add(2.hours()).unwrap_or(end));
    if let Some(next) = leading
        .next()
        .filter(|_| first == Channel::Push && later < end)
    {
        contacts.push(Planned::plain(2, next, later, end));
    }
    let day = hours.day(now);
    let reminding = Reminding {
        due: Due {
            rule_id: CALLED_OFF.to_owned(),
            number: booked.number,
            due_on: day,
            opens_at: now,
            closes_at: end,
        },
        appointment: booked.id.clone(),
        at,
        missed: false,
    };
    Some((reminding, contacts))
}

#[cfg(test)]
#[path = "reminders_tests.rs"]
mod tests;
