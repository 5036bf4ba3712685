//! Gathers what needs a human from every room, each by its own store.

use std::collections::HashMap;
use std::sync::Arc;

use app::appointments::Wish;
use app::desk::deadlines::{noted, pressing};
use app::desk::{Call, Item, Matter};
use app::ids::{OrganisationId, ProgrammeId};
use app::own::ErasureRequest;
use app::participants::Dates;
use app::programmes::{Definition, Events, Standing, in_words};
use app::scheduling::{Hours, next_try};
use app::texts::Words;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{store, year};
use crate::identity::Staff;
use crate::participants::protection;
use crate::participants::routes::store as routes;
use crate::programmes::naming;
use crate::storage::{Fault, Tx};
use crate::{
    appointments, messages, own, participants, plan, programmes, questionnaires, scheduling,
};

/// How far back attendance is asked for.
const RECENT: SignedDuration = SignedDuration::from_hours(14 * 24);
/// For so many months after the end a course still has deadlines: the follow-up, and a little more.
const AFTER_THE_END: i32 = 18;
/// The questionnaire that asks whether number and address are still right.
pub(super) const CONTACT_CHECK: &str = "contact-check";

/// The definitions that one page has met, read once each.
#[derive(Debug, Default)]
pub(super) struct Definitions(HashMap<ProgrammeId, Arc<Definition>>);

impl Definitions {
    pub(super) async fn of(
        &mut self,
        tx: &mut Tx,
        programme: &ProgrammeId,
    ) -> Result<Arc<Definition>, Fault> {
        if let Some(known) = self.0.get(programme) {
            return Ok(known.clone());
        }
        let read = programmes::store::definition(tx, programme).await?;
        self.0.insert(programme.clone(), read.clone());
        Ok(read)
    }
}

/// Everything that needs a person at an office, most pressing kind first.
pub async fn items(
    tx: &mut Tx,
    staff: &Staff,
    now: Timestamp,
    today: Date,
) -> Result<Vec<Item>, Fault> {
    let (office, words) = (&staff.organisation, staff.words);
    let zone = naming::zone_of_office(tx, office).await?;
    let mut items = calls(tx, office, words, now).await?;
    for (person, name) in routes::changed(tx, office, CONTACT_CHECK).await? {
        items.push(Item {
            person,
            name,
            matter: Matter::Routes,
        });
    }
    for (person, name, at) in own::store::unanswered(tx, office).await? {
        items.push(Item {
            person: person.to_string(),
            name,
            matter: Matter::Erasure {
                by: ErasureRequest::answer_by(naming::day(at, &zone)),
            },
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
    items.extend(year::to_look_up(tx, office, today).await?);
    items.extend(deadlines(tx, office, words, today).await?);
    // Who must not be found is on the desk of the own coordinator, and on no other.
    let hidden = protection::store::protected(tx, office).await?;
    let hidden: Vec<_> = hidden
        .into_iter()
        .filter(|it| !it.is_open_to(&staff.id))
        .collect();
    items.retain(|item| !hidden.iter().any(|it| it.person.as_str() == item.person));
    Ok(items)
}

/// The phone list, those that end first at the top.
pub async fn calls(
    tx: &mut Tx,
    office: &OrganisationId,
    words: Words,
    now: Timestamp,
) -> Result<Vec<Item>, Fault> {
    let titles = questionnaires::store::titles(tx, office, words.language()).await?;
    let instant = |at: i64| {
        Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts: an instant"))
    };
    let mut definitions = Definitions::default();
    let mut items = Vec::new();
    for call in scheduling::store::phone_list(tx, office, now).await? {
        let programme = ProgrammeId::new(call.programme_id);
        let definition = definitions.of(tx, &programme).await?;
        let hours =
            Hours::of(&definition).map_err(|_| Fault::Corrupt("protocol_versions.definition"))?;
        let (tries, until) = (
            call.tries.try_into().unwrap_or(u32::MAX),
            instant(call.not_after_at)?,
        );
        let mut tried = store::tried(tx, &call.contact_id).await?;
        // The call that is about to be made counts when the next is thought of.
        tried.push(now);
        let title = titles.iter().find(|(key, _)| *key == call.questionnaire);
        let is_other = call.whom == "contact_person";
        let matter = Matter::Call(Box::new(Call {
            contact: call.contact_id,
            phone: call.phone.filter(|_| !is_other),
            since: instant(call.due_at)?,
            is_letter: call.channel == "letter",
            tried: call.attempts.try_into().unwrap_or(u32::MAX),
            tries,
            until,
            next: next_try(&hours, &tried, tries, now, until),
            interpreter: Some(call.interpreter).filter(|it| !it.is_empty()),
            contact_person: is_other.then_some((call.contact_person, call.contact_person_phone)),
            about: title.map_or(call.questionnaire, |(_, title)| title.clone()),
            is_wished: call.wished,
        }));
        items.push(Item {
            person: call.participant_id,
            name: call.name,
            matter,
        });
    }
    Ok(items)
}

/// Deadlines that are amber or passed, those of courses that have ended included.
async fn deadlines(
    tx: &mut Tx,
    office: &OrganisationId,
    words: Words,
    today: Date,
) -> Result<Vec<Item>, Fault> {
    let zone = naming::zone_of_office(tx, office).await?;
    let notes = store::notes_of_office(tx, office).await?;
    let consents = store::consents_of_office(tx, office, &zone).await?;
    let mut definitions = Definitions::default();
    let mut items = Vec::new();
    let since = today.saturating_sub(AFTER_THE_END.months());
    for (name, enrolment) in participants::store::followed(tx, office, since).await? {
        let definition = definitions.of(tx, &enrolment.programme).await?;
        let id = enrolment.id.as_str();
        let own = notes.get(id).cloned().unwrap_or_default();
        let given = consents.get(id).map_or(&[][..], |given| given);
        let all = noted(&definition, &events(&enrolment.dates), given, &own, today);
        for it in pressing(&all, today) {
            let deadline = definition
                .deadlines
                .iter()
                .find(|other| other.id == it.due.id);
            let matter = Matter::Deadline {
                name: deadline
                    .map(|it| in_words(&it.name, words.language()).to_owned())
                    .unwrap_or_default(),
                on: it.due.due_on,
                overdue: it.standing == Standing::Overdue,
                key: format!("{id}/{}/{}", it.due.id, it.due.number),
                late: it.note.late,
                by_deed: it.by_deed,
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
