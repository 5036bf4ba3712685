//! Occasions as they are issued, with the contacts that carry them.

use app::ids::{EnrolmentId, OccasionId, ProgrammeId, QuestionnaireId};
use app::programmes::Happening;
use app::scheduling::{Due, Happened, Issued, Permit, Planned};
use jiff::Timestamp;

use super::{channel_word, whom_word};
use crate::on;
use crate::participants::consents;
use crate::storage::{Fault, Tx, new_id};

/// An occasion to be issued.
#[derive(Clone, Copy, Debug)]
pub struct NewOccasion<'a> {
    /// The office.
    pub organisation: &'a str,
    /// The programme.
    pub programme: &'a ProgrammeId,
    /// Who is asked, in the word of [`super::kind_word`].
    pub subject_kind: &'static str,
    /// The enrolment that it is about, or the member of staff or the partner who answers.
    pub subject_id: &'a str,
    /// The coordinator or referrer who answers about an enrolment; nobody else.
    pub asked_id: Option<&'a str>,
    /// The version that is asked.
    pub questionnaire: &'a QuestionnaireId,
    /// `identified` or `confidential`.
    pub collection: &'static str,
    /// Consent without which nothing is sent.
    pub needs: Option<&'static str>,
    /// When.
    pub due: &'a Due,
    /// `open`, or `cancelled` for one whose time was over before anyone could be asked.
    pub state: &'static str,
}

/// Issues an occasion; `None` if it was issued before, by whomever.
pub async fn issue(tx: &mut Tx, new: &NewOccasion<'_>) -> Result<Option<OccasionId>, Fault> {
    let id: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "insert into occasions
             (id, organisation_id, programme_id, subject_kind, subject_id, rule_id, number,
              questionnaire_id, collection, needs, due_on, opens_at, closes_at, state, asked_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             on conflict (organisation_id, programme_id, subject_id, rule_id, number) do nothing
             returning id",
        )
        .bind(new_id())
        .bind(new.organisation)
        .bind(new.programme.as_str())
        .bind(new.subject_kind)
        .bind(new.subject_id)
        .bind(&new.due.rule_id)
        .bind(new.due.number)
        .bind(new.questionnaire.as_str())
        .bind(new.collection)
        .bind(new.needs)
        .bind(new.due.due_on.to_string())
        .bind(new.due.opens_at.as_millisecond())
        .bind(new.due.closes_at.as_millisecond())
        .bind(new.state)
        .bind(new.asked_id)
        .fetch_optional(db)
        .await
    })?;
    Ok(id.map(OccasionId::new))
}

/// Plans the contacts of an occasion; those that are there already stay as they are.
pub async fn plan(
    tx: &mut Tx,
    organisation: &str,
    occasion: &OccasionId,
    contacts: &[Planned],
) -> Result<usize, Fault> {
    if contacts.is_empty() {
        return Ok(0);
    }
    let sql = match tx {
        Tx::Sqlite(_) => plan_sql!(
            "with new (id, step, channel, due_at, not_after_at, whom, tries, slot, only_unopened,
                       offers_call) as (
             select json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                    json_extract(value, '$[2]'), json_extract(value, '$[3]'),
                    json_extract(value, '$[4]'), json_extract(value, '$[5]'),
                    json_extract(value, '$[6]'), json_extract(value, '$[7]'),
                    json_extract(value, '$[8]'), json_extract(value, '$[9]')
             from json_each ($3)"
        ),
        Tx::Postgres(_) => plan_sql!(
            "with new (id, step, channel, due_at, not_after_at, whom, tries, slot, only_unopened,
                       offers_call) as (
             select value ->> 0, cast(value ->> 1 as bigint), value ->> 2,
                    cast(value ->> 3 as bigint), cast(value ->> 4 as bigint), value ->> 5,
                    cast(value ->> 6 as bigint), value ->> 7, cast(value ->> 8 as boolean),
                    cast(value ->> 9 as boolean)
             from json_array_elements (cast($3 as json))"
        ),
    };
    let row = |contact: &Planned| {
        serde_json::json!([
            new_id(),
            contact.step,
            channel_word(contact.channel),
            contact.due_at.as_millisecond(),
            contact.not_after.as_millisecond(),
            whom_word(contact.whom),
            contact.tries,
            contact.window.map(|it| it.to_string()).unwrap_or_default(),
            contact.only_unopened,
            contact.offers_call,
        ])
    };
    let rows = serde_json::Value::from_iter(contacts.iter().map(row));
    let planned = on!(tx, db => {
        sqlx::query(sql)
            .bind(organisation)
            .bind(occasion.as_str())
            .bind(rows.to_string())
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(usize::try_from(planned).unwrap_or(0))
}

/// Adds the contacts of an occasion, of which each engine unpacks the list in its own way.
macro_rules! plan_sql {
    ($unpacked:literal) => {
        concat!(
            $unpacked,
            ") insert into contacts
             (id, organisation_id, occasion_id, person_id, step, channel, planned_at, due_at,
              not_after_at, try_at, whom, tries, slot, only_unopened, offers_call)
             select new.id, $1, o.id, coalesce(o.asked_id, e.participant_id, o.subject_id),
                    new.step, new.channel, new.due_at, new.due_at, new.not_after_at, new.due_at,
                    new.whom, new.tries, new.slot, new.only_unopened, new.offers_call
             from new cross join occasions o left join enrolments e on e.id = o.subject_id
             where o.id = $2
             on conflict (occasion_id, step, channel) do nothing"
        )
    };
}
use plan_sql;

/// The last occasion of each rule that this subject was issued in this programme.
pub async fn issued(
    tx: &mut Tx,
    programme: &ProgrammeId,
    subject: &str,
) -> Result<Vec<Issued>, Fault> {
    let rows: Vec<(String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select rule_id, max(number), max(opens_at) from occasions
             where subject_id = $1 and programme_id = $2 group by rule_id order by rule_id",
        )
        .bind(subject)
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?;
    let issued = |(rule_id, number, opens_at)| {
        let opens_at = Timestamp::from_millisecond(opens_at);
        Ok(Issued {
            rule_id,
            number,
            opens_at: opens_at.map_err(|_| Fault::Corrupt("occasions.opens_at"))?,
        })
    };
    rows.into_iter().map(issued).collect()
}

/// The number of the last occasion that was sent by hand under this rule (0: none yet),
/// and the one that is still open.
pub async fn last_by_hand(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    rule: &str,
    now: Timestamp,
) -> Result<(i64, Option<OccasionId>), Fault> {
    let last: Option<i64> = on!(tx, db => {
        sqlx::query_scalar("select max(number) from occasions where subject_id = $1 and rule_id = $2")
            .bind(enrolment.as_str())
            .bind(rule)
            .fetch_one(db)
            .await
    })?;
    let open: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select id from occasions
             where subject_id = $1 and rule_id = $2 and state = 'open' and closes_at > $3
             order by number desc limit 1",
        )
        .bind(enrolment.as_str())
        .bind(rule)
        .bind(now.as_millisecond())
        .fetch_optional(db)
        .await
    })?;
    Ok((last.unwrap_or(0), open.map(OccasionId::new)))
}

