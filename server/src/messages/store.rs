//! Where messages between participants and coordinators are kept.

use app::ids::{OrganisationId, ParticipantId, StaffId};
use app::messages::{MAY_TAKE_BACK, Message};
use jiff::{SignedDuration, Timestamp};

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Keeps a message; `from` is `None` when the participant wrote it.
pub async fn send(
    tx: &mut Tx,
    participant: &ParticipantId,
    from: Option<&StaffId>,
    body: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into messages (id, participant_id, staff_id, body, sent_at) values ($1, $2, $3, $4, $5)",
        )
        .bind(new_id())
        .bind(participant.as_str())
        .bind(from.map(StaffId::as_str))
        .bind(body)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// As [`send`], once: the same words again within a minute are a second tap and no message.
pub async fn send_once(
    tx: &mut Tx,
    participant: &ParticipantId,
    from: Option<&StaffId>,
    body: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let since = now - SignedDuration::from_mins(1);
    let same: Option<String> = on!(&mut *tx, db => {
        sqlx::query_scalar(
            "select id from messages
             where participant_id = $1 and coalesce(staff_id, '') = $2 and body = $3
               and sent_at >= $4 limit 1",
        )
        .bind(participant.as_str())
        .bind(from.map_or("", StaffId::as_str))
        .bind(body)
        .bind(since.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    match same {
        Some(_) => Ok(()),
        None => send(tx, participant, from, body, now).await,
    }
}

/// Takes a message of one's own back that nobody has opened, and returns what it said; `None`
/// when it is too late.
pub async fn take_back(
    tx: &mut Tx,
    participant: &ParticipantId,
    from: Option<&StaffId>,
    id: &str,
    now: Timestamp,
) -> Result<Option<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "delete from messages
             where id = $1 and participant_id = $2 and coalesce(staff_id, '') = $3
               and read_at is null and sent_at >= $4
             returning body",
        )
        .bind(id)
        .bind(participant.as_str())
        .bind(from.map_or("", StaffId::as_str))
        .bind((now - MAY_TAKE_BACK).as_millisecond())
        .fetch_optional(db)
        .await
    })?)
}

#[derive(sqlx::FromRow)]
struct MessageRow {
    id: String,
    name: Option<String>,
    body: String,
    sent_at: i64,
    read_at: Option<i64>,
}

/// The latest messages of one participant, oldest first.
pub async fn latest(
    tx: &mut Tx,
    participant: &ParticipantId,
    most: i64,
) -> Result<Vec<Message>, Fault> {
    let rows: Vec<MessageRow> = on!(tx, db => {
        sqlx::query_as(
            "select m.id, s.name, m.body, m.sent_at, m.read_at
             from messages m left join staff s on s.id = m.staff_id
             where m.participant_id = $1 order by m.sent_at desc, m.id desc limit $2",
        )
        .bind(participant.as_str())
        .bind(most)
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .rev()
        .map(|row| {
            Ok(Message {
                id: row.id,
                from: row.name,
                body: row.body,
                sent_at: Timestamp::from_millisecond(row.sent_at)
                    .map_err(|_| Fault::Corrupt("messages.sent_at"))?,
                read: row.read_at.is_some(),
            })
        })
        .collect()
}

/// Whether staff wrote something that the participant has not opened.
pub async fn has_new_for_participant(
    tx: &mut Tx,
    participant: &ParticipantId,
) -> Result<bool, Fault> {
    let found: Option<i64> = on!(tx, db => {
        sqlx::query_scalar(
            "select sent_at from messages
             where participant_id = $1 and staff_id is not null and read_at is null limit 1",
        )
        .bind(participant.as_str())
        .fetch_optional(db)
        .await
    })?;
    Ok(found.is_some())
}

/// Marks what the other side wrote as opened: staff's words when the participant reads.
pub async fn mark_read(
    tx: &mut Tx,
    participant: &ParticipantId,
    by_participant: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update messages set read_at = $2
             where participant_id = $1 and read_at is null and (staff_id is not null) = $3",
        )
        .bind(participant.as_str())
        .bind(now.as_millisecond())
        .bind(by_participant)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Who of an office wrote something that nobody has opened: id and name.
pub async fn unopened(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(ParticipantId, String)>, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select p.id, p.name from participants p
             where p.organisation_id = $1 and exists (
                 select 1 from messages m
                 where m.participant_id = p.id and m.staff_id is null and m.read_at is null)
             order by p.name, p.id",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (ParticipantId::new(id), name))
        .collect())
}
