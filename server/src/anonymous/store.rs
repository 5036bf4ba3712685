//! Keys of waves, and who answers by which way. What was answered is in no table.

use app::anonymous::Round;
use app::ids::{EnrolmentId, OccasionId, OrganisationId, WaveId};
use app::insight::Quarter;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{read, written};
use crate::on;
use crate::storage::{Fault, Tx};

/// A wave that takes tokens, or did.
#[derive(Debug)]
pub struct Keyed {
    /// Of which office.
    pub organisation: OrganisationId,
    /// Key of the questionnaire.
    pub asked: String,
    /// When the wave closes.
    pub closes_at: i64,
    /// Whether its answers have gone on to be sealed.
    pub is_poured: bool,
    /// What makes and knows its tokens.
    pub key: blind::Key,
}

fn key_of(secret: &str) -> Result<blind::Key, Fault> {
    let corrupt = Fault::Corrupt("anonymous_keys.secret");
    let Some(secret) = read(secret) else {
        return Err(corrupt);
    };
    blind::Key::read(&secret).map_err(|_| corrupt)
}

/// A wave with a key; [`Fault::Missing`] for any other.
pub async fn keyed(tx: &mut Tx, wave: &WaveId) -> Result<Keyed, Fault> {
    let row: (String, String, i64, Option<String>, Option<String>, String) = on!(tx, db => {
        sqlx::query_as(
            "select w.organisation_id, w.asked, w.closes_at, w.sealed_on, k.poured_on, k.secret
             from anonymous_keys k join waves w on w.id = k.wave_id where k.wave_id = $1",
        )
        .bind(wave.as_str())
        .fetch_one(db)
        .await
    })?;
    let (organisation, asked, closes_at, sealed, poured, secret) = row;
    Ok(Keyed {
        organisation: OrganisationId::new(organisation),
        asked,
        closes_at,
        is_poured: sealed.is_some() || poured.is_some(),
        key: key_of(&secret)?,
    })
}

/// The key of a wave, drawn if there is none yet; true when it is new.
pub async fn key(tx: &mut Tx, wave: &WaveId) -> Result<(blind::Key, bool), Fault> {
    let corrupt = |_| Fault::Corrupt("anonymous_keys.secret");
    let fresh = blind::Key::draw().map_err(corrupt)?;
    let added = on!(tx, db => {
        sqlx::query(
            "insert into anonymous_keys (wave_id, secret, public_key) values ($1, $2, $3)
             on conflict (wave_id) do nothing",
        )
        .bind(wave.as_str())
        .bind(written(&fresh.secret()))
        .bind(written(&fresh.public()))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if added > 0 {
        return Ok((fresh, true));
    }
    Ok((keyed(tx, wave).await?.key, false))
}

/// The public keys of all waves, those that close last leading: what anyone may read.
pub async fn published(tx: &mut Tx) -> Result<Vec<(WaveId, String)>, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select k.wave_id, k.public_key from anonymous_keys k join waves w on w.id = k.wave_id
             order by w.closes_at desc, k.wave_id limit 200",
        )
        .fetch_all(db)
        .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(wave, key)| (WaveId::new(wave), key))
        .collect())
}

/// Whether it is settled how somebody answers in a round.
pub async fn has_way(tx: &mut Tx, round: &Round) -> Result<bool, Fault> {
    let ways: i64 = on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from anonymous_ways a join waves w on w.id = a.wave_id
             where a.enrolment_id = $1 and w.asked = $2 and w.starts_on = $3",
        )
        .bind(round.enrolment.as_str())
        .bind(&round.asked)
        .bind(round.quarter.starts_on().to_string())
        .fetch_one(db)
        .await
    })?;
    Ok(ways > 0)
}

/// With what somebody's phone asked for its token of a wave: `None` when nothing is settled,
/// `Some(None)` when the person has answered in confidence.
pub async fn way(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    wave: &WaveId,
) -> Result<Option<Option<String>>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select blinded from anonymous_ways where enrolment_id = $1 and wave_id = $2",
        )
        .bind(enrolment.as_str())
        .bind(wave.as_str())
        .fetch_optional(db)
        .await
    })?)
}

