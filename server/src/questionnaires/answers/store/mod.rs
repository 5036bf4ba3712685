//! Where occasions are answered: their answers, receipts and rights.

mod answered;
mod occasions;
mod rights;

use app::ids::{OccasionId, ParticipantId};
use app::questionnaires::{Answer, Answers, Questionnaire};
use app::texts::Language;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::on;
use crate::questionnaires::{GRACE, Mode, Occasion, SubjectKind, Waiting};
use crate::storage::{Fault, Tx};

pub use answered::{Filled, filled};
pub(crate) use occasions::occasion;
pub use occasions::{hold, hold_of, occasion_by_right, occasion_of, settle};
pub use rights::{Opens, add_right, end_rights, keys_since, permits, upload};

/// All answers of an occasion.
pub async fn answers(tx: &mut Tx, of: &OccasionId) -> Result<Answers, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as("select link_id, value from answers where occasion_id = $1 order by link_id")
            .bind(of.as_str())
            .fetch_all(db)
            .await
    })?;
    let answer = |(link_id, value): (String, String)| {
        let read = serde_json::from_str(&value);
        read.map(|answer| (link_id, answer))
            .map_err(|_| Fault::Corrupt("answers.value"))
    };
    rows.into_iter().map(answer).collect()
}

/// Keeps one answer, in place of an earlier one to the same question.
pub async fn keep_answer(
    tx: &mut Tx,
    occasion: &OccasionId,
    link_id: &str,
    answer: &Answer,
    now: Timestamp,
) -> Result<(), Fault> {
    let value = serde_json::to_string(answer).map_err(|_| Fault::Corrupt("answers.value"))?;
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into answers (occasion_id, link_id, value, answered_at)
             values ($1, $2, $3, $4)
             on conflict (occasion_id, link_id)
             do update set value = excluded.value, answered_at = excluded.answered_at",
        )
        .bind(occasion.as_str())
        .bind(link_id)
        .bind(value)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// When the answer that is kept for one question was given; `None` when there is none.
pub async fn answered_at(
    tx: &mut Tx,
    occasion: &OccasionId,
    link_id: &str,
) -> Result<Option<Timestamp>, Fault> {
    let at: Option<i64> = on!(tx, db => {
        sqlx::query_scalar(
            "select answered_at from answers where occasion_id = $1 and link_id = $2",
        )
        .bind(occasion.as_str())
        .bind(link_id)
        .fetch_optional(db)
        .await
    })?;
    at.map(Timestamp::from_millisecond)
        .transpose()
        .map_err(|_| Fault::Corrupt("answers.answered_at"))
}

