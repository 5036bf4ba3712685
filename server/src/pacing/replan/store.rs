//! Where a smaller plan that was offered is kept, and how activities change by it.

use app::ids::{ActivityId, ParticipantId};
use app::pacing::Activity;
use app::pacing::replan::{Change, Step};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// The word for a plan that was taken.
pub const ACCEPTED: &str = "accepted";
/// The word for "not now".
pub const NOT_NOW: &str = "not_now";

/// How one activity was before a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// It was this one, so.
    Was {
        /// Which.
        id: ActivityId,
        /// The day it was on.
        day: Date,
        /// When it began, local time.
        starts: Option<String>,
        /// How long the whole of it took.
        minutes: u16,
        /// Whether the easier version was chosen.
        is_easier: bool,
    },
    /// It was not there: the part that was split off.
    New {
        /// Which.
        id: ActivityId,
    },
}

/// What was answered on a day; `None` when nothing was, or when what was left or taken back was
/// said of another morning: the check-in has changed since.
pub async fn reply(tx: &mut Tx, of: &ParticipantId, day: Date) -> Result<Option<String>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "select reply from replans r
             where participant_id = $1 and day_on = $2
               and (reply = 'accepted' or not exists
                    (select 1 from check_ins c
                     where c.participant_id = r.participant_id and c.day_on = r.day_on
                       and c.checked_in_at > r.replied_at))",
        )
        .bind(of.as_str())
        .bind(day.to_string())
        .fetch_optional(db)
        .await
    })?)
}

/// Keeps the first answer of a day, or the first since the check-in changed; `false` if there is
/// one already.
pub async fn set_reply(
    tx: &mut Tx,
    of: &ParticipantId,
    day: Date,
    steps: &str,
    reply: &'static str,
    now: Timestamp,
) -> Result<bool, Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into replans (participant_id, day_on, steps, reply, undo, replied_at)
             values ($1, $2, $3, $4, '[]', $5)
             on conflict (participant_id, day_on) do update
             set steps = excluded.steps, reply = excluded.reply, undo = excluded.undo,
                 replied_at = excluded.replied_at
             where replans.reply <> 'accepted' and exists
                   (select 1 from check_ins c
                    where c.participant_id = replans.participant_id
                      and c.day_on = replans.day_on and c.checked_in_at > replans.replied_at)",
        )
        .bind(of.as_str())
        .bind(day.to_string())
        .bind(steps)
        .bind(reply)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected() == 1)
    })?)
}