/// Settles how somebody answers in a wave; false when it was settled before. Of two at once one
/// waits for the other.
pub async fn settle_way(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    wave: &WaveId,
    blinded: Option<&str>,
) -> Result<bool, Fault> {
    let added = on!(tx, db => {
        sqlx::query(
            "insert into anonymous_ways (enrolment_id, wave_id, blinded) values ($1, $2, $3)
             on conflict (enrolment_id, wave_id) do nothing",
        )
        .bind(enrolment.as_str())
        .bind(wave.as_str())
        .bind(blinded)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(added > 0)
}

/// Whether somebody may answer in confidence in a wave, and notes it: a phone that holds a token
/// for it could count them twice. Where a wave has no key there is nothing to note.
pub async fn may_confide(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    wave: &WaveId,
) -> Result<bool, Fault> {
    let keys: i64 = on!(tx, db => {
        sqlx::query_scalar("select count(*) from anonymous_keys where wave_id = $1")
            .bind(wave.as_str())
            .fetch_one(db)
            .await
    })?;
    if keys == 0 || settle_way(tx, enrolment, wave, None).await? {
        return Ok(true);
    }
    Ok(way(tx, enrolment, wave).await? == Some(None))
}

/// The wave for which a phone of the person holds a token, and what is asked in it, where an
/// occasion of an enrolment that closes in `quarter` is to be answered with it.
pub async fn token_wave(
    tx: &mut Tx,
    occasion: &OccasionId,
    quarter: Quarter,
) -> Result<Option<(WaveId, String)>, Fault> {
    let held: Option<(String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select w.id, w.asked from occasions o join questionnaires q on q.id = o.questionnaire_id
             join waves w on w.programme_id = o.programme_id and w.asked = q.url_key
             join anonymous_ways a on a.wave_id = w.id and a.enrolment_id = o.subject_id
             where o.id = $1 and o.subject_kind = 'enrolment' and o.collection = 'confidential'
               and w.starts_on = $2 and a.blinded is not null",
        )
        .bind(occasion.as_str())
        .bind(quarter.starts_on().to_string())
        .fetch_optional(db)
        .await
    })?;
    Ok(held.map(|(wave, asked)| (WaveId::new(wave), asked)))
}

/// Whether somebody has begun or sent answers in confidence to a round that ends in a quarter.
pub async fn has_confided(tx: &mut Tx, round: &Round, zone: &TimeZone) -> Result<bool, Fault> {
    let quarter = round.quarter;
    let begun: i64 = on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from occasions o join questionnaires q on q.id = o.questionnaire_id
             where o.subject_id = $1 and o.subject_kind = 'enrolment' and q.url_key = $2
               and o.collection = 'confidential' and o.closes_at > $3 and o.closes_at <= $4
               and (o.state = 'answered'
                    or exists (select 1 from answers a where a.occasion_id = o.id))",
        )
        .bind(round.enrolment.as_str())
        .bind(&round.asked)
        .bind(quarter.previous().closes_at(zone).as_millisecond())
        .bind(quarter.closes_at(zone).as_millisecond())
        .fetch_one(db)
        .await
    })?;
    Ok(begun > 0)
}

/// The waves that have closed by `now` and whose anonymous answers still wait.
pub async fn to_pour(tx: &mut Tx, now: Timestamp) -> Result<Vec<WaveId>, Fault> {
    let rows: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select k.wave_id from anonymous_keys k join waves w on w.id = k.wave_id
             where k.poured_on is null and w.sealed_on is null and w.closes_at <= $1
             order by w.closes_at, k.wave_id",
        )
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    Ok(rows.into_iter().map(WaveId::new).collect())
}

/// Marks the answers of a wave as handed on; false when another server was first.
pub async fn mark_poured(tx: &mut Tx, wave: &WaveId, day: Date) -> Result<bool, Fault> {
    let marked = on!(tx, db => {
        sqlx::query(
            "update anonymous_keys set poured_on = $2 where wave_id = $1 and poured_on is null",
        )
        .bind(wave.as_str())
        .bind(day.to_string())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(marked > 0)
}
