//! Issues the reminders of one enrolment's appointments, and says what they say besides.

use app::appointments::told;
use app::ids::EnrolmentId;
use app::notifications::Asks;
use app::participants::Enrolment;
use app::scheduling::{
    Booked, Hours, Preferred, Reach, called_off, next_reminder, reminder_contacts, reminders,
};
use app::texts::Words;
use jiff::Timestamp;

use super::Looked;
use super::judge::right;
use super::rules::{Met, Rules};
use super::store::{self, Facts};
use crate::appointments::store as appointments;
use crate::organisations::store as organisations;
use crate::participants::contact::ways;
use crate::questionnaires::answers::store::Opens;
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

/// Tells somebody by their channel that a coming appointment was called off; `false` when no
/// channel leads there in time, and somebody has to call.
pub(crate) async fn tell_called_off(
    tx: &mut Tx,
    enrolment: &Enrolment,
    booked: &Booked,
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(rules) = Met::default().rules(tx, &enrolment.programme).await? else {
        return Ok(false);
    };
    let ways = ways(tx, &enrolment.participant).await?;
    let told = called_off(&rules.hours, booked, now, ways.reach, ways.preferred);
    let Some((reminding, planned)) = told else {
        return Ok(false);
    };
    let office = rules.organisation.as_str();
    let issued = store::remind(tx, office, &rules.programme, &enrolment.id, &reminding).await?;
    if let Some(occasion) = issued {
        store::plan(tx, office, &occasion, &planned).await?;
    }
    Ok(true)
}

/// What a message says besides that there is something to read.
#[derive(Clone, Debug, Default)]
pub(super) struct Besides {
    /// Day and time of an appointment in words, where the office chose to tell it.
    pub(super) when: Option<String>,
    /// What is asked and the path by which to answer without signing in, where the office
    /// allows it. Whoever gets a push has the app.
    pub(super) reply: Option<(Asks, String)>,
}

/// What a claimed contact says besides; nothing unless it reminds of an appointment or offers
/// a call.
pub(super) async fn besides(tx: &mut Tx, facts: &Facts, hours: &Hours) -> Result<Besides, Fault> {
    if facts.offers_call {
        return offer(tx, facts).await;
    }
    if !facts.truth.reminds || facts.calls_off {
        return Ok(Besides::default());
    }
    let says = organisations::reminders_say(tx, &facts.organisation).await?;
    let mut besides = Besides::default();
    if says.time {
        // It ends when the appointment begins.
        let starts = hours.local(facts.truth.not_after);
        besides.when = Some(told(Words::of(facts.language), starts));
    }
    if says.links(facts.channel) {
        let path = right(tx, &facts.occasion, Opens::Answer, facts.truth.not_after).await?;
        besides.reply = Some((Asks::Come, path));
    }
    Ok(besides)
}

/// Where to choose a time for the call, while one is to come.
async fn offer(tx: &mut Tx, facts: &Facts) -> Result<Besides, Fault> {
    let mut besides = Besides::default();
    if let Some(until) = store::call_to_come(tx, &facts.occasion).await? {
        let path = right(tx, &facts.occasion, Opens::Call, until).await?;
        besides.reply = Some((Asks::Call, path));
    }
    Ok(besides)
}
