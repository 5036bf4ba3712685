//! Taking the rows of a project: the same checks each time, and a line in the log of each person.

use std::collections::BTreeSet;

use app::access::Deed;
use app::identity::Code;
use app::ids::ParticipantId;
use app::projects::{FEWEST, Kind, Row, rows_csv};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use rand::RngCore;
use sha2::Sha256;

use super::store::{self, Known};
use crate::access;
use crate::identity::Staff;
use crate::participants::background::store::backgrounds_in;
use crate::programmes::{naming, store as programmes};
use crate::storage::{Fault, Tx};

/// Why no row was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// Nobody has approved it, or it was taken back.
    NotApproved,
    /// Fewer people than [`FEWEST`] have said yes.
    TooFew,
}

/// A secret for the pseudonyms of one project.
pub(super) fn secret() -> String {
    let mut bits = [0_u8; 32];
    rand::rng().fill_bytes(&mut bits);
    URL_SAFE_NO_PAD.encode(bits)
}

/// Eighty bits that stand for a person in one project. Without the project's secret nobody can say
/// whose they are, nor whether those of two projects are the same person's.
fn pseudonym(secret: &str, person: &ParticipantId) -> Result<String, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map_err(|_| Fault::Corrupt("projects.secret"))?;
    mac.update(person.as_str().as_bytes());
    let all = mac.finalize().into_bytes();
    let bits = all
        .first_chunk::<10>()
        .ok_or(Fault::Corrupt("a pseudonym"))?;
    Ok(Code::of_bits(*bits).grouped())
}

/// The rows of a project as a file. Everyone whose row it is can read so in their log.
pub(super) async fn take(
    tx: &mut Tx,
    staff: &Staff,
    (id, known): (&str, &Known),
    now: Timestamp,
) -> Result<Result<String, NotTaken>, Fault> {
    if !known.is_approved {
        return Ok(Err(NotTaken::NotApproved));
    }
    let definition = programmes::definition(tx, &known.programme).await?;
    let today = naming::day(now, &naming::zone(&definition)?);
    let courses = store::courses(tx, &known.programme, today).await?;
    let people: BTreeSet<&str> = courses.iter().map(|it| it.person.as_str()).collect();
    if people.len() < FEWEST {
        return Ok(Err(NotTaken::TooFew));
    }
    let mut backgrounds = backgrounds_in(tx, &known.programme).await?;
    let mut rows = Vec::with_capacity(courses.len());
    for course in &courses {
        rows.push(Row {
            pseudonym: pseudonym(&known.secret, &course.person)?,
            born: course.born,
            background: backgrounds.remove(&course.enrolment).unwrap_or_default(),
            dates: course.dates,
            year: course.year.clone(),
            end_reason: course.end_reason,
        });
    }
    let purpose = match known.kind {
        Kind::Research => "research",
        Kind::Partner => "partner",
    };
    for person in &people {
        let person = ParticipantId::new((*person).to_owned());
        access::store::record_for(tx, staff, &person, Deed::TookRows, purpose, now).await?;
    }
    store::taken(tx, id, &courses, people.len(), (&staff.id, now)).await?;
    Ok(Ok(rows_csv(&definition.id, rows)))
}

#[cfg(test)]
mod tests {
    use app::ids::ParticipantId;

    use super::{pseudonym, secret};

    #[test]
    fn a_person_is_the_same_in_one_project_and_another_in_the_next() {
        let (one, other) = (secret(), secret());
        let ada = ParticipantId::new("ada".to_owned());
        let bo = ParticipantId::new("bo".to_owned());
        assert_eq!(
            pseudonym(&one, &ada).unwrap(),
            pseudonym(&one, &ada).unwrap()
        );
        assert_ne!(
            pseudonym(&one, &ada).unwrap(),
            pseudonym(&other, &ada).unwrap()
        );
        assert_ne!(
            pseudonym(&one, &ada).unwrap(),
            pseudonym(&one, &bo).unwrap()
        );
    }
}
