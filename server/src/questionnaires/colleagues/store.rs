//! What a member of staff is asked: as one of the staff, and as the coordinator of a course.

use app::ids::{OccasionId, ParticipantId, StaffId};
use app::questionnaires::Questionnaire;
use jiff::Timestamp;

use crate::on;
use crate::questionnaires::answers::store::occasion;
use crate::questionnaires::{Occasion, Waiting};
use crate::storage::{Fault, Tx};

/// The person whom a coordinator is asked about, with the name.
pub type About = Option<(ParticipantId, String)>;

/// What this member of staff can answer now, the one that closes first leading. Someone with
/// protected identity is on no list.
pub async fn waiting(
    tx: &mut Tx,
    staff: &StaffId,
    now: Timestamp,
) -> Result<Vec<(Waiting, About)>, Fault> {
    type Row = (String, String, i64, i64, Option<String>, Option<String>);
    let rows: Vec<Row> = on!(tx, db => {
        sqlx::query_as(
            "select o.id, q.document, o.closes_at,
                    (select count(*) from answers a where a.occasion_id = o.id), p.id, p.name
             from occasions o
             join questionnaires q on q.id = o.questionnaire_id
             left join enrolments e on e.id = o.subject_id and o.subject_kind = 'coordinator'
             left join participants p on p.id = e.participant_id
             where ((o.subject_kind = 'staff' and o.subject_id = $1)
                    or (o.subject_kind = 'coordinator' and o.asked_id = $1))
               and o.state = 'open' and o.opens_at <= $2 and o.closes_at > $2
               and (p.id is null or (not p.protected_identity and p.died_on is null))
             order by o.closes_at, p.name, o.id",
        )
        .bind(staff.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    let read = |(id, document, closes_at, answered, person, name): Row| {
        let waiting = Waiting {
            occasion: OccasionId::new(id),
            questionnaire: Questionnaire::read(&document)
                .map_err(|_| Fault::Corrupt("questionnaires.document"))?,
            closes_at: Timestamp::from_millisecond(closes_at)
                .map_err(|_| Fault::Corrupt("occasions.closes_at"))?,
            is_begun: answered > 0,
        };
        Ok((waiting, person.map(ParticipantId::new).zip(name)))
    };
    rows.into_iter().map(read).collect()
}

/// An occasion that this member of staff is asked; [`Fault::Missing`] for anybody else's, as
/// if it did not exist.
pub async fn occasion_of(
    tx: &mut Tx,
    staff: &StaffId,
    id: &OccasionId,
) -> Result<(Occasion, About), Fault> {
    let (person, name): (Option<String>, Option<String>) = on!(&mut *tx, db => {
        sqlx::query_as(
            "select p.id, p.name
             from occasions o
             left join enrolments e on e.id = o.subject_id and o.subject_kind = 'coordinator'
             left join participants p on p.id = e.participant_id
             where o.id = $1
               and ((o.subject_kind = 'staff' and o.subject_id = $2)
                    or (o.subject_kind = 'coordinator' and o.asked_id = $2))
               and (p.id is null or not p.protected_identity)",
        )
        .bind(id.as_str())
        .bind(staff.as_str())
        .fetch_one(db)
        .await
    })?;
    let occasion = occasion(tx, id).await?;
    Ok((occasion, person.map(ParticipantId::new).zip(name)))
}
