//! One question of a draft: added, edited, moved, removed.

use app::questionnaires::address::{of_segment, segment};
use app::questionnaires::writing::page::{Asked, ItemPage};
use app::questionnaires::writing::{ItemForm, Mend, Sort, offers};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::drafts::overview;
use super::{Fields, Opened, holder, opened, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::web::{App, see};

/// Which sort of question is added.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct New {
    sort: String,
}

/// `GET /questionnaires/drafts/{id}/new?sort=…`
pub async fn new(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(New { sort }): Query<New>,
) -> Result<Response, Error> {
    let sort = Sort::of_word(&sort).ok_or(Error::NotFound)?;
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let form = ItemForm::empty(sort);
    Ok(item_page(&staff, &opened, None, form, Vec::new()))
}

/// `GET /questionnaires/drafts/{id}/items/{item}`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((id, item)): Path<(String, String)>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let link_id = of_segment(&item).ok_or(Error::NotFound)?;
    let item = opened.draft.item(&link_id).ok_or(Error::NotFound)?;
    let form = ItemForm::of(&opened.draft, item);
    Ok(item_page(&staff, &opened, Some(&link_id), form, Vec::new()))
}

/// The form of one question; `link_id` is that of one that is there.
fn item_page(
    staff: &Staff,
    opened: &Opened,
    link_id: Option<&str>,
    form: ItemForm,
    problems: Vec<(&'static str, Mend)>,
) -> Response {
    let words = staff.words;
    let back = opened.path();
    let is_overtaken = problems
        .iter()
        .any(|(_, mend)| matches!(mend, Mend::Overtaken { .. }));
    let now = link_id.and_then(|link_id| opened.draft.item(link_id));
    let now = now.map(|item| ItemForm::of(&opened.draft, item).text);
    let asked = Asked {
        revision: opened.kept.revision,
        offers: offers(&opened.draft, link_id),
        action: match link_id {
            Some(link_id) => format!("{back}/items/{}", segment(link_id)),
            None => format!("{back}/new"),
        },
        back,
        is_new: link_id.is_none(),
        theirs: now.filter(|now| is_overtaken && *now != form.text),
        draft: opened.draft.clone(),
        form,
        problems,
    };
    let is_wrong = !asked.problems.is_empty();
    let title = asked.draft.about().title;
    let body = move || view! { <ItemPage words asked/> };
    written(staff, &title, is_wrong, body)
}

/// `POST /questionnaires/drafts/{id}/new`: adds a question at the end.
pub async fn add(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let sort = Sort::of_word(fields.one("sort")).ok_or(Error::NotUnderstood("sort"))?;
    let form = ItemForm::sent(sort, &fields.0);
    let mut tx = app.db.write().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let mut problems = form.problems(&opened.draft, None);
    if problems.is_empty() {
        let now = app.clock.now();
        let holder = holder(&mut tx, &staff).await?;
        let next = opened
            .draft
            .with_added(&form, &holder)
            .map(|(next, _)| next);
        let revision = fields.revision();
        let kept = opened.keep(&mut tx, &staff, revision, next, now).await?;
        match kept {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see(&format!("{}?done=added", opened.path())).into_response());
            }
            Err(mend) if mend == Mend::AsksLater => problems.push(("after", mend)),
            Err(mend) => problems.push(("text", mend)),
        }
    }
    Ok(item_page(&staff, &opened, None, form, problems))
}

/// `POST /questionnaires/drafts/{id}/items/{item}`: keeps what was typed, or gives it back.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((id, item)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let link_id = of_segment(&item).ok_or(Error::NotFound)?;
    let Some(item) = opened.draft.item(&link_id) else {
        // Somebody else removed it: what was typed can be added anew.
        let sort = Sort::of_word(fields.one("sort")).ok_or(Error::NotFound)?;
        let form = ItemForm::sent(sort, &fields.0);
        let problems = vec![("text", Mend::Gone)];
        return Ok(item_page(&staff, &opened, None, form, problems));
    };
    let form = ItemForm::sent(Sort::of(item), &fields.0);
    let mut problems = form.problems(&opened.draft, Some(&link_id));
    if problems.is_empty() {
        let now = app.clock.now();
        let next = opened.draft.with_edited(&link_id, &form);
        let revision = fields.revision();
        let kept = opened.keep(&mut tx, &staff, revision, next, now).await?;
        match kept {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see(&format!("{}?done=saved", opened.path())).into_response());
            }
            Err(mend) => problems.push(("text", mend)),
        }
    }
    Ok(item_page(&staff, &opened, Some(&link_id), form, problems))
}

/// `POST /questionnaires/drafts/{id}/items`: up, down, or away.
pub async fn change(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let of = fields.one("of");
    let (next, done) = match fields.one("deed") {
        "up" => (opened.draft.with_moved(of, true), "moved"),
        "down" => (opened.draft.with_moved(of, false), "moved"),
        "remove" => (opened.draft.without(of), "removed"),
        _ => return Err(Error::NotUnderstood("deed")),
    };
    let revision = fields.revision();
    let kept = opened.keep(&mut tx, &staff, revision, next, now).await?;
    match kept {
        Ok(()) => {
            tx.commit().await?;
            // Who moves one several places finds it again.
            let at = if done == "moved" {
                format!("#of-{}", segment(of))
            } else {
                String::new()
            };
            Ok(see(&format!("{}?done={done}{at}", opened.path())).into_response())
        }
        Err(mend) => overview(&mut tx, &staff, opened, None, Some(mend)).await,
    }
}
