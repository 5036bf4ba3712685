//! Where consents and the pause are kept.

use app::ids::{EnrolmentId, ParticipantId, ProgrammeId};
use app::programmes::ConsentKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx, new_id};

/// The word for a consent in the database and on forms.
pub fn word(kind: ConsentKind) -> &'static str {
    match kind {
        ConsentKind::SecrecyWaiver => "secrecy_waiver",
        ConsentKind::FollowUp => "follow_up",
        ConsentKind::Research => "research",
    }
}

/// The consent of that word.
pub fn of(word: &str) -> Option<ConsentKind> {
    [
        ConsentKind::SecrecyWaiver,
        ConsentKind::FollowUp,
        ConsentKind::Research,
    ]
    .into_iter()
    .find(|kind| self::word(*kind) == word)
}

/// The condition that the consent `k` stands on the local day in this parameter.
macro_rules! stands {
    ($day:literal) => {
        concat!(
            "(k.withdrawn_at is null and (k.expires_on is null or k.expires_on >= ",
            $day,
            "))"
        )
    };
}
pub(crate) use stands;

/// The condition that the occasion `o` of an enrolment needs no consent, or that the one it
/// needs stands on the local day in this parameter.
macro_rules! permitted {
    ($day:literal) => {
        concat!(
            "(o.needs is null or exists (
                 select 1 from consents k
                 where k.enrolment_id = o.subject_id and k.kind = o.needs and ",
            $crate::participants::consents::store::stands!($day),
            "))"
        )
    };
}
pub(crate) use permitted;

/// The consents of an enrolment that stand on `today`.
pub async fn given(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    today: Date,
) -> Result<Vec<ConsentKind>, Fault> {
    let words: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(concat!(
            "select distinct k.kind from consents k where k.enrolment_id = $1 and ",
            stands!("$2"),
            " order by k.kind",
        ))
        .bind(enrolment.as_str())
        .bind(today.to_string())
        .fetch_all(db)
        .await
    })?;
    words
        .iter()
        .map(|word| of(word).ok_or(Fault::Corrupt("consents.kind")))
        .collect()
}

/// Notes that a consent was given; the scheduler looks again.
pub async fn give(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    kind: ConsentKind,
    now: Timestamp,
) -> Result<(), Fault> {
    // First, because it holds the row: whoever presses twice at once must not give twice.
    on!(tx, db => {
        sqlx::query("update enrolments set next_look_at = $2 where id = $1")
            .bind(enrolment.as_str())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    // By the UTC day: around midnight somebody may have to press once more.
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    if given(tx, enrolment, today).await?.contains(&kind) {
        return Ok(());
    }
    scheduling::reopen(tx, &taken_back(enrolment, kind), now).await?;
    on!(tx, db => {
        sqlx::query("insert into consents (id, enrolment_id, kind, given_at) values ($1, $2, $3, $4)")
            .bind(new_id())
            .bind(enrolment.as_str())
            .bind(word(kind))
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(())
}

/// What settles the questions that a consent was taken back from.
fn taken_back(enrolment: &EnrolmentId, kind: ConsentKind) -> String {
    format!("consent {enrolment} {}", word(kind))
}

/// Notes that a consent was taken back. In the same moment every question that needs it is
/// taken back too, and nothing that waits is sent; what a server holds already is asked
/// about once more before the call.
pub async fn withdraw(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    kind: ConsentKind,
    now: Timestamp,
) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query(
            "update consents set withdrawn_at = $3
             where enrolment_id = $1 and kind = $2 and withdrawn_at is null",
        )
        .bind(enrolment.as_str())
        .bind(word(kind))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    let by = taken_back(enrolment, kind);
    scheduling::take_back(tx, enrolment, Some(word(kind)), &by, now).await?;
    Ok(())
}

/// A silence of the scheduler towards a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Its last local day; somebody has to end it when none is named.
    pub until: Option<Date>,
}

/// The silence that the scheduler keeps towards this person on `today`, if it does.
pub async fn pause(tx: &mut Tx, id: &ParticipantId, today: Date) -> Result<Option<Pause>, Fault> {
    let paused: Option<Option<String>> = on!(tx, db => {
        sqlx::query_scalar(
            "select paused_until from participants
             where id = $1 and contact_paused is not null
               and (paused_until is null or paused_until >= $2)",
        )
        .bind(id.as_str())
        .bind(today.to_string())
        .fetch_optional(db)
        .await
    })?;
    let Some(until) = paused else { return Ok(None) };
    let until = until.map(|day| day.parse()).transpose();
    let until = until.map_err(|_| Fault::Corrupt("participants.paused_until"))?;
    Ok(Some(Pause { until }))
}

/// Pauses automatic messages to a person for a reason, to the end of a day if one is named;
/// or lets them go on, with the next round.
pub async fn set_pause(
    tx: &mut Tx,
    id: &ParticipantId,
    why: Option<&str>,
    until: Option<Date>,
) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query("update participants set contact_paused = $2, paused_until = $3 where id = $1")
            .bind(id.as_str())
            .bind(why)
            .bind(until.map(|day| day.to_string()))
            .execute(db)
            .await
            .map(drop)
    })?;
    scheduling::wake(tx, id.as_str()).await
}

