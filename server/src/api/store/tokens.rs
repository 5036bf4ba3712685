//! Tokens of other systems: only their hashes are kept.

use app::ids::OrganisationId;
use jiff::Timestamp;

use crate::api::{Caller, May};
use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Keeps a token under its hash. A database fault while the office has one of that name.
pub async fn add_token(
    tx: &mut Tx,
    office: &OrganisationId,
    (name, may): (&str, May),
    token_hash: &str,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into api_tokens (id, organisation_id, name, token_hash, may, expires_at, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(new_id())
        .bind(office.as_str())
        .bind(name)
        .bind(token_hash)
        .bind(may.as_str())
        .bind(expires_at.map(Timestamp::as_millisecond))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Whose a token is, and the last day on which it was shown; `None` when it is unknown, has
/// expired or was revoked.
pub async fn token(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(Caller, Option<String>)>, Fault> {
    type Row = (String, String, String, Option<String>);
    let row: Option<Row> = on!(tx, db => {
        sqlx::query_as(
            "select id, organisation_id, may, used_on from api_tokens
             where token_hash = $1 and revoked_at is null
               and (expires_at is null or expires_at > $2)",
        )
        .bind(token_hash)
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    row.map(|(token, organisation, may, used_on)| {
        let caller = Caller {
            token,
            organisation: OrganisationId::new(organisation),
            may: May::of(&may).ok_or(Fault::Corrupt("api_tokens.may"))?,
        };
        Ok((caller, used_on))
    })
    .transpose()
}

/// Notes the day on which a token was shown.
pub async fn note_use(tx: &mut Tx, id: &str, day: &str) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update api_tokens set used_on = $2 where id = $1")
            .bind(id)
            .bind(day)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// A token as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptToken {
    /// What it is called.
    pub name: String,
    /// The word of a [`May`].
    pub may: String,
    /// When it ends, in unix milliseconds.
    pub expires_at: Option<i64>,
    /// When it was revoked, in unix milliseconds.
    pub revoked_at: Option<i64>,
    /// The last UTC day on which it was shown.
    pub used_on: Option<String>,
}

/// The tokens of an office, by name; those that were revoked come last.
pub async fn tokens(tx: &mut Tx, office: &OrganisationId) -> Result<Vec<KeptToken>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select name, may, expires_at, revoked_at, used_on from api_tokens
             where organisation_id = $1
             order by case when revoked_at is null then 0 else 1 end, name, created_at",
        )
        .bind(office.as_str())
        .fetch_all(db)
        .await
    })?)
}

/// Ends a token at once; [`Fault::Missing`] when the office has none of that name.
pub async fn revoke(
    tx: &mut Tx,
    office: &OrganisationId,
    name: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let ended = on!(tx, db => {
        sqlx::query(
            "update api_tokens set revoked_at = $3
             where organisation_id = $1 and name = $2 and revoked_at is null",
        )
        .bind(office.as_str())
        .bind(name)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if ended == 0 {
        Err(Fault::Missing)
    } else {
        Ok(())
    }
}
