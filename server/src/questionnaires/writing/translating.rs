//! `/questionnaires/drafts/{id}/translate`: every text beside its translation.

use app::questionnaires::writing::page::{TranslatePage, Translating};
use app::texts::Language;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Fields, Opened, opened, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::web::{App, see};

/// Into which language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    to: String,
    saved: bool,
}

/// `GET /questionnaires/drafts/{id}/translate?to=…`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(Wanted { to, saved }): Query<Wanted>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let of = translating(&opened, language(&opened, &to));
    Ok(translate_page(&staff, Translating { saved, ..of }))
}

/// The language that was asked for, or the first that is not the draft's own.
fn language(opened: &Opened, to: &str) -> Language {
    let own = opened.draft.language();
    let mut others = Language::ALL.into_iter().filter(|it| *it != own);
    let asked = Language::of_tag(to).filter(|it| *it != own);
    asked.or_else(|| others.next()).unwrap_or(own)
}

fn translating(opened: &Opened, to: Language) -> Translating {
    Translating {
        id: opened.kept.id.clone(),
        draft: opened.draft.clone(),
        revision: opened.kept.revision,
        to,
        typed: None,
        wrong: Vec::new(),
        overtaken: None,
        saved: false,
    }
}

fn translate_page(staff: &Staff, of: Translating) -> Response {
    let words = staff.words;
    let title = of.draft.about().title;
    let is_wrong = !of.wrong.is_empty() || of.overtaken.is_some();
    let body = move || view! { <TranslatePage words of/> };
    written(staff, &title, is_wrong, body)
}

/// `POST /questionnaires/drafts/{id}/translate`
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let to = language(&opened, fields.one("to"));
    let texts = opened.draft.phrases(to).len();
    let typed = (0..texts).map(|nth| {
        let typed = fields.one(&format!("t-{nth}"));
        typed.replace("\r\n", "\n")
    });
    let typed: Vec<String> = typed.collect();
    let again = Translating {
        typed: Some(typed.clone()),
        ..translating(&opened, to)
    };
    // The texts are numbered: after somebody else's change, their numbers mean others.
    if let Some(mend) = opened.overtaken(fields.revision()) {
        let overtaken = Some(mend);
        return Ok(translate_page(&staff, Translating { overtaken, ..again }));
    }
    let next = match opened.draft.with_translations(to, &typed) {
        Ok(next) => next,
        Err(wrong) => return Ok(translate_page(&staff, Translating { wrong, ..again })),
    };
    let revision = fields.revision();
    match opened
        .keep(&mut tx, &staff, revision, Ok(next), now)
        .await?
    {
        Ok(()) => {
            tx.commit().await?;
            let to = to.tag();
            let path = format!("{}/translate?to={to}&saved=true", opened.path());
            Ok(see(&path).into_response())
        }
        Err(mend) => {
            let overtaken = Some(mend);
            Ok(translate_page(&staff, Translating { overtaken, ..again }))
        }
    }
}
