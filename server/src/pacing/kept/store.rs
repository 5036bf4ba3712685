//! Where the inputs of each day's budget are kept.

use app::ids::ParticipantId;
use app::pacing::{DayBudget, Explanation, Notice};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx};

/// A day as it was last shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Everything that the budget was made from, an [`Explanation`] as JSON. Compared as text,
    /// because the last bit of a number may not survive being read.
    pub inputs: String,
    /// The one thing that was said that day.
    pub notice: Option<Notice>,
}

/// What was kept of a day, if it was ever shown.
pub async fn kept(tx: &mut Tx, of: &ParticipantId, day: Date) -> Result<Option<Kept>, Fault> {
    let row: Option<(String, Option<String>)> = on!(tx, db => {
        sqlx::query_as("select inputs, notice from budgets where participant_id = $1 and day_on = $2")
            .bind(of.as_str())
            .bind(day.to_string())
            .fetch_optional(db)
            .await
    })?;
    row.map(|(inputs, notice)| {
        let notice =
            notice.map(|word| Notice::parse(&word).map_err(|_| Fault::Corrupt("budgets.notice")));
        Ok(Kept {
            inputs,
            notice: notice.transpose()?,
        })
    })
    .transpose()
}

/// Everything that a budget was made from, as it is kept.
pub fn as_text(inputs: &Explanation) -> Result<String, Fault> {
    serde_json::to_string(inputs).map_err(|_| Fault::Corrupt("budgets.inputs"))
}

/// Keeps a day as it is shown. The first thing that was said on it stays what was said.
pub async fn keep(
    tx: &mut Tx,
    of: &ParticipantId,
    day: &DayBudget,
    now: Timestamp,
) -> Result<(), Fault> {
    let inputs = as_text(&day.explanation)?;
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into budgets (participant_id, day_on, constants, inputs, notice, made_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (participant_id, day_on) do update
             set constants = excluded.constants, inputs = excluded.inputs,
                 notice = coalesce(budgets.notice, excluded.notice), made_at = excluded.made_at",
        )
        .bind(of.as_str())
        .bind(day.date.to_string())
        .bind(i64::from(day.explanation.constants))
        .bind(&inputs)
        .bind(day.notice.map(Notice::as_str))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}
