//! Letters that people post: noted, and taken back.

use app::ids::{ContactId, OrganisationId};
use jiff::Timestamp;

use super::called;
use crate::on;
use crate::storage::{Fault, Tx};

/// What a letter that was posted ended with; no other contact ends so.
const POSTED: &str = "sent by post";

/// Notes that a letter is in the post; false when that was noted before. [`Fault::Missing`]
/// when it is not on the list of this office.
pub async fn post_letter(
    tx: &mut Tx,
    organisation: &OrganisationId,
    contact: &ContactId,
    now: Timestamp,
) -> Result<bool, Fault> {
    let (channel, reason): (String, String) = on!(tx, db => {
        sqlx::query_as("select channel, reason from contacts where id = $1 and organisation_id = $2")
            .bind(contact.as_str())
            .bind(organisation.as_str())
            .fetch_one(db)
            .await
    })?;
    if channel != "letter" {
        return Err(Fault::Missing);
    }
    if reason == POSTED {
        return Ok(false);
    }
    called(tx, organisation, contact, POSTED, now).await?;
    Ok(true)
}

/// Takes back that a letter is in the post, while it can still be answered. Twice is once.
pub async fn keep_letter(
    tx: &mut Tx,
    organisation: &OrganisationId,
    contact: &ContactId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'waiting', reason = '', ended_at = null, epoch = epoch + 1
             where id = $1 and organisation_id = $2 and channel = 'letter' and state = 'sent'
               and reason = $3 and not_after_at > $4
               and occasion_id in (select id from occasions where state = 'open')",
        )
        .bind(contact.as_str())
        .bind(organisation.as_str())
        .bind(POSTED)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}
