//! `/people/{id}/background`: what an evaluation compares, noted by whoever plans.

use app::access::Deed;
use app::look::Section;
use app::participants::page::{BackgroundPage, Offered};
use app::participants::{BackgroundForm, Enrolment, Participant, Problem};
use app::programmes::{Definition, in_words};
use app::questionnaires::livelihood_sources;
use app::texts::Language;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::programmes::store as programmes;
use crate::storage::Tx;
use crate::web::{App, form_page, see};

/// `GET /people/{id}/background`
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
    let known = store::background(&mut tx, &enrolment.id).await?;
    let form = BackgroundForm::from(&known);
    let answer = background(&mut tx, &staff, person, enrolment, form, Vec::new()).await?;
    tx.commit().await?;
    Ok(answer)
}

/// What may be chosen, each with what it is called.
fn offered(definition: &Definition, language: Language) -> Offered {
    Offered {
        sources: livelihood_sources(language),
        tracks: definition
            .tracks
            .iter()
            .map(|track| (track.id.clone(), in_words(&track.name, language).to_owned()))
            .collect(),
    }
}

async fn background(
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    enrolment: Enrolment,
    form: BackgroundForm,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let words = staff.words;
    let definition = programmes::definition(tx, &enrolment.programme).await?;
    let offered = offered(&definition, words.language());
    let (id, name) = (person.id.to_string(), person.name);
    let title = format!("{} {name}", words.say("background-title"));
    let is_wrong = !problems.is_empty();
    let body = move || view! { <BackgroundPage words id name form offered problems/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        is_wrong,
        body,
    ))
}

/// `POST /people/{id}/background`
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<BackgroundForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let definition = programmes::definition(&mut tx, &enrolment.programme).await?;
    let offered = offered(&definition, staff.words.language());
    let new = match form.read(
        &Offered::codes(&offered.sources),
        &Offered::codes(&offered.tracks),
    ) {
        Ok(new) => new,
        Err(problems) => {
            return background(&mut tx, &staff, person, enrolment, form, problems).await;
        }
    };
    store::set_background(&mut tx, &enrolment.id, &new, &staff.id, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")).into_response())
}
