//! The `contacts` table as a queue: who may hand over which contact, and how it went.
//!
//! Every write names the epoch that it was decided in. A worker that comes late finds its
//! epoch overtaken, and changes nothing. While a contact is claimed, `try_at` is the end of
//! its lease: one index says when anything may be tried next.

use std::collections::HashSet;

use app::ids::{ContactId, OccasionId, ProgrammeId};
use app::programmes::Channel;
use app::scheduling::End;
use jiff::Timestamp;

use super::batch::{Held, list, over_batch, told};
use super::{channel_of, channel_word, ended_at};
use crate::on;
use crate::simulation::Bug;
use crate::storage::{Fault, Tx};

/// A contact that has fallen due and that nobody is handing over.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Waiting {
    /// Which.
    pub id: ContactId,
    /// The epoch that it waits in.
    pub epoch: i64,
    /// Whose hours count.
    pub programme: ProgrammeId,
}

/// Which contacts of a batch come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Those that waited longest; the price does not grow with how many wait.
    AsTheyFellDue,
    /// Those whose time is over first, for catching up.
    MostUrgent,
}

/// When the first contact of a channel may be tried; `None` when nothing waits.
pub async fn next_try(tx: &mut Tx, channel: Channel) -> Result<Option<Timestamp>, Fault> {
    let at: Option<i64> = on!(tx, db => {
        sqlx::query_scalar("select min(try_at) from contacts where state = 'waiting' and channel = $1")
            .bind(channel_word(channel))
            .fetch_one(db)
            .await
    })?;
    at.map(|at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts.try_at")))
        .transpose()
}

/// The channels that have something to hand over at `now`, by one question.
pub async fn channels_due(tx: &mut Tx, now: Timestamp) -> Result<Vec<Channel>, Fault> {
    let words: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select k.channel from (select 'push' as channel union all select 'email'
                                    union all select 'sms') k
             where exists (select 1 from contacts c
                           where c.state = 'waiting' and c.channel = k.channel and c.try_at <= $1)",
        )
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    words.iter().map(|word| channel_of(word)).collect()
}

/// Up to `limit` contacts of a channel that may be handed over at `now`.
///
/// On PostgreSQL several servers judge at once. Each skips the rows of the others, and
/// whoever another one is judging at present: the limit of messages a day is a person's,
/// and counted over contacts that others may be claiming.
pub async fn due(
    tx: &mut Tx,
    channel: Channel,
    now: Timestamp,
    limit: i64,
    order: Order,
) -> Result<Vec<Waiting>, Fault> {
    let sql = match (&*tx, order) {
        (Tx::Sqlite(_), Order::AsTheyFellDue) => {
            "select json_group_array(json_array(c.id, c.epoch, o.programme_id)) from
               (select id, epoch, occasion_id from contacts
                where state = 'waiting' and channel = $1 and try_at <= $2
                order by try_at limit $3) c
             join occasions o on o.id = c.occasion_id"
        }
        (Tx::Sqlite(_), Order::MostUrgent) => {
            "select json_group_array(json_array(c.id, c.epoch, o.programme_id)) from
               (select id, epoch, occasion_id from contacts
                where state = 'waiting' and channel = $1 and try_at <= $2
                order by not_after_at, try_at, id limit $3) c
             join occasions o on o.id = c.occasion_id"
        }
        // The numbers before the hashes are arbitrary; nothing else here locks by them.
        (Tx::Postgres(_), Order::AsTheyFellDue) => {
            "with due (id, epoch, occasion_id, person_id, first, second) as materialized
               (select id, epoch, occasion_id, person_id, try_at, 0 from contacts
                where state = 'waiting' and channel = $1 and try_at <= $2
                order by try_at limit $3 for update skip locked)
             select cast(coalesce(json_agg(json_build_array(due.id, due.epoch, o.programme_id)
                                           order by due.first), '[]') as text)
             from due join occasions o on o.id = due.occasion_id
             where pg_try_advisory_xact_lock(727001, hashtext(due.person_id))"
        }
        (Tx::Postgres(_), Order::MostUrgent) => {
            "with due (id, epoch, occasion_id, person_id, first, second) as materialized
               (select id, epoch, occasion_id, person_id, not_after_at, try_at from contacts
                where state = 'waiting' and channel = $1 and try_at <= $2
                order by not_after_at, try_at, id limit $3 for update skip locked)
             select cast(coalesce(json_agg(json_build_array(due.id, due.epoch, o.programme_id)
                                           order by due.first, due.second, due.id), '[]') as text)
             from due join occasions o on o.id = due.occasion_id
             where pg_try_advisory_xact_lock(727001, hashtext(due.person_id))"
        }
    };
    let rows: String = on!(tx, db => {
        sqlx::query_scalar(sql)
            .bind(channel_word(channel))
            .bind(now.as_millisecond())
            .bind(limit)
            .fetch_one(db)
            .await
    })?;
    told(&rows)
}

