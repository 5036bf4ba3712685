//! What the scheduler reads of appointments, and moving one to another time.

use app::appointments::Attendance;
use app::appointments::reply::Reply;
use app::ids::{AppointmentId, EnrolmentId};
use app::scheduling::Booked;
use jiff::Timestamp;

use super::found;
use crate::on;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};

/// The appointments of an enrolment that have yet to begin, were not called off and that
/// nobody has noted the attendance of; none for someone who wants no reminders.
pub async fn to_remind_of(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    now: Timestamp,
) -> Result<Vec<Booked>, Fault> {
    let rows: Vec<(String, i64, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select a.id, a.number, a.starts_at, a.agreed_at
             from appointments a
             join enrolments e on e.id = a.enrolment_id
             join participants p on p.id = e.participant_id
             where a.enrolment_id = $1 and a.state = 'booked' and a.attendance is null
               and a.starts_at > $2 and p.reminders and e.study_arm = 'intervention'
             order by a.starts_at, a.id",
        )
        .bind(enrolment.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    let instant = |at| {
        Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("appointments: an instant"))
    };
    rows.into_iter()
        .map(|(id, number, starts_at, agreed_at)| {
            Ok(Booked {
                id: AppointmentId::new(id),
                number,
                starts_at: instant(starts_at)?,
                agreed_at: instant(agreed_at)?,
            })
        })
        .collect()
}

/// A booked appointment that has yet to begin, with its course; `None` for any other. It is held,
/// so that of two who call it off at once one tells of it.
pub async fn to_be_called_off(
    tx: &mut Tx,
    id: &AppointmentId,
    now: Timestamp,
) -> Result<Option<(EnrolmentId, Booked)>, Fault> {
    let row: Option<(String, i64, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "update appointments set number = number
             where id = $1 and state = 'booked' and starts_at > $2
             returning enrolment_id, number, starts_at, agreed_at",
        )
        .bind(id.as_str())
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    let Some((enrolment, number, starts_at, agreed_at)) = row else {
        return Ok(None);
    };
    let instant = |at| {
        Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("appointments: an instant"))
    };
    let booked = Booked {
        id: id.clone(),
        number,
        starts_at: instant(starts_at)?,
        agreed_at: instant(agreed_at)?,
    };
    Ok(Some((EnrolmentId::new(enrolment), booked)))
}

/// Of which of the programme's kinds a meeting is: what rules may follow.
pub async fn set_kind(tx: &mut Tx, id: &AppointmentId, kind: &str) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query("update appointments set kind = $2 where id = $1")
            .bind(id.as_str())
            .bind(kind)
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    found(changed)
}

/// Somebody noted who came: what follows the meeting may fall due.
pub(super) async fn look_again(
    tx: &mut Tx,
    id: &AppointmentId,
    now: Timestamp,
) -> Result<(), Fault> {
    let enrolment: String = on!(tx, db => {
        sqlx::query_scalar("select enrolment_id from appointments where id = $1")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?;
    scheduling::look_again(tx, &EnrolmentId::new(enrolment), now).await
}

/// When somebody came to the meetings of the programme's kinds: kind and instant, in order.
pub async fn attended(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
) -> Result<Vec<(String, Timestamp)>, Fault> {
    let rows: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select kind, starts_at from appointments
             where enrolment_id = $1 and kind <> '' and attendance = $2 order by starts_at, id",
        )
        .bind(enrolment.as_str())
        .bind(Attendance::Attended.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(kind, at)| {
            let at = Timestamp::from_millisecond(at);
            Ok((
                kind,
                at.map_err(|_| Fault::Corrupt("appointments.starts_at"))?,
            ))
        })
        .collect()
}

/// How many appointments somebody stayed away from without a word; `None` when it was never
/// noted of any who came. Voluntary ones are never counted.
pub async fn missed(tx: &mut Tx, enrolment: &EnrolmentId) -> Result<Option<u32>, Fault> {
    let rows: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select attendance, count(*) from appointments
             where enrolment_id = $1 and attendance is not null and not voluntary
             group by attendance order by attendance",
        )
        .bind(enrolment.as_str())
        .fetch_all(db)
        .await
    })?;
    if rows.is_empty() {
        return Ok(None);
    }
    let stayed_away = Attendance::NoShow.as_str();
    let missed = rows.iter().find(|(word, _)| word == stayed_away);
    Ok(Some(missed.map_or(0, |(_, times)| {
        u32::try_from(*times).unwrap_or(u32::MAX)
    })))
}

/// Moves a meeting to another time; what was wished for is dealt with, and the reminders
/// of the earlier time end. Moving it to where it is changes nothing but the wish.
pub async fn move_to(
    tx: &mut Tx,
    id: &AppointmentId,
    starts_at: Timestamp,
    minutes: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let at = super::appointment(tx, id).await?;
    if at.starts_at != starts_at {
        // Before the number is counted: it makes two deeds at once come one after the other.
        scheduling::look_again(tx, &at.enrolment, now).await?;
        scheduling::end_reminders(tx, id, now).await?;
        on!(tx, db => {
            sqlx::query(
                "update appointments
                 set starts_at = $2, agreed_at = $3, confirmed_at = null,
                     number = (select max(b.number) + 1 from appointments b
                               where b.enrolment_id = appointments.enrolment_id)
                 where id = $1",
            )
            .bind(id.as_str())
            .bind(starts_at.as_millisecond())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
        })?;
    }
    let changed = on!(tx, db => {
        sqlx::query("update appointments set minutes = $2, wish = null where id = $1")
            .bind(id.as_str())
            .bind(minutes)
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    found(changed)
}

/// Keeps what the person answered to a reminder: that they come, or what they wish.
pub async fn set_reply(
    tx: &mut Tx,
    id: &AppointmentId,
    reply: Reply,
    now: Timestamp,
) -> Result<(), Fault> {
    if let Reply::Wish(wish) = reply {
        return super::set_wish(tx, id, Some(wish)).await;
    }
    let changed = on!(tx, db => {
        sqlx::query("update appointments set confirmed_at = $2, wish = null where id = $1")
            .bind(id.as_str())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    found(changed)
}
