//! `/programmes`: the definitions of an office, looked at before they are saved.

use app::ids::ProgrammeId;
use app::look::Section;
use app::programmes::page::{EditPage, LONGEST, Line, ProgrammesPage, Review, ReviewPage};
use app::programmes::{Changes, Definition};
use app::texts::Words;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::impact::report;
use super::sent::Sent;
use super::store::{self, Running};
use super::{Protocol, naming};
use crate::error::Error;
use crate::identity::Staff;
use crate::questionnaires::store as questionnaires;
use crate::scheduling::{preview, store as scheduling};
use crate::storage::Tx;
use crate::web::{App, form_page, page, see};

/// What was just saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    saved: String,
}

/// `GET /programmes`: the list for whoever looks after it; the months to come for those who
/// work with people.
pub async fn list(
    State(app): State<App>,
    staff: Staff,
    Query(After { saved }): Query<After>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    if !staff.role.defines() {
        return Ok(preview::first(&mut tx, &staff).await?.into_response());
    }
    let words = staff.words;
    let versions = store::versions(&mut tx, &staff.organisation).await?;
    let mut lines = Vec::new();
    let mut just_saved = None;
    for it in store::programmes(&mut tx, &staff.organisation).await? {
        let zone = naming::zone(&it.definition)?;
        let mine = versions.iter().filter(|(id, ..)| *id == it.id);
        let name = it.definition.called(words.language()).to_owned();
        if it.id.as_str() == saved {
            just_saved = Some((name.clone(), it.version));
        }
        lines.push(Line {
            id: it.id.to_string(),
            name,
            short: it.definition.id.clone(),
            versions: mine
                .map(|(_, version, at)| (*version, naming::day(*at, &zone)))
                .collect(),
        });
    }
    let title = words.say("look-programmes");
    let body = move || view! { <ProgrammesPage words lines saved=just_saved/> };
    Ok(page(&staff.audience, &title, Section::Programmes, body).into_response())
}

/// Which text to begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    of: String,
    version: String,
}

/// `GET /programmes/edit`: empty, or from what runs or ran.
pub async fn edit(
    State(app): State<App>,
    staff: Staff,
    Query(begin): Query<Begin>,
) -> Result<Response, Error> {
    staff.must_define()?;
    if begin.of.is_empty() {
        return Ok(form(&staff, String::new(), None));
    }
    // PostgreSQL takes offence at some texts; no id looks like them.
    let id = uuid::Uuid::try_parse(&begin.of).map_err(|_| Error::NotFound)?;
    let id = ProgrammeId::new(id.to_string());
    let mut tx = app.db.read().await?;
    let version = begin.version.parse().ok();
    let text = store::text(&mut tx, &staff.organisation, &id, version).await?;
    Ok(form(&staff, text, None))
}

/// `POST /programmes/edit`: back from the review, with what was typed.
pub async fn edit_on(staff: Staff, sent: Sent) -> Result<Response, Error> {
    staff.must_define()?;
    Ok(form(&staff, sent.text, None))
}

/// `POST /programmes/check`: what is wrong, or what saving would change. Nothing is saved.
pub async fn check(State(app): State<App>, staff: Staff, sent: Sent) -> Result<Response, Error> {
    staff.must_define()?;
    let protocol = match read(&staff, &sent) {
        Ok(protocol) => protocol,
        Err(problem) => return Ok(form(&staff, sent.text, Some(problem))),
    };
    let mut tx = app.db.read().await?;
    review(&mut tx, &app, &staff, &protocol, false).await
}

/// `POST /programmes`: saves what was looked at, if nobody saved another version since.
pub async fn save(State(app): State<App>, staff: Staff, sent: Sent) -> Result<Response, Error> {
    staff.must_define()?;
    let protocol = match read(&staff, &sent) {
        Ok(protocol) => protocol,
        Err(problem) => return Ok(form(&staff, sent.text, Some(problem))),
    };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    store::hold(&mut tx, &staff.organisation).await?;
    let running = running(&mut tx, &staff, protocol.definition()).await?;
    let version = running.as_ref().map_or(0, |it| it.version);
    // The same text again is the same button pressed twice.
    let again = match &running {
        Some(it) => {
            let kept = store::text(&mut tx, &staff.organisation, &it.id, None).await?;
            kept == protocol.text()
        }
        None => false,
    };
    if !again && sent.on != Some(version) {
        return review(&mut tx, &app, &staff, &protocol, true).await;
    }
    let id = match running {
        Some(it) => {
            let saved = store::save_version(&mut tx, &it.id, &protocol, now).await;
            saved.map_err(|why| match why {
                store::NotSaved::Fault(fault) => Error::from(fault),
                store::NotSaved::OtherProgramme { .. } => Error::NotUnderstood("id"),
            })?;
            it.id
        }
        None => store::add_programme(&mut tx, &staff.organisation, &protocol, now).await?,
    };
    if !again {
        scheduling::look_again_at_all(&mut tx, &id, now).await?;
    }
    tx.commit().await?;
    tracing::info!(programme = %id, by = %staff.id, "a definition was saved");
    Ok(see(&format!("/programmes?saved={id}")).into_response())
}

