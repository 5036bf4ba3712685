//! Issues the reminders of one enrolment's appointments.

use app::ids::EnrolmentId;
use app::scheduling::{Reach, next_reminder, reminder_contacts, reminders};
use jiff::Timestamp;

use super::Looked;
use super::rules::Rules;
use super::store;
use crate::appointments::store as appointments;
use crate::storage::{Fault, Tx};

/// Issues the reminders whose day has come, and says when to look for the next.
pub(super) async fn remind(
    tx: &mut Tx,
    rules: &Rules,
    enrolment: &EnrolmentId,
    reach: Reach,
    now: Timestamp,
) -> Result<(Looked, Option<Timestamp>), Fault> {
    let booked = appointments::to_remind_of(tx, enrolment, now).await?;
    let (definition, hours) = (&rules.definition, &rules.hours);
    let organisation = rules.organisation.as_str();
    let mut looked = Looked::default();
    for reminding in reminders(definition, hours, &booked, now) {
        let planned = reminder_contacts(definition, hours, &reminding, reach);
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
