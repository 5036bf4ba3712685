//! `/people/{id}/protection`: notes a protected identity, or lifts it, with a reason.

use app::access::Deed;
use app::look::Section;
use app::participants::page::{ProtectedPage, ProtectionNoted, ProtectionPage};
use app::participants::{Enrolment, Participant, ProtectionForm, ProtectionReason};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::programmes::naming;
use crate::storage::{Fault, Tx};
use crate::web::{App, Page, form_page, page, see};

/// How many lines of the log the page shows.
const MOST: i64 = 20;

/// `GET /people/{id}/protection`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    let answer = protection(&mut tx, &staff, person, enrolment, None).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn protection(
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    enrolment: Enrolment,
    problem: Option<&str>,
) -> Result<Response, Error> {
    let words = staff.words;
    let zone = naming::zone_of(tx, &person.id).await?;
    let deeds = [Deed::ProtectedIdentity, Deed::LiftedProtection];
    let mut log = Vec::new();
    for (entry, purpose) in access::store::entries_of(tx, &person.id, deeds, MOST).await? {
        let at = Timestamp::from_millisecond(entry.at);
        log.push(ProtectionNoted {
            at: at.map_err(|_| Fault::Corrupt("access_log.at"))?,
            by: entry.name,
            protects: entry.deed == Deed::ProtectedIdentity.as_str(),
            reason: ProtectionReason::of(&purpose),
        });
    }
    let (id, name) = (person.id.to_string(), person.name);
    let (is_protected, is_coordinator) =
        (person.protected_identity, enrolment.coordinator == staff.id);
    let title = format!("{} {name}", words.say("people-protection-title"));
    let is_wrong = problem.is_some();
    let problem = problem.map(|key| words.say(key));
    let body = move || {
        view! { <ProtectionPage words id name is_protected is_coordinator log zone problem/> }
    };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        is_wrong,
        body,
    ))
}

/// `POST /people/{id}/protection`: notes it, or lifts it; the reason says which is meant, so
/// that pressing twice is pressing once.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<ProtectionForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let was = person.protected_identity;
    let again = form.read(!was).is_some();
    let Some(reason) = form.read(was) else {
        if again {
            return Ok(see(&format!("/people/{id}")).into_response());
        }
        let problem = Some("people-protection-reason-missing");
        return protection(&mut tx, &staff, person, enrolment, problem).await;
    };
    store::set_protected(&mut tx, &person.id, !was, now).await?;
    let deed = if was {
        Deed::LiftedProtection
    } else {
        Deed::ProtectedIdentity
    };
    access::store::record_for(&mut tx, &staff, &person.id, deed, reason.as_str(), now).await?;
    tx.commit().await?;
    let is_open = was || enrolment.coordinator == staff.id;
    let to = if is_open {
        format!("/people/{id}")
    } else {
        "/people".to_owned()
    };
    Ok(see(&to).into_response())
}

/// `GET /people/protected`: those whom the reader alone may open.
pub async fn list(State(app): State<App>, staff: Staff) -> Result<Page, Error> {
    staff.must_see_people()?;
    let mut tx = app.db.read().await?;
    let all = store::protected(&mut tx, &staff.organisation).await?;
    let mine = all.into_iter().filter(|it| it.is_open_to(&staff.id));
    let people = mine.map(|it| (it.person.to_string(), it.name)).collect();
    let words = staff.words;
    let title = words.say("people-protected-title");
    Ok(page(&staff.audience, &title, Section::People, move || {
        view! { <ProtectedPage words people/> }
    }))
}
