//! Where requests for erasure are kept, and what was answered.

use app::ids::{OrganisationId, ParticipantId, StaffId};
use app::own::{Erasing, ErasureRequest};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

#[derive(sqlx::FromRow)]
struct RequestRow {
    id: String,
    what: String,
    comment: String,
    asked_at: i64,
    energy_gone_at: Option<i64>,
    answered_at: Option<i64>,
    answer: String,
}

impl RequestRow {
    fn request(self) -> Result<ErasureRequest, Fault> {
        let instant = |at| {
            Timestamp::from_millisecond(at)
                .map_err(|_| Fault::Corrupt("erasure_requests: an instant"))
        };
        Ok(ErasureRequest {
            id: self.id,
            what: Erasing::of(&self.what).ok_or(Fault::Corrupt("erasure_requests.what"))?,
            comment: self.comment,
            asked_at: instant(self.asked_at)?,
            energy_gone_at: self.energy_gone_at.map(instant).transpose()?,
            answered: match self.answered_at {
                Some(at) => Some((instant(at)?, self.answer)),
                None => None,
            },
        })
    }
}

/// Keeps a request; while one waits, another one changes it.
pub async fn ask(
    tx: &mut Tx,
    of: &ParticipantId,
    what: Erasing,
    comment: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update erasure_requests set what = $2, comment = $3
             where participant_id = $1 and answered_at is null and taken_back_at is null",
        )
        .bind(of.as_str())
        .bind(what.as_str())
        .bind(comment)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if changed > 0 {
        return Ok(());
    }
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into erasure_requests (id, participant_id, what, comment, asked_at)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(new_id())
        .bind(of.as_str())
        .bind(what.as_str())
        .bind(comment)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Takes a request back that nobody has answered yet.
pub async fn take_back(tx: &mut Tx, of: &ParticipantId, now: Timestamp) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update erasure_requests set taken_back_at = $2
             where participant_id = $1 and answered_at is null and taken_back_at is null",
        )
        .bind(of.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// The requests of a person that were not taken back, newest first.
pub async fn of_person(tx: &mut Tx, of: &ParticipantId) -> Result<Vec<ErasureRequest>, Fault> {
    let rows: Vec<RequestRow> = on!(tx, db => {
        sqlx::query_as(
            "select id, what, comment, asked_at, energy_gone_at, answered_at, answer
             from erasure_requests
             where participant_id = $1 and taken_back_at is null order by asked_at desc, id desc",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(RequestRow::request).collect()
}

/// The request of a person that waits for an answer.
pub async fn open_request(
    tx: &mut Tx,
    of: &ParticipantId,
) -> Result<Option<ErasureRequest>, Fault> {
    let all = of_person(tx, of).await?;
    Ok(all.into_iter().find(|it| it.answered.is_none()))
}

/// Answers a request; the first answer stands.
pub async fn answer(
    tx: &mut Tx,
    request: &str,
    by: &StaffId,
    answer: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update erasure_requests set answered_at = $2, answered_by = $3, answer = $4
             where id = $1 and answered_at is null",
        )
        .bind(request)
        .bind(now.as_millisecond())
        .bind(by.as_str())
        .bind(answer)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Notes that the energy diary was erased for a request.
pub async fn set_energy_gone(tx: &mut Tx, request: &str, now: Timestamp) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update erasure_requests set energy_gone_at = $2 where id = $1")
            .bind(request)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Who of an office asked for erasure and has no answer: id, name and when; the oldest first.
pub async fn unanswered(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(ParticipantId, String, Timestamp)>, Fault> {
    let rows: Vec<(String, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select p.id, p.name, r.asked_at
             from erasure_requests r join participants p on p.id = r.participant_id
             where p.organisation_id = $1 and r.answered_at is null and r.taken_back_at is null
             order by r.asked_at, r.id",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(id, name, at)| {
            let at = Timestamp::from_millisecond(at)
                .map_err(|_| Fault::Corrupt("erasure_requests.asked_at"))?;
            Ok((ParticipantId::new(id), name, at))
        })
        .collect()
}
