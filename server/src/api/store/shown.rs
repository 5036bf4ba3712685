//! What another system may see: which occasions there are, and which were answered.

use app::ids::{OccasionId, ParticipantId};
use jiff::civil::Date;

use crate::api::Caller;
use crate::api::asked::Cursor;
use crate::on;
use crate::participants::consents::store::permitted;
use crate::storage::{Fault, Tx};

/// Every occasion that may be shown to a system of office `$1`: answered by name, about
/// somebody's course, and nobody with protected identity. What is answered in confidence is
/// not there at all: neither its rows nor their number.
macro_rules! shown {
    () => {
        " join enrolments e on e.id = o.subject_id
          join participants p on p.id = e.participant_id
          join questionnaires q on q.id = o.questionnaire_id
          where o.organisation_id = $1 and e.organisation_id = $1 and o.collection = 'identified'
            and o.subject_kind in ('enrolment', 'coordinator', 'referrer')
            and not p.protected_identity "
    };
}

/// Which of them.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// This one alone.
    pub occasion: Option<String>,
    /// In this state.
    pub state: Option<String>,
    /// About this enrolment.
    pub enrolment: Option<String>,
    /// Asking this questionnaire, by key, in this version.
    pub questionnaire: Option<(String, Option<i64>)>,
    /// Due on this day or later.
    pub due_from: Option<Date>,
    /// Due on this day or earlier.
    pub due_to: Option<Date>,
    /// Answered at this instant or later, in unix milliseconds.
    pub from: Option<i64>,
    /// Answered before this instant, in unix milliseconds.
    pub before: Option<i64>,
    /// Behind this one.
    pub after: Cursor,
    /// So many.
    pub most: i64,
}

/// An occasion as another system sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Shown {
    /// Which.
    pub id: String,
    /// The pseudonym of the person's course.
    pub enrolment_id: String,
    /// The person, for the log alone.
    pub participant_id: String,
    /// Who is asked: `enrolment`, which is the participant, `coordinator` or `referrer`.
    pub subject_kind: String,
    /// The short name of the programme's definition.
    pub programme: String,
    /// The rule that asks.
    pub rule_id: String,
    /// The questionnaire's id.
    pub questionnaire_id: String,
    /// Its key.
    pub url_key: String,
    /// Its version.
    pub version: i64,
    /// The local day.
    pub due_on: String,
    /// From when it may be answered, in unix milliseconds.
    pub opens_at: i64,
    /// Until when, in unix milliseconds.
    pub closes_at: i64,
    /// What became of it.
    pub state: String,
    /// When its answers were complete, in unix milliseconds.
    pub completed_at: Option<i64>,
    /// How they came in.
    pub mode: Option<String>,
}

impl Shown {
    /// The person, for the log.
    pub fn person(&self) -> ParticipantId {
        ParticipantId::new(&self.participant_id)
    }
}

macro_rules! columns {
    () => {
        "select o.id, o.subject_id as enrolment_id, e.participant_id, o.subject_kind,
                g.definition_id as programme, o.rule_id, o.questionnaire_id, q.url_key, q.version,
                o.due_on, o.opens_at, o.closes_at, o.state, r.completed_at, r.mode
         from occasions o join programmes g on g.id = o.programme_id "
    };
}

/// The occasions of an office that another system may know of, in the order in which they
/// were made.
pub async fn occasions(
    tx: &mut Tx,
    caller: &Caller,
    wanted: &Wanted,
    today: Date,
) -> Result<Vec<Shown>, Fault> {
    let (key, version) = named(wanted);
    Ok(on!(tx, db => {
        sqlx::query_as(concat!(
            columns!(),
            " left join responses r on r.occasion_id = o.id ",
            shown!(),
            " and ", permitted!("$2"),
            " and ($3 is null or o.state = $3) and ($4 is null or o.subject_id = $4)
              and ($5 is null or q.url_key = $5) and ($6 is null or q.version = $6)
              and ($7 is null or o.due_on >= $7) and ($8 is null or o.due_on <= $8)
              and o.id > $9
              order by o.id limit $10",
        ))
        .bind(caller.organisation.as_str())
        .bind(today.to_string())
        .bind(&wanted.state)
        .bind(&wanted.enrolment)
        .bind(key)
        .bind(version)
        .bind(wanted.due_from.map(|day| day.to_string()))
        .bind(wanted.due_to.map(|day| day.to_string()))
        .bind(&wanted.after.id)
        .bind(wanted.most)
        .fetch_all(db)
        .await
    })?)
}

/// Those that were answered, the first one leading: what comes in later is at the end.
pub async fn answered(
    tx: &mut Tx,
    caller: &Caller,
    wanted: &Wanted,
    today: Date,
) -> Result<Vec<Shown>, Fault> {
    let (key, version) = named(wanted);
    Ok(on!(tx, db => {
        sqlx::query_as(concat!(
            columns!(),
            " join responses r on r.occasion_id = o.id ",
            shown!(),
            " and o.state = 'answered' and ", permitted!("$2"),
            " and ($3 is null or o.id = $3) and ($4 is null or o.subject_id = $4)
              and ($5 is null or q.url_key = $5) and ($6 is null or q.version = $6)
              and ($7 is null or r.completed_at >= $7) and ($8 is null or r.completed_at < $8)
              and (r.completed_at > $9 or (r.completed_at = $9 and o.id > $10))
              order by r.completed_at, o.id limit $11",
        ))
        .bind(caller.organisation.as_str())
        .bind(today.to_string())
        .bind(&wanted.occasion)
        .bind(&wanted.enrolment)
        .bind(key)
        .bind(version)
        .bind(wanted.from)
        .bind(wanted.before)
        .bind(wanted.after.at)
        .bind(&wanted.after.id)
        .bind(wanted.most)
        .fetch_all(db)
        .await
    })?)
}

fn named(wanted: &Wanted) -> (Option<&str>, Option<i64>) {
    match &wanted.questionnaire {
        Some((key, version)) => (Some(key), *version),
        None => (None, None),
    }
}

/// Whom an occasion is about, and whether the consent that it needs stands today;
/// [`Fault::Missing`] for one that other systems may not know of.
pub async fn about(
    tx: &mut Tx,
    caller: &Caller,
    id: &OccasionId,
    today: Date,
) -> Result<(ParticipantId, bool), Fault> {
    let (person, permits): (String, i64) = on!(tx, db => {
        sqlx::query_as(concat!(
            "select p.id, cast(case when ", permitted!("$3"), " then 1 else 0 end as bigint)
             from occasions o ",
            shown!(),
            " and o.id = $2",
        ))
        .bind(caller.organisation.as_str())
        .bind(id.as_str())
        .bind(today.to_string())
        .fetch_one(db)
        .await
    })?;
    Ok((ParticipantId::new(person), permits == 1))
}
