//! Where projects are kept, and what they have taken.

use std::collections::BTreeMap;

use app::ids::{OrganisationId, ParticipantId, ProgrammeId, StaffId};
use app::participants::{Dates, EndReason, Living};
use app::projects::{Basis, Kind, NewProject, Project, State};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::participants::background::store::living;
use crate::participants::consents::store::stands;
use crate::storage::{Fault, Tx, new_id};

#[derive(sqlx::FromRow)]
struct ProjectRow {
    id: String,
    kind: String,
    title: String,
    wants: String,
    basis: String,
    reference: String,
    asked_by: String,
    asker: String,
    asked_at: i64,
    taken_back_at: Option<i64>,
    decision: Option<i64>,
    reason: String,
    decider: Option<String>,
    decided_at: Option<i64>,
}

fn instant(at: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("projects: an instant"))
}

impl ProjectRow {
    fn read(
        self,
        reader: &StaffId,
        takings: Vec<(String, Timestamp, i64)>,
    ) -> Result<Project, Fault> {
        let state = match (self.taken_back_at, self.decision) {
            (Some(_), _) => State::TakenBack,
            (None, None) => State::Waiting,
            (None, Some(0)) => State::Refused(self.reason),
            (None, Some(_)) => State::Approved,
        };
        let decided_at = self.decided_at.map(instant).transpose()?;
        Ok(Project {
            kind: Kind::of(&self.kind).ok_or(Fault::Corrupt("projects.kind"))?,
            basis: Basis::of(&self.basis).ok_or(Fault::Corrupt("projects.basis"))?,
            is_own: self.asked_by == reader.as_str(),
            id: self.id,
            title: self.title,
            wants: self.wants,
            reference: self.reference,
            asked: (self.asker, instant(self.asked_at)?),
            state,
            decided: self.decider.zip(decided_at),
            takings,
        })
    }
}

