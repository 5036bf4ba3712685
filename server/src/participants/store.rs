//! Where participants and their enrolments are kept.

use app::ids::{EnrolmentId, OrganisationId, ParticipantId, ProgrammeId, StaffId};
use app::participants::{Dates, EndReason, Enrolment, NewDates, NewParticipant, Participant};
use app::programmes::StudyArm;
use app::texts::Language;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

#[derive(sqlx::FromRow)]
struct ParticipantRow {
    id: String,
    name: String,
    year_of_birth: Option<i64>,
    language: String,
    email: Option<String>,
    phone: Option<String>,
    mobile: Option<String>,
    protected_identity: bool,
}

/// One participant.
pub async fn participant(tx: &mut Tx, id: &ParticipantId) -> Result<Participant, Fault> {
    let row: ParticipantRow = on!(tx, db => {
        sqlx::query_as(
            "select id, name, year_of_birth, language, email, phone, mobile, protected_identity
             from participants where id = $1",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok(Participant {
        id: ParticipantId::new(row.id),
        name: row.name,
        year_of_birth: row.year_of_birth,
        language: Language::of_tag(&row.language).ok_or(Fault::Corrupt("participants.language"))?,
        email: row.email,
        phone: row.phone,
        mobile: row.mobile,
        protected_identity: row.protected_identity,
    })
}

/// The office a participant belongs to.
pub async fn organisation_of(tx: &mut Tx, id: &ParticipantId) -> Result<OrganisationId, Fault> {
    let found: String = on!(tx, db => {
        sqlx::query_scalar("select organisation_id from participants where id = $1")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?;
    Ok(OrganisationId::new(found))
}

/// Name, telephone number and version of the photo of the coordinator of the newest enrolment.
pub async fn coordinator_of(
    tx: &mut Tx,
    id: &ParticipantId,
) -> Result<Option<(String, Option<String>, Option<String>)>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select s.name, s.phone, o.version
             from enrolments e join staff s on s.id = e.coordinator_id
             left join photos o on o.staff_id = s.id
             where e.participant_id = $1 order by e.created_at desc, e.id desc limit 1",
        )
        .bind(id.as_str())
        .fetch_optional(db)
        .await
    })?)
}

