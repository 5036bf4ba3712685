//! Which occasion somebody may answer, and holding it while they do.

use app::ids::{OccasionId, OrganisationId, ParticipantId, ProgrammeId, QuestionnaireId};
use app::programmes::Collection;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::questionnaires::{Occasion, State, SubjectKind};
use crate::storage::{Fault, Tx};

#[derive(sqlx::FromRow)]
struct OccasionRow {
    id: String,
    organisation_id: String,
    programme_id: String,
    subject_kind: String,
    subject_id: String,
    rule_id: String,
    questionnaire_id: String,
    collection: String,
    opens_at: i64,
    closes_at: i64,
    state: String,
    settled_on: Option<String>,
}

impl OccasionRow {
    fn occasion(self) -> Result<Occasion, Fault> {
        let instant =
            |at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("occasions.opens_at"));
        let settled_on = self.settled_on.map(|day| day.parse::<Date>()).transpose();
        Ok(Occasion {
            id: OccasionId::new(self.id),
            organisation: OrganisationId::new(self.organisation_id),
            programme: ProgrammeId::new(self.programme_id),
            subject_kind: SubjectKind::of(&self.subject_kind)
                .ok_or(Fault::Corrupt("occasions.subject_kind"))?,
            subject_id: self.subject_id,
            rule_id: self.rule_id,
            questionnaire: QuestionnaireId::new(self.questionnaire_id),
            collection: match self.collection.as_str() {
                "identified" => Collection::Identified,
                "confidential" => Collection::Confidential,
                _ => return Err(Fault::Corrupt("occasions.collection")),
            },
            opens_at: instant(self.opens_at)?,
            closes_at: instant(self.closes_at)?,
            state: State::of(&self.state).ok_or(Fault::Corrupt("occasions.state"))?,
            settled_on: settled_on.map_err(|_| Fault::Corrupt("occasions.settled_on"))?,
        })
    }
}

/// An occasion of this participant. Somebody else's is [`Fault::Missing`], as if it did
/// not exist.
pub async fn occasion_of(
    tx: &mut Tx,
    participant: &ParticipantId,
    id: &OccasionId,
) -> Result<Occasion, Fault> {
    let row: OccasionRow = on!(tx, db => {
        sqlx::query_as(
            "select o.id, o.organisation_id, o.programme_id, o.subject_kind, o.subject_id,
                    o.rule_id, o.questionnaire_id, o.collection, o.opens_at, o.closes_at,
                    o.state, o.settled_on
             from occasions o join enrolments e on e.id = o.subject_id
             where o.id = $1 and o.subject_kind = 'enrolment' and e.participant_id = $2
               and o.questionnaire_id is not null",
        )
        .bind(id.as_str())
        .bind(participant.as_str())
        .fetch_one(db)
        .await
    })?;
    row.occasion()
}

/// The occasion that a one-occasion right opens, while the right lasts.
pub async fn occasion_by_right(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Occasion, Fault> {
    let row: OccasionRow = on!(tx, db => {
        sqlx::query_as(
            "select o.id, o.organisation_id, o.programme_id, o.subject_kind, o.subject_id,
                    o.rule_id, o.questionnaire_id, o.collection, o.opens_at, o.closes_at,
                    o.state, o.settled_on
             from occasions o join occasion_rights r on r.occasion_id = o.id
             where r.token_hash = $1 and r.expires_at > $2 and r.opens = 'answer'
               and o.questionnaire_id is not null",
        )
        .bind(token_hash)
        .bind(now.as_millisecond())
        .fetch_one(db)
        .await
    })?;
    row.occasion()
}

/// One occasion, for whoever was found to be asked.
pub(crate) async fn occasion(tx: &mut Tx, id: &OccasionId) -> Result<Occasion, Fault> {
    let row: OccasionRow = on!(tx, db => {
        sqlx::query_as(
            "select id, organisation_id, programme_id, subject_kind, subject_id, rule_id,
                    questionnaire_id, collection, opens_at, closes_at, state, settled_on
             from occasions where id = $1 and questionnaire_id is not null",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    row.occasion()
}

/// Holds an occasion until the transaction ends and returns its state as it is now.
///
/// Everything that writes answers takes this first, so that two submits at once come one
/// after the other on PostgreSQL too, and nothing is written beside a finished one.
pub async fn hold(tx: &mut Tx, id: &OccasionId) -> Result<State, Fault> {
    let state: String = on!(tx, db => {
        sqlx::query_scalar("update occasions set state = state where id = $1 returning state")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?;
    State::of(&state).ok_or(Fault::Corrupt("occasions.state"))
}

/// Holds an occasion of this participant and returns it as it is now; somebody else's is
/// [`Fault::Missing`], as if it did not exist.
pub async fn hold_of(
    tx: &mut Tx,
    participant: &ParticipantId,
    id: &OccasionId,
) -> Result<Occasion, Fault> {
    let row: OccasionRow = on!(tx, db => {
        sqlx::query_as(
            "update occasions set state = state
             where id = $1 and subject_kind = 'enrolment' and questionnaire_id is not null
               and subject_id in (select id from enrolments where participant_id = $2)
             returning id, organisation_id, programme_id, subject_kind, subject_id, rule_id,
                       questionnaire_id, collection, opens_at, closes_at, state, settled_on",
        )
        .bind(id.as_str())
        .bind(participant.as_str())
        .fetch_one(db)
        .await
    })?;
    row.occasion()
}

/// Marks an occasion as answered on a local day.
pub async fn settle(tx: &mut Tx, id: &OccasionId, day: Date) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update occasions set state = 'answered', settled_on = $2 where id = $1")
            .bind(id.as_str())
            .bind(day.to_string())
            .execute(db)
            .await
            .map(drop)
    })?)
}
