//! `/my-data/sharing`, `/my-data/consents`, `/my-data/sign-out`: each one deed, then back.

use app::own::Sharing;
use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::store;
use crate::error::Error;
use crate::identity::{Me, sessions, store as identity};
use crate::participants::consents::store as consents;
use crate::web::{App, see};
use crate::{appointments, notifications};

/// A switch, and where it is turned to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SharingForm {
    kind: String,
    shared: String,
}

/// `POST /my-data/sharing`: turns one switch; staff see it, or do not, from the next page on.
pub async fn share(
    State(app): State<App>,
    me: Me,
    Form(form): Form<SharingForm>,
) -> Result<Redirect, Error> {
    let kind = Sharing::of(&form.kind).ok_or(Error::NotUnderstood("kind"))?;
    let shared = match form.shared.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::NotUnderstood("shared")),
    };
    let mut tx = app.db.write().await?;
    store::share(&mut tx, &me.id, kind, shared, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see("/my-data#sharing"))
}

/// A consent, and what to do about it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    consent: String,
    deed: String,
}

/// `POST /my-data/consents`: takes a consent back, or gives one again that was taken back.
pub async fn consent(
    State(app): State<App>,
    me: Me,
    Form(form): Form<ConsentForm>,
) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let all = consents::of_person(&mut tx, &me.id).await?;
    // A page that has grown old names an earlier row: somebody has been faster, and it counts.
    let Some(kept) = all.into_iter().find(|it| it.id == form.consent) else {
        return Ok(see("/my-data#consents"));
    };
    match (form.deed.as_str(), kept.withdrawn_at) {
        ("withdraw", None) => consents::withdraw(&mut tx, &kept.enrolment, kept.kind, now).await?,
        ("give", Some(_)) => consents::give_again(&mut tx, &kept, now).await?,
        ("withdraw" | "give", _) => {}
        _ => return Err(Error::NotUnderstood("deed")),
    }
    tx.commit().await?;
    Ok(see("/my-data#consents"))
}

/// Which phones.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignOutForm {
    which: String,
}

/// `POST /my-data/sign-out`: on all other phones, or on all of them, and then no
/// calendar follows the appointments either. No phone shows notices any more; each that is still
/// used asks for them again.
pub async fn sign_out(
    State(app): State<App>,
    me: Me,
    headers: HeaderMap,
    Form(form): Form<SignOutForm>,
) -> Result<Response, Error> {
    let token = sessions::token(&app.settings, &headers);
    let but = match form.which.as_str() {
        "others" => token.as_deref(),
        "all" => None,
        _ => return Err(Error::NotUnderstood("which")),
    };
    let mut tx = app.db.write().await?;
    identity::end_sessions(&mut tx, &me.id, but).await?;
    notifications::store::forget_all(&mut tx, &me.id).await?;
    if but.is_none() {
        appointments::store::stop_feed(&mut tx, &me.id).await?;
    }
    tx.commit().await?;
    if but.is_some() {
        return Ok(see("/my-data#phones").into_response());
    }
    let mut response = see("/").into_response();
    let headers = response.headers_mut();
    headers.append(SET_COOKIE, sessions::forget(&app.settings));
    // The pages that the service worker kept go too; what waits to be sent is not among them.
    headers.append("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}
