//! Where it is kept that a name and an address are protected, and who may open such a record.

use app::ids::{OrganisationId, ParticipantId, StaffId};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// Someone with protected identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// Who.
    pub person: ParticipantId,
    /// As the person is called.
    pub name: String,
    /// Who looks after the newest course.
    pub coordinator: StaffId,
    /// Whether the coordinator still works here.
    pub is_looked_after: bool,
}

impl Protected {
    /// Whether this member of staff may open the record: the coordinator alone, and when the
    /// coordinator left, whoever is there to take over.
    pub fn is_open_to(&self, staff: &StaffId) -> bool {
        self.coordinator == *staff || !self.is_looked_after
    }
}

/// Everyone of an office with protected identity, by name. For judging who may see whom.
pub async fn protected(tx: &mut Tx, office: &OrganisationId) -> Result<Vec<Protected>, Fault> {
    let rows: Vec<(String, String, String, bool)> = on!(tx, db => {
        sqlx::query_as(
            "select p.id, p.name, e.coordinator_id, s.active
             from participants p
             join enrolments e on e.participant_id = p.id
             join staff s on s.id = e.coordinator_id
             where p.organisation_id = $1 and p.protected_identity
               and e.id = (select n.id from enrolments n where n.participant_id = p.id
                           order by n.created_at desc, n.id desc limit 1)
             order by p.name, p.id",
        )
        .bind(office.as_str())
        .fetch_all(db)
        .await
    })?;
    let read =
        |(person, name, coordinator, is_looked_after): (String, String, String, bool)| Protected {
            person: ParticipantId::new(person),
            name,
            coordinator: StaffId::new(coordinator),
            is_looked_after,
        };
    Ok(rows.into_iter().map(read).collect())
}

/// Notes that name and address are protected, or that they are no more. From the moment on
/// nothing is sent, and links that are out, in whosever hands, open nothing any more; what the
/// scheduler finds waiting when the protection is lifted goes on.
pub async fn set_protected(
    tx: &mut Tx,
    person: &ParticipantId,
    is_protected: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query("update participants set protected_identity = $2 where id = $1")
            .bind(person.as_str())
            .bind(is_protected)
            .execute(db)
            .await
            .map(drop)
    })?;
    if is_protected {
        return Ok(on!(tx, db => {
            sqlx::query(
                "delete from occasion_rights where occasion_id in
                   (select o.id from occasions o join enrolments e on e.id = o.subject_id
                    where e.participant_id = $1)",
            )
            .bind(person.as_str())
            .execute(db)
            .await
            .map(drop)
        })?);
    }
    Ok(on!(tx, db => {
        sqlx::query("update enrolments set next_look_at = $2 where participant_id = $1")
            .bind(person.as_str())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}
