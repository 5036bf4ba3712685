//! Who may open one occasion without signing in, and until when.

use app::ids::OccasionId;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::on;
use crate::participants::consents::store::permitted;
use crate::storage::{Fault, Tx};

/// What a one-occasion right opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Its questions, or the reply to what it reminds of.
    Answer,
    /// The choice of a time for the call that is to come; no question.
    Call,
    /// Nothing: it sends what was answered on a phone, and reads nothing back.
    Upload,
}

/// Gives whoever holds the token a right to one occasion until `expires_at`.
pub async fn add_right(
    tx: &mut Tx,
    occasion: &OccasionId,
    opens: Opens,
    token_hash: &str,
    expires_at: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into occasion_rights (token_hash, occasion_id, expires_at, opens)
             values ($1, $2, $3, $4)",
        )
        .bind(token_hash)
        .bind(occasion.as_str())
        .bind(expires_at.as_millisecond())
        .bind(match opens {
            Opens::Answer => "answer",
            Opens::Call => "call",
            Opens::Upload => "upload",
        })
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Ends every right to answer one occasion.
pub async fn end_rights(tx: &mut Tx, occasion: &OccasionId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from occasion_rights where occasion_id = $1")
            .bind(occasion.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// The occasion for which a right to send was given, and until when it lasts; `None` when it was
/// never given, or taken back.
pub async fn upload(
    tx: &mut Tx,
    token_hash: &str,
) -> Result<Option<(OccasionId, Timestamp)>, Fault> {
    let found: Option<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select occasion_id, expires_at from occasion_rights
             where token_hash = $1 and opens = 'upload'",
        )
        .bind(token_hash)
        .fetch_optional(db)
        .await
    })?;
    found
        .map(|(id, at)| {
            let at = Timestamp::from_millisecond(at);
            let at = at.map_err(|_| Fault::Corrupt("occasion_rights.expires_at"))?;
            Ok((OccasionId::new(id), at))
        })
        .transpose()
}

/// Whether the consent that an occasion of an enrolment needs stands on this local day.
pub async fn permits(tx: &mut Tx, occasion: &OccasionId, today: Date) -> Result<bool, Fault> {
    let permits: i64 = on!(tx, db => {
        sqlx::query_scalar(concat!(
            "select cast(case when ",
            permitted!("$2"),
            " then 1 else 0 end as bigint) from occasions o where o.id = $1",
        ))
        .bind(occasion.as_str())
        .bind(today.to_string())
        .fetch_one(db)
        .await
    })?;
    Ok(permits == 1)
}

/// How many answers of an occasion came by a key since `since`.
pub async fn keys_since(
    tx: &mut Tx,
    occasion: &OccasionId,
    since: Timestamp,
) -> Result<i64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from idempotency_keys where owner = $1 and kept_at > $2",
        )
        .bind(occasion.as_str())
        .bind(since.as_millisecond())
        .fetch_one(db)
        .await
    })?)
}

/// Forgets rights to send that ended long ago. Until then whoever shows one is told that the time
/// is over, and not that nobody knows it.
pub(super) async fn sweep_uploads(tx: &mut Tx, now: Timestamp) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from occasion_rights where opens = 'upload' and expires_at < $1")
            .bind((now - SignedDuration::from_hours(90 * 24)).as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}
