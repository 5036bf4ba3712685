//! Gathers what needs a human from every room, each by its own store.

use std::collections::HashMap;
use std::sync::Arc;

use app::appointments::Wish;
use app::desk::{Item, Matter};
use app::ids::{OrganisationId, ProgrammeId};
use app::participants::Dates;
use app::programmes::{Definition, Events, Standing, due_deadlines, in_words};
use app::texts::Words;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::storage::{Fault, Tx};
use crate::{appointments, messages, participants, plan, programmes, scheduling};

/// How far back attendance is asked for.
const RECENT: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Everything that needs a person at an office, most pressing kind first.
pub async fn items(
    tx: &mut Tx,
    office: &OrganisationId,
    words: Words,
    now: Timestamp,
    today: Date,
) -> Result<Vec<Item>, Fault> {
    let mut items = Vec::new();
    for call in scheduling::store::phone_list(tx, office, now).await? {
        let since = Timestamp::from_millisecond(call.due_at)
            .map_err(|_| Fault::Corrupt("contacts.due_at"))?;
        let matter = Matter::Call {
            contact: call.contact_id,
            phone: call.phone,
            since,
            is_letter: call.channel == "letter",
        };
        items.push(Item {
            person: call.participant_id,
            name: call.name,
            matter,
        });
    }
    for (person, name, appointment) in appointments::store::wishes(tx, office, now).await? {
        let wish = appointment.wish.map_or("", Wish::as_str);
        let matter = Matter::Wish {
            wish,
            title: appointment.title,
            at: appointment.starts_at,
        };
        items.push(Item {
            person: person.to_string(),
            name,
            matter,
        });
    }
    let recent = now - RECENT;
    for (person, name, title, at) in
        appointments::store::unregistered(tx, office, recent, now).await?
    {
        items.push(Item {
            person: person.to_string(),
            name,
            matter: Matter::Attendance { title, at },
        });
    }
    for (person, name, comment) in plan::store::disagreed(tx, office).await? {
        items.push(Item {
            person: person.to_string(),
            name,
            matter: Matter::PlanReply { comment },
        });
    }
    for (person, name) in messages::store::unopened(tx, office).await? {
        items.push(Item {
            person: person.to_string(),
            name,
            matter: Matter::Message,
        });
    }
    items.extend(deadlines(tx, office, words, today).await?);
    Ok(items)
}

/// Deadlines that an event of the course meets, amber or passed. Those that a report or
/// another deed meets are left out until there is a place to note the deed.
async fn deadlines(
    tx: &mut Tx,
    office: &OrganisationId,
    words: Words,
    today: Date,
) -> Result<Vec<Item>, Fault> {
    let mut definitions: HashMap<ProgrammeId, Arc<Definition>> = HashMap::new();
    let mut items = Vec::new();
    for (name, enrolment) in participants::store::active(tx, office).await? {
        let definition = match definitions.get(&enrolment.programme) {
            Some(known) => known.clone(),
            None => {
                let read = programmes::store::definition(tx, &enrolment.programme).await?;
                definitions.insert(enrolment.programme.clone(), read.clone());
                read
            }
        };
        for due in due_deadlines(&definition, &events(&enrolment.dates), today) {
            let Some(deadline) = definition.deadlines.iter().find(|it| it.id == due.id) else {
                continue;
            };
            let standing = due.standing(today);
            if deadline.met_by.is_none() || !matches!(standing, Standing::Amber | Standing::Overdue)
            {
                continue;
            }
            let matter = Matter::Deadline {
                name: in_words(&deadline.name, words.language()).to_owned(),
                on: due.due_on,
                overdue: standing == Standing::Overdue,
            };
            items.push(Item {
                person: enrolment.participant.to_string(),
                name: name.clone(),
                matter,
            });
        }
    }
    Ok(items)
}

/// The events that rules count from.
pub fn events(dates: &Dates) -> Events {
    Events {
        referral: dates.referred,
        inclusion: dates.included,
        assessment: dates.assessed,
        start: dates.started,
        planned_end: dates.planned_end,
        end: dates.ended,
    }
}
