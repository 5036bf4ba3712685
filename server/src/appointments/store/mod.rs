//! Where appointments are kept.

mod feed;
mod groups;
mod reminding;

pub use feed::{Feed, feed, make_feed, of_feed, set_details, stop_feed};
pub use groups::{
    InGroup, add_comers, cancel_group, comers, group_session, group_sessions, make_group,
};
pub use reminding::{
    attended, missed, move_to, set_kind, set_reply, to_be_called_off, to_remind_of,
};

use app::appointments::{Appointment, Attendance, NewAppointment, Wish};
use app::ids::{AppointmentId, EnrolmentId, OrganisationId, ParticipantId, StaffId};
use app::pacing::Category;
use jiff::Timestamp;

use crate::on;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx};

#[derive(sqlx::FromRow)]
struct AppointmentRow {
    id: String,
    enrolment_id: String,
    title: String,
    with_whom: String,
    place: String,
    bring: String,
    directions: String,
    travel: i64,
    demand: String,
    starts_at: i64,
    minutes: i64,
    interpreter: String,
    voluntary: bool,
    state: String,
    attendance: Option<String>,
    wish: Option<String>,
    confirmed_at: Option<i64>,
}

impl AppointmentRow {
    fn appointment(self) -> Result<Appointment, Fault> {
        let attendance = self
            .attendance
            .as_deref()
            .map(|word| Attendance::of(word).ok_or(Fault::Corrupt("appointments.attendance")));
        let wish = self
            .wish
            .as_deref()
            .map(|word| Wish::of(word).ok_or(Fault::Corrupt("appointments.wish")));
        Ok(Appointment {
            id: AppointmentId::new(self.id),
            enrolment: EnrolmentId::new(self.enrolment_id),
            title: self.title,
            with_whom: self.with_whom,
            place: self.place,
            bring: self.bring,
            directions: self.directions,
            travel: u16::try_from(self.travel)
                .map_err(|_| Fault::Corrupt("appointments.travel"))?,
            demand: Category::parse(&self.demand)
                .map_err(|_| Fault::Corrupt("appointments.demand"))?,
            starts_at: Timestamp::from_millisecond(self.starts_at)
                .map_err(|_| Fault::Corrupt("appointments.starts_at"))?,
            minutes: self.minutes,
            interpreter: self.interpreter,
            voluntary: self.voluntary,
            cancelled: match self.state.as_str() {
                "booked" => false,
                "cancelled" => true,
                _ => return Err(Fault::Corrupt("appointments.state")),
            },
            attendance: attendance.transpose()?,
            wish: wish.transpose()?,
            confirmed: self.confirmed_at.is_some(),
        })
    }
}

fn read(rows: Vec<AppointmentRow>) -> Result<Vec<Appointment>, Fault> {
    rows.into_iter().map(AppointmentRow::appointment).collect()
}

/// Books a meeting under `id`; one that is booked already stays as it is. The scheduler
/// looks at the enrolment again, for the reminders.
pub async fn book(
    tx: &mut Tx,
    id: &AppointmentId,
    of: &EnrolmentId,
    by: &StaffId,
    new: &NewAppointment,
    now: Timestamp,
) -> Result<(), Fault> {
    // Before the number is counted: it makes two bookings at once come one after the other.
    scheduling::look_again(tx, of, now).await?;
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into appointments
             (id, enrolment_id, title, with_whom, place, bring, starts_at, minutes, interpreter,
              voluntary, booked_by, booked_at, agreed_at, directions, travel, demand, number)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15,
                     (select coalesce(max(number), 0) + 1 from appointments where enrolment_id = $2))
             on conflict (id) do nothing",
        )
        .bind(id.as_str())
        .bind(of.as_str())
        .bind(&new.title)
        .bind(&new.with_whom)
        .bind(&new.place)
        .bind(&new.bring)
        .bind(new.starts_at.as_millisecond())
        .bind(new.minutes)
        .bind(&new.interpreter)
        .bind(new.voluntary)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .bind(&new.directions)
        .bind(i64::from(new.travel))
        .bind(new.demand.as_str())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// The appointments of participants, of those that the rest of the statement names.
macro_rules! appointments {
    ($rest:literal) => {
        concat!(
            "select a.id, a.enrolment_id, a.title, a.with_whom, a.place, a.bring,
                    a.directions, a.travel, a.demand, a.starts_at, a.minutes, a.interpreter, a.voluntary, a.state, a.attendance, a.wish,
                    a.confirmed_at
             from appointments a join enrolments e on e.id = a.enrolment_id ",
            $rest
        )
    };
}

