//! Decisions over the machine: what each does at once, and how it is undone.

use app::desk::overrides::{Decided, Kind};
use app::ids::{OccasionId, StaffId};
use app::participants::{Enrolment, Participant};
use jiff::Timestamp;
use jiff::civil::Date;

use super::store;
use crate::participants::consents::store as consents;
use crate::questionnaires::Mode;
use crate::questionnaires::answers::store as answers;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};

/// Keeps a decision and does what it says, in one transaction. `occasion` must be one of
/// this person's; [`Fault::Missing`] when it is not, or is not open any more.
pub async fn decide(
    tx: &mut Tx,
    (person, enrolment): (&Participant, &Enrolment),
    occasion: Option<&OccasionId>,
    decided: &Decided,
    by: &StaffId,
    (today, now): (Date, Timestamp),
) -> Result<String, Fault> {
    let occasion = match occasion {
        Some(id) => Some(answers::occasion_of(tx, &person.id, id).await?),
        None => None,
    };
    let of_one = occasion.as_ref().map(|it| &it.id);
    let id = store::add_override(tx, &enrolment.id, of_one, decided, by, now).await?;
    match (decided.kind, occasion) {
        (Kind::Paused, _) => {
            let why = Some(decided.reason.as_str());
            consents::set_pause(tx, &person.id, why, decided.until).await?;
        }
        (Kind::Exempt, _) => {
            scheduling::take_back(tx, &enrolment.id, None, &id, now).await?;
        }
        (Kind::OnPaper, Some(occasion)) => {
            let day = Some(today);
            if !scheduling::settle_by(tx, &occasion.id, "answered", &id, day, now).await? {
                return Err(Fault::Missing);
            }
            scheduling::look_again_after(tx, &occasion.id, now).await?;
            if !occasion.is_confidential() {
                answers::add_response(tx, &occasion.id, Mode::Paper, now).await?;
            }
        }
        // The truth check reads it before every message, and the phone list too.
        (Kind::ByPhone | Kind::OnPaper, _) => {}
    }
    Ok(id)
}

/// Undoes a decision: what it took back is asked again, while there is time.
pub async fn undo(
    tx: &mut Tx,
    (person, enrolment): (&Participant, &Enrolment),
    id: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let made = store::one(tx, &enrolment.id, id).await?;
    store::undo(tx, &made.id, now).await?;
    match made.kind {
        Kind::Paused => consents::set_pause(tx, &person.id, None, None).await?,
        Kind::Exempt | Kind::OnPaper => scheduling::reopen(tx, &made.id, now).await?,
        Kind::ByPhone => scheduling::wake(tx, person.id.as_str()).await?,
    }
    scheduling::look_again(tx, &enrolment.id, now).await
}
