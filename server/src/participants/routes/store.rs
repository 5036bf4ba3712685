//! Where the ways to a person are kept, and when there are none any more.

use app::ids::{OrganisationId, ParticipantId};
use app::participants::{Mobile, PREFERRED, Routes, TimeOfDay};
use app::texts::Language;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx};

#[derive(sqlx::FromRow)]
struct RoutesRow {
    email: Option<String>,
    phone: Option<String>,
    mobile: Option<String>,
    language: String,
    channel: Option<String>,
    time_of_day: Option<String>,
    contact_person: String,
    contact_person_phone: String,
    interpreter: String,
}

/// The ways to one person, and how they like to be reached.
pub async fn routes(tx: &mut Tx, id: &ParticipantId) -> Result<Routes, Fault> {
    let row: RoutesRow = on!(tx, db => {
        sqlx::query_as(
            "select email, phone, mobile, language, channel, time_of_day, contact_person,
                    contact_person_phone, interpreter
             from participants where id = $1",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    let channel = PREFERRED
        .into_iter()
        .find(|(_, word)| Some(*word) == row.channel.as_deref());
    Ok(Routes {
        email: row.email,
        phone: row.phone,
        mobile: row.mobile.as_deref().and_then(Mobile::read),
        language: Language::of_tag(&row.language).ok_or(Fault::Corrupt("participants.language"))?,
        channel: channel.map(|(channel, _)| channel),
        time: row.time_of_day.as_deref().and_then(TimeOfDay::of),
        contact_person: row.contact_person,
        contact_person_phone: row.contact_person_phone,
        interpreter: row.interpreter,
    })
}

/// Keeps the ways to a person, as staff saw them at `now`. An address that was refused is
/// tried again once it is another one.
pub async fn set_routes(
    tx: &mut Tx,
    id: &ParticipantId,
    new: &Routes,
    now: Timestamp,
) -> Result<(), Fault> {
    let channel = PREFERRED
        .into_iter()
        .find(|(channel, _)| Some(*channel) == new.channel);
    let changed = on!(tx, db => {
        sqlx::query(
            "update participants
             set email = $2, phone = $3, language = $4, channel = $5, time_of_day = $6,
                 contact_person = $7, contact_person_phone = $8, interpreter = $9, routes_at = $10,
                 mobile = $11,
                 email_refused = case when email = $2 then email_refused end,
                 mobile_refused = case when mobile = $11 then mobile_refused end
             where id = $1",
        )
        .bind(id.as_str())
        .bind(&new.email)
        .bind(&new.phone)
        .bind(new.language.tag())
        .bind(channel.map(|(_, word)| word))
        .bind(new.time.map(TimeOfDay::as_str))
        .bind(&new.contact_person)
        .bind(&new.contact_person_phone)
        .bind(&new.interpreter)
        .bind(now.as_millisecond())
        .bind(new.mobile.as_ref().map(Mobile::as_str))
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

/// Notes that an interpreter is needed on the telephone. A language that is known stays.
pub async fn need_interpreter(
    tx: &mut Tx,
    id: &ParticipantId,
    language: &str,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update participants set interpreter = $2 where id = $1 and interpreter = ''")
            .bind(id.as_str())
            .bind(language)
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Notes that a person has died, as we heard on `day`.
pub async fn note_death(tx: &mut Tx, id: &ParticipantId, day: Date) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update participants set died_on = $2 where id = $1 and died_on is null")
            .bind(id.as_str())
            .bind(day.to_string())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Participants of an office who answered `questionnaire` by saying that number or address
/// have changed, newest first: those at whose ways nobody has looked since.
pub async fn changed(
    tx: &mut Tx,
    organisation: &OrganisationId,
    questionnaire: &str,
) -> Result<Vec<(String, String)>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select p.id, p.name
             from occasions o
             join questionnaires q on q.id = o.questionnaire_id and q.url_key = $2
             join responses r on r.occasion_id = o.id
             join answers a on a.occasion_id = o.id and a.link_id = 'same' and a.value like '%changed%'
             join enrolments e on e.id = o.subject_id
             join participants p on p.id = e.participant_id
             where o.organisation_id = $1 and o.subject_kind = 'enrolment' and not p.protected_identity
               and (p.routes_at is null or p.routes_at < r.completed_at)
             order by r.completed_at desc, p.id",
        )
        .bind(organisation.as_str())
        .bind(questionnaire)
        .fetch_all(db)
        .await
    })?)
}
