//! What the sealing reads and writes: waves that have closed, counts, blocks and labels.

use app::ids::{ProgrammeId, WaveId};
use app::insight::{Band, Noisy, Sealed, Stratum};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::insight::random_id;
use crate::on;
use crate::storage::{Fault, Tx};

/// A wave whose end has passed and that nobody has sealed yet.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Which.
    pub id: WaveId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// Key of the questionnaire, or the word for the change of health.
    pub asked: String,
    opens_at: i64,
    closes_at: i64,
}

/// The waves that have closed by `now` and are not sealed, the oldest first. One that still waits for
/// its anonymous answers is not among them.
pub async fn waves_to_close(tx: &mut Tx, now: Timestamp) -> Result<Vec<Closing>, Fault> {
    let rows: Vec<(String, String, String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select id, programme_id, asked, opens_at, closes_at from waves
             where sealed_on is null and closes_at <= $1
               and not exists (select 1 from anonymous_keys k
                               where k.wave_id = waves.id and k.poured_on is null)
             order by closes_at, id",
        )
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(id, programme, asked, opens_at, closes_at)| Closing {
            id: WaveId::new(id),
            programme: ProgrammeId::new(programme),
            asked,
            opens_at,
            closes_at,
        })
        .collect())
}

fn day(now: Timestamp) -> String {
    now.to_zoned(TimeZone::UTC).date().to_string()
}

/// Marks a wave as sealed; false when another server was first. Waits for those who are
/// staging into it right now.
pub async fn mark_sealed(tx: &mut Tx, wave: &Closing, now: Timestamp) -> Result<bool, Fault> {
    let marked = on!(tx, db => {
        sqlx::query("update waves set sealed_on = $2 where id = $1 and sealed_on is null")
            .bind(wave.id.as_str())
            .bind(day(now))
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(marked == 1)
}

/// How many staged answers of one question, stratum and band there are.
#[derive(Clone, Debug)]
pub struct StagedCount {
    /// The question's id.
    pub question: String,
    /// Where they were gathered.
    pub stratum: Stratum,
    /// What they say.
    pub band: Band,
    /// How many.
    pub answers: u32,
}

/// The staged answers of a wave, counted by the database. For the sealing alone.
pub async fn staged_counts(tx: &mut Tx, wave: &WaveId) -> Result<Vec<StagedCount>, Fault> {
    let rows: Vec<(String, String, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select question, stratum, band, count(*) from staged_answers where wave_id = $1
             group by question, stratum, band order by question, stratum, band",
        )
        .bind(wave.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(question, stratum, band, answers)| {
            Ok(StagedCount {
                question,
                stratum: Stratum::new(&stratum).ok_or(Fault::Corrupt("staged_answers.stratum"))?,
                band: Band::of_word(&band).ok_or(Fault::Corrupt("staged_answers.band"))?,
                answers: u32::try_from(answers).map_err(|_| Fault::Corrupt("staged_answers"))?,
            })
        })
        .collect()
}

/// Publishes the labels of one block of one question.
pub async fn publish(
    tx: &mut Tx,
    wave: &WaveId,
    question: &str,
    block: &Sealed,
    now: Timestamp,
) -> Result<(), Fault> {
    let id = random_id();
    let labels = block.labels;
    on!(tx, db => {
        sqlx::query("insert into blocks (id, wave_id, stratum, n, sealed_on) values ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(wave.as_str())
            .bind(block.stratum.as_str())
            .bind(i64::from(labels.size()))
            .bind(day(now))
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into labels
             (block_id, question, n, unhappy_from, unhappy_to, happy_from, happy_to)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&id)
        .bind(question)
        .bind(i64::from(labels.size()))
        .bind(i64::from(labels.unhappy().from()))
        .bind(i64::from(labels.unhappy().to()))
        .bind(i64::from(labels.happy().from()))
        .bind(i64::from(labels.happy().to()))
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps what was drawn for the public.
pub async fn publish_noisy(
    tx: &mut Tx,
    wave: &WaveId,
    question: &str,
    noisy: Noisy,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into noisy_figures (wave_id, question, n, unhappy, happy, cost)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(wave.as_str())
        .bind(question)
        .bind(i64::from(noisy.answers()))
        .bind(noisy.unhappy())
        .bind(noisy.happy())
        .bind(i64::from(noisy.cost().thousandths()))
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Which occasions ask for the answers of a wave.
#[derive(Clone, Debug)]
pub enum Asking {
    /// Confidential ones with this questionnaire.
    Questionnaire(String),
    /// Those of these rules.
    Rules(Vec<String>),
}

/// Keeps how many people were asked in rounds that ended in the wave. Counted once, so
/// that a discharge or an erasure afterwards moves no figure.
pub async fn count_invited(tx: &mut Tx, wave: &Closing, asking: &Asking) -> Result<(), Fault> {
    let rows: Vec<(String, String, String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select distinct coalesce(o.asked_id, o.subject_id) as person, o.rule_id, q.url_key, o.collection
             from occasions o join questionnaires q on q.id = o.questionnaire_id
             where o.programme_id = $1 and o.state <> 'cancelled'
             and o.closes_at > $2 and o.closes_at <= $3 order by person",
        )
        .bind(wave.programme.as_str())
        .bind(wave.opens_at)
        .bind(wave.closes_at)
        .fetch_all(db)
        .await
    })?;
    let mut people: Vec<String> = rows
        .into_iter()
        .filter(|(_, rule, questionnaire, collection)| match asking {
            Asking::Questionnaire(key) => questionnaire == key && collection == "confidential",
            Asking::Rules(rules) => rules.contains(rule),
        })
        .map(|(subject, ..)| subject)
        .collect();
    people.dedup();
    Ok(on!(tx, db => {
        sqlx::query("update waves set invited = $2 where id = $1")
            .bind(wave.id.as_str())
            .bind(people.len() as i64)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Removes the staged answers of a wave, and on SQLite overwrites where they stood.
pub async fn empty_staged(tx: &mut Tx, wave: &WaveId) -> Result<(), Fault> {
    if let Tx::Sqlite(tx) = tx {
        sqlx::query("pragma secure_delete = on")
            .execute(&mut **tx)
            .await?;
    }
    Ok(on!(tx, db => {
        sqlx::query("delete from staged_answers where wave_id = $1")
            .bind(wave.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}
