//! `POST /desk/calls/…`: how a call went, and what follows from it at once.

use app::access::Deed;
use app::desk::page::CallPart;
use app::desk::{CallForm, Matter, Noted, Outcome};
use app::ids::{ContactId, EnrolmentId, OccasionId, OrganisationId, StaffId};
use app::look::{BackLink, Card, Section};
use app::participants::Participant;
use app::scheduling::{Hours, next_try};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use super::{gathering, store};
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::routes::store as routes;
use crate::programmes::naming;
use crate::storage::{Fault, Tx};
use crate::web::{App, form_page, see};
use crate::{access, participants, programmes, scheduling};

/// When to call again when no next try is left to suggest.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// What a call is about.
#[derive(Debug)]
pub struct Called {
    organisation: OrganisationId,
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
    let called = Called::by(&mut tx, &staff.organisation, ContactId::new(contact)).await?;
    let zone = naming::zone_of(&mut tx, &called.person.id).await?;
    let noted = match form.read(now, &zone) {
        Ok(noted) => noted,
        Err(key) => return again(&mut tx, &staff, &called.contact, key, now).await,
    };
    called.note(&mut tx, &noted, &staff.id, now).await?;
    access::store::record(&mut tx, &staff, &called.person.id, Deed::Called, now).await?;
    tx.commit().await?;
    let to = match noted.outcome {
        Outcome::Answering => format!("/people/{}/questions/{}", called.person.id, called.occasion),
        Outcome::WrongNumber => format!("/people/{}/routes", called.person.id),
        _ => "/desk".to_owned(),
    };
    Ok(see(&to).into_response())
}

impl Called {
    /// The call of an office that this contact stands for.
    pub async fn by(
        tx: &mut Tx,
        office: &OrganisationId,
        contact: ContactId,
    ) -> Result<Self, Fault> {
        let (person, enrolment, occasion) =
            scheduling::store::subject_of(tx, office, &contact).await?;
        Ok(Self {
            organisation: office.clone(),
            person: participants::store::participant(tx, &person).await?,
            contact,
            enrolment,
            occasion,
        })
    }

    /// Keeps how the call went, and what follows from it: an answer, a refusal and a death
    /// stop everything at once.
    pub async fn note(
        &self,
        tx: &mut Tx,
        noted: &Noted,
        by: &StaffId,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let (office, contact, occasion) = (&self.organisation, &self.contact, &self.occasion);
        store::add_call(tx, (contact, occasion, &self.enrolment), noted, by, now).await?;
        if noted.interpreter {
            let language = self.person.language.own_name();
            routes::need_interpreter(tx, &self.person.id, language).await?;
        }
        let today = naming::day(now, &naming::zone_of(tx, &self.person.id).await?);
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
            Outcome::NoAnswer => match self.next(tx, now).await? {
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
                routes::note_death(tx, &self.person.id, today).await?;
                for enrolment in participants::store::enrolments_of(tx, &self.person.id).await? {
                    scheduling::store::take_back(tx, &enrolment.id, None, "died", now).await?;
                }
            }
        }
        Ok(())
    }

    /// When to try again; `None` after the last try.
    async fn next(&self, tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, Fault> {
        let enrolment = participants::store::enrolment(tx, &self.enrolment).await?;
        let definition = programmes::store::definition(tx, &enrolment.programme).await?;
        let hours =
            Hours::of(&definition).map_err(|_| Fault::Corrupt("protocol_versions.definition"))?;
        let (tries, until) = scheduling::store::tries_of(tx, &self.contact).await?;
        let tried = store::tried(tx, self.contact.as_str()).await?;
        Ok(next_try(&hours, &tried, tries, now, until).map(|(at, _)| at))
    }
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
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Desk,
        true,
        body,
    ))
}
