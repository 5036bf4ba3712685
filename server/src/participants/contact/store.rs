//! Which addresses of participants lead somewhere, and what they chose of messages.

use app::ids::{AppointmentId, ParticipantId};
use app::notifications::choices::Choices;
use app::participants::TimeOfDay;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::participants::routes::store as routes;
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

/// Why messages are paused when the person said so; staff write other words.
const OWN_PAUSE: &str = "paused by the person";

/// What a participant chose.
pub async fn choices(tx: &mut Tx, of: &ParticipantId) -> Result<Choices, Fault> {
    let (reminders, paused): (bool, Option<String>) = on!(tx, db => {
        sqlx::query_as(
            "select reminders, case when contact_paused = $2 then paused_until end
             from participants where id = $1",
        )
        .bind(of.as_str())
        .bind(OWN_PAUSE)
        .fetch_one(db)
        .await
    })?;
    let day = paused.map(|day| day.parse::<Date>()).transpose();
    let routes = routes::routes(tx, of).await?;
    Ok(Choices {
        reminders,
        first: routes.channel,
        time: routes.time,
        paused_until: day.map_err(|_| Fault::Corrupt("participants.paused_until"))?,
    })
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
             set reminders = $2, time_of_day = $4,
                 channel = coalesce($3, case when channel in ('phone', 'letter') then channel end)
             where id = $1",
        )
        .bind(of.as_str())
        .bind(new.reminders)
        .bind(new.first.map(scheduling::channel_word))
        .bind(new.time.map(TimeOfDay::as_str))
        .execute(db)
        .await
        .map(drop)
    })?;
    // A pause that staff made is theirs to end.
    on!(tx, db => {
        sqlx::query(
            "update participants
             set contact_paused = $2, paused_until = $3
             where id = $1 and (contact_paused is null or contact_paused = $4)",
        )
        .bind(of.as_str())
        .bind(new.paused_until.map(|_| OWN_PAUSE))
        .bind(new.paused_until.map(|day| day.to_string()))
        .bind(OWN_PAUSE)
        .execute(db)
        .await
        .map(drop)
    })?;
    scheduling::wake(tx, of.as_str()).await?;
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
