//! What was noted about deadlines.

use std::collections::BTreeMap;

use app::desk::deadlines::{Late, Note, Notes};
use app::ids::{EnrolmentId, OrganisationId, StaffId};
use app::programmes::ConsentKind;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::on;
use crate::participants::consents;
use crate::storage::{Fault, Tx};

#[derive(sqlx::FromRow)]
struct NoteRow {
    enrolment_id: String,
    deadline_id: String,
    number: i64,
    met_on: Option<String>,
    late: Option<String>,
    rests_until: Option<String>,
}

impl NoteRow {
    fn note(self) -> Result<(String, (String, u32), Note), Fault> {
        let day = |text: Option<String>| -> Result<Option<Date>, Fault> {
            text.map(|text| text.parse())
                .transpose()
                .map_err(|_| Fault::Corrupt("deadline_notes: a day"))
        };
        let number = self.number.try_into();
        let number = number.map_err(|_| Fault::Corrupt("deadline_notes.number"))?;
        let note = Note {
            met_on: day(self.met_on)?,
            late: self.late.as_deref().and_then(Late::of),
            rests_until: day(self.rests_until)?,
        };
        Ok((self.enrolment_id, (self.deadline_id, number), note))
    }
}

/// The notes about one enrolment.
pub async fn notes_of(tx: &mut Tx, enrolment: &EnrolmentId) -> Result<Notes, Fault> {
    let rows: Vec<NoteRow> = on!(tx, db => {
        sqlx::query_as(
            "select enrolment_id, deadline_id, number, met_on, late, rests_until
             from deadline_notes where enrolment_id = $1",
        )
        .bind(enrolment.as_str())
        .fetch_all(db)
        .await
    })?;
    let notes = rows.into_iter().map(|row| {
        let (_, key, note) = row.note()?;
        Ok((key, note))
    });
    notes.collect()
}

/// The notes about everyone of an office, by enrolment.
pub async fn notes_of_office(
    tx: &mut Tx,
    office: &OrganisationId,
) -> Result<BTreeMap<String, Notes>, Fault> {
    let rows: Vec<NoteRow> = on!(tx, db => {
        sqlx::query_as(
            "select n.enrolment_id, n.deadline_id, n.number, n.met_on, n.late, n.rests_until
             from deadline_notes n join enrolments e on e.id = n.enrolment_id
             where e.organisation_id = $1",
        )
        .bind(office.as_str())
        .fetch_all(db)
        .await
    })?;
    let mut all: BTreeMap<String, Notes> = BTreeMap::new();
    for row in rows {
        let (enrolment, key, note) = row.note()?;
        all.entry(enrolment).or_default().insert(key, note);
    }
    Ok(all)
}

/// The consents in an office that nobody took back, by enrolment, with the days on which they were given.
pub async fn consents_of_office(
    tx: &mut Tx,
    office: &OrganisationId,
    zone: &TimeZone,
) -> Result<BTreeMap<String, Vec<(ConsentKind, Date)>>, Fault> {
    let rows: Vec<(String, String, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select k.enrolment_id, k.kind, k.given_at
             from consents k join enrolments e on e.id = k.enrolment_id
             where e.organisation_id = $1 and k.withdrawn_at is null",
        )
        .bind(office.as_str())
        .fetch_all(db)
        .await
    })?;
    let mut all: BTreeMap<String, Vec<(ConsentKind, Date)>> = BTreeMap::new();
    for (enrolment, kind, at) in rows {
        let kind = consents::store::of(&kind).ok_or(Fault::Corrupt("consents.kind"))?;
        let at =
            Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("consents.given_at"))?;
        let day = at.to_zoned(zone.clone()).date();
        all.entry(enrolment).or_default().push((kind, day));
    }
    Ok(all)
}

/// Notes that a deed met a deadline, or why it is late, in place of what was noted before.
/// `by` is nobody when the scheduler notes it.
pub async fn note(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    (deadline, number): (&str, u32),
    note: &Note,
    by: Option<&StaffId>,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into deadline_notes
             (enrolment_id, deadline_id, number, met_on, late, rests_until, noted_by, noted_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (enrolment_id, deadline_id, number) do update
             set met_on = excluded.met_on, late = coalesce(excluded.late, deadline_notes.late),
                 rests_until = excluded.rests_until, noted_by = excluded.noted_by,
                 noted_at = excluded.noted_at",
        )
        .bind(enrolment.as_str())
        .bind(deadline)
        .bind(i64::from(number))
        .bind(note.met_on.map(|day| day.to_string()))
        .bind(note.late.map(Late::as_str))
        .bind(note.rests_until.map(|day| day.to_string()))
        .bind(by.map(StaffId::as_str))
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Takes back what was noted about a deadline.
pub async fn forget(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    (deadline, number): (&str, u32),
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "delete from deadline_notes where enrolment_id = $1 and deadline_id = $2 and number = $3",
        )
        .bind(enrolment.as_str())
        .bind(deadline)
        .bind(i64::from(number))
        .execute(db)
        .await
        .map(drop)
    })?)
}
