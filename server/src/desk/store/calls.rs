//! The log of calls.

use app::desk::Noted;
use app::ids::{ContactId, EnrolmentId, OccasionId, StaffId};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Adds a call to the log.
pub async fn add_call(
    tx: &mut Tx,
    (contact, occasion, enrolment): (&ContactId, &OccasionId, &EnrolmentId),
    noted: &Noted,
    by: &StaffId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into calls
             (id, contact_id, occasion_id, enrolment_id, outcome, interpreter, again_at, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(new_id())
        .bind(contact.as_str())
        .bind(occasion.as_str())
        .bind(enrolment.as_str())
        .bind(noted.outcome.as_str())
        .bind(noted.interpreter)
        .bind(noted.again_at.map(Timestamp::as_millisecond))
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// A call as it was logged.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CallRow {
    /// When, in unix milliseconds.
    pub made_at: i64,
    /// Who called.
    pub author: String,
    /// The word of an [`app::desk::Outcome`].
    pub outcome: String,
    /// An interpreter was needed.
    pub interpreter: bool,
}

/// The calls of one enrolment, newest first.
pub async fn calls_of(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    most: i64,
) -> Result<Vec<CallRow>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select c.made_at, s.name as author, c.outcome, c.interpreter
             from calls c join staff s on s.id = c.made_by
             where c.enrolment_id = $1 order by c.made_at desc, c.id desc limit $2",
        )
        .bind(enrolment.as_str())
        .bind(most)
        .fetch_all(db)
        .await
    })?)
}

/// When somebody called for this contact, the first first.
pub async fn tried(tx: &mut Tx, contact: &str) -> Result<Vec<Timestamp>, Fault> {
    let times: Vec<i64> = on!(tx, db => {
        sqlx::query_scalar("select made_at from calls where contact_id = $1 order by made_at")
            .bind(contact)
            .fetch_all(db)
            .await
    })?;
    let instant = |at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("calls.made_at"));
    times.into_iter().map(instant).collect()
}