/// The definition that was sent, or what is wrong with it in the reader's language.
fn read(staff: &Staff, sent: &Sent) -> Result<Protocol, String> {
    let words = staff.words;
    if !sent.is_text {
        return Err(words.say("programmes-page-no-text"));
    }
    if sent.text.trim().is_empty() {
        return Err(words.say("programmes-page-nothing"));
    }
    if sent.text.len() > LONGEST {
        let most = LONGEST / 1024;
        return Err(words.with("programmes-page-long", &[("most", most.into())]));
    }
    Protocol::read("", &sent.text).map_err(|wrong| {
        let reason = told(words, &wrong.said.in_words(words));
        let line = wrong.line.max(1);
        if wrong.field.is_empty() {
            let places = [("line", line.into()), ("reason", reason.into())];
            return words.with("programmes-page-wrong-line", &places);
        }
        let places = [
            ("line", line.into()),
            ("field", isolated(words, &wrong.field).into()),
            ("reason", reason.into()),
        ];
        words.with("programmes-page-wrong", &places)
    })
}

/// Names of fields run from left to right, also where the words around them do not.
fn isolated(words: Words, name: &str) -> String {
    if words.language().direction() == "ltr" {
        return name.to_owned();
    }
    format!("\u{2066}{name}\u{2069}")
}

/// A complaint in which what stands in backticks is kept together in the same way.
fn told(words: Words, said: &str) -> String {
    let parts = said.split('`').enumerate();
    let parts = parts.map(|(nth, part)| match nth % 2 {
        0 => part.to_owned(),
        _ => isolated(words, &format!("`{part}`")),
    });
    parts.collect()
}

fn form(staff: &Staff, text: String, problem: Option<String>) -> Response {
    let words = staff.words;
    let title = words.say("programmes-page-edit-title");
    let is_wrong = problem.is_some();
    let body = move || view! { <EditPage words text problem/> };
    form_page(&staff.audience, &title, Section::Programmes, is_wrong, body)
}

/// The programme that runs under this short name here.
async fn running(
    tx: &mut Tx,
    staff: &Staff,
    definition: &Definition,
) -> Result<Option<Running>, Error> {
    let all = store::programmes(tx, &staff.organisation).await?;
    Ok(all.into_iter().find(|it| it.definition.id == definition.id))
}

async fn review(
    tx: &mut Tx,
    app: &App,
    staff: &Staff,
    protocol: &Protocol,
    overtaken: bool,
) -> Result<Response, Error> {
    let words = staff.words;
    let definition = protocol.definition();
    let running = running(tx, staff, definition).await?;
    let (mut changes, mut impact, mut is_other_text) = (Changes::default(), None, true);
    if let Some(it) = &running {
        changes = Changes::between(&it.definition, definition);
        impact = Some(report(tx, &it.id, definition, app.clock.now()).await?);
        let kept = store::text(tx, &staff.organisation, &it.id, None).await?;
        is_other_text = kept != protocol.text();
    }
    let known = questionnaires::titles(tx, &staff.organisation, words.language()).await?;
    let mut missing: Vec<String> = definition
        .rules
        .iter()
        .map(|rule| rule.questionnaire.clone())
        .filter(|key| !known.iter().any(|(other, _)| other == key))
        .collect();
    missing.sort();
    missing.dedup();
    let review = Review {
        text: protocol.text().to_owned(),
        name: definition.called(words.language()).to_owned(),
        version: running.as_ref().map_or(0, |it| it.version),
        changes,
        is_other_text,
        impact,
        missing,
        overtaken,
    };
    let title = format!(
        "{} {}",
        words.say("programmes-page-review-title"),
        review.name
    );
    let body = move || view! { <ReviewPage words review/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Programmes,
        overtaken,
        body,
    ))
}
