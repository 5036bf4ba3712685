//! `/my-data/erase` for the person, `/people/{id}/erasure` and `/people/{id}/energy` for staff.

use app::access::Deed;
use app::look::Section;
use app::own::page::erase::ErasePage;
use app::own::page::staff::ErasureTaskPage;
use app::own::{AnswerForm, ErasureForm};
use app::participants::{Participant, Problem};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::{Me, Staff};
use crate::pacing::diary;
use crate::participants::enrolments::in_care;
use crate::programmes::naming::zone_of;
use crate::storage::Tx;
use crate::web::{App, form_page, see};

/// `GET /my-data/erase`: with what was asked before, to change it.
pub async fn show(State(app): State<App>, me: Me) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let waits = store::open_request(&mut tx, &me.id).await?;
    tx.commit().await?;
    let form = waits.map_or_else(ErasureForm::default, |it| ErasureForm {
        what: it.what.as_str().to_owned(),
        comment: it.comment,
    });
    Ok(asking(&me, form, Vec::new()))
}

fn asking(me: &Me, form: ErasureForm, problems: Vec<Problem>) -> Response {
    let words = me.words;
    let again = !problems.is_empty();
    let title = words.say("mine-erase");
    let body = move || view! { <ErasePage words form problems/> };
    form_page(&me.audience, &title, Section::More, again, body)
}

/// `POST /my-data/erase`: it is on the desk of the coordinator from now on.
pub async fn ask(
    State(app): State<App>,
    me: Me,
    Form(form): Form<ErasureForm>,
) -> Result<Response, Error> {
    let (what, comment) = match form.read() {
        Ok(read) => read,
        Err(problems) => return Ok(asking(&me, form, problems)),
    };
    let mut tx = app.db.write().await?;
    store::ask(&mut tx, &me.id, what, &comment, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see("/my-data#erase").into_response())
}

/// `POST /my-data/erase/undo`
pub async fn undo(State(app): State<App>, me: Me) -> Result<Redirect, Error> {
    let mut tx = app.db.write().await?;
    store::take_back(&mut tx, &me.id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see("/my-data#erase"))
}

/// `GET /people/{id}/erasure`
pub async fn task(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::Erasure, now).await?;
    let page = asked(&mut tx, &staff, person, AnswerForm::default(), Vec::new()).await?;
    tx.commit().await?;
    Ok(page)
}

async fn asked(
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    form: AnswerForm,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let request = store::open_request(tx, &person.id).await?;
    let zone = zone_of(tx, &person.id).await?;
    let words = staff.words;
    let title = words.say("mine-staff-erase");
    let again = !problems.is_empty();
    let body = move || {
        view! {
            <ErasureTaskPage words person=person.id name=person.name request zone form problems/>
        }
    };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        again,
        body,
    ))
}

/// `POST /people/{id}/erasure`: what the person reads. It goes off the desk.
pub async fn answer(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let said = match form.read() {
        Ok(said) => said,
        Err(problems) => return asked(&mut tx, &staff, person, form, problems).await,
    };
    let request = store::open_request(&mut tx, &person.id).await?;
    let done = if request.is_some() {
        "?done=answered"
    } else {
        ""
    };
    if let Some(request) = request {
        store::answer(&mut tx, &request.id, &staff.id, &said, now).await?;
        access::store::record(&mut tx, &staff, &person.id, Deed::Erasure, now).await?;
    }
    tx.commit().await?;
    Ok(see(&format!("/people/{}{done}", person.id)).into_response())
}

/// `POST /people/{id}/erasure/energy`: erases the diary, only because the person asks for it.
pub async fn erase_energy(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    if let Some(request) = store::open_request(&mut tx, &person.id).await? {
        diary::store::erase(&mut tx, &person.id).await?;
        store::set_energy_gone(&mut tx, &request.id, now).await?;
        access::store::record(&mut tx, &staff, &person.id, Deed::Erasure, now).await?;
    }
    tx.commit().await?;
    Ok(see(&format!("/people/{}/erasure", person.id)))
}
