//! What was set aside or put off: seen by a person, sent again, woken.

use app::ids::{ContactId, OccasionId, OrganisationId};
use app::programmes::Channel;
use jiff::{SignedDuration, Timestamp};

use super::channel_word;
use crate::on;
use crate::storage::{Fault, Tx};

/// How long a message that is sent again has before a later step follows it.
const TIME_TO_READ: SignedDuration = SignedDuration::from_hours(24);

/// A message that the machine could not hand over.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SetAside {
    /// The contact.
    pub contact_id: String,
    /// The participant; nobody for colleagues.
    pub participant_id: Option<String>,
    /// As the person is called.
    pub name: String,
    /// By what it was to go.
    pub channel: String,
    /// Why it did not.
    pub reason: String,
    /// Since when, in unix milliseconds.
    pub ended_at: i64,
}

/// Messages that were given up and could still be of use at `now`, the newest first:
/// addresses to mend. Protected identities are in no list.
pub async fn set_aside(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<SetAside>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select c.id as contact_id, p.id as participant_id,
                    coalesce(p.name, s.name, r.name, f.name, '') as name, c.channel, c.reason, c.ended_at
             from contacts c
             join occasions o on o.id = c.occasion_id
             left join participants p on p.id = c.person_id
             left join staff s on s.id = c.person_id
             left join partners r on r.id = c.person_id
             left join referrers f on f.id = c.person_id
             left join enrolments e on e.id = o.subject_id and o.asked_id is not null
             left join participants b on b.id = e.participant_id
             where c.organisation_id = $1 and c.state = 'given_up' and o.state = 'open'
               and c.not_after_at > $2 and (p.id is null or not p.protected_identity)
               and (b.id is null or not b.protected_identity)
             order by c.ended_at desc, c.id limit $3",
        )
        .bind(organisation.as_str())
        .bind(now.as_millisecond())
        .bind(limit)
        .fetch_all(db)
        .await
    })?)
}

/// The participant whom a contact of this office is for; `None` for staff and partners.
/// [`Fault::Missing`] for a contact of another office.
pub async fn person_of(
    tx: &mut Tx,
    organisation: &OrganisationId,
    contact: &ContactId,
) -> Result<Option<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select p.id from contacts c left join participants p on p.id = c.person_id
             where c.id = $1 and c.organisation_id = $2",
        )
        .bind(contact.as_str())
        .bind(organisation.as_str())
        .fetch_one(db)
        .await
    })?)
}

/// Lets a message that was set aside go again, from its first try, in a new epoch: whoever
/// still holds it from before can't write to it. The steps after it are put off for a day.
/// False, and nothing changed, when it is not set aside (any more), or of no use.
pub async fn send_again(
    tx: &mut Tx,
    organisation: &OrganisationId,
    contact: &ContactId,
    why: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let rearmed: Vec<(String, i64)> = on!(&mut *tx, db => {
        sqlx::query_as(
            "update contacts
             set state = 'waiting', reason = $4, epoch = epoch + 1, attempts = 0, due_at = $3,
                 try_at = $3, turn_at = null, ended_at = null, leased_until = null
             where id = $1 and organisation_id = $2 and state = 'given_up' and not_after_at > $3
               and exists (select 1 from occasions o
                           where o.id = contacts.occasion_id and o.state = 'open')
             returning occasion_id, step",
        )
        .bind(contact.as_str())
        .bind(organisation.as_str())
        .bind(now.as_millisecond())
        .bind(why)
        .fetch_all(db)
        .await
    })?;
    put_off(tx, &rearmed, now).await?;
    Ok(!rearmed.is_empty())
}

/// A person has a new address on this channel: what was given up for want of one goes again
/// at once, if it is still open and no later step arrived. Returns how many.
pub async fn rearm(
    tx: &mut Tx,
    person: &str,
    channel: Channel,
    now: Timestamp,
) -> Result<usize, Fault> {
    let rearmed: Vec<(String, i64)> = on!(&mut *tx, db => {
        sqlx::query_as(
            "update contacts
             set state = 'waiting', reason = 'the address is new', epoch = epoch + 1, attempts = 0,
                 due_at = $3, try_at = $3, turn_at = null, ended_at = null, leased_until = null
             where person_id = $1 and channel = $2 and state = 'given_up' and not_after_at > $3
               and exists (select 1 from occasions o
                           where o.id = contacts.occasion_id and o.state = 'open')
               and not exists (select 1 from contacts l
                               where l.occasion_id = contacts.occasion_id
                                 and l.step > contacts.step and l.state = 'sent')
             returning occasion_id, step",
        )
        .bind(person)
        .bind(channel_word(channel))
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    put_off(tx, &rearmed, now).await?;
    Ok(rearmed.len())
}

/// Steps that took the place of a message that now goes after all: as planned, or a day
/// later, whichever is later.
async fn put_off(tx: &mut Tx, of: &[(String, i64)], now: Timestamp) -> Result<(), Fault> {
    let until = now
        .saturating_add(TIME_TO_READ)
        .unwrap_or(Timestamp::MAX)
        .as_millisecond();
    for (occasion, step) in of {
        on!(&mut *tx, db => {
            sqlx::query(
                "update contacts
                 set due_at = case when planned_at > $3 then planned_at else $3 end,
                     try_at = case when planned_at > $3 then planned_at else $3 end
                 where occasion_id = $1 and step > $2 and state = 'waiting' and due_at < $3
                   and not_after_at > $3 and leased_until is null and wish is null",
            )
            .bind(occasion)
            .bind(step)
            .bind(until)
            .execute(db)
            .await
            .map(drop)
        })?;
    }
    Ok(())
}

/// A silence towards this person ended, or ends at another time: what waited for its end is
/// looked at again now, rather than within a day.
pub async fn wake(tx: &mut Tx, person: &str) -> Result<(), Fault> {
    // All that waits is held, and the reason read then: whoever is judging one of them at
    // this moment may be about to put it off for the silence that has just ended.
    let sql = match tx {
        Tx::Sqlite(_) => {
            "update contacts set try_at = due_at
             where person_id = $1 and state = 'waiting' and leased_until is null
               and reason = 'paused'"
        }
        // In the order of the steps, as whoever judges them goes: nobody waits in a circle.
        Tx::Postgres(_) => {
            "with waiting (id) as materialized (
                 select id from contacts
                 where person_id = $1 and state = 'waiting' and leased_until is null
                 order by occasion_id, step for update)
             update contacts
             set try_at = case when reason = 'paused' then due_at else try_at end
             from waiting where contacts.id = waiting.id"
        }
    };
    Ok(on!(tx, db => {
        sqlx::query(sql).bind(person).execute(db).await.map(drop)
    })?)
}

/// The deliberate use of a link is a sign of life: what led to this occasion was seen.
pub async fn seen_by_link(
    tx: &mut Tx,
    occasion: &OccasionId,
    now: Timestamp,
) -> Result<u64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update contacts set seen_at = $2
             where occasion_id = $1 and state = 'sent' and seen_at is null
               and channel in ('push', 'email', 'sms')",
        )
        .bind(occasion.as_str())
        .bind(super::day_of(now))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?)
}
