//! A message that was taken and then did not arrive.

use app::ids::{ContactId, OccasionId, ParticipantId};
use jiff::Timestamp;

use super::hurry_next;
use crate::on;
use crate::storage::{Fault, Tx};

/// The gateway says that a message never arrived: the next step comes at once. Returns the
/// participant whom it was for; `None` for anybody else.
pub async fn not_arrived(
    tx: &mut Tx,
    contact: &ContactId,
    now: Timestamp,
) -> Result<Option<ParticipantId>, Fault> {
    let found: Option<(String, i64, Option<String>)> = on!(tx, db => {
        sqlx::query_as(
            "select c.occasion_id, c.step, e.participant_id
             from contacts c
             join occasions o on o.id = c.occasion_id
             left join enrolments e on o.subject_kind = 'enrolment' and e.id = o.subject_id
             where c.id = $1",
        )
        .bind(contact.as_str())
        .fetch_optional(db)
        .await
    })?;
    let Some((occasion, step, person)) = found else {
        return Ok(None);
    };
    hurry_next(tx, &OccasionId::new(occasion), step, now).await?;
    Ok(person.map(ParticipantId::new))
}
