//! The last weeks of one person's energy, as a day's budget is made from them.

pub mod store;

use app::appointments::Appointment;
use app::ids::ParticipantId;
use app::pacing::replan::HORIZON;
use app::pacing::{Activity, DayInput, History, as_activities};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::appointments;
use crate::programmes::naming::{self, Rules};
use crate::storage::{Fault, Tx};

/// What there is to count a day and the week after it with.
pub struct Known {
    /// What was before today.
    pub history: History,
    /// What is known of today.
    pub today: DayInput,
    /// What is planned on the days after today, as far as plans look ahead.
    pub later: Vec<Activity>,
    /// Today's appointments, soonest first.
    pub meetings: Vec<Appointment>,
}

/// Reads a person's rows, and counts meetings and their ways as what they cost.
pub async fn known(
    tx: &mut Tx,
    of: &ParticipantId,
    rules: &Rules,
    now: Timestamp,
) -> Result<Known, Fault> {
    let date = naming::day(now, &rules.zone);
    let (mut history, mut today) = store::history(tx, of, date).await?;
    let (first, tomorrow) = (
        date.saturating_sub(store::DAYS.days()),
        date.saturating_add(1.day()),
    );
    let last = date.saturating_add((HORIZON as i64 - 1).days());
    let mut later = store::activities(tx, of, tomorrow, last).await?;
    let midnight = |day: Date| {
        let at = day.to_zoned(rules.zone.clone()).map(|at| at.timestamp());
        at.unwrap_or(now)
    };
    let (from, to) = (midnight(first), midnight(last.saturating_add(1.day())));
    let mut meetings = appointments::store::between(tx, of, from, to).await?;
    for activity in meetings
        .iter()
        .flat_map(|one| as_activities(one, &rules.zone, now))
    {
        if activity.day < date {
            history.activities.push(activity);
        } else if activity.day == date {
            today.activities.push(activity);
        } else {
            if activity.day == tomorrow {
                today.tomorrow.push(activity.clone());
            }
            later.push(activity);
        }
    }
    meetings.retain(|one| naming::day(one.starts_at, &rules.zone) == date);
    Ok(Known {
        history,
        today,
        later,
        meetings,
    })
}
