//! `/appointments/calendar`, one appointment as a file, and the address that a calendar follows.

use app::appointments::Appointment;
use app::appointments::calendar::{Writing, calendar};
use app::appointments::page::calendar::{CalendarPage, FeedState};
use app::ids::{AppointmentId, ParticipantId};
use app::look::Section;
use app::texts::Words;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use leptos::prelude::*;
use serde::Deserialize;

use super::store;
use crate::error::Error;
use crate::identity::Me;
use crate::identity::sessions::{hash, new_token};
use crate::participants::store as participants;
use crate::programmes::naming::{day, zone_of};
use crate::storage::Tx;
use crate::web::{App, page, see};

/// So far back a followed calendar shows what was.
const BACK: SignedDuration = SignedDuration::from_hours(31 * 24);
/// And so far ahead what comes.
const AHEAD: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);

/// `GET /appointments/calendar`
pub async fn show(State(app): State<App>, me: Me) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    shown(&mut tx, &me, None).await
}

async fn shown(tx: &mut Tx, me: &Me, made: Option<String>) -> Result<Response, Error> {
    let feed = store::feed(tx, &me.id).await?;
    let zone = zone_of(tx, &me.id).await?;
    let person = participants::participant(tx, &me.id).await?;
    let feed = FeedState {
        since: feed.since.map(|at| day(at, &zone)),
        details: feed.details,
        made,
        is_protected: person.protected_identity,
    };
    let words = me.words;
    let title = words.say("calendar-title");
    let body = move || view! { <CalendarPage words feed/> };
    Ok(page(&me.audience, &title, Section::Appointments, body).into_response())
}

/// What somebody chooses about calendars.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FeedForm {
    deed: String,
    details: String,
}

/// `POST /appointments/calendar`: what entries say; a new address, shown this once; or none.
pub async fn choose(
    State(app): State<App>,
    me: Me,
    Form(form): Form<FeedForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    if participants::participant(&mut tx, &me.id)
        .await?
        .protected_identity
    {
        return shown(&mut tx, &me, None).await;
    }
    match form.deed.as_str() {
        "save" => store::set_details(&mut tx, &me.id, form.details == "yes").await?,
        "stop" => store::stop_feed(&mut tx, &me.id).await?,
        "make" => {
            let token = new_token();
            store::make_feed(&mut tx, &me.id, &hash(&token), now).await?;
            let address = format!("{}/calendar/{token}.ics", app.settings.public_url);
            let answer = shown(&mut tx, &me, Some(address)).await?;
            tx.commit().await?;
            return Ok(answer);
        }
        _ => return Err(Error::NotUnderstood("deed")),
    }
    tx.commit().await?;
    Ok(see("/appointments/calendar").into_response())
}

/// `GET /appointments/{id}/calendar.ics`: one of one's own, for the calendar on this phone.
pub async fn one(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = AppointmentId::new(id);
    let mut tx = app.db.read().await?;
    if store::participant_of(&mut tx, &id).await? != me.id {
        return Err(Error::NotFound);
    }
    let details = store::feed(&mut tx, &me.id).await?.details;
    let appointment = store::appointment(&mut tx, &id).await?;
    let file = file(&app, &mut tx, &me.id, me.words, details, &[appointment]).await?;
    let named = "attachment; filename=\"appointment.ics\"";
    Ok(([(CONTENT_DISPOSITION, named)], file).into_response())
}

/// `GET /calendar/{token}.ics`: what a calendar fetches, without a session and without a cookie.
pub async fn follow(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Error> {
    let token = token.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let mut tx = app.db.read().await?;
    let found = store::of_feed(&mut tx, &hash(token)).await?;
    let (whose, details) = found.ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let all = store::between(&mut tx, &whose, now - BACK, now + AHEAD).await?;
    let words = Words::of(participants::participant(&mut tx, &whose).await?.language);
    file(&app, &mut tx, &whose, words, details, &all).await
}

async fn file(
    app: &App,
    tx: &mut Tx,
    whose: &ParticipantId,
    words: Words,
    details: bool,
    appointments: &[Appointment],
) -> Result<Response, Error> {
    let zone = zone_of(tx, whose).await?;
    let writing = Writing {
        words,
        zone: &zone,
        details,
        now: app.clock.now(),
    };
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar(appointments, writing)).into_response())
}