/// A consent of a person with the course it belongs to.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which row.
    pub id: String,
    /// Of which course.
    pub enrolment: EnrolmentId,
    /// In which programme.
    pub programme: ProgrammeId,
    /// For what.
    pub kind: ConsentKind,
    /// Between whom, in words.
    pub parties: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// The last day.
    pub until: Option<Date>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct KeptRow {
    id: String,
    enrolment_id: String,
    programme_id: String,
    kind: String,
    parties: String,
    given_at: i64,
    expires_on: Option<String>,
    withdrawn_at: Option<i64>,
}

/// The newest consent of each kind in each course of a person, newest course first.
pub async fn of_person(tx: &mut Tx, of: &ParticipantId) -> Result<Vec<Kept>, Fault> {
    let rows: Vec<KeptRow> = on!(tx, db => {
        sqlx::query_as(
            "select k.id, k.enrolment_id, e.programme_id, k.kind, k.parties, k.given_at,
                    k.expires_on, k.withdrawn_at
             from consents k join enrolments e on e.id = k.enrolment_id
             where e.participant_id = $1
             order by e.created_at desc, e.id, k.kind, k.given_at desc, k.id desc",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    let instant =
        |at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("consents: an instant"));
    let mut all: Vec<Kept> = Vec::new();
    for row in rows {
        let kind = self::of(&row.kind).ok_or(Fault::Corrupt("consents.kind"))?;
        let enrolment = EnrolmentId::new(row.enrolment_id);
        if all
            .iter()
            .any(|it| it.enrolment == enrolment && it.kind == kind)
        {
            continue;
        }
        let until = row.expires_on.map(|day| day.parse()).transpose();
        all.push(Kept {
            id: row.id,
            enrolment,
            programme: ProgrammeId::new(row.programme_id),
            kind,
            parties: row.parties,
            given_at: instant(row.given_at)?,
            until: until.map_err(|_| Fault::Corrupt("consents.expires_on"))?,
            withdrawn_at: row.withdrawn_at.map(instant).transpose()?,
        });
    }
    Ok(all)
}

/// Gives a consent again that was taken back: between the same, and as long.
pub async fn give_again(tx: &mut Tx, kept: &Kept, now: Timestamp) -> Result<(), Fault> {
    give(tx, &kept.enrolment, kept.kind, now).await?;
    Ok(on!(tx, db => {
        sqlx::query(
            "update consents set parties = $3, expires_on = $4
             where enrolment_id = $1 and kind = $2 and withdrawn_at is null and parties = ''",
        )
        .bind(kept.enrolment.as_str())
        .bind(word(kept.kind))
        .bind(&kept.parties)
        .bind(kept.until.map(|day| day.to_string()))
        .execute(db)
        .await
        .map(drop)
    })?)
}
