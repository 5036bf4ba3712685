//! Another coordinator or referrer: what was not sent or answered yet is theirs from now on.

use app::ids::{EnrolmentId, OccasionId};
use app::programmes::Respondent;
use jiff::Timestamp;

use super::{kind_word, reopen, settle_by};
use crate::on;
use crate::questionnaires::answers::store as answers;
use crate::storage::{Fault, Tx};

/// Gives every open question about this enrolment to another coordinator or referrer, with
/// the messages that were not sent yet.
///
/// A new epoch for each: whoever is handing one over to the person before can't write to it
/// any more. Links that person got end, and half an answer in confidence is forgotten, for it
/// is nobody else's to read. What was sent stays sent; the reminders go to the new one.
pub async fn hand_over(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    respondent: Respondent,
    to: &str,
    now: Timestamp,
) -> Result<usize, Fault> {
    if respondent == Respondent::Referrer {
        reopen(tx, &nobody(enrolment), now).await?;
    }
    let theirs: Vec<(String, String)> = on!(&mut *tx, db => {
        sqlx::query_as(
            "update occasions set asked_id = $3
             where subject_id = $1 and subject_kind = $2 and state = 'open' and closes_at > $4
               and (asked_id is null or asked_id <> $3)
             returning id, collection",
        )
        .bind(enrolment.as_str())
        .bind(kind_word(respondent))
        .bind(to)
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    for (id, collection) in &theirs {
        let id = OccasionId::new(id);
        if collection == "confidential" {
            answers::forget_drafts(tx, &id).await?;
        }
        answers::end_rights(tx, &id).await?;
        readdress(tx, &id, to, now).await?;
    }
    Ok(theirs.len())
}

/// What waits for the person before, or ended because there was no way to them, waits for
/// the new one. Nothing counts as seen: another one saw it.
async fn readdress(tx: &mut Tx, of: &OccasionId, to: &str, now: Timestamp) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query("update contacts set seen_at = null where occasion_id = $1 and seen_at is not null")
            .bind(of.as_str())
            .execute(db)
            .await
            .map(drop)
    })?;
    // In the order of the steps, as whoever judges them goes: nobody waits in a circle.
    let held = match tx {
        Tx::Sqlite(_) => {
            "with held (id) as (
                 select id from contacts
                 where occasion_id = $1 and not_after_at > $3
                   and (state in ('waiting', 'given_up')
                        or (state = 'cancelled' and reason = 'no longer here')))
             update contacts
             set person_id = $2, state = 'waiting', reason = 'handed to somebody else',
                 epoch = epoch + 1, attempts = 0, turn_at = null, ended_at = null,
                 leased_until = null,
                 due_at = case when due_at > $3 then due_at else $3 end,
                 try_at = case when due_at > $3 then due_at else $3 end
             where id in (select id from held)"
        }
        Tx::Postgres(_) => {
            "with held (id) as materialized (
                 select id from contacts
                 where occasion_id = $1 and not_after_at > $3
                   and (state in ('waiting', 'given_up')
                        or (state = 'cancelled' and reason = 'no longer here'))
                 order by step for update)
             update contacts
             set person_id = $2, state = 'waiting', reason = 'handed to somebody else',
                 epoch = epoch + 1, attempts = 0, turn_at = null, ended_at = null,
                 leased_until = null,
                 due_at = case when due_at > $3 then due_at else $3 end,
                 try_at = case when due_at > $3 then due_at else $3 end
             from held where contacts.id = held.id"
        }
    };
    Ok(on!(tx, db => {
        sqlx::query(held)
            .bind(of.as_str())
            .bind(to)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Nobody is known to have referred this person any more: what waited for the referrer is
/// taken back, until somebody is noted.
pub async fn without_referrer(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    now: Timestamp,
) -> Result<(), Fault> {
    let open: Vec<String> = on!(&mut *tx, db => {
        sqlx::query_scalar(
            "select id from occasions
             where subject_id = $1 and subject_kind = 'referrer' and state = 'open' order by id",
        )
        .bind(enrolment.as_str())
        .fetch_all(db)
        .await
    })?;
    let by = nobody(enrolment);
    for id in open {
        settle_by(tx, &OccasionId::new(id), "cancelled", &by, None, now).await?;
    }
    Ok(())
}

/// What settles the questions that nobody is there to answer.
fn nobody(enrolment: &EnrolmentId) -> String {
    format!("no referrer {enrolment}")
}
