//! An appointment is called off, and whoever was to come is told.

use app::appointments::told;
use app::ids::{AppointmentId, StaffId};
use app::texts::Words;
use jiff::Timestamp;

use super::store;
use crate::programmes::naming::zone_of;
use crate::storage::{Fault, Tx};
use crate::{messages, participants, scheduling};

/// What became of telling somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A message lies in the app, and a notice goes by the channel that leads there.
    Noticed,
    /// A message lies in the app, and no channel leads there in time: somebody has to call.
    ToBeCalled,
    /// There was nothing to tell: it was off already, or over.
    Nothing,
}

/// Calls a meeting off, and tells the person in the app and by their channel. Pressed twice, it
/// tells once.
pub async fn call_off(
    tx: &mut Tx,
    id: &AppointmentId,
    by: &StaffId,
    now: Timestamp,
) -> Result<Told, Fault> {
    let whose = store::participant_of(tx, id).await?;
    let coming = store::to_be_called_off(tx, id, now).await?;
    // Whoever was faster has told of it; calling it off again would end that notice.
    if coming.is_none() && store::appointment(tx, id).await?.cancelled {
        return Ok(Told::Nothing);
    }
    store::cancel(tx, id, now).await?;
    let Some((enrolment, booked)) = coming else {
        return Ok(Told::Nothing);
    };
    let person = participants::store::participant(tx, &whose).await?;
    let words = Words::of(person.language);
    let starts = booked.starts_at.to_zoned(zone_of(tx, &whose).await?);
    let when = told(words, starts.datetime());
    let body = words.with("appointments-called-off", &[("when", when.into())]);
    messages::store::send(tx, &whose, Some(by), &body, now).await?;
    let enrolment = participants::store::enrolment(tx, &enrolment).await?;
    let is_noticed = scheduling::tell_called_off(tx, &enrolment, &booked, now).await?;
    Ok(if is_noticed && !person.protected_identity {
        Told::Noticed
    } else {
        Told::ToBeCalled
    })
}
