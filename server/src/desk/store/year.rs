//! The follow-up a year on: who has ended, what is known of them, and how it closed.

use app::desk::followup::{Disposition, Known};
use app::ids::{EnrolmentId, OrganisationId, ParticipantId, ProgrammeId, StaffId};
use app::participants::Living;
use app::programmes::Rule;
use app::questionnaires::{Answer, Runner};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::participants::consents::store::{stands, word};
use crate::questionnaires;
use crate::storage::{Fault, Tx};

/// The question that tells what somebody lives on.
const LIVELIHOOD: &str = "livelihood";
/// How much of the income that is.
const EXTENT: &str = "livelihood_extent";

/// Someone whose course has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// The course.
    pub enrolment: EnrolmentId,
    /// The person.
    pub participant: ParticipantId,
    /// As the person is called.
    pub name: String,
    /// Through which programme.
    pub programme: ProgrammeId,
    /// Whose care they were in.
    pub coordinator: StaffId,
    /// The last day of the course.
    pub ended: Date,
    /// Has died.
    pub died: bool,
    /// Name and address are protected.
    pub protected: bool,
    /// No number and no address is known.
    pub no_address: bool,
}

#[derive(sqlx::FromRow)]
struct EndedRow {
    id: String,
    participant_id: String,
    name: String,
    programme_id: String,
    coordinator_id: String,
    ended_on: String,
    has_died: i64,
    is_protected: i64,
    has_address: i64,
}

impl EndedRow {
    fn read(self) -> Result<Ended, Fault> {
        let day = self.ended_on.parse();
        Ok(Ended {
            enrolment: EnrolmentId::new(self.id),
            participant: ParticipantId::new(self.participant_id),
            name: self.name,
            programme: ProgrammeId::new(self.programme_id),
            coordinator: StaffId::new(self.coordinator_id),
            ended: day.map_err(|_| Fault::Corrupt("enrolments.ended_on"))?,
            died: self.has_died == 1,
            protected: self.is_protected == 1,
            no_address: self.has_address == 0,
        })
    }
}

/// Whose course ended from `$1` to `$2`, as far as `$which` goes, the newest end first.
macro_rules! ended {
    ($which:literal) => {
        concat!(
            "select e.id, e.participant_id, p.name, e.programme_id, e.coordinator_id, e.ended_on,
                    cast(case when p.died_on is null then 0 else 1 end as bigint) as has_died,
                    cast(case when p.protected_identity then 1 else 0 end as bigint) as is_protected,
                    cast(case when coalesce(p.email, '') = '' and coalesce(p.phone, '') = ''
                              then 0 else 1 end as bigint) as has_address
             from enrolments e join participants p on p.id = e.participant_id
             where e.ended_on >= $1 and e.ended_on <= $2 and ",
            $which,
            " order by e.ended_on desc, p.name, e.id"
        )
    };
}

