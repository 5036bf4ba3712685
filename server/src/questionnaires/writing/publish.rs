//! `/questionnaires/drafts/{id}/publish`: a last look, and then a version that stays.

use app::questionnaires::address::segment;
use app::questionnaires::writing::Changes;
use app::questionnaires::writing::page::{PublishPage, Publishing};
use app::questionnaires::{Imported, Questionnaire, Refused, import};
use app::texts::Language;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::importing::of_word;
use super::{Fields, Opened, opened, store, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes;
use crate::questionnaires::publishing::{Word, publish_as};
use crate::questionnaires::store as published;
use crate::storage::{Fault, Tx};
use crate::web::{App, see};

/// `GET /questionnaires/drafts/{id}/publish`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let taken = import(opened.draft.to_publish().as_bytes());
    publish_page(&mut tx, &staff, &opened, &taken, (String::new(), None)).await
}

async fn publish_page(
    tx: &mut Tx,
    staff: &Staff,
    opened: &Opened,
    taken: &Result<Imported, Refused>,
    (attested, problem): (String, Option<(String, String)>),
) -> Result<Response, Error> {
    let Opened { kept, draft } = opened;
    let words = staff.words;
    let language = words.language();
    let all = published::published(tx, &staff.organisation).await?;
    let newest = all.iter().find(|it| it.key == kept.key);
    let changes = match newest {
        Some(newest) => {
            let before = Questionnaire::read(&newest.document)
                .map_err(|_| Fault::Corrupt("questionnaires.document"))?;
            Some(Changes::between(&before, draft))
        }
        None => None,
    };
    let running = programmes::store::programmes(tx, &staff.organisation).await?;
    let asks = running.iter().filter(|it| {
        let mut rules = it.definition.rules.iter();
        rules.any(|rule| rule.questionnaire == kept.key)
    });
    let programmes = asks.map(|it| it.definition.called(language).to_owned());
    let missing = Language::ALL.into_iter();
    let of = Publishing {
        id: kept.id.clone(),
        revision: kept.revision,
        title: draft.about().title,
        version: newest.map_or(0, |it| it.version) + 1,
        changes,
        programmes: programmes.collect(),
        waiting: store::waiting(tx, &staff.organisation, &kept.key).await?,
        missing: missing.map(|it| (it, draft.untranslated(it))).collect(),
        licence: draft.form().licence(),
        attested,
        refused: taken
            .as_ref()
            .err()
            .map_or_else(Vec::new, |refused| places(staff, opened, refused)),
        problem,
    };
    let is_wrong = !of.refused.is_empty() || of.problem.is_some();
    let title = words.say("writing-publish");
    let body = move || view! { <PublishPage words of/> };
    Ok(written(staff, &title, is_wrong, body))
}

/// Where each refusal is mended, and its sentence with the words of the question.
fn places(staff: &Staff, opened: &Opened, refused: &Refused) -> Vec<(String, String)> {
    let lines = opened.draft.lines();
    let path = opened.path();
    let refusals = refused.refusals().iter();
    let place = refusals.map(|refusal| {
        let line = refusal.link_id.as_ref();
        let line = line.and_then(|name| lines.iter().find(|it| it.link_id == *name));
        let said = refusal.wrong.told(staff.words);
        match line {
            Some(line) => {
                let to = format!("{path}/items/{}", segment(&line.link_id));
                (to, format!("{}: {said}", line.text))
            }
            None => (path.clone(), said),
        }
    });
    place.collect()
}

/// `POST /questionnaires/drafts/{id}/publish`
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let opened = match opened(&mut tx, &staff, &id).await {
        // The same button pressed twice: it is published and no draft any more.
        Err(Error::NotFound) => return Ok(see("/questionnaires").into_response()),
        other => other?,
    };
    let attested = fields.one("attested").to_owned();
    let taken = import(opened.draft.to_publish().as_bytes());
    let mut problem = opened
        .overtaken(fields.revision())
        .map(|mend| ("main".to_owned(), mend.told(staff.words)));
    if let (Ok(imported), None) = (&taken, &problem) {
        let word = Word {
            attested: Some(&attested),
            by: Some(&staff.id),
            made_here: true,
        };
        let (office, key) = (&staff.organisation, &opened.kept.key);
        match publish_as(&mut tx, office, key, imported, &word, now).await {
            Ok(_) => {
                store::remove(&mut tx, &opened.kept).await?;
                tx.commit().await?;
                tracing::info!(questionnaire = %key, by = %staff.id, "a questionnaire was published");
                return Ok(see(&format!("/questionnaires?published={key}")).into_response());
            }
            Err(why) => {
                let said = of_word(staff.words, why)?;
                problem = Some(("attested".to_owned(), said));
            }
        }
    }
    publish_page(&mut tx, &staff, &opened, &taken, (attested, problem)).await
}
