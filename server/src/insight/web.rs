//! `/results`: the indicators of a programme as a page and as a file.

use app::ids::ProgrammeId;
use app::insight::page::ResultsPage;
use app::insight::{Results, codebook, csv, public_csv, register_csv};
use app::look::Section;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::results::results;
use crate::error::Error;
use crate::identity::Staff;
use crate::web::{App, page};

/// Which programme; the office's first when absent.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    programme: Option<String>,
}

async fn load(app: &App, staff: &Staff, which: &Which) -> Result<(ProgrammeId, Results), Error> {
    if !staff.role.sees_results() {
        return Err(Error::NotAllowed);
    }
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let chosen = which.programme.as_deref();
    let found = results(
        &mut tx,
        &staff.organisation,
        chosen,
        staff.words.language(),
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(found)
}

/// The results of one programme.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (programme, results) = load(&app, &staff, &which).await?;
    let words = staff.words;
    let title = words.say("insight-title");
    let page = page(&staff.audience, &title, Section::Results, move || {
        view! { <ResultsPage words results programme=programme.to_string()/> }
    });
    Ok(page.into_response())
}

/// The same figures as a file.
pub async fn figures(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (_, results) = load(&app, &staff, &which).await?;
    Ok(file("attachment; filename=\"figures.csv\"", csv(&results)))
}

/// What may be published, as a file.
pub async fn public(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (_, results) = load(&app, &staff, &which).await?;
    let figures = public_csv(&results.definition, &results.public);
    Ok(file("attachment; filename=\"public.csv\"", figures))
}

/// The register's figures as a file.
pub async fn register(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (_, results) = load(&app, &staff, &which).await?;
    let figures = register_csv(&results.definition, &results.register);
    Ok(file("attachment; filename=\"register.csv\"", figures))
}

/// What the columns of both files mean, as a file in the reader's language.
pub async fn columns(staff: Staff) -> Result<Response, Error> {
    if !staff.role.sees_results() {
        return Err(Error::NotAllowed);
    }
    let name = "attachment; filename=\"codebook.csv\"";
    Ok(file(name, codebook(staff.words)))
}

fn file(disposition: &'static str, content: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, content).into_response()
}
