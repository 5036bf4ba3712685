//! What the results page is loaded from: sealed waves and their labels.

use app::ids::ProgrammeId;
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// When a programme was set up: waves before that are not listed.
pub async fn began_at(tx: &mut Tx, programme: &ProgrammeId) -> Result<Timestamp, Fault> {
    let ms: i64 = on!(tx, db => {
        sqlx::query_scalar("select created_at from programmes where id = $1")
            .bind(programme.as_str())
            .fetch_one(db)
            .await
    })?;
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

/// What was drawn for the public of one question of a wave, as kept.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns are described where they are made")]
pub struct NoisyRow {
    pub asked: String,
    pub starts_on: String,
    pub question: String,
    pub n: i64,
    pub unhappy: i64,
    pub happy: i64,
    pub cost: i64,
}

/// Everything that was ever drawn for the public of a programme, the newest wave first.
pub async fn noisy(tx: &mut Tx, programme: &ProgrammeId) -> Result<Vec<NoisyRow>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select w.asked, w.starts_on, f.question, f.n, f.unhappy, f.happy, f.cost
             from waves w join noisy_figures f on f.wave_id = w.id
             where w.programme_id = $1 order by w.starts_on desc, w.asked, f.question",
        )
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?)
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
