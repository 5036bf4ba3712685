//! `/groups`: meetings of several people, with so many places.

use app::access::Deed;
use app::appointments::group::{Full, GroupForm};
use app::appointments::page::group::{CancelGroupPage, Comer, GroupPage, GroupsPage};
use app::ids::{EnrolmentId, ParticipantId};
use app::look::Section;
use app::participants::Problem;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;

use super::off::call_off;
use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::protection;
use crate::participants::store as participants;
use crate::programmes::naming::zone_of_office;
use crate::storage::{Tx, new_id};
use crate::web::{App, form_page, page, see};

/// `GET /groups`
pub async fn list(State(app): State<App>, staff: Staff) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.read().await?;
    listed(&app, &mut tx, &staff, GroupForm::new(new_id()), Vec::new()).await
}

async fn listed(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    form: GroupForm,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let office = &staff.organisation;
    let sessions = store::group_sessions(tx, office, app.clock.now()).await?;
    let zone = zone_of_office(tx, office).await?;
    let words = staff.words;
    let (title, again) = (words.say("groups-title"), !problems.is_empty());
    let body = move || view! { <GroupsPage words sessions zone form problems/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Desk,
        again,
        body,
    ))
}

/// `POST /groups`
pub async fn make(
    State(app): State<App>,
    staff: Staff,
    Form(form): Form<GroupForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let zone = zone_of_office(&mut tx, &staff.organisation).await?;
    let (new, places) = match form.read(&zone) {
        Ok(read) => read,
        Err(problems) => return listed(&app, &mut tx, &staff, form, problems).await,
    };
    let key = uuid::Uuid::parse_str(&form.key).map_or_else(|_| new_id(), |key| key.to_string());
    let (office, now) = (&staff.organisation, app.clock.now());
    store::make_group(&mut tx, office, &key, (&new, places), &staff.id, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/groups/{key}")).into_response())
}

/// `GET /groups/{id}`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.read().await?;
    shown(&mut tx, &staff, &id, &[], None).await
}

async fn shown(
    tx: &mut Tx,
    staff: &Staff,
    id: &str,
    chosen: &[EnrolmentId],
    full: Option<Full>,
) -> Result<Response, Error> {
    let session = store::group_session(tx, &staff.organisation, id).await?;
    let comers = store::comers(tx, id).await?;
    let hidden = protection::store::protected(tx, &staff.organisation).await?;
    let is_open = |person: &ParticipantId| {
        let mut all = hidden.iter().filter(|it| it.person == *person);
        all.all(|it| it.is_open_to(&staff.id))
    };
    let others = participants::active(tx, &staff.organisation).await?;
    let others: Vec<_> = others
        .into_iter()
        .filter(|(_, it)| !comers.iter().any(|comer| comer.enrolment == it.id))
        .map(|(name, it)| (it.id.to_string(), name, chosen.contains(&it.id)))
        .collect();
    // Who must not be found takes a place, and is named to the own coordinator alone.
    let comers = comers.into_iter().filter(|it| is_open(&it.person));
    let comers = comers.map(|it| Comer {
        person: it.person.to_string(),
        name: it.name,
        confirmed: it.confirmed,
    });
    let comers: Vec<_> = comers.collect();
    let zone = zone_of_office(tx, &staff.organisation).await?;
    let (words, again) = (staff.words, full.is_some());
    let title = session.title.clone();
    let body = move || view! { <GroupPage words session comers others zone full/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Desk,
        again,
        body,
    ))
}

/// `POST /groups/{id}/people`: books all who were chosen, or none when there is not room.
pub async fn add(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let session = store::group_session(&mut tx, &staff.organisation, &id).await?;
    if session.cancelled {
        return shown(&mut tx, &staff, &id, &[], Some(Full { left: 0 })).await;
    }
    let active = participants::active(&mut tx, &staff.organisation).await?;
    // Only people in the care of this office, each once.
    let chosen = |id: &EnrolmentId| {
        let mut all = fields.iter().filter(|(name, _)| name == "enrolment");
        all.any(|(_, value)| value == id.as_str())
    };
    let people: Vec<_> = active
        .into_iter()
        .filter(|(_, it)| chosen(&it.id))
        .collect();
    let ids: Vec<EnrolmentId> = people.iter().map(|(_, it)| it.id.clone()).collect();
    let office = &staff.organisation;
    let added = store::add_comers(&mut tx, office, &session, &ids, &staff.id, now).await?;
    if let Err(full) = added {
        return shown(&mut tx, &staff, &id, &ids, Some(full)).await;
    }
    for (_, enrolment) in &people {
        let person = &enrolment.participant;
        access::store::record(&mut tx, &staff, person, Deed::Booked, now).await?;
    }
    tx.commit().await?;
    Ok(see(&format!("/groups/{}", session.id)).into_response())
}

/// `GET /groups/{id}/cancel`: asks once, with how many it is about.
pub async fn ask(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.read().await?;
    let session = store::group_session(&mut tx, &staff.organisation, &id).await?;
    if session.cancelled {
        return Ok(see(&format!("/groups/{}", session.id)).into_response());
    }
    let zone = zone_of_office(&mut tx, &staff.organisation).await?;
    let words = staff.words;
    let title = words.say("groups-cancel");
    let body = move || view! { <CancelGroupPage words session zone/> };
    Ok(page(&staff.audience, &title, Section::Desk, body).into_response())
}

/// `POST /groups/{id}/cancel`: once; who was in stays on the list.
pub async fn cancel(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let session = store::group_session(&mut tx, &staff.organisation, &id).await?;
    if !session.cancelled {
        let comers = store::comers(&mut tx, &session.id).await?;
        for one in &comers {
            call_off(&mut tx, &one.appointment, &staff.id, now).await?;
            access::store::record(&mut tx, &staff, &one.person, Deed::Booked, now).await?;
        }
        let theirs: Vec<_> = comers.into_iter().map(|it| it.appointment).collect();
        store::cancel_group(&mut tx, &session.id, &theirs).await?;
        tx.commit().await?;
    }
    Ok(see(&format!("/groups/{}", session.id)))
}
