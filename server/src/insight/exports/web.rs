//! `/results/exports`: the page that lists the files, and the files.

use app::insight::File;
use app::insight::page::exports::ExportsPage;
use app::look::Section;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::workbook::workbook;
use crate::error::Error;
use crate::identity::Staff;
use crate::insight::web::{CSV, Which, XLSX, download, load};
use crate::web::{App, page};

/// `GET /results/exports`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (programme, results) = load(&app, &staff, &which).await?;
    let words = staff.words;
    let title = words.say("exports-title");
    let called = results.programme;
    let page = page(&staff.audience, &title, Section::Results, move || {
        view! { <ExportsPage words called programme=programme.to_string()/> }
    });
    Ok(page.into_response())
}

/// `GET /results/exports/{name}`: `finsam_year.csv`, `finsam_year.codebook.csv`, `finsam_year.xlsx`.
pub async fn take(
    State(app): State<App>,
    staff: Staff,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let (file, ending) = name.split_once('.').ok_or(Error::NotFound)?;
    let file = File::of(file).ok_or(Error::NotFound)?;
    let (_, results) = load(&app, &staff, &which).await?;
    Ok(match ending {
        "csv" => download(CSV, &name, file.figures(&results)),
        "codebook.csv" => download(CSV, &name, file.codebook(staff.words)),
        "xlsx" => {
            let sheets = [file.figures(&results), file.codebook(staff.words)];
            download(XLSX, &name, workbook(&sheets, staff.words)?)
        }
        _ => return Err(Error::NotFound),
    })
}
