//! Ends what time or an answer has ended, so that nothing waits for ever.

use app::ids::OccasionId;
use app::scheduling::End;
use jiff::Timestamp;

use super::ended_at;
use crate::on;
use crate::storage::{Fault, Tx};

/// Closes occasions whose window is over, and ends the contacts of all that are not open
/// any more. A contact that is being handed over is left to whoever does that.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, Fault> {
    let closed = on!(tx, db => {
        sqlx::query(
            "update occasions set state = 'closed' where state = 'open' and closes_at <= $1",
        )
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'expired', reason = 'its time was over', ended_at = $1, leased_until = null
             where state = 'waiting' and (leased_until is null or leased_until <= $1)
               and exists (select 1 from occasions o where o.id = contacts.occasion_id and o.state = 'closed')",
        )
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'cancelled', reason = 'no longer open', ended_at = $2, leased_until = null
             where state = 'waiting' and (leased_until is null or leased_until <= $1)
               and exists (select 1 from occasions o
                           where o.id = contacts.occasion_id and o.state not in ('open', 'closed'))",
        )
        .bind(now.as_millisecond())
        .bind(ended_at(End::Cancelled, now))
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(closed)
}

/// An occasion was answered, declined or cancelled: its contacts end in the same
/// transaction, so that no reminder follows and the call is off the list.
pub async fn settled(tx: &mut Tx, occasion: &OccasionId, now: Timestamp) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'cancelled', reason = 'no longer open', ended_at = $3, leased_until = null
             where occasion_id = $1 and state = 'waiting'
               and (leased_until is null or leased_until <= $2)",
        )
        .bind(occasion.as_str())
        .bind(now.as_millisecond())
        .bind(ended_at(End::Cancelled, now))
        .execute(db)
        .await
        .map(drop)
    })?)
}
