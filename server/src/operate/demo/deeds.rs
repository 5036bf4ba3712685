//! What the office noted: calls and how they went, deadlines and what met them.

use app::desk::deadlines::{Late, Note, Noted as Deadline, noted, pressing, rests_until};
use app::desk::{Noted, Outcome};
use app::ids::{ContactId, StaffId};
use app::programmes::Standing;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::Rng;
use rand::rngs::StdRng;

use super::Office;
use super::course::Person;
use crate::desk::calls::Called;
use crate::desk::{gathering::events, store as desk};
use crate::storage::{Fault, Tx};
use crate::{participants, programmes, scheduling};

/// Somebody calls some of those on the phone list at `at`, and notes how it went.
pub(super) async fn calls(
    tx: &mut Tx,
    office: &Office,
    chance: &mut StdRng,
    at: Timestamp,
) -> Result<(), Fault> {
    for call in scheduling::store::phone_list(tx, &office.id, at).await? {
        if call.channel != "phone" || call.phone.is_none() || !chance.random_bool(0.6) {
            continue;
        }
        let outcome = match chance.random_range(0..10) {
            0..=4 => Outcome::NoAnswer,
            5..=6 => Outcome::Later,
            7..=8 => Outcome::Reached,
            _ => Outcome::Refused,
        };
        let later = at + SignedDuration::from_hours(chance.random_range(1..4) * 24);
        let noted = Noted {
            outcome,
            again_at: (outcome == Outcome::Later).then_some(later),
            interpreter: false,
        };
        let called = Called::by(tx, &office.id, ContactId::new(call.contact_id)).await?;
        let by = StaffId::new(call.coordinator_id);
        called.note(tx, &noted, &by, at).await?;
    }
    Ok(())
}

/// How much the office has not come to: a morning has its length.
struct Undone {
    amber: usize,
    overdue: usize,
    with_reason: usize,
}

/// Notes the deeds that met everybody's deadlines, but for a few.
pub(super) async fn deadlines(
    tx: &mut Tx,
    office: &Office,
    people: &[Person],
    chance: &mut StdRng,
    today: Date,
) -> Result<(), Fault> {
    let mut undone = Undone {
        amber: 4,
        overdue: 2,
        with_reason: 1,
    };
    let consents = desk::consents_of_office(tx, &office.id, &office.zone).await?;
    for person in people.iter().filter(|person| !person.is_control) {
        let enrolment = participants::store::enrolment(tx, &person.enrolment).await?;
        let definition = programmes::store::definition(tx, &enrolment.programme).await?;
        let notes = desk::notes_of(tx, &enrolment.id).await?;
        let given = consents.get(enrolment.id.as_str());
        let given = given.map_or(&[][..], |given| given);
        let all = noted(&definition, &events(&enrolment.dates), given, &notes, today);
        let newest: Vec<(String, u32)> = pressing(&all, today)
            .into_iter()
            .map(|it| (it.due.id.clone(), it.due.number))
            .collect();
        for it in all.iter().filter(|it| it.by_deed) {
            let presses = newest.contains(&(it.due.id.clone(), it.due.number));
            let note = undone.note(it, presses, chance, today);
            let Some((note, on)) = note else { continue };
            let key = (it.due.id.as_str(), it.due.number);
            let at = on.to_datetime(Time::constant(14, 0, 0, 0));
            let at = at.to_zoned(office.zone.clone());
            let at = at.map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp());
            desk::note(
                tx,
                &enrolment.id,
                key,
                &note,
                Some(&enrolment.coordinator),
                at,
            )
            .await?;
        }
    }
    Ok(())
}

impl Undone {
    /// What was noted about a deadline, and on which day; `None` when nothing was.
    fn note(
        &mut self,
        it: &Deadline,
        presses: bool,
        chance: &mut StdRng,
        today: Date,
    ) -> Option<(Note, Date)> {
        let due = it.due.due_on;
        let ago = |days: i32| due >= today.saturating_sub(days.days());
        match it.standing {
            Standing::Ahead | Standing::Met | Standing::MetLate => return None,
            Standing::Amber if take(presses, &mut self.amber) => return None,
            // A reason lets it rest for two weeks; after that it is on the desk again.
            Standing::Overdue if !ago(15) && ago(35) && take(presses, &mut self.with_reason) => {
                let on = due.saturating_add(1.day());
                let note = Note {
                    met_on: None,
                    late: Some(Late::Elsewhere),
                    rests_until: Some(rests_until(on)),
                };
                return Some((note, on));
            }
            Standing::Overdue if ago(12) && take(presses, &mut self.overdue) => return None,
            Standing::Amber | Standing::Overdue => {}
        }
        let on = due
            .saturating_sub(chance.random_range(0..5).days())
            .min(today);
        let note = Note {
            met_on: Some(on),
            ..Note::default()
        };
        Some((note, on))
    }
}

/// Whether it is one of those that are left.
fn take(presses: bool, left: &mut usize) -> bool {
    let taken = presses && *left > 0;
    *left -= usize::from(taken);
    taken
}
