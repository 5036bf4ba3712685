//! Ends what time or an answer has ended, so that nothing waits for ever.

use app::ids::OccasionId;
use app::scheduling::End;
use jiff::Timestamp;

use super::ended_at;
use crate::on;
use crate::storage::{Fault, Tx};

/// Closes occasions whose window is over, and ends their contacts. One that is being handed
/// over is left to whoever does that. The price is that of what has just ended, however
/// many wait.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, Fault> {
    on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'expired', reason = 'its time was over', ended_at = $1, leased_until = null
             where state = 'waiting' and (leased_until is null or leased_until <= $1)
               and occasion_id in (select id from occasions where state = 'open' and closes_at <= $1)",
        )
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query(
            "update occasions set state = 'closed' where state = 'open' and closes_at <= $1",
        )
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?)
}

/// Ends the calls and letters of occasions that are not open any more, should whoever ended
/// an occasion have left them; messages are asked about before they are sent. This looks at
/// everything that waits: once a day is enough.
pub async fn sweep_by_hand(tx: &mut Tx, now: Timestamp) -> Result<u64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'cancelled', reason = 'no longer open', ended_at = $1
             where state = 'waiting' and channel in ('phone', 'letter')
               and exists (select 1 from occasions o
                           where o.id = contacts.occasion_id and o.state <> 'open')",
        )
        .bind(ended_at(End::Cancelled, now))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?)
}

/// An occasion was answered, declined or cancelled: its contacts end in the same
/// transaction, so that no reminder follows and the call is off the list.
pub async fn settled(tx: &mut Tx, occasion: &OccasionId, now: Timestamp) -> Result<(), Fault> {
    let sql = match tx {
        Tx::Sqlite(_) => {
            "update contacts
             set state = 'cancelled', reason = 'no longer open', ended_at = $3, leased_until = null
             where occasion_id = $1 and state = 'waiting'
               and (leased_until is null or leased_until <= $2)"
        }
        // In the order of the steps, as whoever judges them goes: nobody waits in a circle.
        Tx::Postgres(_) => {
            "with ended (id) as materialized (
                 select id from contacts
                 where occasion_id = $1 and state = 'waiting'
                   and (leased_until is null or leased_until <= $2)
                 order by step for update)
             update contacts
             set state = 'cancelled', reason = 'no longer open', ended_at = $3, leased_until = null
             from ended where contacts.id = ended.id"
        }
    };
    Ok(on!(tx, db => {
        sqlx::query(sql)
            .bind(occasion.as_str())
            .bind(now.as_millisecond())
            .bind(ended_at(End::Cancelled, now))
            .execute(db)
            .await
            .map(drop)
    })?)
}