/// One appointment.
pub async fn appointment(tx: &mut Tx, id: &AppointmentId) -> Result<Appointment, Fault> {
    let row: AppointmentRow = on!(tx, db => {
        sqlx::query_as(appointments!("where a.id = $1"))
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    row.appointment()
}

/// Whose appointment it is.
pub async fn participant_of(tx: &mut Tx, id: &AppointmentId) -> Result<ParticipantId, Fault> {
    let found: String = on!(tx, db => {
        sqlx::query_scalar(
            "select e.participant_id from appointments a join enrolments e on e.id = a.enrolment_id
             where a.id = $1",
        )
        .bind(id.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok(ParticipantId::new(found))
}

/// A participant's appointments that are not over at `now`, soonest first.
pub async fn coming(
    tx: &mut Tx,
    of: &ParticipantId,
    now: Timestamp,
) -> Result<Vec<Appointment>, Fault> {
    read(on!(tx, db => {
        sqlx::query_as(
            appointments!(
                "where e.participant_id = $1 and a.starts_at + a.minutes * 60000 > $2
                 order by a.starts_at, a.id"
            ),
        )
        .bind(of.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?)
}

/// A participant's appointments that are over at `now`, newest first.
pub async fn past(
    tx: &mut Tx,
    of: &ParticipantId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Appointment>, Fault> {
    read(on!(tx, db => {
        sqlx::query_as(
            appointments!(
                "where e.participant_id = $1 and a.starts_at + a.minutes * 60000 <= $2
                 order by a.starts_at desc, a.id desc limit $3"
            ),
        )
        .bind(of.as_str())
        .bind(now.as_millisecond())
        .bind(most)
        .fetch_all(db)
        .await
    })?)
}

/// A participant's appointments that begin from `from` until just before `to`, soonest first.
pub async fn between(
    tx: &mut Tx,
    of: &ParticipantId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Appointment>, Fault> {
    read(on!(tx, db => {
        sqlx::query_as(
            appointments!(
                "where e.participant_id = $1 and a.starts_at >= $2 and a.starts_at < $3
                 order by a.starts_at, a.id"
            ),
        )
        .bind(of.as_str())
        .bind(from.as_millisecond())
        .bind(to.as_millisecond())
        .fetch_all(db)
        .await
    })?)
}

/// Coming appointments of an office that somebody wishes to move or call off, soonest first.
///
/// With each, whose it is and the person's name.
pub async fn wishes(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<Vec<(ParticipantId, String, Appointment)>, Fault> {
    #[derive(sqlx::FromRow)]
    struct WishRow {
        participant_id: String,
        name: String,
        #[sqlx(flatten)]
        row: AppointmentRow,
    }
    let rows: Vec<WishRow> = on!(tx, db => {
        sqlx::query_as(
            "select e.participant_id, p.name, a.id, a.enrolment_id, a.title, a.with_whom, a.place, a.bring,
                    a.directions, a.travel, a.demand, a.starts_at, a.minutes, a.interpreter, a.voluntary, a.state, a.attendance, a.wish,
                    a.confirmed_at
             from appointments a
             join enrolments e on e.id = a.enrolment_id
             join participants p on p.id = e.participant_id
             where e.organisation_id = $1 and a.wish is not null and a.state = 'booked' and a.starts_at > $2
             order by a.starts_at, a.id",
        )
        .bind(organisation.as_str())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|found| {
            let whose = ParticipantId::new(found.participant_id);
            Ok((whose, found.name, found.row.appointment()?))
        })
        .collect()
}

/// Registers who came, or takes it back; what was wished for is dealt with.
pub async fn set_attendance(
    tx: &mut Tx,
    id: &AppointmentId,
    came: Option<Attendance>,
    now: Timestamp,
) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query("update appointments set attendance = $2, wish = null where id = $1")
            .bind(id.as_str())
            .bind(came.map(Attendance::as_str))
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    found(changed)?;
    if came.is_some() {
        scheduling::end_reminders(tx, id, now).await?;
    }
    reminding::look_again(tx, id, now).await
}

/// Calls a meeting off; nobody came to it, and what was wished for is dealt with.
pub async fn cancel(tx: &mut Tx, id: &AppointmentId, now: Timestamp) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update appointments set state = 'cancelled', attendance = null, wish = null where id = $1",
        )
        .bind(id.as_str())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    found(changed)?;
    scheduling::end_reminders(tx, id, now).await
}

/// Keeps what the participant wishes, or that they wish nothing any more.
pub async fn set_wish(tx: &mut Tx, id: &AppointmentId, wish: Option<Wish>) -> Result<(), Fault> {
    let changed = on!(tx, db => {
        // Whoever wishes for something else does not come as agreed.
        sqlx::query("update appointments set wish = $2, confirmed_at = null where id = $1")
            .bind(id.as_str())
            .bind(wish.map(Wish::as_str))
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    found(changed)
}

fn found(changed: u64) -> Result<(), Fault> {
    if changed == 0 {
        Err(Fault::Missing)
    } else {
        Ok(())
    }
}

/// Appointments of an office that were over before `now` and since `from`, with nobody's
/// attendance noted; oldest first.
pub async fn unregistered(
    tx: &mut Tx,
    organisation: &OrganisationId,
    from: Timestamp,
    now: Timestamp,
) -> Result<Vec<(ParticipantId, String, String, Timestamp)>, Fault> {
    let rows: Vec<(String, String, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select e.participant_id, p.name, a.title, a.starts_at
             from appointments a
             join enrolments e on e.id = a.enrolment_id
             join participants p on p.id = e.participant_id
             where e.organisation_id = $1 and a.state = 'booked' and a.attendance is null
               and a.starts_at >= $2 and a.starts_at + a.minutes * 60000 <= $3
             order by a.starts_at, a.id",
        )
        .bind(organisation.as_str())
        .bind(from.as_millisecond())
        .bind(now.as_millisecond())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(id, name, title, at)| {
            let at = Timestamp::from_millisecond(at)
                .map_err(|_| Fault::Corrupt("appointments.starts_at"))?;
            Ok((ParticipantId::new(id), name, title, at))
        })
        .collect()
}
