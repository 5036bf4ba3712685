//! `/results`: the indicators of a programme as a page and as a file.

use app::ids::ProgrammeId;
use app::insight::page::ResultsPage;
use app::insight::page::report::{ReportPage, Span};
use app::insight::{Results, codebook, csv, public_csv, register_csv};
use app::look::Section;
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::results::results;
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::web::{App, page};

/// Which programme; the office's first when absent.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    programme: Option<String>,
}

impl Which {
    /// Its id, if one was named.
    pub(crate) fn programme(&self) -> Option<&str> {
        self.programme.as_deref()
    }
}

/// The results of the programme that is asked for, for those who may see them.
pub(super) async fn load(
    app: &App,
    staff: &Staff,
    which: &Which,
) -> Result<(ProgrammeId, Results), Error> {
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

/// Which programme, and how much of it.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    programme: Option<String>,
    #[serde(default)]
    span: String,
}

/// The report of one programme, for print.
pub async fn report(
    State(app): State<App>,
    staff: Staff,
    Query(told): Query<Told>,
) -> Result<Response, Error> {
    let which = Which {
        programme: told.programme,
    };
    let span = Span::of(&told.span);
    let (programme, results) = load(&app, &staff, &which).await?;
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    tx.commit().await?;
    let today = naming::day(app.clock.now(), &zone);
    let words = staff.words;
    let title = words.say("printed-link");
    let page = page(&staff.audience, &title, Section::Results, move || {
        view! { <ReportPage words results programme=programme.to_string() span today/> }
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
    Ok(download(CSV, "figures.csv", csv(&results)))
}

/// What may be published, as a file.
pub async fn public(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (_, results) = load(&app, &staff, &which).await?;
    let figures = public_csv(&results.definition, &results.public);
    Ok(download(CSV, "public.csv", figures))
}

/// The register's figures as a file.
pub async fn register(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (_, results) = load(&app, &staff, &which).await?;
    let figures = register_csv(&results.definition, &results.register);
    Ok(download(CSV, "register.csv", figures))
}

/// What the columns of both files mean, as a file in the reader's language.
pub async fn columns(staff: Staff) -> Result<Response, Error> {
    if !staff.role.sees_results() {
        return Err(Error::NotAllowed);
    }
    Ok(download(CSV, "codebook.csv", codebook(staff.words)))
}

/// What a file of comma-separated values is.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";
/// What a workbook is.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file to keep, that no cache keeps. `name` is one of ours.
pub(crate) fn download(kind: &'static str, name: &str, content: impl IntoResponse) -> Response {
    let mut answer = content.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_DISPOSITION, disposition);
    answer
}