/// Keeps how to take a day's changes back.
pub async fn set_undo(
    tx: &mut Tx,
    of: &ParticipantId,
    day: Date,
    undo: &[Before],
) -> Result<(), Fault> {
    let text = serde_json::to_string(undo).map_err(|_| Fault::Corrupt("replans.undo"))?;
    Ok(on!(tx, db => {
        sqlx::query("update replans set undo = $3 where participant_id = $1 and day_on = $2")
            .bind(of.as_str())
            .bind(day.to_string())
            .bind(&text)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Changes one activity, and says how it was.
///
/// What goes to another day goes there without its time: that was agreed for the day it was on.
pub async fn change(
    tx: &mut Tx,
    of: &ParticipantId,
    step: &Step,
    activity: &Activity,
) -> Result<Vec<Before>, Fault> {
    let was = before(tx, of, &step.activity).await?;
    let mut all = vec![was.clone()];
    let (day, starts, minutes, is_easier) = match was {
        Before::Was {
            day,
            starts,
            minutes,
            is_easier,
            ..
        } => (day, starts, minutes, is_easier),
        Before::New { .. } => return Err(Fault::Missing),
    };
    match step.change {
        Change::Move { to } => set(tx, of, &step.activity, to, None, minutes, is_easier).await?,
        Change::Postpone => {
            let to = Step::postponed(step.from);
            set(tx, of, &step.activity, to, None, minutes, is_easier).await?;
        }
        Change::Shorten { minutes: shorter } => {
            let easier = activity.leeway.easier.as_ref();
            let is_easier = easier.is_some_and(|easier| easier.minutes == shorter);
            let minutes = if is_easier { minutes } else { shorter.get() };
            set(tx, of, &step.activity, day, starts, minutes, is_easier).await?;
        }
        Change::Split { minutes: part, to } => {
            let rest = activity.minutes.get() - part.get();
            set(tx, of, &step.activity, day, starts, rest, false).await?;
            let id = ActivityId::new(new_id());
            copy(tx, &step.activity, &id, to, part.get()).await?;
            all.push(Before::New { id });
        }
    }
    Ok(all)
}

async fn before(tx: &mut Tx, of: &ParticipantId, id: &ActivityId) -> Result<Before, Fault> {
    let (day, starts, minutes, is_easier): (String, Option<String>, i64, bool) = on!(tx, db => {
        sqlx::query_as(
            "select day_on, starts, minutes, is_easier from activities
             where id = $1 and participant_id = $2",
        )
        .bind(id.as_str())
        .bind(of.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok(Before::Was {
        id: id.clone(),
        day: day
            .parse()
            .map_err(|_| Fault::Corrupt("activities.day_on"))?,
        starts,
        minutes: u16::try_from(minutes).map_err(|_| Fault::Corrupt("activities.minutes"))?,
        is_easier,
    })
}

/// Sets what a change touches, of what is still ahead.
async fn set(
    tx: &mut Tx,
    of: &ParticipantId,
    id: &ActivityId,
    day: Date,
    starts: Option<String>,
    minutes: u16,
    is_easier: bool,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update activities set day_on = $3, starts = $4, minutes = $5, is_easier = $6
             where id = $1 and participant_id = $2 and state = 'planned'",
        )
        .bind(id.as_str())
        .bind(of.as_str())
        .bind(day.to_string())
        .bind(starts.as_deref())
        .bind(i64::from(minutes))
        .bind(is_easier)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// The same activity once more, for the part of it that goes to another day.
async fn copy(
    tx: &mut Tx,
    of: &ActivityId,
    to: &ActivityId,
    day: Date,
    minutes: u16,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into activities
             (id, participant_id, enrolment_id, intervention_id, title, kind, category, minutes,
              day_on, fixed, asks_first, earliest_on, latest_on, priority)
             select $2, participant_id, enrolment_id, intervention_id, title, kind, category, $4,
                    $3, fixed, asks_first, earliest_on, latest_on, priority
             from activities where id = $1",
        )
        .bind(of.as_str())
        .bind(to.as_str())
        .bind(day.to_string())
        .bind(i64::from(minutes))
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// How every activity that a smaller plan changed was before, the latest change first.
pub async fn changed(tx: &mut Tx, of: &ParticipantId) -> Result<Vec<Before>, Fault> {
    let kept: Vec<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select undo from replans where participant_id = $1 and reply = 'accepted'
             order by day_on desc",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    let mut all = Vec::new();
    for text in kept {
        let before: Vec<Before> =
            serde_json::from_str(&text).map_err(|_| Fault::Corrupt("replans.undo"))?;
        all.extend(before.into_iter().rev());
    }
    Ok(all)
}

/// Takes back what was taken on a day, where it is still ahead; twice is once.
pub async fn undo(tx: &mut Tx, of: &ParticipantId, day: Date, now: Timestamp) -> Result<(), Fault> {
    let kept: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "update replans set reply = 'undone', replied_at = $3
             where participant_id = $1 and day_on = $2 and reply = 'accepted' returning undo",
        )
        .bind(of.as_str())
        .bind(day.to_string())
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    let Some(text) = kept else { return Ok(()) };
    let undo: Vec<Before> =
        serde_json::from_str(&text).map_err(|_| Fault::Corrupt("replans.undo"))?;
    for before in undo {
        match before {
            Before::Was {
                id,
                day,
                starts,
                minutes,
                is_easier,
            } => set(tx, of, &id, day, starts, minutes, is_easier).await?,
            Before::New { id } => remove(tx, of, &id).await?,
        }
    }
    Ok(())
}

async fn remove(tx: &mut Tx, of: &ParticipantId, id: &ActivityId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "delete from activities where id = $1 and participant_id = $2 and state = 'planned'",
        )
        .bind(id.as_str())
        .bind(of.as_str())
        .execute(db)
        .await
        .map(drop)
    })?)
}