/// The projects of a programme, the newest first, each as `reader` sees it.
pub async fn projects(
    tx: &mut Tx,
    programme: &ProgrammeId,
    reader: &StaffId,
) -> Result<Vec<Project>, Fault> {
    let rows: Vec<ProjectRow> = on!(&mut *tx, db => {
        sqlx::query_as(
            "select p.id, p.kind, p.title, p.wants, p.basis, p.reference, p.asked_by,
                    a.name as asker, p.asked_at, p.taken_back_at,
                    case when p.approved is null then null
                         else cast(case when p.approved then 1 else 0 end as bigint) end as decision,
                    p.reason, d.name as decider, p.decided_at
             from projects p join staff a on a.id = p.asked_by left join staff d on d.id = p.decided_by
             where p.programme_id = $1 order by p.asked_at desc, p.id desc",
        )
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?;
    let mut takings = takings(tx, programme).await?;
    rows.into_iter()
        .map(|row| {
            let its = takings.remove(&row.id).unwrap_or_default();
            row.read(reader, its)
        })
        .collect()
}

type Takings = BTreeMap<String, Vec<(String, Timestamp, i64)>>;

async fn takings(tx: &mut Tx, programme: &ProgrammeId) -> Result<Takings, Fault> {
    let rows: Vec<(String, String, i64, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select t.project_id, s.name, t.taken_at, t.people
             from project_takings t join projects p on p.id = t.project_id
             join staff s on s.id = t.taken_by
             where p.programme_id = $1 order by t.taken_at desc, t.id desc",
        )
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?;
    let mut all = Takings::new();
    for (project, name, at, people) in rows {
        let its = all.entry(project).or_default();
        its.push((name, instant(at)?, people));
    }
    Ok(all)
}

/// What a handler must know of one project before it does anything.
#[derive(Clone, Debug)]
pub struct Known {
    /// Of which programme.
    pub programme: ProgrammeId,
    /// Who wants the rows.
    pub kind: Kind,
    /// Who asked.
    pub asked_by: StaffId,
    /// What pseudonyms are made with.
    pub secret: String,
    /// Whether rows may be taken now.
    pub is_approved: bool,
    /// Whether whoever asked wants it no more.
    pub is_taken_back: bool,
}

/// A project of an office; [`Fault::Missing`] for one of another.
pub async fn project(tx: &mut Tx, office: &OrganisationId, id: &str) -> Result<Known, Fault> {
    type Row = (String, String, String, String, i64, Option<i64>);
    let row: Option<Row> = on!(tx, db => {
        sqlx::query_as(
            "select programme_id, kind, asked_by, secret,
                    cast(case when approved and taken_back_at is null then 1 else 0 end as bigint),
                    taken_back_at
             from projects where id = $1 and organisation_id = $2",
        )
        .bind(id)
        .bind(office.as_str())
        .fetch_optional(db)
        .await
    })?;
    let (programme, kind, asked_by, secret, approved, taken_back) = row.ok_or(Fault::Missing)?;
    Ok(Known {
        programme: ProgrammeId::new(programme),
        kind: Kind::of(&kind).ok_or(Fault::Corrupt("projects.kind"))?,
        asked_by: StaffId::new(asked_by),
        secret,
        is_approved: approved == 1,
        is_taken_back: taken_back.is_some(),
    })
}

/// Keeps that somebody asks for rows.
pub async fn ask(
    tx: &mut Tx,
    office: &OrganisationId,
    programme: &ProgrammeId,
    new: &NewProject,
    secret: &str,
    (by, now): (&StaffId, Timestamp),
) -> Result<String, Fault> {
    let id = new_id();
    on!(tx, db => {
        sqlx::query(
            "insert into projects (id, organisation_id, programme_id, kind, title, wants, basis,
                                   reference, secret, asked_by, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(&id)
        .bind(office.as_str())
        .bind(programme.as_str())
        .bind(new.kind.as_str())
        .bind(&new.title)
        .bind(&new.wants)
        .bind(new.basis.as_str())
        .bind(&new.reference)
        .bind(secret)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(id)
}

/// Keeps a decision, in place of the one before.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    (approved, reason): (bool, &str),
    (by, now): (&StaffId, Timestamp),
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "update projects set approved = $2, reason = $3, decided_by = $4, decided_at = $5
             where id = $1",
        )
        .bind(id)
        .bind(approved)
        .bind(reason)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Keeps that whoever asked wants it no more, or wants it again.
pub async fn take_back(tx: &mut Tx, id: &str, at: Option<Timestamp>) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update projects set taken_back_at = $2 where id = $1")
            .bind(id)
            .bind(at.map(Timestamp::as_millisecond))
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// A course whose row may be taken.
#[derive(Clone, Debug)]
pub struct Course {
    /// Which.
    pub enrolment: String,
    /// Whose.
    pub person: ParticipantId,
    /// Year of birth.
    pub born: Option<i64>,
    /// What happened when.
    pub dates: Dates,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// What they live on a year after the end.
    pub year: Option<Living>,
}

#[derive(sqlx::FromRow)]
struct CourseRow {
    id: String,
    participant_id: String,
    year_of_birth: Option<i64>,
    included_on: Option<String>,
    started_on: Option<String>,
    ended_on: Option<String>,
    end_reason: Option<String>,
    lives_on: Option<String>,
    lives_share: Option<i64>,
}

/// The courses of a programme whose people have said yes to research, still do on `today`, and are
/// not protected. A consent is given for a course.
pub async fn courses(
    tx: &mut Tx,
    programme: &ProgrammeId,
    today: Date,
) -> Result<Vec<Course>, Fault> {
    let rows: Vec<CourseRow> = on!(tx, db => {
        sqlx::query_as(concat!(
            "select e.id, e.participant_id, p.year_of_birth, e.included_on, e.started_on, e.ended_on,
                    e.end_reason, d.lives_on, d.lives_share
             from enrolments e join participants p on p.id = e.participant_id
             left join dispositions d on d.enrolment_id = e.id
               and d.rule_id = (select min(x.rule_id) from dispositions x where x.enrolment_id = e.id)
             where e.programme_id = $1 and not p.protected_identity and exists (
                select 1 from consents k
                where k.enrolment_id = e.id and k.kind = 'research' and ",
            stands!("$2"),
            ") order by e.id"
        ))
        .bind(programme.as_str())
        .bind(today.to_string())
        .fetch_all(db)
        .await
    })?;
    let day = |day: Option<String>| {
        let day = day.map(|day| day.parse::<Date>()).transpose();
        day.map_err(|_| Fault::Corrupt("enrolments: a day"))
    };
    rows.into_iter()
        .map(|row| {
            let end_reason = row
                .end_reason
                .as_deref()
                .map(|word| EndReason::of(word).ok_or(Fault::Corrupt("enrolments.end_reason")));
            Ok(Course {
                enrolment: row.id,
                person: ParticipantId::new(row.participant_id),
                born: row.year_of_birth,
                dates: Dates {
                    included: day(row.included_on)?,
                    started: day(row.started_on)?,
                    ended: day(row.ended_on)?,
                    ..Dates::default()
                },
                end_reason: end_reason.transpose()?,
                year: living(row.lives_on, row.lives_share)?,
            })
        })
        .collect()
}

/// Keeps that rows were taken, and whose.
pub async fn taken(
    tx: &mut Tx,
    project: &str,
    courses: &[Course],
    people: usize,
    (by, now): (&StaffId, Timestamp),
) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query(
            "insert into project_takings (id, project_id, taken_by, taken_at, people)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(new_id())
        .bind(project)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .bind(people as i64)
        .execute(db)
        .await
        .map(drop)
    })?;
    for course in courses {
        on!(&mut *tx, db => {
            sqlx::query(
                "insert into project_people (project_id, enrolment_id, first_at, last_at)
                 values ($1, $2, $3, $3)
                 on conflict (project_id, enrolment_id) do update set last_at = excluded.last_at",
            )
            .bind(project)
            .bind(&course.enrolment)
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
        })?;
    }
    Ok(())
}

/// The projects that have taken rows of a person: what each is called, and when it last did.
pub async fn with(tx: &mut Tx, person: &ParticipantId) -> Result<Vec<(String, Timestamp)>, Fault> {
    let rows: Vec<(String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select p.title, max(t.last_at) from project_people t
             join projects p on p.id = t.project_id join enrolments e on e.id = t.enrolment_id
             where e.participant_id = $1 group by p.id, p.title order by max(t.last_at) desc, p.title",
        )
        .bind(person.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(title, at)| Ok((title, instant(at)?)))
        .collect()
}