/// Everyone of an office who took part and whose course ended from `from` to `to`; with
/// `to_look_up`, those who have not closed, and the control group too, about whom nothing but the
/// register is ever asked.
pub async fn ended(
    tx: &mut Tx,
    office: &OrganisationId,
    (from, to): (Date, Date),
    to_look_up: bool,
) -> Result<Vec<Ended>, Fault> {
    let rows: Vec<EndedRow> = on!(tx, db => {
        sqlx::query_as(ended!(
            "e.organisation_id = $3
             and case when $4 = 0 then e.study_arm = 'intervention'
                      else not exists (select 1 from dispositions d where d.enrolment_id = e.id) end"
        ))
        .bind(from.to_string())
        .bind(to.to_string())
        .bind(office.as_str())
        .bind(i64::from(to_look_up))
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(EndedRow::read).collect()
}

/// Everyone of a programme whose course ended from `from` to `to` and whose follow-up by
/// `rule` has not closed.
pub async fn not_closed(
    tx: &mut Tx,
    programme: &ProgrammeId,
    rule: &str,
    (from, to): (Date, Date),
) -> Result<Vec<Ended>, Fault> {
    let rows: Vec<EndedRow> = on!(tx, db => {
        sqlx::query_as(ended!(
            "e.programme_id = $3 and e.study_arm = 'intervention'
             and not exists (select 1 from dispositions d
                             where d.enrolment_id = e.id and d.rule_id = $4)"
        ))
        .bind(from.to_string())
        .bind(to.to_string())
        .bind(programme.as_str())
        .bind(rule)
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(EndedRow::read).collect()
}

#[derive(sqlx::FromRow)]
struct AskedRow {
    id: String,
    questionnaire_id: String,
    state: String,
    was_sent: i64,
    was_seen: i64,
    got_through: i64,
    wrong_numbers: i64,
    ways_left: i64,
}

/// What is known of the follow-up of one person by `rule`, which fell due on `due`.
pub async fn followed(tx: &mut Tx, of: &Ended, rule: &Rule, due: Date) -> Result<Known, Fault> {
    let mut known = Known {
        died: of.died,
        protected: of.protected,
        consented: match rule.needs {
            Some(kind) => consented(tx, &of.enrolment, word(kind), due).await?,
            None => true,
        },
        livelihood_in_register: lookup(tx, &of.enrolment, &rule.id).await?,
        no_way: of.no_address,
        ..Known::default()
    };
    let asked: Option<AskedRow> = on!(&mut *tx, db => {
        sqlx::query_as(
            "select o.id, o.questionnaire_id, o.state,
                    (select count(*) from responses r where r.occasion_id = o.id) as was_sent,
                    (select count(*) from contacts c where c.occasion_id = o.id
                       and c.state = 'sent' and c.seen_at is not null) as was_seen,
                    (select count(*) from calls k where k.occasion_id = o.id
                       and k.outcome in ('answering', 'reached', 'later', 'refused')) as got_through,
                    (select count(*) from calls k where k.occasion_id = o.id
                       and k.outcome = 'wrong-number') as wrong_numbers,
                    (select count(*) from contacts c where c.occasion_id = o.id and c.whom = 'person'
                       and c.state = 'sent' and c.channel in ('push', 'email', 'sms')) as ways_left
             from occasions o
             where o.subject_id = $1 and o.rule_id = $2 order by o.number desc limit 1",
        )
        .bind(of.enrolment.as_str())
        .bind(&rule.id)
        .fetch_optional(db)
        .await
    })?;
    let Some(asked) = asked else {
        return Ok(known);
    };
    known.was_reached = asked.was_seen > 0 || asked.got_through > 0;
    known.refused = asked.state == "declined";
    known.sent = asked.was_sent > 0;
    known.no_way |= asked.wrong_numbers > 0 && asked.ways_left == 0;
    let occasion = app::ids::OccasionId::new(asked.id);
    let answers = questionnaires::answers::store::answers(tx, &occasion).await?;
    let version = app::ids::QuestionnaireId::new(asked.questionnaire_id);
    let questionnaire = questionnaires::store::questionnaire(tx, &version).await?;
    let said = |link_id: &str| {
        let answer = answers.to(link_id);
        answer.is_some_and(|answer| *answer != Answer::Skipped)
    };
    let runner = Runner::new(&questionnaire, &answers);
    let core: Vec<bool> = runner
        .questions()
        .map(|item| said(item.link_id()))
        .collect();
    known.some_core = core.iter().any(|said| *said);
    known.all_core = core.iter().all(|said| *said);
    known.livelihood_said = said(LIVELIHOOD);
    Ok(known)
}

async fn consented(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    kind: &str,
    due: Date,
) -> Result<bool, Fault> {
    let found: i64 = on!(tx, db => {
        sqlx::query_scalar(concat!(
            "select count(*) from consents k where k.enrolment_id = $1 and k.kind = $2 and ",
            stands!("$3"),
        ))
        .bind(enrolment.as_str())
        .bind(kind)
        .bind(due.to_string())
        .fetch_one(db)
        .await
    })?;
    Ok(found > 0)
}

/// Whether the livelihood was looked up in the register.
pub async fn lookup(tx: &mut Tx, enrolment: &EnrolmentId, rule: &str) -> Result<bool, Fault> {
    let found: i64 = on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from register_lookups where enrolment_id = $1 and rule_id = $2",
        )
        .bind(enrolment.as_str())
        .bind(rule)
        .fetch_one(db)
        .await
    })?;
    Ok(found > 0)
}

/// Notes that the livelihood was looked up in the register; twice is once.
pub async fn add_lookup(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    rule: &str,
    by: &StaffId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into register_lookups (enrolment_id, rule_id, made_by, made_at)
             values ($1, $2, $3, $4) on conflict (enrolment_id, rule_id) do nothing",
        )
        .bind(enrolment.as_str())
        .bind(rule)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// What they said in this follow-up that they live on; `None` when they did not.
async fn lives_on(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    rule: &str,
) -> Result<Option<Living>, Fault> {
    let asked: Option<String> = on!(&mut *tx, db => {
        sqlx::query_scalar(
            "select o.id from occasions o where o.subject_id = $1 and o.rule_id = $2
             order by o.number desc limit 1",
        )
        .bind(enrolment.as_str())
        .bind(rule)
        .fetch_optional(db)
        .await
    })?;
    let Some(asked) = asked.map(app::ids::OccasionId::new) else {
        return Ok(None);
    };
    let answers = questionnaires::answers::store::answers(tx, &asked).await?;
    let chosen = |link_id: &str| match answers.to(link_id) {
        Some(Answer::Choice(code)) => Some(code.clone()),
        _ => None,
    };
    Ok(chosen(LIVELIHOOD).map(|source| Living {
        source,
        share: chosen(EXTENT).and_then(|share| share.parse().ok()),
    }))
}

/// Closes a follow-up; false when it was closed before, which then stands.
pub async fn add_disposition(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    rule: &str,
    known: Known,
    day: Date,
) -> Result<bool, Fault> {
    let living = lives_on(tx, enrolment, rule).await?;
    let added = on!(tx, db => {
        sqlx::query(
            "insert into dispositions
             (enrolment_id, rule_id, disposition, reached, answered, livelihood, closed_on,
              lives_on, lives_share)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (enrolment_id, rule_id) do nothing",
        )
        .bind(enrolment.as_str())
        .bind(rule)
        .bind(known.disposition().as_str())
        .bind(known.reached())
        .bind(known.answered())
        .bind(known.livelihood_known())
        .bind(day.to_string())
        .bind(living.as_ref().map(|living| living.source.as_str()))
        .bind(living.as_ref().and_then(|living| living.share).map(i64::from))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(added == 1)
}

/// How far one follow-up came.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Closed {
    /// Somebody talked to the person, or they answered.
    pub reached: bool,
    /// They answered, in whole or in part.
    pub answered: bool,
    /// It is known what they live on.
    pub livelihood: bool,
    /// The code of what they said that they live on.
    pub lives_on: Option<String>,
}

/// The follow-ups of a programme that closed from `from` until before `until`, one of each
/// person, in no order that tells whose they are.
pub async fn closed_in(
    tx: &mut Tx,
    programme: &ProgrammeId,
    (from, until): (Date, Date),
) -> Result<Vec<Closed>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select d.reached, d.answered, d.livelihood, d.lives_on
             from dispositions d join enrolments e on e.id = d.enrolment_id
             where e.programme_id = $1 and e.study_arm = 'intervention'
             and d.closed_on >= $2 and d.closed_on < $3
             and not exists (
                select 1 from dispositions x join enrolments y on y.id = x.enrolment_id
                where y.participant_id = e.participant_id and y.programme_id = e.programme_id
                and y.study_arm = 'intervention' and x.closed_on >= $2 and x.closed_on < $3
                and (x.closed_on, x.enrolment_id, x.rule_id)
                    < (d.closed_on, d.enrolment_id, d.rule_id))
             order by d.reached, d.answered, d.livelihood, d.lives_on",
        )
        .bind(programme.as_str())
        .bind(from.to_string())
        .bind(until.to_string())
        .fetch_all(db)
        .await
    })?)
}

/// How a follow-up closed; `None` while it is open.
pub async fn disposition(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    rule: &str,
) -> Result<Option<Disposition>, Fault> {
    let word: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select disposition from dispositions where enrolment_id = $1 and rule_id = $2",
        )
        .bind(enrolment.as_str())
        .bind(rule)
        .fetch_optional(db)
        .await
    })?;
    word.map(|word| Disposition::of(&word).ok_or(Fault::Corrupt("dispositions.disposition")))
        .transpose()
}