/// Changes what a participant reads.
pub async fn set_language(
    tx: &mut Tx,
    id: &ParticipantId,
    language: Language,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update participants set language = $2 where id = $1")
            .bind(id.as_str())
            .bind(language.tag())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// Adds a person and their enrolment, which the scheduler looks at next.
pub async fn add(
    tx: &mut Tx,
    organisation: &OrganisationId,
    programme: &ProgrammeId,
    coordinator: &StaffId,
    new: &NewParticipant,
    now: Timestamp,
) -> Result<(ParticipantId, EnrolmentId), Fault> {
    let (person, enrolment) = (new_id(), new_id());
    on!(tx, db => {
        sqlx::query(
            "insert into participants
             (id, organisation_id, name, year_of_birth, language, email, phone, mobile, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $9, $8)",
        )
        .bind(&person)
        .bind(organisation.as_str())
        .bind(&new.name)
        .bind(new.year_of_birth)
        .bind(new.language.tag())
        .bind(&new.email)
        .bind(&new.phone)
        .bind(now.as_millisecond())
        .bind(new.mobile.as_ref().map(app::participants::Mobile::as_str))
        .execute(db)
        .await
        .map(drop)
    })?;
    on!(tx, db => {
        sqlx::query(
            "insert into enrolments
             (id, organisation_id, participant_id, programme_id, coordinator_id, study_arm,
              included_on, next_look_at, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        )
        .bind(&enrolment)
        .bind(organisation.as_str())
        .bind(&person)
        .bind(programme.as_str())
        .bind(coordinator.as_str())
        .bind(arm_word(new.arm))
        .bind(new.included.map(|day| day.to_string()))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok((ParticipantId::new(person), EnrolmentId::new(enrolment)))
}

/// The word for a study arm in the database.
pub fn arm_word(arm: StudyArm) -> &'static str {
    match arm {
        StudyArm::Intervention => "intervention",
        StudyArm::Control => "control",
    }
}

/// The columns of an enrolment, as every query on them names them.
#[derive(sqlx::FromRow)]
struct EnrolmentRow {
    id: String,
    participant_id: String,
    programme_id: String,
    coordinator_id: String,
    study_arm: String,
    referred_on: Option<String>,
    included_on: Option<String>,
    assessed_on: Option<String>,
    started_on: Option<String>,
    planned_end_on: Option<String>,
    ended_on: Option<String>,
    end_reason: Option<String>,
}

impl EnrolmentRow {
    fn enrolment(self) -> Result<Enrolment, Fault> {
        let day = |text: Option<String>| -> Result<Option<Date>, Fault> {
            text.map(|text| {
                text.parse()
                    .map_err(|_| Fault::Corrupt("enrolments: a day"))
            })
            .transpose()
        };
        Ok(Enrolment {
            id: EnrolmentId::new(self.id),
            participant: ParticipantId::new(self.participant_id),
            programme: ProgrammeId::new(self.programme_id),
            coordinator: StaffId::new(self.coordinator_id),
            arm: match self.study_arm.as_str() {
                "intervention" => StudyArm::Intervention,
                "control" => StudyArm::Control,
                _ => return Err(Fault::Corrupt("enrolments.study_arm")),
            },
            dates: Dates {
                referred: day(self.referred_on)?,
                included: day(self.included_on)?,
                assessed: day(self.assessed_on)?,
                started: day(self.started_on)?,
                planned_end: day(self.planned_end_on)?,
                ended: day(self.ended_on)?,
            },
            end_reason: self.end_reason.as_deref().and_then(EndReason::of),
        })
    }
}

/// One enrolment.
pub async fn enrolment(tx: &mut Tx, id: &EnrolmentId) -> Result<Enrolment, Fault> {
    let row: EnrolmentRow = on!(tx, db => {
        sqlx::query_as(
            "select id, participant_id, programme_id, coordinator_id, study_arm, referred_on, included_on,
                    assessed_on, started_on, planned_end_on, ended_on, end_reason
             from enrolments where id = $1",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    row.enrolment()
}

/// Every enrolment of a programme, the oldest first.
pub async fn enrolments_in(tx: &mut Tx, programme: &ProgrammeId) -> Result<Vec<Enrolment>, Fault> {
    let rows: Vec<EnrolmentRow> = on!(tx, db => {
        sqlx::query_as(
            "select id, participant_id, programme_id, coordinator_id, study_arm, referred_on, included_on,
                    assessed_on, started_on, planned_end_on, ended_on, end_reason
             from enrolments where programme_id = $1 order by created_at, id",
        )
        .bind(programme.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(EnrolmentRow::enrolment).collect()
}

/// The enrolments of one participant, newest first.
pub async fn enrolments_of(tx: &mut Tx, id: &ParticipantId) -> Result<Vec<Enrolment>, Fault> {
    let rows: Vec<EnrolmentRow> = on!(tx, db => {
        sqlx::query_as(
            "select id, participant_id, programme_id, coordinator_id, study_arm, referred_on, included_on,
                    assessed_on, started_on, planned_end_on, ended_on, end_reason
             from enrolments where participant_id = $1 order by created_at desc, id desc",
        )
        .bind(id.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(EnrolmentRow::enrolment).collect()
}

/// Registers what happened when; the scheduler looks at the enrolment again.
pub async fn set_dates(
    tx: &mut Tx,
    id: &EnrolmentId,
    new: &NewDates,
    now: Timestamp,
) -> Result<(), Fault> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let changed = on!(tx, db => {
        sqlx::query(
            "update enrolments
             set referred_on = $2, included_on = $3, assessed_on = $4, started_on = $5,
                 planned_end_on = $6, ended_on = $7, end_reason = $8, next_look_at = $9
             where id = $1",
        )
        .bind(id.as_str())
        .bind(day(new.dates.referred))
        .bind(day(new.dates.included))
        .bind(day(new.dates.assessed))
        .bind(day(new.dates.started))
        .bind(day(new.dates.planned_end))
        .bind(day(new.dates.ended))
        .bind(new.end_reason.map(EndReason::as_str))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if changed == 0 {
        Err(Fault::Missing)
    } else {
        Ok(())
    }
}

/// One line of the list of people.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    /// The participant's id.
    pub participant_id: String,
    /// The enrolment's id.
    pub enrolment_id: String,
    /// The person's name.
    pub name: String,
    /// The programme's id.
    pub programme_id: String,
    /// The coordinator's name.
    pub coordinator: String,
    /// Takes part, or is compared with.
    pub study_arm: String,
    /// First day of the intervention.
    pub started_on: Option<String>,
    /// Last day of the intervention.
    pub ended_on: Option<String>,
}

/// The people of an office whose name holds `search`, by name. Protected identities are in no search.
pub async fn people(
    tx: &mut Tx,
    organisation: &OrganisationId,
    search: &str,
    most: i64,
) -> Result<Vec<Listed>, Fault> {
    let like = format!("%{}%", search.trim().to_lowercase().replace(['%', '_'], ""));
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select p.id as participant_id, e.id as enrolment_id, p.name, e.programme_id,
                    s.name as coordinator, e.study_arm, e.started_on, e.ended_on
             from enrolments e
             join participants p on p.id = e.participant_id
             join staff s on s.id = e.coordinator_id
             where e.organisation_id = $1 and not p.protected_identity and lower(p.name) like $2
             order by p.name, e.created_at limit $3",
        )
        .bind(organisation.as_str())
        .bind(like)
        .bind(most)
        .fetch_all(db)
        .await
    })?)
}

/// The enrolments of an office that take part and have not ended, with the person's name.
/// Protected identities are left out.
pub async fn active(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(String, Enrolment)>, Fault> {
    followed(tx, organisation, Date::MAX).await
}

/// As [`active`], those whose course ended on `since` or later included.
pub async fn followed(
    tx: &mut Tx,
    organisation: &OrganisationId,
    since: Date,
) -> Result<Vec<(String, Enrolment)>, Fault> {
    #[derive(sqlx::FromRow)]
    struct NamedRow {
        name: String,
        #[sqlx(flatten)]
        row: EnrolmentRow,
    }
    let rows: Vec<NamedRow> = on!(tx, db => {
        sqlx::query_as(
            "select p.name, e.id, e.participant_id, e.programme_id, e.coordinator_id, e.study_arm,
                    e.referred_on, e.included_on, e.assessed_on, e.started_on, e.planned_end_on,
                    e.ended_on, e.end_reason
             from enrolments e join participants p on p.id = e.participant_id
             where e.organisation_id = $1 and (e.ended_on is null or e.ended_on >= $2)
               and e.study_arm = 'intervention' and not p.protected_identity and p.died_on is null
             order by p.name, e.id",
        )
        .bind(organisation.as_str())
        .bind(since.to_string())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|named| Ok((named.name, named.row.enrolment()?)))
        .collect()
}
