//! `/settings`: a participant chooses which messages come, how, and when.

use app::look::Section;
use app::notifications::choices::ChoicesForm;
use app::notifications::page::SettingsPage;
use app::participants::Problem;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::store;
use crate::error::Error;
use crate::identity::Me;
use crate::participants::contact::store as contact;
use crate::programmes::naming::{day, zone_of};
use crate::storage::Tx;
use crate::web::{App, form_page, see};

/// Whether the page follows a save.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    saved: Option<String>,
}

/// `GET /settings`
pub async fn show(
    State(app): State<App>,
    me: Me,
    Query(after): Query<After>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let form = ChoicesForm::of(&contact::choices(&mut tx, &me.id).await?);
    settings(&mut tx, &me, form, Vec::new(), after.saved.is_some()).await
}

async fn settings(
    tx: &mut Tx,
    me: &Me,
    form: ChoicesForm,
    problems: Vec<Problem>,
    saved: bool,
) -> Result<Response, Error> {
    let has_sms = store::has_gateway(tx).await?;
    let words = me.words;
    let title = words.say("notifications-settings");
    let again = !problems.is_empty();
    let body = move || view! { <SettingsPage words form problems saved has_sms/> };
    Ok(form_page(&me.audience, &title, Section::More, again, body))
}

/// Keeps what was chosen; the scheduler reads it from the next tick on.
pub async fn save(
    State(app): State<App>,
    me: Me,
    Form(form): Form<ChoicesForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let today = day(now, &zone_of(&mut tx, &me.id).await?);
    let choices = match form.read(today) {
        Ok(choices) => choices,
        Err(problems) => return settings(&mut tx, &me, form, problems, false).await,
    };
    contact::set_choices(&mut tx, &me.id, &choices, now).await?;
    tx.commit().await?;
    Ok(see("/settings?saved=1").into_response())
}