/// Takes contacts until `until`: for each a new epoch, one higher than the one named, and
/// one more attempt, counted before the call. Returns how many; those that ended meanwhile,
/// or that another server took, are not among them.
pub async fn claim(tx: &mut Tx, of: &[Held], until: Timestamp) -> Result<u64, Fault> {
    if of.is_empty() {
        return Ok(0);
    }
    let sql = over_batch!(
        &*tx,
        "update contacts
         set leased_until = $2, try_at = $2, epoch = contacts.epoch + 1, attempts = attempts + 1
         from mine
         where contacts.id = mine.id and contacts.epoch = mine.epoch and contacts.state = 'waiting'"
    );
    Ok(on!(tx, db => {
        sqlx::query(sql)
            .bind(list(of))
            .bind(until.as_millisecond())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// Records that these contacts were handed over at `now`; returns how many of them were
/// still ours.
pub async fn handed_over(tx: &mut Tx, of: &[Held], now: Timestamp) -> Result<u64, Fault> {
    if of.is_empty() {
        return Ok(0);
    }
    let fenced = over_batch!(
        &*tx,
        "update contacts
         set state = 'sent', reason = '', ended_at = $2, leased_until = null
         from mine
         where contacts.id = mine.id and contacts.epoch = mine.epoch and contacts.state = 'waiting'"
    );
    let sql = if tx.has_planted(Bug::NoFence) {
        over_batch!(
            &*tx,
            "update contacts
             set state = 'sent', reason = '', ended_at = $2, leased_until = null
             from mine where contacts.id = mine.id"
        )
    } else {
        fenced
    };
    Ok(on!(tx, db => {
        sqlx::query(sql)
            .bind(list(of))
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?)
}

/// Those of `of` whose claim still stands, held until the transaction ends.
pub async fn still_ours(tx: &mut Tx, of: &[Held]) -> Result<HashSet<ContactId>, Fault> {
    if of.is_empty() {
        return Ok(HashSet::new());
    }
    if tx.has_planted(Bug::NoFence) {
        return Ok(of.iter().map(|(id, _)| id.clone()).collect());
    }
    let sql = over_batch!(
        &*tx,
        "update contacts set epoch = contacts.epoch
         from mine
         where contacts.id = mine.id and contacts.epoch = mine.epoch and contacts.state = 'waiting'
         returning contacts.id"
    );
    let ids: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(sql).bind(list(of)).fetch_all(db).await
    })?;
    Ok(ids.into_iter().map(ContactId::new).collect())
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
        sqlx::query(
            "update contacts set due_at = $2, try_at = $2
             where id = $1 and due_at > $2 and leased_until is null and wish is null
               -- What only tells of something to come does not bring it sooner.
               and exists (select 1 from occasions o
                           where o.id = contacts.occasion_id and o.opens_at <= $2)",
        )
        .bind(next)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(true)
}
