//! Which ways lead to participants, and what they chose of messages.

use app::ids::{AppointmentId, ParticipantId};
use app::notifications::choices::Choices;
use app::participants::{PREFERRED, TimeOfDay};
use app::scheduling::{Preferred, Reach};
use app::texts::Language;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::participants::routes::store as routes;
use crate::participants::store::enrolments_of;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};

/// Everything that the scheduler asks about the way to a participant.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    /// What the person reads.
    pub language: Language,
    /// The ways that lead there at present. An address that was refused leads nowhere until it
    /// is another one; text messages need a gateway.
    pub reach: Reach,
    /// How the person likes to be reached.
    pub preferred: Preferred,
    /// Nobody writes any more.
    pub has_died: bool,
}

#[derive(sqlx::FromRow)]
struct WaysRow {
    language: String,
    email: i64,
    mobile: i64,
    phones: i64,
    channel: Option<String>,
    time_of_day: Option<String>,
    died_on: Option<String>,
}

/// The ways to a participant.
pub async fn ways(tx: &mut Tx, of: &ParticipantId) -> Result<Ways, Fault> {
    let row: WaysRow = on!(tx, db => {
        sqlx::query_as(
            "select p.language, p.channel, p.time_of_day, p.died_on,
                    cast(case when p.email <> '' and p.email <> coalesce(p.email_refused, '')
                         then 1 else 0 end as bigint) as email,
                    cast(case when p.mobile <> '' and p.mobile <> coalesce(p.mobile_refused, '')
                               and exists (select 1 from installation i
                                           where i.name = 'sms-gateway' and i.value = 'on')
                         then 1 else 0 end as bigint) as mobile,
                    (select count(*) from push_subscriptions u where u.participant_id = p.id) as phones
             from participants p where p.id = $1",
        )
        .bind(of.as_str())
        .fetch_one(db)
        .await
    })?;
    let preferred = |word: &str| PREFERRED.into_iter().find(|it| it.1 == word);
    Ok(Ways {
        language: Language::of_tag(&row.language).ok_or(Fault::Corrupt("participants.language"))?,
        reach: Reach {
            push: row.phones > 0,
            email: row.email == 1,
            sms: row.mobile == 1,
            by_hand: true,
        },
        preferred: Preferred {
            channel: row.channel.as_deref().and_then(preferred).map(|it| it.0),
            at: row
                .time_of_day
                .as_deref()
                .and_then(TimeOfDay::of)
                .map(TimeOfDay::at),
        },
        has_died: row.died_on.is_some(),
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
