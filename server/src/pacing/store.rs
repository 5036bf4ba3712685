//! Where check-ins, baselines and activities are kept.

use app::ids::{ActivityId, EnrolmentId, ParticipantId, StaffId};
use app::pacing::{CheckIn, Deed, NewActivity, Points};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Keeps what was answered on a morning; the last answer of a day counts. The same answer again
/// changes nothing: what was offered for it and left stays left.
pub async fn check_in(
    tx: &mut Tx,
    of: &ParticipantId,
    day: Date,
    said: CheckIn,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into check_ins (participant_id, day_on, energy, checked_in_at)
             values ($1, $2, $3, $4)
             on conflict (participant_id, day_on) do update
             set energy = excluded.energy, checked_in_at = excluded.checked_in_at
             where check_ins.energy is distinct from excluded.energy",
        )
        .bind(of.as_str())
        .bind(day.to_string())
        .bind(said.energy().map(|energy| i64::from(energy.get())))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps that the payback is set aside for one day; the first time is the one that is logged.
pub async fn feel_fine(
    tx: &mut Tx,
    of: &ParticipantId,
    day: Date,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into overrides (participant_id, day_on, chosen_at) values ($1, $2, $3)
             on conflict (participant_id, day_on) do nothing",
        )
        .bind(of.as_str())
        .bind(day.to_string())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps the baseline that `by` and the participant decided, from a day on.
pub async fn decide_baseline(
    tx: &mut Tx,
    of: &ParticipantId,
    from: Date,
    points: Points,
    by: &StaffId,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into baselines (participant_id, from_on, points, decided_by)
             values ($1, $2, $3, $4)
             on conflict (participant_id, from_on) do update
             set points = excluded.points, decided_by = excluded.decided_by",
        )
        .bind(of.as_str())
        .bind(from.to_string())
        .bind(points.get())
        .bind(by.as_str())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Adds an activity to a day.
pub async fn add_activity(
    tx: &mut Tx,
    of: &ParticipantId,
    enrolment: &EnrolmentId,
    new: &NewActivity,
) -> Result<ActivityId, Fault> {
    let id = new_id();
    on!(tx, db => {
        sqlx::query(
            "insert into activities
             (id, participant_id, enrolment_id, intervention_id, title, kind, category, minutes,
              day_on, starts, fixed, asks_first, earliest_on, latest_on, priority, easier_title,
              easier_minutes)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        )
        .bind(&id)
        .bind(of.as_str())
        .bind(enrolment.as_str())
        .bind(new.intervention.as_ref().map(|id| id.as_str()))
        .bind(&new.title)
        .bind(&new.kind)
        .bind(new.category.as_str())
        .bind(i64::from(new.minutes.get()))
        .bind(new.day.to_string())
        .bind(new.starts.map(|time| time.strftime("%H:%M").to_string()))
        .bind(new.leeway.fixed)
        .bind(new.leeway.asks_first)
        .bind(new.leeway.earliest.map(|day| day.to_string()))
        .bind(new.leeway.latest.map(|day| day.to_string()))
        .bind(new.leeway.priority.as_str())
        .bind(new.leeway.easier.as_ref().map(|it| it.title.as_str()))
        .bind(new.leeway.easier.as_ref().map(|it| i64::from(it.minutes.get())))
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(ActivityId::new(id))
}

/// Keeps what the participant did with one of their own activities.
///
/// The same deed twice is one, and the first instant stays. A rating counts only for what
/// is done: from a page that has grown old it changes nothing. [`Fault::Missing`] for an
/// activity that is not there or is somebody else's.
pub async fn act(
    tx: &mut Tx,
    of: &ParticipantId,
    id: &ActivityId,
    deed: Deed,
    now: Timestamp,
) -> Result<(), Fault> {
    let changed = match deed {
        Deed::Done => settle(tx, of, id, "done", now).await?,
        Deed::Left => settle(tx, of, id, "left", now).await?,
        Deed::Start => settle(tx, of, id, "started", now).await?,
        Deed::Easier => choose(tx, of, id, true).await?,
        Deed::Whole => choose(tx, of, id, false).await?,
        Deed::Undo => on!(tx, db => {
            sqlx::query(
                "update activities set state = 'planned', rating = null, settled_at = null
                 where id = $1 and participant_id = $2",
            )
            .bind(id.as_str())
            .bind(of.as_str())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
        })?,
        Deed::Rate(rating) => on!(tx, db => {
            sqlx::query(
                "update activities set rating = case when state = 'done' then $3 else rating end
                 where id = $1 and participant_id = $2",
            )
            .bind(id.as_str())
            .bind(of.as_str())
            .bind(rating.as_str())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
        })?,
    };
    if changed == 0 {
        Err(Fault::Missing)
    } else {
        Ok(())
    }
}

/// Chooses the easier version or the whole of what is still ahead. Where there is no easier
/// one, or it is done already, nothing changes.
async fn choose(
    tx: &mut Tx,
    of: &ParticipantId,
    id: &ActivityId,
    is_easier: bool,
) -> Result<u64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update activities
             set is_easier = case
                 when state in ('planned', 'started') and easier_minutes is not null then $3
                 else is_easier end
             where id = $1 and participant_id = $2",
        )
        .bind(id.as_str())
        .bind(of.as_str())
        .bind(is_easier)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?)
}

/// Moves an activity to `state`, unless it is there already; what was said of its cost goes
/// with a change, because it was said of something else.
async fn settle(
    tx: &mut Tx,
    of: &ParticipantId,
    id: &ActivityId,
    state: &'static str,
    now: Timestamp,
) -> Result<u64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update activities
             set rating = case when state = $3 then rating else null end,
                 settled_at = case when state = $3 then settled_at else $4 end,
                 state = $3
             where id = $1 and participant_id = $2",
        )
        .bind(id.as_str())
        .bind(of.as_str())
        .bind(state)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?)
}
