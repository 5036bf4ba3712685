//! `/messages` for the participant, `/people/{id}/messages` for staff.

use app::access::Deed;
use app::ids::ParticipantId;
use app::look::{Section, Viewer};
use app::messages::MessageForm;
use app::messages::page::MessagesPage;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;
use serde::Deserialize;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::{Me, Staff};
use crate::participants::enrolments::in_care;
use crate::programmes::naming::zone_of;
use crate::storage::Tx;
use crate::web::{App, page, page_again, see};

/// How far back a conversation is shown.
const MOST: i64 = 100;

/// What a message begins with, when another page leads here. The person sends it, or not.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    about: String,
}

/// `GET /messages`: opens what the coordinator wrote.
pub async fn mine(
    State(app): State<App>,
    mut me: Me,
    Query(begun): Query<Begun>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    store::mark_read(&mut tx, &me.id, true, app.clock.now()).await?;
    if let Viewer::Participant { new_messages, .. } = &mut me.audience.viewer {
        *new_messages = false;
    }
    let typed = match begun.about.as_str() {
        "mornings" => me.words.say("messages-about-mornings"),
        _ => String::new(),
    };
    let now = app.clock.now();
    let answer = my_page(&mut tx, &me, now, typed, None).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn my_page(
    tx: &mut Tx,
    me: &Me,
    now: Timestamp,
    typed: String,
    problem: Option<&str>,
) -> Result<Response, Error> {
    let messages = store::latest(tx, &me.id, MOST).await?;
    let zone = zone_of(tx, &me.id).await?;
    let words = me.words;
    let title = words.say("messages-title");
    let problem = problem.map(|key| words.say(key));
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let render = if problem.is_some() { page_again } else { page };
    let body = move || {
        view! {
            <MessagesPage words with=None messages zone now is_staff=false
                action="/messages".to_owned() back="/more".to_owned() typed problem/>
        }
    };
    Ok((status, render(&me.audience, &title, Section::More, body)).into_response())
}

/// `POST /messages`
pub async fn send(
    State(app): State<App>,
    me: Me,
    Form(form): Form<MessageForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    match form.read() {
        Ok(body) => store::send_once(&mut tx, &me.id, None, &body, now).await?,
        Err(problem) => return my_page(&mut tx, &me, now, form.body, Some(problem)).await,
    }
    tx.commit().await?;
    Ok(see("/messages").into_response())
}

/// `POST /messages/{id}/undo`: the words go back into the field, for as long as nobody read them.
pub async fn undo(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let body = store::take_back(&mut tx, &me.id, None, &id, now).await?;
    let problem = body.is_none().then_some("messages-undo-late");
    let answer = my_page(&mut tx, &me, now, body.unwrap_or_default(), problem).await?;
    tx.commit().await?;
    Ok(answer)
}

/// `GET /people/{id}/messages`
pub async fn with(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    store::mark_read(&mut tx, &person.id, false, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::Messaged, now).await?;
    let answer = their_page(
        &mut tx,
        &staff,
        (&person.id, now),
        person.name,
        String::new(),
        None,
    )
    .await?;
    tx.commit().await?;
    Ok(answer)
}

/// `POST /people/{id}/messages/{message}/undo`
pub async fn undo_to(
    State(app): State<App>,
    staff: Staff,
    Path((id, message)): Path<(String, String)>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let from = Some(&staff.id);
    let body = store::take_back(&mut tx, &person.id, from, &message, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::Messaged, now).await?;
    let problem = body.is_none().then_some("messages-undo-late");
    let (whose, typed) = ((&person.id, now), body.unwrap_or_default());
    let answer = their_page(&mut tx, &staff, whose, person.name, typed, problem).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn their_page(
    tx: &mut Tx,
    staff: &Staff,
    (id, now): (&ParticipantId, Timestamp),
    name: String,
    typed: String,
    problem: Option<&str>,
) -> Result<Response, Error> {
    let messages = store::latest(tx, id, MOST).await?;
    let zone = zone_of(tx, id).await?;
    let words = staff.words;
    let title = words.say("messages-title");
    let problem = problem.map(|key| words.say(key));
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let render = if problem.is_some() { page_again } else { page };
    let (action, back) = (format!("/people/{id}/messages"), format!("/people/{id}"));
    let body = move || {
        view! {
            <MessagesPage words with=Some(name) messages zone now is_staff=true action back typed problem/>
        }
    };
    Ok((
        status,
        render(&staff.audience, &title, Section::People, body),
    )
        .into_response())
}

/// `POST /people/{id}/messages`
pub async fn send_to(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<MessageForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    match form.read() {
        Ok(body) => store::send_once(&mut tx, &person.id, Some(&staff.id), &body, now).await?,
        Err(problem) => {
            return their_page(
                &mut tx,
                &staff,
                (&person.id, now),
                person.name,
                form.body,
                Some(problem),
            )
            .await;
        }
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::Messaged, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}/messages")).into_response())
}
