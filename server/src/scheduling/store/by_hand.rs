//! What people do: the phone list, and a person's sign of life.

use app::ids::{ContactId, OrganisationId, ParticipantId};
use jiff::{SignedDuration, Timestamp};

use crate::on;
use crate::participants::consents::store::permitted;
use crate::storage::{Fault, Tx};

/// One call to make, or one letter to write. For staff: it holds a name and a number.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Call {
    /// The contact, to record the result of.
    pub contact_id: String,
    /// The occasion that it is about.
    pub occasion_id: String,
    /// The person.
    pub participant_id: String,
    /// The course.
    pub enrolment_id: String,
    /// Whose list it is on first.
    pub coordinator_id: String,
    /// As the person is called.
    pub name: String,
    /// Where to call; nothing when it is not known.
    pub phone: Option<String>,
    /// What the person reads and speaks.
    pub language: String,
    /// The questionnaire's key, such as `self-rating`.
    pub questionnaire: String,
    /// `phone` or `letter`.
    pub channel: String,
    /// Since when, in unix milliseconds.
    pub due_at: i64,
    /// Until when, in unix milliseconds.
    pub not_after_at: i64,
    /// How often somebody has called already.
    pub attempts: i64,
    /// How often they call at most.
    pub tries: i64,
    /// `person`, or `contact_person` for whoever was agreed on.
    pub whom: String,
    /// The person asked for the call at this time.
    pub wished: bool,
    /// The language of an interpreter; empty when none is known to be needed.
    pub interpreter: String,
    /// The agreed contact person; empty without one.
    pub contact_person: String,
    /// Where to call them.
    pub contact_person_phone: String,
    /// Whose hours count.
    pub programme_id: String,
}

/// For so long ahead a call at a chosen time is on the list: whoever calls plans the day by it.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// The calls that are due in an office: first those at a time that the person chose, by that
/// time, from a day ahead on; then those that end first. Someone with protected identity, on a
/// pause, without the consent, or who would rather not be called is not on it.
pub async fn phone_list(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<Call>, Fault> {
    // Expiry by the UTC day: the list is for people, who see the consents beside it.
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    Ok(on!(tx, db => {
        sqlx::query_as(concat!(
            "select c.id as contact_id, o.id as occasion_id, p.id as participant_id,
                    e.id as enrolment_id, e.coordinator_id, p.name,
                    coalesce(nullif(p.phone, ''), p.mobile) as phone, p.language,
                    q.url_key as questionnaire, c.channel, c.due_at, c.not_after_at,
                    c.attempts, c.tries, c.whom,
                    coalesce(c.wish = 'call', false) as wished, p.interpreter, p.contact_person,
                    p.contact_person_phone, o.programme_id
             from contacts c
             join occasions o on o.id = c.occasion_id and o.subject_kind = 'enrolment'
             join enrolments e on e.id = o.subject_id
             join participants p on p.id = e.participant_id
             join questionnaires q on q.id = o.questionnaire_id
             where c.organisation_id = $1 and c.state = 'waiting' and c.channel in ('phone', 'letter')
               and (c.due_at <= $2 or (c.wish = 'call' and c.due_at <= $4))
               and (c.wish is null or c.wish <> 'none')
               and c.not_after_at > $2 and o.state = 'open'
               and not p.protected_identity and p.died_on is null
               and (p.contact_paused is null or p.paused_until < $3)
               and not exists (
                   select 1 from decisions v
                   where v.occasion_id = o.id and v.kind = 'by-phone' and v.undone_at is null
                     and (v.until_on is null or v.until_on >= $3))
               and ",
            permitted!("$3"),
            "
             order by case when c.wish = 'call' then 0 else 1 end,
                      case when c.wish = 'call' then c.due_at else c.not_after_at end,
                      c.due_at, c.id",
        ))
        .bind(organisation.as_str())
        .bind(now.as_millisecond())
        .bind(today.to_string())
        .bind(now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX).as_millisecond())
        .fetch_all(db)
        .await
    })?)
}

/// Records the result of a call in a few words, which ends it; [`Fault::Missing`] when it
/// is not on the list of this office any more.
pub async fn called(
    tx: &mut Tx,
    organisation: &OrganisationId,
    contact: &ContactId,
    result: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update contacts
             set state = 'sent', reason = $3, ended_at = $4, epoch = epoch + 1, attempts = attempts + 1
             where id = $1 and organisation_id = $2 and state = 'waiting'
               and channel in ('phone', 'letter')",
        )
        .bind(contact.as_str())
        .bind(organisation.as_str())
        .bind(result)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if changed == 1 {
        Ok(())
    } else {
        Err(Fault::Missing)
    }
}

/// Whether there is a message that the person has not [`seen`], so that who looks twice writes
/// once.
pub async fn has_unseen(tx: &mut Tx, of: &ParticipantId) -> Result<bool, Fault> {
    let found: Option<String> = on!(tx, db => {
        sqlx::query_scalar(concat!("select id from contacts where ", unseen!(), " limit 1"))
            .bind(of.as_str())
            .fetch_optional(db)
            .await
    })?;
    Ok(found.is_some())
}

/// The condition of messages to the person `$1` that lead to something open.
macro_rules! unseen {
    () => {
        "person_id = $1 and state = 'sent' and seen_at is null
               and channel in ('push', 'email', 'sms')
               and occasion_id in (select id from occasions where state = 'open')"
    };
}
use unseen;

/// A sign of life: the person opened the app or followed a link, and so has seen that there
/// is something to read. The day alone is kept: the hour would tell when somebody answered.
/// Returns how many messages that goes for.
pub async fn seen(tx: &mut Tx, of: &ParticipantId, now: Timestamp) -> Result<u64, Fault> {
    Ok(on!(tx, db => {
        sqlx::query(concat!(
            "update contacts set seen_at = $2 where ",
            unseen!()
        ))
        .bind(of.as_str())
        .bind(super::day_of(now))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?)
}
