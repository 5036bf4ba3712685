//! What an office sees of the scheduler: who answered, what is coming, whether all is well.

use app::ids::{ContactId, EnrolmentId, OccasionId, OrganisationId, ParticipantId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx};

/// Whom a contact of this office is for, in which course, and the occasion it is about;
/// [`Fault::Missing`] for someone with protected identity, who is neither called nor written to.
pub async fn subject_of(
    tx: &mut Tx,
    organisation: &OrganisationId,
    contact: &ContactId,
) -> Result<(ParticipantId, EnrolmentId, OccasionId), Fault> {
    let (person, enrolment, occasion): (String, String, String) = on!(tx, db => {
        sqlx::query_as(
            "select e.participant_id, e.id, o.id from contacts c
             join occasions o on o.id = c.occasion_id and o.subject_kind = 'enrolment'
             join enrolments e on e.id = o.subject_id
             join participants p on p.id = e.participant_id and not p.protected_identity
             where c.id = $1 and c.organisation_id = $2",
        )
        .bind(contact.as_str())
        .bind(organisation.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok((
        ParticipantId::new(person),
        EnrolmentId::new(enrolment),
        OccasionId::new(occasion),
    ))
}

/// How often a call is tried at most, and until when.
pub async fn tries_of(tx: &mut Tx, contact: &ContactId) -> Result<(u32, Timestamp), Fault> {
    let (tries, until): (i64, i64) = on!(tx, db => {
        sqlx::query_as("select tries, not_after_at from contacts where id = $1")
            .bind(contact.as_str())
            .fetch_one(db)
            .await
    })?;
    let until = Timestamp::from_millisecond(until);
    Ok((
        tries.try_into().unwrap_or(u32::MAX),
        until.map_err(|_| Fault::Corrupt("contacts.not_after_at"))?,
    ))
}

/// The call comes back at `at`, and counts as one more try. [`Fault::Missing`] when it is
/// not on the list any more.
pub async fn call_again(tx: &mut Tx, contact: &ContactId, at: Timestamp) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update contacts
             set due_at = $2, try_at = $2, attempts = attempts + 1, epoch = epoch + 1, wish = null
             where id = $1 and state = 'waiting' and channel in ('phone', 'letter')",
        )
        .bind(contact.as_str())
        .bind(at.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    found(changed)
}

/// The last try was in vain, or the number is wrong: the call is set aside with the reason
/// `why`, and what comes next by hand comes when it is due.
pub async fn tried_in_vain(
    tx: &mut Tx,
    contact: &ContactId,
    why: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'sent', reason = $2, ended_at = $3, attempts = attempts + 1, epoch = epoch + 1
             where id = $1 and state = 'waiting' and channel = 'phone'",
        )
        .bind(contact.as_str())
        .bind(why)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    found(changed)
}

fn found(changed: u64) -> Result<(), Fault> {
    if changed == 1 {
        Ok(())
    } else {
        Err(Fault::Missing)
    }
}

/// The person does not want to answer. One word for it, and the day only, so that a
/// confidential questionnaire tells no hour.
pub async fn decline(tx: &mut Tx, occasion: &OccasionId, day: Date) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update occasions set state = 'declined', settled_on = $2 where id = $1 and state = 'open'",
        )
        .bind(occasion.as_str())
        .bind(day.to_string())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// One asked person of a round.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Asked {
    /// The questionnaire's key.
    pub questionnaire: String,
    /// The day it fell due.
    pub due_on: String,
    /// The person.
    pub participant_id: String,
    /// As the person is called.
    pub name: String,
    /// Whether it can still be answered and has not been.
    pub is_waiting: bool,
    /// Whether it was answered in time.
    pub is_answered: bool,
}

/// Everyone of an office who was asked since `from`, by questionnaire, the newest first.
/// Protected identities are in no list.
pub async fn asked(
    tx: &mut Tx,
    organisation: &OrganisationId,
    from: Date,
    now: Timestamp,
) -> Result<Vec<Asked>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select q.url_key as questionnaire, o.due_on, p.id as participant_id, p.name,
                    (o.state = 'open' and o.closes_at > $3) as is_waiting,
                    (o.state = 'answered') as is_answered
             from occasions o
             join questionnaires q on q.id = o.questionnaire_id
             join enrolments e on e.id = o.subject_id
             join participants p on p.id = e.participant_id
             where o.organisation_id = $1 and o.subject_kind = 'enrolment' and o.due_on >= $2
               and o.state <> 'cancelled' and o.opens_at <= $3 and not p.protected_identity
             order by q.url_key, o.due_on desc, p.name, p.id",
        )
        .bind(organisation.as_str())
        .bind(from.to_string())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?)
}

/// An occasion of staff or of a partner that can be answered now.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OpenColleague {
    /// Which.
    pub id: String,
    /// The member of staff or the partner.
    pub subject_id: String,
}

/// Everything that colleagues of an office, staff and partners, can answer now.
pub async fn open_for_colleagues(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<OpenColleague>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select id, subject_id from occasions
             where organisation_id = $1 and subject_kind <> 'enrolment' and state = 'open'
               and opens_at <= $2 and closes_at > $2
             order by opens_at, id",
        )
        .bind(organisation.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?)
}
