//! Where waves are made and answers staged.

use app::ids::{OccasionId, OrganisationId, ProgrammeId, WaveId};
use app::insight::{Quarter, Staged, Stratum};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Asked;
use crate::insight::random_id;
use crate::on;
use crate::scheduling::store::respondent_of;
use crate::storage::{Fault, Tx};

/// What an occasion asks; [`Fault::Missing`] if there is none.
pub async fn asked(tx: &mut Tx, occasion: &OccasionId) -> Result<Asked, Fault> {
    let row: (String, String, String, String, String, i64) = on!(tx, db => {
        sqlx::query_as(
            "select o.organisation_id, o.programme_id,
                    coalesce(o.asked_id, o.subject_id), o.subject_kind, q.url_key, o.closes_at
             from occasions o join questionnaires q on q.id = o.questionnaire_id where o.id = $1",
        )
        .bind(occasion.as_str())
        .fetch_one(db)
        .await
    })?;
    let (organisation, programme, subject, kind, questionnaire, closes_at) = row;
    Ok(Asked {
        organisation: OrganisationId::new(organisation),
        programme: ProgrammeId::new(programme),
        subject,
        respondent: respondent_of(&kind)?,
        questionnaire,
        closes_at: Timestamp::from_millisecond(closes_at)
            .map_err(|_| Fault::Corrupt("occasions.closes_at"))?,
    })
}

/// The wave of `quarter`, made if need be, or the first one after it that is not sealed.
///
/// Holds the wave open until the transaction ends: nothing can be staged behind the back
/// of a sealing that has already counted.
pub async fn open_wave(
    tx: &mut Tx,
    asked: &Asked,
    what: &str,
    quarter: Quarter,
    zone: &TimeZone,
) -> Result<(WaveId, Quarter), Fault> {
    let mut quarter = quarter;
    loop {
        add_wave(tx, asked, what, quarter, zone).await?;
        if let Some(wave) = unsealed_wave(tx, asked, what, quarter).await? {
            return Ok((wave, quarter));
        }
        quarter = quarter.next();
    }
}

async fn add_wave(
    tx: &mut Tx,
    asked: &Asked,
    what: &str,
    quarter: Quarter,
    zone: &TimeZone,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into waves
             (id, organisation_id, programme_id, asked, starts_on, ends_on, opens_at, closes_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (programme_id, asked, starts_on) do nothing",
        )
        .bind(random_id())
        .bind(asked.organisation.as_str())
        .bind(asked.programme.as_str())
        .bind(what)
        .bind(quarter.starts_on().to_string())
        .bind(quarter.ends_on().to_string())
        .bind(quarter.previous().closes_at(zone).as_millisecond())
        .bind(quarter.closes_at(zone).as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

async fn unsealed_wave(
    tx: &mut Tx,
    asked: &Asked,
    what: &str,
    quarter: Quarter,
) -> Result<Option<WaveId>, Fault> {
    // SQLite has one writer and needs no lock; PostgreSQL must not seal until we commit.
    let lock = match tx {
        Tx::Sqlite(_) => "",
        Tx::Postgres(_) => " for share",
    };
    let query = format!(
        "select id from waves
         where programme_id = $1 and asked = $2 and starts_on = $3 and sealed_on is null{lock}"
    );
    let row: Option<(String,)> = on!(tx, db => {
        sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(asked.programme.as_str())
            .bind(what)
            .bind(quarter.starts_on().to_string())
            .fetch_optional(db)
            .await
    })?;
    Ok(row.map(|(id,)| WaveId::new(id)))
}

/// Whether the same person has already answered the same, about whomever, in a round that ends in `quarter`.
pub async fn has_answered_before(
    tx: &mut Tx,
    occasion: &OccasionId,
    asked: &Asked,
    quarter: Quarter,
    zone: &TimeZone,
) -> Result<bool, Fault> {
    let (others,): (i64,) = on!(tx, db => {
        sqlx::query_as(
            "select count(*) from occasions o join questionnaires q on q.id = o.questionnaire_id
             where o.programme_id = $1 and coalesce(o.asked_id, o.subject_id) = $2
             and q.url_key = $3 and o.id <> $4
             and o.collection = 'confidential' and o.state = 'answered'
             and o.closes_at > $5 and o.closes_at <= $6",
        )
        .bind(asked.programme.as_str())
        .bind(&asked.subject)
        .bind(&asked.questionnaire)
        .bind(occasion.as_str())
        .bind(quarter.previous().closes_at(zone).as_millisecond())
        .bind(quarter.closes_at(zone).as_millisecond())
        .fetch_one(db)
        .await
    })?;
    Ok(others > 0)
}

/// Stages each band under a random key of its own, with nothing that joins them.
pub async fn add_staged(
    tx: &mut Tx,
    wave: &WaveId,
    stratum: &Stratum,
    staged: &Staged,
) -> Result<(), Fault> {
    for (question, band) in staged.bands() {
        on!(tx, db => {
            sqlx::query(
                "insert into staged_answers (key, wave_id, stratum, question, band)
                 values ($1, $2, $3, $4, $5)",
            )
            .bind(random_id())
            .bind(wave.as_str())
            .bind(stratum.as_str())
            .bind(question)
            .bind(band.word())
            .execute(db)
            .await
            .map(drop)
        })?;
    }
    Ok(())
}

/// The first answer of the same person to `question` in any questionnaire, and the one in
/// `occasion`: as the number that the option stands for, `None` where there is none.
pub async fn first_and_this(
    tx: &mut Tx,
    occasion: &OccasionId,
    asked: &Asked,
    question: &str,
) -> Result<[Option<i64>; 2], Fault> {
    let this: Option<(String,)> = on!(tx, db => {
        sqlx::query_as("select value from answers where occasion_id = $1 and link_id = $2")
            .bind(occasion.as_str())
            .bind(question)
            .fetch_optional(db)
            .await
    })?;
    let first: Option<(String,)> = on!(tx, db => {
        sqlx::query_as(
            "select a.value from answers a join occasions o on o.id = a.occasion_id
             where o.subject_id = $1 and o.programme_id = $2 and a.link_id = $3
             and o.asked_id is null
             and o.id <> $4 and a.value <> 'null'
             order by a.answered_at, o.due_on, o.id limit 1",
        )
        .bind(&asked.subject)
        .bind(asked.programme.as_str())
        .bind(question)
        .bind(occasion.as_str())
        .fetch_optional(db)
        .await
    })?;
    Ok([first, this].map(|row| row.and_then(|(value,)| number(&value))))
}

/// The number in a FHIR answer: of a coded option, or as it was typed.
fn number(answer: &str) -> Option<i64> {
    let answer: serde_json::Value = serde_json::from_str(answer).ok()?;
    let coded = answer
        .pointer("/valueCoding/code")
        .and_then(|code| code.as_str()?.parse().ok());
    coded.or_else(|| answer.pointer("/valueInteger")?.as_i64())
}
