//! `/people/{id}/guardian`: notes who decides for a young person.

use app::access::Deed;
use app::look::Section;
use app::participants::page::GuardianPage;
use app::participants::{Decides, GuardianForm, Participant, Young};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Form, Router};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::programmes::naming;
use crate::storage::Tx;
use crate::web::{App, form_page, see};

/// The URLs of this file.
pub fn routes() -> Router<App> {
    Router::new().route("/people/{id}/guardian", get(show).post(save))
}

async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let young = young(&mut tx, &person, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    tx.commit().await?;
    Ok(guardian(&staff, person, young, None))
}

/// How it stands today, in the programme's zone.
pub(in crate::participants) async fn young(
    tx: &mut Tx,
    person: &Participant,
    now: Timestamp,
) -> Result<Option<Young>, Error> {
    let today = naming::day(now, &naming::zone_of(tx, &person.id).await?);
    Ok(store::young(tx, person, today).await?)
}

fn guardian(
    staff: &Staff,
    person: Participant,
    young: Option<Young>,
    problem: Option<&str>,
) -> Response {
    let words = staff.words;
    let (id, name) = (person.id.to_string(), person.name);
    let title = format!("{} {name}", words.say("people-guardian-title"));
    let is_wrong = problem.is_some();
    let problem = problem.map(|key| words.say(key));
    let body = move || view! { <GuardianPage words id name young problem/> };
    form_page(&staff.audience, &title, Section::People, is_wrong, body)
}

/// Notes who decides; or, of a grown person, that they were asked.
async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<GuardianForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let stands = young(&mut tx, &person, now).await?;
    match (stands, Decides::of(&form.decides)) {
        (Some(Young::Unsaid | Young::Said(_)), Some(decides)) => {
            store::set_decides(&mut tx, &person.id, decides, &staff.id, now).await?;
        }
        (Some(Young::CameOfAge), _) if form.decides == "asked" => {
            store::forget(&mut tx, &person.id).await?;
        }
        // Pressed twice, or grown in the meantime: there is nothing to note any more.
        (None, _) => return Ok(see(&format!("/people/{id}")).into_response()),
        _ => {
            let problem = Some("people-guardian-missing");
            return Ok(guardian(&staff, person, stands, problem));
        }
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")).into_response())
}
