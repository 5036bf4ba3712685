//! Where the addresses are kept that calendars follow. Only their hashes are.

use app::ids::ParticipantId;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// What somebody chose about calendars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Since when an address leads to their appointments; `None`: none does.
    pub since: Option<Timestamp>,
    /// Whether entries say what, where and with whom.
    pub details: bool,
}

/// What somebody chose; nothing at first.
pub async fn feed(tx: &mut Tx, of: &ParticipantId) -> Result<Feed, Fault> {
    let row: Option<(Option<i64>, bool)> = on!(tx, db => {
        sqlx::query_as("select made_at, tells_details from calendar_feeds where participant_id = $1")
            .bind(of.as_str())
            .fetch_optional(db)
            .await
    })?;
    let Some((made, details)) = row else {
        return Ok(Feed::default());
    };
    let since = made.map(Timestamp::from_millisecond).transpose();
    Ok(Feed {
        since: since.map_err(|_| Fault::Corrupt("calendar_feeds.made_at"))?,
        details,
    })
}

/// Chooses whether entries say what, where and with whom.
pub async fn set_details(tx: &mut Tx, of: &ParticipantId, details: bool) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into calendar_feeds (participant_id, tells_details) values ($1, $2)
             on conflict (participant_id) do update set tells_details = excluded.tells_details",
        )
        .bind(of.as_str())
        .bind(details)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps the hash of a new address; the one before leads nowhere from now on.
pub async fn make_feed(
    tx: &mut Tx,
    of: &ParticipantId,
    hash: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into calendar_feeds (participant_id, token_hash, made_at) values ($1, $2, $3)
             on conflict (participant_id) do update
             set token_hash = excluded.token_hash, made_at = excluded.made_at",
        )
        .bind(of.as_str())
        .bind(hash)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// No address leads to somebody's appointments any more.
pub async fn stop_feed(tx: &mut Tx, of: &ParticipantId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update calendar_feeds set token_hash = null, made_at = null where participant_id = $1",
        )
        .bind(of.as_str())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Whose appointments an address leads to, and whether it says more than when. None for someone
/// whose name and address are protected, and none for someone who has died.
pub async fn of_feed(tx: &mut Tx, hash: &str) -> Result<Option<(ParticipantId, bool)>, Fault> {
    let row: Option<(String, bool)> = on!(tx, db => {
        sqlx::query_as(
            "select f.participant_id, f.tells_details
             from calendar_feeds f join participants p on p.id = f.participant_id
             where f.token_hash = $1 and not p.protected_identity and p.died_on is null",
        )
        .bind(hash)
        .fetch_optional(db)
        .await
    })?;
    Ok(row.map(|(id, details)| (ParticipantId::new(id), details)))
}
