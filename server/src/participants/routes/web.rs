//! `/people/{id}/routes`: the ways to a person, as staff keep them right.

use app::access::Deed;
use app::desk::page::RoutesPage;
use app::look::Section;
use app::participants::{Mobile, Participant, Problem, RoutesForm};
use app::programmes::Channel;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::scheduling;
use crate::web::{App, form_page, see};

/// `GET /people/{id}/routes`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let routes = store::routes(&mut tx, &person.id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    tx.commit().await?;
    Ok(form(&staff, person, RoutesForm::from(&routes), Vec::new()))
}

/// `/people/{id}/reach`, where a part of them was corrected before.
pub async fn moved(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let mut tx = app.db.read().await?;
    // Whatever is no id of a person here is no part of an address either.
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    Ok(see(&format!("/people/{}/routes", person.id)))
}

/// `POST /people/{id}/routes`: messages that were given up for want of an address go again.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(typed): Form<RoutesForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let routes = match typed.read() {
        Ok(routes) => routes,
        Err(problems) => return Ok(form(&staff, person, typed, problems)),
    };
    store::set_routes(&mut tx, &person.id, &routes, now).await?;
    let of = person.id.as_str();
    if routes.email.is_some() && routes.email != person.email {
        scheduling::store::rearm(&mut tx, of, Channel::Email, now).await?;
    }
    let mobile = routes.mobile.as_ref().map(Mobile::as_str);
    if mobile.is_some() && mobile != person.mobile.as_deref() {
        scheduling::store::rearm(&mut tx, of, Channel::Sms, now).await?;
    }
    scheduling::store::look_again(&mut tx, &enrolment.id, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")).into_response())
}

fn form(staff: &Staff, person: Participant, form: RoutesForm, problems: Vec<Problem>) -> Response {
    let words = staff.words;
    let (id, name) = (person.id.to_string(), person.name);
    let title = format!("{} {name}", words.say("desk-routes-title"));
    let is_wrong = !problems.is_empty();
    let body = move || view! { <RoutesPage words id name form problems/> };
    form_page(&staff.audience, &title, Section::People, is_wrong, body)
}
