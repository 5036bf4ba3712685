//! What a simulation reads of the store: when something is due, and how everything ended.

use app::ids::{EnrolmentId, ParticipantId};
use jiff::Timestamp;

use crate::on;
use crate::scheduling::store::looks;
use crate::storage::{Fault, Tx};

/// When the scheduler has something to do: a contact to hand over, somebody to look at.
pub async fn next_due(tx: &mut Tx) -> Result<Option<Timestamp>, Fault> {
    let first: Option<i64> = on!(tx, db => {
        sqlx::query_scalar(concat!(
            "select min(at) from (",
            looks!(),
            " union all
             select min(try_at) from contacts where state = 'waiting' and channel = 'push'
             union all
             select min(try_at) from contacts where state = 'waiting' and channel = 'email'
             union all
             select min(try_at) from contacts where state = 'waiting' and channel = 'sms') next",
        ))
        .fetch_one(db)
        .await
    })?;
    first
        .map(|at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts.try_at")))
        .transpose()
}

/// The open occasions of one enrolment at `now`.
pub async fn open(tx: &mut Tx, of: &EnrolmentId, now: Timestamp) -> Result<Vec<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select id from occasions
             where subject_id = $1 and state = 'open' and opens_at <= $2 and closes_at > $2
             order by opens_at, id",
        )
        .bind(of.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?)
}

/// Changes the mailbox of somebody; `None`: there is none any more.
pub async fn set_email(tx: &mut Tx, of: &ParticipantId, email: Option<&str>) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update participants set email = $2 where id = $1")
            .bind(of.as_str())
            .bind(email)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Name and address of somebody are protected from now on.
pub async fn protect(tx: &mut Tx, of: &ParticipantId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update participants set protected_identity = true where id = $1")
            .bind(of.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// An occasion with how it stands.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OccasionRow {
    /// Which.
    pub id: String,
    /// As the person is called; nothing for staff and partners.
    pub name: Option<String>,
    /// The rule.
    pub rule_id: String,
    /// Which occurrence of it.
    pub number: i64,
    /// The local day.
    pub due_on: String,
    /// In unix milliseconds.
    pub opens_at: i64,
    /// In unix milliseconds.
    pub closes_at: i64,
    /// Consent without which nothing is sent.
    pub needs: Option<String>,
    /// open, answered, declined, closed, cancelled.
    pub state: String,
}

/// Every occasion, in the order in which they open.
pub async fn occasions(tx: &mut Tx) -> Result<Vec<OccasionRow>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select o.id, p.name, o.rule_id, o.number, o.due_on, o.opens_at, o.closes_at, o.needs, o.state
             from occasions o
             left join enrolments e on e.id = o.subject_id
             left join participants p on p.id = e.participant_id
             order by o.opens_at, o.id",
        )
        .fetch_all(db)
        .await
    })?)
}

/// A contact with how it stands.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ContactRow {
    /// Which.
    pub id: String,
    /// The occasion.
    pub occasion_id: String,
    /// The rung of the ladder.
    pub step: i64,
    /// push, email, sms, phone, letter.
    pub channel: String,
    /// In unix milliseconds.
    pub due_at: i64,
    /// In unix milliseconds.
    pub not_after_at: i64,
    /// In unix milliseconds.
    pub try_at: i64,
    /// waiting, or how it ended.
    pub state: String,
    /// Why.
    pub reason: String,
    /// When; null while it waits.
    pub ended_at: Option<i64>,
    /// How often somebody began to hand it over.
    pub attempts: i64,
}

/// Every contact, by occasion and step.
pub async fn contacts(tx: &mut Tx) -> Result<Vec<ContactRow>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select id, occasion_id, step, channel, due_at, not_after_at, try_at, state, reason,
                    ended_at, attempts
             from contacts order by occasion_id, step, channel",
        )
        .fetch_all(db)
        .await
    })?)
}

/// Every contact that has ended: which, how and when.
pub async fn ends(tx: &mut Tx) -> Result<Vec<(String, String, Option<i64>)>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as("select id, state, ended_at from contacts where state <> 'waiting' order by id")
            .fetch_all(db)
            .await
    })?)
}

/// Whether fewer contacts have ended than had before.
pub async fn reopened(tx: &mut Tx, ended: usize) -> Result<bool, Fault> {
    let now: i64 = on!(tx, db => {
        sqlx::query_scalar("select count(*) from contacts where state <> 'waiting'").fetch_one(db).await
    })?;
    Ok(usize::try_from(now).is_ok_and(|now| now < ended))
}
