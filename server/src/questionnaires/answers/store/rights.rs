//! Who may open one occasion without signing in, and until when.

use app::ids::OccasionId;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// What a one-occasion right opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Its questions, or the reply to what it reminds of.
    Answer,
    /// The choice of a time for the call that is to come; no question.
    Call,
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
