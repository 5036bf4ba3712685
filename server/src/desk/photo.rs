//! `/desk/photo` for staff, `/coordinator.jpg` for the people in their care.

use app::desk::photo::{NotAPhoto, PhotoPage, bare};
use app::look::Section;
use axum::Router;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use leptos::prelude::*;

use super::store::photo as store;
use crate::assets;
use crate::error::Error;
use crate::identity::{Me, Staff};
use crate::storage::new_id;
use crate::web::{App, form_page, see};

/// The URLs of this file.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk/photo", get(show).post(keep))
        .route("/desk/photo/remove", post(remove))
        .route("/desk/photo.jpg", get(mine))
        .route("/coordinator.jpg", get(theirs))
}

async fn show(State(app): State<App>, staff: Staff) -> Result<Response, Error> {
    shown(&app, &staff, None).await
}

async fn shown(app: &App, staff: &Staff, problem: Option<NotAPhoto>) -> Result<Response, Error> {
    staff.must_see_people()?;
    let mut tx = app.db.read().await?;
    let version = store::version(&mut tx, &staff.id).await?;
    let photo = version.map(|version| format!("/desk/photo.jpg?v={version}"));
    let words = staff.words;
    let title = words.say("desk-photo-title");
    let is_wrong = problem.is_some();
    let problem = problem.map(|it| words.say(it.key()));
    let script = assets::at_root("photo.js");
    let body = move || view! { <PhotoPage words photo problem script/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Desk,
        is_wrong,
        body,
    ))
}

/// Keeps the picture alone, in the place of the one before.
async fn keep(State(app): State<App>, staff: Staff, parts: Multipart) -> Result<Response, Error> {
    staff.must_see_people()?;
    let bytes = match file(parts).await {
        Ok(bytes) => bytes,
        Err(error) if error.status() == StatusCode::BAD_REQUEST => {
            return Err(Error::NotUnderstood("file"));
        }
        // A body that breaks off: it was longer than anybody may send.
        Err(_) => return shown(&app, &staff, Some(NotAPhoto::TooLarge)).await,
    };
    let photo = match bare(&bytes) {
        Ok(photo) => photo,
        Err(problem) => return shown(&app, &staff, Some(problem)).await,
    };
    let mut tx = app.db.write().await?;
    let version = new_id();
    store::set_photo(&mut tx, &staff.id, &version, &photo, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see("/desk/photo").into_response())
}

async fn file(mut parts: Multipart) -> Result<Vec<u8>, MultipartError> {
    let mut bytes = Vec::new();
    while let Some(part) = parts.next_field().await? {
        if part.name() == Some("file") {
            bytes = part.bytes().await?.to_vec();
        }
    }
    Ok(bytes)
}

async fn remove(State(app): State<App>, staff: Staff) -> Result<Redirect, Error> {
    staff.must_see_people()?;
    let mut tx = app.db.write().await?;
    store::remove_photo(&mut tx, &staff.id).await?;
    tx.commit().await?;
    Ok(see("/desk/photo"))
}

async fn mine(State(app): State<App>, staff: Staff) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let photo = store::photo(&mut tx, &staff.id).await?;
    Ok(picture(photo.ok_or(Error::NotFound)?, false))
}

/// The photo of one's own coordinator, and nobody else's.
async fn theirs(State(app): State<App>, me: Me) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let photo = store::photo_for(&mut tx, &me.id).await?;
    Ok(picture(photo.ok_or(Error::NotFound)?, me.is_shared_phone))
}

fn picture(jpeg: Vec<u8>, is_shared_phone: bool) -> Response {
    // Another photo has another address.
    let caching = match is_shared_phone {
        true => "no-store",
        false => "private, max-age=31536000, immutable",
    };
    (
        [(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, caching)],
        jpeg,
    )
        .into_response()
}
