//! Decisions over the machine.

use app::desk::overrides::{Decided, Kind, Reason, Shown};
use app::ids::{EnrolmentId, OccasionId, StaffId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// A decision as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub id: String,
    /// Whose.
    pub enrolment: EnrolmentId,
    /// What.
    pub kind: Kind,
}

/// Keeps a decision and returns its id.
pub async fn add_override(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    occasion: Option<&OccasionId>,
    decided: &Decided,
    by: &StaffId,
    now: Timestamp,
) -> Result<String, Fault> {
    let id = new_id();
    on!(tx, db => {
        sqlx::query(
            "insert into decisions
             (id, enrolment_id, occasion_id, kind, reason, until_on, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&id)
        .bind(enrolment.as_str())
        .bind(occasion.map(OccasionId::as_str))
        .bind(decided.kind.as_str())
        .bind(decided.reason.as_str())
        .bind(decided.until.map(|day| day.to_string()))
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(id)
}

/// A decision of this enrolment that was not undone; [`Fault::Missing`] without one.
pub async fn one(tx: &mut Tx, enrolment: &EnrolmentId, id: &str) -> Result<Made, Fault> {
    let kind: String = on!(tx, db => {
        sqlx::query_scalar(
            "select kind from decisions where id = $1 and enrolment_id = $2 and undone_at is null",
        )
        .bind(id)
        .bind(enrolment.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok(Made {
        id: id.to_owned(),
        enrolment: enrolment.clone(),
        kind: Kind::of(&kind).ok_or(Fault::Corrupt("decisions.kind"))?,
    })
}

/// Notes that a decision was undone.
pub async fn undo(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update decisions set undone_at = $2 where id = $1 and undone_at is null")
            .bind(id)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}

#[derive(sqlx::FromRow)]
struct OverrideRow {
    id: String,
    kind: String,
    reason: String,
    until_on: Option<String>,
    made_at: i64,
    author: String,
    about: Option<String>,
}

/// What overrides the machine for this enrolment on `today`, newest first; `about` is the
/// questionnaire's key.
pub async fn standing(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    zone: &TimeZone,
    today: Date,
) -> Result<Vec<Shown>, Fault> {
    let rows: Vec<OverrideRow> = on!(tx, db => {
        sqlx::query_as(
            "select v.id, v.kind, v.reason, v.until_on, v.made_at, s.name as author, q.url_key as about
             from decisions v
             join staff s on s.id = v.made_by
             left join occasions o on o.id = v.occasion_id
             left join questionnaires q on q.id = o.questionnaire_id
             where v.enrolment_id = $1 and v.undone_at is null
               and (v.until_on is null or v.until_on >= $2)
             order by v.made_at desc, v.id desc",
        )
        .bind(enrolment.as_str())
        .bind(today.to_string())
        .fetch_all(db)
        .await
    })?;
    let shown = |row: OverrideRow| {
        let until = row.until_on.map(|day| day.parse()).transpose();
        let at = Timestamp::from_millisecond(row.made_at);
        let at = at.map_err(|_| Fault::Corrupt("decisions.made_at"))?;
        Ok(Shown {
            id: row.id,
            kind: Kind::of(&row.kind).ok_or(Fault::Corrupt("decisions.kind"))?,
            reason: Reason::of(&row.reason).ok_or(Fault::Corrupt("decisions.reason"))?,
            until: until.map_err(|_| Fault::Corrupt("decisions.until_on"))?,
            on: at.to_zoned(zone.clone()).date(),
            by: row.author,
            about: row.about,
        })
    };
    rows.into_iter().map(shown).collect()
}

/// Whether this enrolment is not asked anything on `today`.
pub async fn is_exempt(tx: &mut Tx, enrolment: &EnrolmentId, today: Date) -> Result<bool, Fault> {
    let found: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select id from decisions
             where enrolment_id = $1 and kind = 'exempt' and undone_at is null
               and (until_on is null or until_on >= $2) limit 1",
        )
        .bind(enrolment.as_str())
        .bind(today.to_string())
        .fetch_optional(db)
        .await
    })?;
    Ok(found.is_some())
}
