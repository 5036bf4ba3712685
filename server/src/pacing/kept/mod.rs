//! What each day's budget was made from, kept beside the version of the constants.

pub mod store;

use app::ids::ParticipantId;
use app::pacing::DayBudget;
use jiff::Timestamp;

use crate::storage::{Db, Fault, Tx};

/// Whether a day has changed since it was kept, or was never kept.
pub async fn is_news(tx: &mut Tx, of: &ParticipantId, day: &DayBudget) -> Result<bool, Fault> {
    let inputs = store::as_text(&day.explanation)?;
    let kept = store::kept(tx, of, day.date).await?;
    Ok(kept.is_none_or(|kept| {
        kept.inputs != inputs || (kept.notice.is_none() && day.notice.is_some())
    }))
}

/// Keeps a day as it is shown.
pub async fn keep(
    db: &Db,
    of: &ParticipantId,
    day: &DayBudget,
    now: Timestamp,
) -> Result<(), Fault> {
    let mut tx = db.write().await?;
    store::keep(&mut tx, of, day, now).await?;
    tx.commit().await
}
