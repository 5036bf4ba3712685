//! Issues the reminders of one enrolment's appointments, and says what they say besides.

use app::appointments::told;
use app::ids::EnrolmentId;
use app::programmes::Channel;
use app::scheduling::{Hours, Preferred, Reach, next_reminder, reminder_contacts, reminders};
use app::texts::Words;
use jiff::Timestamp;

use super::Looked;
use super::judge::right;
use super::rules::Rules;
use super::store::{self, Facts};
use crate::appointments::store as appointments;
use crate::organisations::store as organisations;
use crate::storage::{Fault, Tx};

/// Issues the reminders whose day has come, and says when to look for the next.
pub(super) async fn remind(
    tx: &mut Tx,
    rules: &Rules,
    enrolment: &EnrolmentId,
    reach: Reach,
    preferred: Preferred,
    now: Timestamp,
) -> Result<(Looked, Option<Timestamp>), Fault> {
    let booked = appointments::to_remind_of(tx, enrolment, now).await?;
    let (definition, hours) = (&rules.definition, &rules.hours);
    let organisation = rules.organisation.as_str();
    let mut looked = Looked::default();
    for reminding in reminders(definition, hours, &booked, now) {
        let planned = reminder_contacts(definition, hours, &reminding, reach, preferred);
        if planned.is_empty() {
            continue;
        }
        let issued =
            store::remind(tx, organisation, &rules.programme, enrolment, &reminding).await?;
        let Some(occasion) = issued else { continue };
        looked.occasions += 1;
        if !reminding.missed {
            looked.contacts += store::plan(tx, organisation, &occasion, &planned).await?;
        }
    }
    Ok((looked, next_reminder(definition, hours, &booked, now)))
}

/// What a reminder says besides that there is something to read.
#[derive(Clone, Debug, Default)]
pub(super) struct Besides {
    /// Day and time in words, where the office chose to tell it.
    pub(super) when: Option<String>,
    /// The path by which to answer without signing in, where the office allows it. Whoever
    /// gets a push has the app.
    pub(super) reply: Option<String>,
}

/// What a claimed contact says besides; nothing unless it reminds of an appointment.
pub(super) async fn besides(tx: &mut Tx, facts: &Facts, hours: &Hours) -> Result<Besides, Fault> {
    if !facts.truth.reminds {
        return Ok(Besides::default());
    }
    let says = organisations::reminders_say(tx, &facts.organisation).await?;
    let mut besides = Besides::default();
    if says.time {
        // It ends when the appointment begins.
        let starts = hours.local(facts.truth.not_after);
        besides.when = Some(told(Words::of(facts.language), starts));
    }
    if says.reply && matches!(facts.channel, Channel::Email | Channel::Sms) {
        besides.reply = Some(right(tx, &facts.occasion, facts.truth.not_after).await?);
    }
    Ok(besides)
}
