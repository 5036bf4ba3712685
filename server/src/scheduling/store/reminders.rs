//! Occasions that remind of an appointment: as they are issued, and as they end.

use app::ids::{AppointmentId, EnrolmentId, OccasionId, ProgrammeId};
use app::scheduling::Reminding;
use jiff::Timestamp;

use super::settled;
use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Issues a reminder; `None` if it was issued before, by whomever.
pub async fn remind(
    tx: &mut Tx,
    organisation: &str,
    programme: &ProgrammeId,
    enrolment: &EnrolmentId,
    reminding: &Reminding,
) -> Result<Option<OccasionId>, Fault> {
    let due = &reminding.due;
    let state = if reminding.missed {
        "cancelled"
    } else {
        "open"
    };
    let id: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "insert into occasions
             (id, organisation_id, programme_id, subject_kind, subject_id, rule_id, number,
              appointment_id, collection, due_on, opens_at, closes_at, state)
             values ($1, $2, $3, 'enrolment', $4, $5, $6, $7, 'identified', $8, $9, $10, $11)
             on conflict (organisation_id, programme_id, subject_id, rule_id, number) do nothing
             returning id",
        )
        .bind(new_id())
        .bind(organisation)
        .bind(programme.as_str())
        .bind(enrolment.as_str())
        .bind(&due.rule_id)
        .bind(due.number)
        .bind(reminding.appointment.as_str())
        .bind(due.due_on.to_string())
        .bind(due.opens_at.as_millisecond())
        .bind(due.closes_at.as_millisecond())
        .bind(state)
        .fetch_optional(db)
        .await
    })?;
    Ok(id.map(OccasionId::new))
}

/// The appointment was moved or called off, or somebody noted who came: its reminders end,
/// those included that somebody is handing over, who look once more before the call.
pub async fn end_reminders(
    tx: &mut Tx,
    appointment: &AppointmentId,
    now: Timestamp,
) -> Result<(), Fault> {
    let ended: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(
            "update occasions set state = 'cancelled' where appointment_id = $1 and state = 'open'
             returning id",
        )
        .bind(appointment.as_str())
        .fetch_all(db)
        .await
    })?;
    for occasion in ended {
        settled(tx, &OccasionId::new(occasion), now).await?;
    }
    Ok(())
}

/// The appointment that a one-occasion right opens, while the right lasts, the reminder
/// stands and the office takes replies by link.
pub async fn reminder_by_right(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<AppointmentId>, Fault> {
    let id: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select o.appointment_id
             from occasion_rights r
             join occasions o on o.id = r.occasion_id
             join organisations g on g.id = o.organisation_id
             where r.token_hash = $1 and r.expires_at > $2 and o.state = 'open'
               and o.appointment_id is not null and g.replies_by_link",
        )
        .bind(token_hash)
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    Ok(id.map(AppointmentId::new))
}
