//! The `contacts` table as a queue: who may hand over which contact, and how it went.
//!
//! Every write names the epoch that it was decided in. A worker that comes late finds its
//! epoch overtaken, and changes nothing.

use std::time::Duration;

use app::ids::{ContactId, OccasionId, ProgrammeId};
use app::scheduling::End;
use jiff::Timestamp;

use super::{ended_at, planted};
use crate::on;
use crate::simulation::Bug;
use crate::storage::{Fault, Tx};

/// A contact that has fallen due and that nobody is handing over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub id: ContactId,
    /// The epoch that it waits in.
    pub epoch: i64,
    /// How often somebody began to hand it over, whatever became of it.
    pub attempts: u32,
    /// Whose hours count.
    pub programme: ProgrammeId,
}

/// A contact that is ours until the lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Which.
    pub id: ContactId,
    /// Whoever holds the highest epoch may write; everyone else is late.
    pub epoch: i64,
    /// This try included; from 1.
    pub attempts: u32,
}

/// Lets one server at a time judge what to send, until the transaction ends: the limit of
/// messages a day is counted over contacts that others may be claiming.
pub async fn one_judge(tx: &mut Tx) -> Result<(), Fault> {
    if let Tx::Postgres(tx) = tx {
        // An arbitrary number that nothing else here locks.
        sqlx::query("select pg_advisory_xact_lock(727001)")
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Up to `limit` contacts that the machine may hand over at `now`, the oldest first.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Waiting>, Fault> {
    let sql = match tx {
        Tx::Sqlite(_) => {
            "select c.id, c.epoch, c.attempts, o.programme_id
             from contacts c join occasions o on o.id = c.occasion_id
             where c.state = 'waiting' and c.channel in ('push', 'email', 'sms') and c.try_at <= $1
               and (c.leased_until is null or c.leased_until <= $1)
             order by c.try_at, c.id limit $2"
        }
        Tx::Postgres(_) => {
            "select c.id, c.epoch, c.attempts, o.programme_id
             from contacts c join occasions o on o.id = c.occasion_id
             where c.state = 'waiting' and c.channel in ('push', 'email', 'sms') and c.try_at <= $1
               and (c.leased_until is null or c.leased_until <= $1)
             order by c.try_at, c.id limit $2 for update of c skip locked"
        }
    };
    let rows: Vec<(String, i64, i64, String)> = on!(tx, db => {
        sqlx::query_as(sql).bind(now.as_millisecond()).bind(limit).fetch_all(db).await
    })?;
    let waiting = |(id, epoch, attempts, programme): (String, i64, i64, String)| Waiting {
        id: ContactId::new(id),
        epoch,
        attempts: attempts.try_into().unwrap_or(u32::MAX),
        programme: ProgrammeId::new(programme),
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// Takes a contact until `now + lease`: a new epoch and one more attempt, counted before
/// the call. `None` if it has ended, or if another server was faster.
pub async fn claim(
    tx: &mut Tx,
    of: &Waiting,
    now: Timestamp,
    lease: Duration,
) -> Result<Option<Claimed>, Fault> {
    let lease = if tx.has_planted(Bug::NoLease) {
        Duration::ZERO
    } else {
        lease
    };
    let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
    let claimed: Option<(i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "update contacts set leased_until = $4, epoch = epoch + 1, attempts = attempts + 1
             where id = $1 and epoch = $2 and state = 'waiting'
               and (leased_until is null or leased_until <= $3)
             returning epoch, attempts",
        )
        .bind(of.id.as_str())
        .bind(of.epoch)
        .bind(now.as_millisecond())
        .bind(until.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    planted::claimed(tx, &of.id, now).await?;
    Ok(claimed.map(|(epoch, attempts)| Claimed {
        id: of.id.clone(),
        epoch,
        attempts: attempts.try_into().unwrap_or(u32::MAX),
    }))
}

/// Whether a claim still stands; read only.
pub async fn is_ours(tx: &mut Tx, of: &Claimed) -> Result<bool, Fault> {
    let ours: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select id from contacts where id = $1 and epoch = $2 and state = 'waiting'",
        )
        .bind(of.id.as_str())
        .bind(of.epoch)
        .fetch_optional(db)
        .await
    })?;
    Ok(ours.is_some() || tx.has_planted(Bug::RecordedBeforeCall))
}

/// Lets go of a contact until `until`. `moved`: it falls due then, rather than being late.
pub async fn wait(
    tx: &mut Tx,
    id: &ContactId,
    epoch: i64,
    until: Timestamp,
    moved: bool,
    why: &str,
) -> Result<bool, Fault> {
    let sql = if tx.has_planted(Bug::NoFence) {
        "update contacts
         set try_at = $3, due_at = case when $4 = 1 then $3 else due_at end,
             leased_until = null, reason = $5
         where id = $1 and $2 >= 0"
    } else {
        "update contacts
         set try_at = $3, due_at = case when $4 = 1 then $3 else due_at end,
             leased_until = null, reason = $5
         where id = $1 and epoch = $2 and state = 'waiting'"
    };
    let changed = on!(tx, db => {
        sqlx::query(sql)
        .bind(id.as_str())
        .bind(epoch)
        .bind(until.as_millisecond())
        .bind(i64::from(moved))
        .bind(why)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Ends a contact; false if a later epoch holds it by now, or if it has ended.
pub async fn end(
    tx: &mut Tx,
    id: &ContactId,
    epoch: i64,
    end: End,
    why: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let sql = if tx.has_planted(Bug::NoFence) {
        "update contacts set state = $3, reason = $4, ended_at = $5, leased_until = null
         where id = $1 and $2 >= 0"
    } else {
        "update contacts set state = $3, reason = $4, ended_at = $5, leased_until = null
         where id = $1 and epoch = $2 and state = 'waiting'"
    };
    let changed = on!(tx, db => {
        sqlx::query(sql)
        .bind(id.as_str())
        .bind(epoch)
        .bind(end.as_str())
        .bind(why)
        .bind(ended_at(end, now))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// The next step after `step` comes now instead of later; false when there is none.
pub async fn hurry_next(
    tx: &mut Tx,
    occasion: &OccasionId,
    step: i64,
    now: Timestamp,
) -> Result<bool, Fault> {
    let next: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select id from contacts where occasion_id = $1 and step > $2 and state = 'waiting'
             order by step limit 1",
        )
        .bind(occasion.as_str())
        .bind(step)
        .fetch_optional(db)
        .await
    })?;
    let Some(next) = next else { return Ok(false) };
    on!(tx, db => {
        sqlx::query("update contacts set due_at = $2, try_at = $2 where id = $1 and due_at > $2")
            .bind(next)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(true)
}
