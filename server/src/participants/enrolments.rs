//! What a handler needs of a participant before it does anything: that staff may see them.

use app::ids::ParticipantId;
use app::participants::{Enrolment, Participant};

use super::protection::store::Protected;
use super::{protection, store};
use crate::error::Error;
use crate::identity::Staff;
use crate::storage::Tx;

/// A person in the care of the visitor's office, with the newest enrolment.
///
/// [`Error::NotFound`] for somebody of another office, so that nobody learns who is where, and
/// for someone with protected identity whom others look after.
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
    let newest = newest.ok_or(Error::NotFound)?;
    if person.protected_identity {
        let all = protection::store::protected(tx, &staff.organisation).await?;
        let is_open = |it: &Protected| it.person == person.id && it.is_open_to(&staff.id);
        if !all.iter().any(is_open) {
            return Err(Error::NotFound);
        }
    }
    Ok((person, newest))
}
