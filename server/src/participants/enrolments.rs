//! What a handler needs of a participant before it does anything: that staff may see them.

use app::ids::ParticipantId;
use app::participants::{Enrolment, Participant};

use super::store;
use crate::error::Error;
use crate::identity::Staff;
use crate::storage::Tx;

/// A person in the care of the visitor's office, with the newest enrolment.
///
/// [`Error::NotFound`] for somebody of another office, so that nobody learns who is where.
pub async fn in_care(
    tx: &mut Tx,
    staff: &Staff,
    id: &str,
) -> Result<(Participant, Enrolment), Error> {
    staff.must_see_people()?;
    let id = ParticipantId::new(id);
    if store::organisation_of(tx, &id).await? != staff.organisation {
        return Err(Error::NotFound);
    }
    let person = store::participant(tx, &id).await?;
    let newest = store::enrolments_of(tx, &id).await?.into_iter().next();
    Ok((person, newest.ok_or(Error::NotFound)?))
}
