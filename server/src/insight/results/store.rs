//! What the results page is loaded from: definitions, sealed waves and labels.

use app::ids::{OrganisationId, ProgrammeId};
use app::programmes::Definition;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// The rules of a programme as they stand.
pub async fn definition(tx: &mut Tx, programme: &ProgrammeId) -> Result<Definition, Fault> {
    let (text,): (String,) = on!(tx, db => {
        sqlx::query_as(
            "select definition from protocol_versions where programme_id = $1
             order by version desc limit 1",
        )
        .bind(programme.as_str())
        .fetch_one(db)
        .await
    })?;
    toml::from_str(&text).map_err(|_| Fault::Corrupt("protocol_versions.definition"))
}

/// The programmes of an office with the instant at which each was set up, the oldest first.
pub async fn programmes(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(ProgrammeId, Timestamp)>, Fault> {
    let rows: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select id, created_at from programmes where organisation_id = $1
             order by created_at, definition_id",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(id, at)| Ok((ProgrammeId::new(id), began_at(at)?)))
        .collect()
}

fn began_at(ms: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(ms).map_err(|_| Fault::Corrupt("programmes.created_at"))
}

/// The labels of one question in one block of a sealed wave, as kept.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described where they are made")]
pub struct PublishedRow {
    pub asked: String,
    pub starts_on: String,
    pub invited: i64,
    pub question: String,
    pub n: i64,
    pub unhappy_from: i64,
    pub unhappy_to: i64,
    pub happy_from: i64,
    pub happy_to: i64,
}

/// Everything that was ever published of a programme, by wave and block.
pub async fn published(tx: &mut Tx, programme: &ProgrammeId) -> Result<Vec<PublishedRow>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select w.asked, w.starts_on, coalesce(w.invited, 0) as invited, l.question, l.n,
             l.unhappy_from, l.unhappy_to, l.happy_from, l.happy_to
             from waves w join blocks b on b.wave_id = w.id join labels l on l.block_id = b.id
             where w.programme_id = $1 and w.sealed_on is not null
             order by w.starts_on, w.asked, b.stratum, b.id",
        )
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?)
}
