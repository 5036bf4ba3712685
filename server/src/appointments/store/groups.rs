//! Where group sessions are kept. Who is in one has an appointment of their own, with its reminders.

use app::appointments::NewAppointment;
use app::appointments::group::{Full, GroupSession};
use app::ids::{AppointmentId, EnrolmentId, OrganisationId, ParticipantId, StaffId};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: String,
    title: String,
    with_whom: String,
    place: String,
    bring: String,
    starts_at: i64,
    minutes: i64,
    voluntary: bool,
    places: i64,
    taken: i64,
    state: String,
}

impl SessionRow {
    fn session(self) -> Result<GroupSession, Fault> {
        Ok(GroupSession {
            id: self.id,
            title: self.title,
            with_whom: self.with_whom,
            place: self.place,
            bring: self.bring,
            starts_at: Timestamp::from_millisecond(self.starts_at)
                .map_err(|_| Fault::Corrupt("group_sessions.starts_at"))?,
            minutes: self.minutes,
            voluntary: self.voluntary,
            places: self.places,
            taken: self.taken,
            cancelled: self.state == "cancelled",
        })
    }
}

/// The sessions of an office, of those that the rest of the statement names.
macro_rules! sessions {
    ($rest:literal) => {
        concat!(
            "select g.id, g.title, g.with_whom, g.place, g.bring, g.starts_at, g.minutes,
                    g.voluntary, g.places, g.state,
                    (select count(*) from appointments a
                     where a.session_id = g.id and a.state = 'booked') as taken
             from group_sessions g where g.organisation_id = $1 ",
            $rest
        )
    };
}

/// Those of an office that begin at `from` or later, soonest first.
pub async fn group_sessions(
    tx: &mut Tx,
    office: &OrganisationId,
    from: Timestamp,
) -> Result<Vec<GroupSession>, Fault> {
    let rows: Vec<SessionRow> = on!(tx, db => {
        sqlx::query_as(sessions!("and g.starts_at >= $2 order by g.starts_at, g.id"))
            .bind(office.as_str())
            .bind(from.as_millisecond())
            .fetch_all(db)
            .await
    })?;
    rows.into_iter().map(SessionRow::session).collect()
}

/// One of an office; [`Fault::Missing`] when it is another's.
pub async fn group_session(
    tx: &mut Tx,
    office: &OrganisationId,
    id: &str,
) -> Result<GroupSession, Fault> {
    let row: SessionRow = on!(tx, db => {
        sqlx::query_as(sessions!("and g.id = $2"))
            .bind(office.as_str())
            .bind(id)
            .fetch_one(db)
            .await
    })?;
    row.session()
}

/// Makes a session under `id`; one that is there already stays as it is.
pub async fn make_group(
    tx: &mut Tx,
    office: &OrganisationId,
    id: &str,
    (new, places): (&NewAppointment, i64),
    by: &StaffId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into group_sessions
             (id, organisation_id, title, with_whom, place, bring, starts_at, minutes, voluntary,
              places, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             on conflict (id) do nothing",
        )
        .bind(id)
        .bind(office.as_str())
        .bind(&new.title)
        .bind(&new.with_whom)
        .bind(&new.place)
        .bind(&new.bring)
        .bind(new.starts_at.as_millisecond())
        .bind(new.minutes)
        .bind(new.voluntary)
        .bind(places)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Somebody who is in a session.
#[derive(Clone, Debug)]
pub struct InGroup {
    /// Who.
    pub person: ParticipantId,
    /// As the person is called.
    pub name: String,
    /// In which course.
    pub enrolment: EnrolmentId,
    /// The appointment of their own.
    pub appointment: AppointmentId,
    /// They said that they come.
    pub confirmed: bool,
}

#[derive(sqlx::FromRow)]
struct ComerRow {
    participant_id: String,
    name: String,
    enrolment_id: String,
    id: String,
    confirmed_at: Option<i64>,
}

/// Who is in a session, by name; of one that was called off, who would have come.
pub async fn comers(tx: &mut Tx, session: &str) -> Result<Vec<InGroup>, Fault> {
    let rows: Vec<ComerRow> = on!(tx, db => {
        sqlx::query_as(
            "select e.participant_id, p.name, a.enrolment_id, a.id, a.confirmed_at
             from appointments a
             join enrolments e on e.id = a.enrolment_id
             join participants p on p.id = e.participant_id
             where a.session_id = $1 and (a.state = 'booked' or a.off_with_session)
             order by p.name, a.id",
        )
        .bind(session)
        .fetch_all(db)
        .await
    })?;
    let comer = |row: ComerRow| InGroup {
        person: ParticipantId::new(row.participant_id),
        name: row.name,
        enrolment: EnrolmentId::new(row.enrolment_id),
        appointment: AppointmentId::new(row.id),
        confirmed: row.confirmed_at.is_some(),
    };
    Ok(rows.into_iter().map(comer).collect())
}

/// Books these people into a session, all of them or none. Who is in already is not asked again.
pub async fn add_comers(
    tx: &mut Tx,
    office: &OrganisationId,
    session: &GroupSession,
    enrolments: &[EnrolmentId],
    by: &StaffId,
    now: Timestamp,
) -> Result<Result<(), Full>, Fault> {
    // Holds the row: of two who book the last place at once, one is told that it is full.
    on!(&mut *tx, db => {
        sqlx::query("update group_sessions set places = places where id = $1")
            .bind(&session.id)
            .execute(db)
            .await
            .map(drop)
    })?;
    let there = group_session(tx, office, &session.id).await?;
    let already = comers(tx, &session.id).await?;
    let is_in = |id: &&EnrolmentId| already.iter().any(|it| it.enrolment == **id);
    let new: Vec<&EnrolmentId> = enrolments.iter().filter(|id| !is_in(id)).collect();
    if new.len() as i64 > there.left() {
        return Ok(Err(Full { left: there.left() }));
    }
    let meeting = NewAppointment {
        title: there.title,
        with_whom: there.with_whom,
        place: there.place,
        bring: there.bring,
        starts_at: there.starts_at,
        minutes: there.minutes,
        voluntary: there.voluntary,
        ..NewAppointment::default()
    };
    for enrolment in new {
        let id = AppointmentId::new(new_id());
        super::book(tx, &id, enrolment, by, &meeting, now).await?;
        on!(&mut *tx, db => {
            sqlx::query("update appointments set session_id = $2 where id = $1")
                .bind(id.as_str())
                .bind(&session.id)
                .execute(db)
                .await
                .map(drop)
        })?;
    }
    Ok(Ok(()))
}

/// Notes that a session is off, and that these appointments are off with it: so it stays known who
/// would have come.
pub async fn cancel_group(
    tx: &mut Tx,
    session: &str,
    appointments: &[AppointmentId],
) -> Result<(), Fault> {
    for one in appointments {
        on!(&mut *tx, db => {
            sqlx::query("update appointments set off_with_session = true where id = $1")
                .bind(one.as_str())
                .execute(db)
                .await
                .map(drop)
        })?;
    }
    Ok(on!(tx, db => {
        sqlx::query("update group_sessions set state = 'cancelled' where id = $1")
            .bind(session)
            .execute(db)
            .await
            .map(drop)
    })?)
}
