//! Erases the energy diary of a person.

use app::ids::ParticipantId;

use crate::on;
use crate::storage::{Fault, Tx};

/// Erases what a person said and did: check-ins, days without payback, activities, and what was made of
/// them. What was
/// decided together, the baselines, belongs to the case file and stays.
pub async fn erase(tx: &mut Tx, of: &ParticipantId) -> Result<(), Fault> {
    for sql in [
        "delete from check_ins where participant_id = $1",
        "delete from overrides where participant_id = $1",
        "delete from activities where participant_id = $1",
        "delete from budgets where participant_id = $1",
        "delete from replans where participant_id = $1",
    ] {
        on!(&mut *tx, db => {
            sqlx::query(sql).bind(of.as_str()).execute(db).await.map(drop)
        })?;
    }
    Ok(())
}