/// Removes every trace of how one occasion was answered: drafts, and when they came.
pub async fn forget_drafts(tx: &mut Tx, occasion: &OccasionId) -> Result<(), Fault> {
    on!(tx, db => {
        sqlx::query("delete from answers where occasion_id = $1")
            .bind(occasion.as_str())
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query("delete from idempotency_keys where owner = $1")
            .bind(occasion.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Removes what nobody needs any more: keys of a month ago, and the drafts of confidential
/// occasions that were never sent and can no longer be. `last`: the day of the sweep before,
/// which left nothing of what was over by then.
pub async fn sweep(tx: &mut Tx, now: Timestamp, last: Option<Date>) -> Result<(), Fault> {
    rights::sweep_uploads(tx, now).await?;
    on!(tx, db => {
        sqlx::query("delete from idempotency_keys where kept_at < $1")
            .bind((now - SignedDuration::from_hours(30 * 24)).as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query(
            "delete from answers where occasion_id in (
               select id from occasions
               where collection = 'confidential' and closes_at >= $2 and closes_at < $1
             )",
        )
        .bind((now - GRACE).as_millisecond())
        .bind(last.map_or(0, swept_from))
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Where a sweep begins after the one of `last`, in unix milliseconds: days earlier, whatever
/// the clocks of two servers said.
fn swept_from(last: Date) -> i64 {
    const DAYS: i64 = 7;
    let midnight = last.to_zoned(TimeZone::UTC);
    let from = midnight.map(|at| at.timestamp() - GRACE - SignedDuration::from_hours(24 * DAYS));
    from.map_or(0, Timestamp::as_millisecond)
}

/// Marks an occasion's answers as complete. A second time changes nothing.
pub async fn add_response(
    tx: &mut Tx,
    occasion: &OccasionId,
    mode: Mode,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into responses (occasion_id, mode, completed_at) values ($1, $2, $3)
             on conflict (occasion_id) do nothing",
        )
        .bind(occasion.as_str())
        .bind(mode.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// When an occasion's answers were complete; `None` when they are not, or are confidential.
pub async fn completed_at(tx: &mut Tx, occasion: &OccasionId) -> Result<Option<Timestamp>, Fault> {
    let at: Option<i64> = on!(tx, db => {
        sqlx::query_scalar("select completed_at from responses where occasion_id = $1")
            .bind(occasion.as_str())
            .fetch_optional(db)
            .await
    })?;
    at.map(|at| {
        Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("responses.completed_at"))
    })
    .transpose()
}

/// The receipt of what came under this key before; `None` when it is new.
pub async fn receipt(tx: &mut Tx, owner: &str, key: &str) -> Result<Option<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar("select receipt from idempotency_keys where owner = $1 and key = $2")
            .bind(owner)
            .bind(key)
            .fetch_optional(db)
            .await
    })?)
}

/// Keeps the receipt of what came under a key, in place of an earlier one.
pub async fn keep_receipt(
    tx: &mut Tx,
    owner: &str,
    key: &str,
    receipt: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into idempotency_keys (owner, key, receipt, kept_at) values ($1, $2, $3, $4)
             on conflict (owner, key)
             do update set receipt = excluded.receipt, kept_at = excluded.kept_at",
        )
        .bind(owner)
        .bind(key)
        .bind(receipt)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// What a participant could answer now, the one that closes first leading.
pub async fn waiting(
    tx: &mut Tx,
    participant: &ParticipantId,
    now: Timestamp,
) -> Result<Vec<Waiting>, Fault> {
    let rows: Vec<(String, String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select o.id, q.document, o.closes_at,
                    (select count(*) from answers a where a.occasion_id = o.id)
             from occasions o join enrolments e on e.id = o.subject_id
             join questionnaires q on q.id = o.questionnaire_id
             where o.subject_kind = 'enrolment' and e.participant_id = $1
               and o.state = 'open' and o.opens_at <= $2 and o.closes_at > $2
             order by o.closes_at, o.id",
        )
        .bind(participant.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    let waiting = |(id, document, closes_at, answered): (String, String, i64, i64)| {
        Ok(Waiting {
            occasion: OccasionId::new(id),
            questionnaire: Questionnaire::read(&document)
                .map_err(|_| Fault::Corrupt("questionnaires.document"))?,
            closes_at: Timestamp::from_millisecond(closes_at)
                .map_err(|_| Fault::Corrupt("occasions.closes_at"))?,
            is_begun: answered > 0,
        })
    };
    rows.into_iter().map(waiting).collect()
}

/// What the person who is asked reads.
pub async fn language_of(tx: &mut Tx, occasion: &Occasion) -> Result<Language, Fault> {
    let text = match occasion.subject_kind {
        SubjectKind::Enrolment => {
            "select p.language from participants p join enrolments e on e.participant_id = p.id
             where e.id = $1"
        }
        SubjectKind::Staff => "select language from staff where id = $1",
        SubjectKind::Partner => "select language from partners where id = $1",
        SubjectKind::Coordinator => {
            "select s.language from occasions o join staff s on s.id = o.asked_id where o.id = $1"
        }
        SubjectKind::Referrer => {
            "select r.language from occasions o join referrers r on r.id = o.asked_id where o.id = $1"
        }
    };
    let of = match occasion.subject_kind {
        SubjectKind::Coordinator | SubjectKind::Referrer => occasion.id.as_str(),
        _ => &occasion.subject_id,
    };
    let tag: String = on!(tx, db => {
        sqlx::query_scalar(text).bind(of).fetch_one(db).await
    })?;
    Language::of_tag(&tag).ok_or(Fault::Corrupt("language"))
}
