//! The log of who read or wrote what about whom. Rows are added, never changed.

use app::access::Deed;
use app::ids::ParticipantId;
use jiff::Timestamp;

use crate::identity::Staff;
use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Notes what a member of staff does, in the transaction that does it.
pub async fn record(
    tx: &mut Tx,
    staff: &Staff,
    about: &ParticipantId,
    deed: Deed,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into access_log (id, organisation_id, at, staff_id, role, participant_id, deed, purpose)
             values ($1, $2, $3, $4, $5, $6, $7, 'rehabilitation')",
        )
        .bind(new_id())
        .bind(staff.organisation.as_str())
        .bind(now.as_millisecond())
        .bind(staff.id.as_str())
        .bind(staff.role.as_str())
        .bind(about.as_str())
        .bind(deed.as_str())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// One line of the log as the participant sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// When, in unix milliseconds.
    pub at: i64,
    /// Who.
    pub name: String,
    /// In which role.
    pub role: String,
    /// What they did.
    pub deed: String,
}

/// The newest lines about one participant.
pub async fn entries(tx: &mut Tx, about: &ParticipantId, most: i64) -> Result<Vec<Entry>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select l.at, s.name, l.role, l.deed from access_log l join staff s on s.id = l.staff_id
             where l.participant_id = $1 order by l.at desc, l.id desc limit $2",
        )
        .bind(about.as_str())
        .bind(most)
        .fetch_all(db)
        .await
    })?)
}
