//! What was answered with a name on it, for whoever looks after the person.

use app::ids::{EnrolmentId, OccasionId};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx};

/// A form that was sent, with a name on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The occasion.
    pub occasion: OccasionId,
    /// The name by which programmes refer to the questionnaire.
    pub questionnaire: String,
    /// When it was sent.
    pub completed_at: Timestamp,
}

/// What somebody has sent in one enrolment, at most `most` and the newest first. What was noted
/// as answered on paper is not here, and nothing that is confidential.
pub async fn filled(tx: &mut Tx, of: &EnrolmentId, most: i64) -> Result<Vec<Filled>, Fault> {
    let rows: Vec<(String, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select o.id, q.url_key, r.completed_at
             from occasions o join responses r on r.occasion_id = o.id
             join questionnaires q on q.id = o.questionnaire_id
             where o.subject_id = $1 and o.subject_kind = 'enrolment'
               and o.collection = 'identified' and o.state = 'answered' and r.mode <> 'paper'
             order by r.completed_at desc, o.id limit $2",
        )
        .bind(of.as_str())
        .bind(most)
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(occasion, questionnaire, at)| {
            Ok(Filled {
                occasion: OccasionId::new(occasion),
                questionnaire,
                completed_at: Timestamp::from_millisecond(at)
                    .map_err(|_| Fault::Corrupt("responses.completed_at"))?,
            })
        })
        .collect()
}
