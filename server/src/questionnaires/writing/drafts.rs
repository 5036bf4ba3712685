//! `/questionnaires/drafts/{id}`: a draft with its questions, its title, and the way back.

use app::questionnaires::writing::Mend;
use app::questionnaires::writing::page::{AboutPage, DraftPage, Editing};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::office::about;
use super::{Fields, Opened, day, opened, store, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::storage::Tx;
use crate::web::{App, see};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
}

fn sentence(done: &str) -> Option<&'static str> {
    Some(match done {
        "saved" => "writing-saved",
        "added" => "writing-added",
        "moved" => "writing-moved",
        "removed" => "writing-removed",
        "undone" => "writing-undone",
        _ => return None,
    })
}

/// `GET /questionnaires/drafts/{id}`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    overview(&mut tx, &staff, opened, sentence(&after.done), None).await
}

pub(super) async fn overview(
    tx: &mut Tx,
    staff: &Staff,
    opened: Opened,
    done: Option<&'static str>,
    refused: Option<Mend>,
) -> Result<Response, Error> {
    let Opened { kept, draft } = opened;
    let words = staff.words;
    let title = draft.about().title;
    let editing = Editing {
        draft,
        revision: kept.revision,
        key: kept.key,
        based_on: kept.based_on,
        changed: (kept.changed_by, day(tx, staff, kept.changed_at).await?),
        can_undo: kept.before.is_some(),
        id: kept.id,
        done,
        refused,
    };
    let is_wrong = editing.refused.is_some();
    let body = move || view! { <DraftPage words editing/> };
    Ok(written(staff, &title, is_wrong, body))
}

/// `GET /questionnaires/drafts/{id}/about`
pub async fn about_form(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let about = opened.draft.about();
    Ok(about_page(&staff, &opened, about, Vec::new()))
}

fn about_page(
    staff: &Staff,
    opened: &Opened,
    about: app::questionnaires::writing::AboutForm,
    problems: Vec<(&'static str, Mend)>,
) -> Response {
    let words = staff.words;
    let title = words.say("writing-about");
    let is_wrong = !problems.is_empty();
    let (back, revision) = (opened.path(), Some(opened.kept.revision));
    let action = format!("{back}/about");
    let body = move || view! { <AboutPage words about revision action back problems/> };
    written(staff, &title, is_wrong, body)
}

/// `POST /questionnaires/drafts/{id}/about`
pub async fn save_about(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let about = about(&staff, &fields);
    let mut problems = about.problems();
    if problems.is_empty() {
        let now = app.clock.now();
        let next = opened.draft.with_about(&about);
        let revision = fields.revision();
        let kept = opened.keep(&mut tx, &staff, revision, next, now).await?;
        match kept {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see(&format!("{}?done=saved", opened.path())).into_response());
            }
            Err(mend) => problems.push(("title", mend)),
        }
    }
    Ok(about_page(&staff, &opened, about, problems))
}

/// `POST /questionnaires/drafts/{id}/undo`: takes the last change back; once more, and it is made
/// again.
pub async fn undo(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    if let Some(mend) = opened.overtaken(fields.revision()) {
        return overview(&mut tx, &staff, opened, None, Some(mend)).await;
    }
    let kept = &opened.kept;
    if let Some(before) = &kept.before {
        let both = (before.as_str(), Some(kept.document.as_str()));
        store::change(&mut tx, kept, both, &staff.id, now).await?;
        tx.commit().await?;
    }
    Ok(see(&format!("{}?done=undone", opened.path())).into_response())
}

/// `POST /questionnaires/drafts/{id}/discard`: throws the draft away; what is published stays.
pub async fn discard(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let gone = || see("/questionnaires?discarded=true").into_response();
    let mut tx = app.db.write().await?;
    let opened = match opened(&mut tx, &staff, &id).await {
        // The same button pressed twice.
        Err(Error::NotFound) => return Ok(gone()),
        other => other?,
    };
    if let Some(mend) = opened.overtaken(fields.revision()) {
        return overview(&mut tx, &staff, opened, None, Some(mend)).await;
    }
    store::remove(&mut tx, &opened.kept).await?;
    tx.commit().await?;
    Ok(gone())
}
