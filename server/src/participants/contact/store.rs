//! Which addresses of participants lead somewhere, and what they chose of messages.

use app::ids::{AppointmentId, ParticipantId};
use app::notifications::choices::Choices;
use app::scheduling::Wishes;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::on;
use crate::participants::store::enrolments_of;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};

/// Which addresses are known and were not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// A mail address.
    pub email: bool,
    /// A mobile number.
    pub mobile: bool,
}

/// The addresses of a participant that lead somewhere.
pub async fn addresses(tx: &mut Tx, of: &ParticipantId) -> Result<Addresses, Fault> {
    let (email, mobile): (i64, i64) = on!(tx, db => {
        sqlx::query_as(
            "select cast(case when email <> '' and email <> coalesce(email_refused, '')
                         then 1 else 0 end as bigint),
                    cast(case when mobile <> '' and mobile <> coalesce(mobile_refused, '')
                         then 1 else 0 end as bigint)
             from participants where id = $1",
        )
        .bind(of.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok(Addresses {
        email: email == 1,
        mobile: mobile == 1,
    })
}

/// What a participant chose.
pub async fn choices(tx: &mut Tx, of: &ParticipantId) -> Result<Choices, Fault> {
    let (reminders, first, at, paused): (bool, Option<String>, Option<String>, Option<String>) = on!(tx, db => {
        sqlx::query_as(
            "select reminders, first_channel, message_at, paused_until from participants where id = $1",
        )
        .bind(of.as_str())
        .fetch_one(db)
        .await
    })?;
    let time = at.map(|at| at.parse::<Time>()).transpose();
    let day = paused.map(|day| day.parse::<Date>()).transpose();
    Ok(Choices {
        reminders,
        first: first
            .map(|word| scheduling::channel_of(&word))
            .transpose()?,
        at: time.map_err(|_| Fault::Corrupt("participants.message_at"))?,
        paused_until: day.map_err(|_| Fault::Corrupt("participants.paused_until"))?,
    })
}

/// What a participant wishes of the ladders to come.
pub async fn wishes(tx: &mut Tx, of: &ParticipantId) -> Result<Wishes, Fault> {
    let Choices { first, at, .. } = choices(tx, of).await?;
    Ok(Wishes { first, at })
}

/// Keeps what a participant chose. Whoever wants no reminders gets none of those either
/// that wait; whoever wants them again gets the next.
pub async fn set_choices(
    tx: &mut Tx,
    of: &ParticipantId,
    new: &Choices,
    now: Timestamp,
) -> Result<(), Fault> {
    on!(tx, db => {
        sqlx::query(
            "update participants
             set reminders = $2, first_channel = $3, message_at = $4, paused_until = $5 where id = $1",
        )
        .bind(of.as_str())
        .bind(new.reminders)
        .bind(new.first.map(scheduling::channel_word))
        .bind(new.at.map(|at| at.to_string()))
        .bind(new.paused_until.map(|day| day.to_string()))
        .execute(db)
        .await
        .map(drop)
    })?;
    if !new.reminders {
        let coming = crate::appointments::store::coming(tx, of, now).await?;
        let coming: Vec<AppointmentId> = coming.into_iter().map(|it| it.id).collect();
        for appointment in &coming {
            scheduling::end_reminders(tx, appointment, now).await?;
        }
    }
    for enrolment in enrolments_of(tx, of).await? {
        scheduling::look_again(tx, &enrolment.id, now).await?;
    }
    Ok(())
}
