//! One-occasion rights: a link that answers one questionnaire without signing in.

use app::ids::OccasionId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::on;
use crate::storage::{Fault, Tx};

/// Lets whoever holds `token` answer one occasion until `expires`. Only its hash is kept.
pub async fn grant(
    tx: &mut Tx,
    occasion: &OccasionId,
    token: &str,
    expires: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into occasion_rights (token_hash, occasion_id, expires_at) values ($1, $2, $3)
             on conflict (token_hash) do nothing",
        )
        .bind(hash(token))
        .bind(occasion.as_str())
        .bind(expires.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// The occasion that `token` may answer at `now`; [`Fault::Missing`] when there is none.
pub async fn granted(tx: &mut Tx, token: &str, now: Timestamp) -> Result<OccasionId, Fault> {
    let id: String = on!(tx, db => {
        sqlx::query_scalar(
            "select occasion_id from occasion_rights where token_hash = $1 and expires_at > $2",
        )
        .bind(hash(token))
        .bind(now.as_millisecond())
        .fetch_one(db)
        .await
    })?;
    Ok(OccasionId::new(id))
}

fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}