/// The newest version of a questionnaire that an office has published.
pub async fn newest_questionnaire(
    tx: &mut Tx,
    organisation: &str,
    url_key: &str,
) -> Result<Option<QuestionnaireId>, Fault> {
    let id: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select id from questionnaires where organisation_id = $1 and url_key = $2
             order by version desc limit 1",
        )
        .bind(organisation)
        .bind(url_key)
        .fetch_optional(db)
        .await
    })?;
    Ok(id.map(QuestionnaireId::new))
}

/// The consents of an enrolment that were not withdrawn, with their last days.
pub async fn permits(tx: &mut Tx, enrolment: &EnrolmentId) -> Result<Vec<Permit>, Fault> {
    let rows: Vec<(String, Option<String>)> = on!(tx, db => {
        sqlx::query_as(
            "select kind, expires_on from consents
             where enrolment_id = $1 and withdrawn_at is null order by kind, id",
        )
        .bind(enrolment.as_str())
        .fetch_all(db)
        .await
    })?;
    let permit = |(kind, until): (String, Option<String>)| {
        Ok(Permit {
            kind: consents::store::of(&kind).ok_or(Fault::Corrupt("consents.kind"))?,
            until: until
                .map(|day| day.parse())
                .transpose()
                .map_err(|_| Fault::Corrupt("consents.expires_on"))?,
        })
    };
    rows.into_iter().map(permit).collect()
}

/// What an enrolment answered that others may know of, each on its day.
pub async fn happened(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    programme: &ProgrammeId,
) -> Result<Vec<Happened>, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select rule_id, settled_on from occasions
             where subject_id = $1 and programme_id = $2 and state = 'answered'
               and collection = 'identified' and settled_on is not null
             order by settled_on, rule_id, number",
        )
        .bind(enrolment.as_str())
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?;
    let answered = |(rule, day): (String, String)| {
        Ok(Happened {
            what: Happening::Answer(rule),
            on: day
                .parse()
                .map_err(|_| Fault::Corrupt("occasions.settled_on"))?,
        })
    };
    rows.into_iter().map(answered).collect()
}

/// Something was answered: what follows it may fall due. An answer in confidence is
/// followed by nothing, and leaves no instant behind.
pub async fn look_again_after(
    tx: &mut Tx,
    answered: &OccasionId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update enrolments set next_look_at = $2
             where id in (select subject_id from occasions
                          where id = $1 and subject_kind in ('enrolment', 'coordinator')
                            and collection = 'identified')",
        )
        .bind(answered.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// A date or a consent of this enrolment changed: look at it again at the next tick.
pub async fn look_again(tx: &mut Tx, id: &EnrolmentId, now: Timestamp) -> Result<(), Fault> {
    super::set_next_look(tx, id, Some(now)).await
}

/// The definition of this programme changed, or the people who answer for it: look at
/// everyone in it again.
pub async fn look_again_at_all(
    tx: &mut Tx,
    programme: &ProgrammeId,
    now: Timestamp,
) -> Result<(), Fault> {
    on!(tx, db => {
        sqlx::query("update enrolments set next_look_at = $2 where programme_id = $1")
            .bind(programme.as_str())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    super::set_programme_look(tx, programme, Some(now)).await
}
