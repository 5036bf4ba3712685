//! Where the photos of staff are kept.

use app::ids::{ParticipantId, StaffId};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// What the address of somebody's photo ends with, if there is one.
pub async fn version(tx: &mut Tx, of: &StaffId) -> Result<Option<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar("select version from photos where staff_id = $1")
            .bind(of.as_str())
            .fetch_optional(db)
            .await
    })?)
}

/// Somebody's photo.
pub async fn photo(tx: &mut Tx, of: &StaffId) -> Result<Option<Vec<u8>>, Fault> {
    let kept: Option<String> = on!(tx, db => {
        sqlx::query_scalar("select jpeg from photos where staff_id = $1")
            .bind(of.as_str())
            .fetch_optional(db)
            .await
    })?;
    kept.map(read).transpose()
}

/// The photo of the coordinator of a person's newest course.
pub async fn photo_for(tx: &mut Tx, person: &ParticipantId) -> Result<Option<Vec<u8>>, Fault> {
    let kept: Option<Option<String>> = on!(tx, db => {
        sqlx::query_scalar(
            "select o.jpeg from enrolments e left join photos o on o.staff_id = e.coordinator_id
             where e.participant_id = $1 order by e.created_at desc, e.id desc limit 1",
        )
        .bind(person.as_str())
        .fetch_optional(db)
        .await
    })?;
    kept.flatten().map(read).transpose()
}

fn read(kept: String) -> Result<Vec<u8>, Fault> {
    STANDARD
        .decode(kept)
        .map_err(|_| Fault::Corrupt("photos.jpeg"))
}

/// Keeps a photo under a new version, in the place of the one before.
pub async fn set_photo(
    tx: &mut Tx,
    of: &StaffId,
    version: &str,
    jpeg: &[u8],
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into photos (staff_id, version, jpeg, kept_at) values ($1, $2, $3, $4)
             on conflict (staff_id) do update
             set version = excluded.version, jpeg = excluded.jpeg, kept_at = excluded.kept_at",
        )
        .bind(of.as_str())
        .bind(version)
        .bind(STANDARD.encode(jpeg))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Forgets a photo.
pub async fn remove_photo(tx: &mut Tx, of: &StaffId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from photos where staff_id = $1")
            .bind(of.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}
