//! `POST /desk/calls/…`: how a call went, and what follows from it at once.

use app::access::Deed;
use app::desk::page::CallPart;
use app::desk::{CallForm, Matter, Noted, Outcome};
use app::ids::{ContactId, EnrolmentId, OccasionId};
use app::look::{BackLink, Card, Section};
use app::participants::Participant;
use app::scheduling::{Hours, next_try};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use super::{gathering, store};
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::routes::store as routes;
use crate::programmes::naming;
use crate::storage::{Fault, Tx};
use crate::web::{App, page_again, see};
use crate::{access, participants, programmes, scheduling};

/// When to call again when no next try is left to suggest.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// What a call is about.
struct Called {
    contact: ContactId,
    person: Participant,
    enrolment: EnrolmentId,
    occasion: OccasionId,
}

/// `POST /desk/calls/{contact}`
pub async fn call(
    State(app): State<App>,
    staff: Staff,
    Path(contact): Path<String>,
    Form(form): Form<CallForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let contact = ContactId::new(contact);
    let office = &staff.organisation;
    let (person, enrolment, occasion) =
        scheduling::store::subject_of(&mut tx, office, &contact).await?;
    let zone = naming::zone_of(&mut tx, &person).await?;
    let noted = match form.read(now, &zone) {
        Ok(noted) => noted,
        Err(key) => return again(&mut tx, &staff, &contact, key, now).await,
    };
    let called = Called {
        person: participants::store::participant(&mut tx, &person).await?,
        contact,
        enrolment,
        occasion,
    };
    let keys = (&called.contact, &called.occasion, &called.enrolment);
    store::add_call(&mut tx, keys, &noted, &staff.id, now).await?;
    if noted.interpreter {
        let language = called.person.language.own_name();
        routes::need_interpreter(&mut tx, &called.person.id, language).await?;
    }
    follow(&mut tx, &staff, &called, &noted, now).await?;
    access::store::record(&mut tx, &staff, &called.person.id, Deed::Called, now).await?;
    tx.commit().await?;
    let to = match noted.outcome {
        Outcome::Answering => format!("/people/{}/questions/{}", called.person.id, called.occasion),
        Outcome::WrongNumber => format!("/people/{}/routes", called.person.id),
        _ => "/desk".to_owned(),
    };
    Ok(see(&to).into_response())
}

/// What follows from a call: an answer, a refusal and a death stop everything at once.
async fn follow(
    tx: &mut Tx,
    staff: &Staff,
    called: &Called,
    noted: &Noted,
    now: Timestamp,
) -> Result<(), Error> {
    let (office, contact, occasion) = (&staff.organisation, &called.contact, &called.occasion);
    let today = naming::day(now, &naming::zone_of(tx, &called.person.id).await?);
    match noted.outcome {
        // The form that opens now settles it; if it is left half done, the call comes back.
        Outcome::Answering => {
            scheduling::store::call_again(tx, contact, now + A_DAY).await?;
        }
        Outcome::Reached => {
            scheduling::store::called(tx, office, contact, "reached by phone", now).await?;
        }
        Outcome::Later => {
            let at = noted.again_at.unwrap_or(now + A_DAY);
            scheduling::store::call_again(tx, contact, at).await?;
        }
        Outcome::NoAnswer => match next(tx, called, now).await? {
            Some(suggested) => {
                let at = noted.again_at.unwrap_or(suggested);
                scheduling::store::call_again(tx, contact, at).await?;
            }
            None => {
                scheduling::store::tried_in_vain(tx, contact, "nobody picked up", now).await?;
            }
        },
        Outcome::WrongNumber => {
            scheduling::store::tried_in_vain(tx, contact, "wrong number", now).await?;
        }
        Outcome::Refused => {
            scheduling::store::called(tx, office, contact, "declined by phone", now).await?;
            scheduling::store::decline(tx, occasion, today).await?;
            scheduling::store::settled(tx, occasion, now).await?;
        }
        Outcome::Deceased => {
            scheduling::store::called(tx, office, contact, "has died", now).await?;
            routes::note_death(tx, &called.person.id, today).await?;
            for enrolment in participants::store::enrolments_of(tx, &called.person.id).await? {
                scheduling::store::take_back(tx, &enrolment.id, None, "died", now).await?;
            }
        }
    }
    Ok(())
}

/// When to try again; `None` after the last try.
async fn next(tx: &mut Tx, called: &Called, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let enrolment = participants::store::enrolment(tx, &called.enrolment).await?;
    let definition = programmes::store::definition(tx, &enrolment.programme).await?;
    let hours =
        Hours::of(&definition).map_err(|_| Fault::Corrupt("protocol_versions.definition"))?;
    let (tries, until) = scheduling::store::tries_of(tx, &called.contact).await?;
    let tried = store::tried(tx, called.contact.as_str()).await?;
    Ok(next_try(&hours, &tried, tries, now, until).map(|(at, _)| at))
}

/// The call alone on a page, with what to mend.
async fn again(
    tx: &mut Tx,
    staff: &Staff,
    contact: &ContactId,
    key: &'static str,
    now: Timestamp,
) -> Result<Response, Error> {
    let words = staff.words;
    let zone = naming::zone_of_office(tx, &staff.organisation).await?;
    let calls = gathering::calls(tx, &staff.organisation, words, now).await?;
    let found = calls.into_iter().find_map(|item| match item.matter {
        Matter::Call(call) if call.contact == contact.as_str() => {
            Some((item.person, item.name, *call))
        }
        _ => None,
    });
    let (person, name, call) = found.ok_or(Error::NotFound)?;
    let problem = Some(words.say(key));
    let title = words.say("desk-group-call");
    let body = move || {
        view! {
            <BackLink words to="/desk"/>
            <h1>{words.say("desk-group-call")}</h1>
            <Card><CallPart words zone person name call problem/></Card>
        }
    };
    let page = page_again(&staff.audience, &title, Section::Desk, body);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
