//! `/questionnaires`: the list, a version as a file, and drafts that begin from one.

use app::look::Section;
use app::questionnaires::writing::page::{
    AboutPage, Begun, Kept, Origin, QuestionnairesPage, Version,
};
use app::questionnaires::writing::{AboutForm, Draft, Mend, key_of};
use app::questionnaires::{Questionnaire, SHIPPED};
use app::texts::Language;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Fields, holder, store, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::{self, naming};
use crate::questionnaires::store::{self as published, Published};
use crate::storage::{Fault, Tx};
use crate::web::{App, page, see};

/// What was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    published: String,
    discarded: bool,
}

/// `GET /questionnaires`
pub async fn list(
    State(app): State<App>,
    staff: Staff,
    Query(after): Query<After>,
) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let mut tx = app.db.read().await?;
    let kept = all(&mut tx, &staff).await?;
    let words = staff.words;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    let mut drafts = Vec::new();
    for one in store::drafts(&mut tx, &staff.organisation).await? {
        let draft = Draft::read(&one.document);
        let draft = draft.ok_or(Fault::Corrupt("questionnaire_drafts.document"))?;
        drafts.push(Begun {
            title: draft.about().title,
            changed: (
                one.changed_by,
                words.date(naming::day(one.changed_at, &zone)),
            ),
            id: one.id,
        });
    }
    let just = kept.iter().find(|it| it.key == after.published);
    let just = just.and_then(|it| Some((it.title.clone(), it.versions.first()?.number)));
    let done = match just {
        Some((title, version)) => {
            let places = [("title", title.into()), ("version", version.into())];
            Some(words.with("writing-published", &places))
        }
        None if after.discarded => Some(words.say("writing-discarded")),
        None => None,
    };
    let title = words.say("look-questionnaires");
    let body = move || view! { <QuestionnairesPage words kept drafts done/> };
    Ok(page(&staff.audience, &title, Section::Questionnaires, body).into_response())
}

/// Every questionnaire with its versions and the programmes that ask it, by title.
async fn all(tx: &mut Tx, staff: &Staff) -> Result<Vec<Kept>, Error> {
    let language = staff.words.language();
    let running = programmes::store::programmes(tx, &staff.organisation).await?;
    let zone = naming::zone_of_office(tx, &staff.organisation).await?;
    let mut kept: Vec<Kept> = Vec::new();
    for one in published::published(tx, &staff.organisation).await? {
        let version = Version {
            number: one.version,
            since: staff.words.date(naming::day(one.published_at, &zone)),
            by: one.published_by.clone(),
            attested: one.attested.clone(),
        };
        if let Some(last) = kept.last_mut().filter(|it| it.key == one.key) {
            last.versions.push(version);
            continue;
        }
        let form = read(&one)?;
        let asks = running.iter().filter(|it| {
            let mut rules = it.definition.rules.iter();
            rules.any(|rule| rule.questionnaire == one.key)
        });
        kept.push(Kept {
            title: form.title(language).text,
            questions: questions(&one),
            origin: origin(&one),
            versions: vec![version],
            programmes: asks
                .map(|it| it.definition.called(language).to_owned())
                .collect(),
            is_bound: form.licence().is_bound,
            key: one.key,
        });
    }
    kept.sort_by_key(|it| it.title.to_lowercase());
    Ok(kept)
}

fn read(one: &Published) -> Result<Questionnaire, Fault> {
    Questionnaire::read(&one.document).map_err(|_| Fault::Corrupt("questionnaires.document"))
}

/// How many questions it has, whatever conditions say.
fn questions(one: &Published) -> usize {
    let lines = Draft::read(&one.document).map(|it| it.lines());
    let lines = lines.unwrap_or_default();
    lines.iter().filter(|it| it.number.is_some()).count()
}

fn origin(one: &Published) -> Origin {
    if SHIPPED.iter().any(|shipped| shipped.key == one.key) {
        Origin::Shipped
    } else if one.made_here {
        Origin::Own
    } else {
        Origin::Imported
    }
}

/// `GET /questionnaires/published/{key}/{version}`: the document as it came.
pub async fn download(
    State(app): State<App>,
    staff: Staff,
    Path((key, version)): Path<(String, i64)>,
) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let mut tx = app.db.read().await?;
    let all = published::published(&mut tx, &staff.organisation).await?;
    let mut found = all.into_iter();
    let found = found.find(|it| it.key == key && it.version == version);
    let found = found.ok_or(Error::NotFound)?;
    let name = format!("attachment; filename=\"{}-{version}.json\"", found.key);
    let headers = [
        (CONTENT_TYPE, "application/fhir+json".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, found.document).into_response())
}

/// `POST /questionnaires/published/{key}`: a draft of the next version, or of a copy.
pub async fn begin_from(
    State(app): State<App>,
    staff: Staff,
    Path(key): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let all = published::published(&mut tx, &staff.organisation).await?;
    let newest = all.iter().find(|it| it.key == key);
    let newest = newest.ok_or(Error::NotFound)?;
    let form = read(newest)?;
    let is_next = fields.one("deed") == "next";
    if form.licence().is_bound || (is_next && origin(newest) != Origin::Own) {
        return Err(Error::NotAllowed);
    }
    let words = staff.words;
    let (name, draft) = if is_next {
        let draft = Draft::from_published(&newest.document, None);
        ((key.clone(), Some(newest.version)), draft)
    } else {
        let of = Language::of_tag(form.language()).unwrap_or(words.language());
        let places = [("title", form.title(of).text.into())];
        let title = app::texts::Words::of(of).with("writing-copy-title", &places);
        let draft = Draft::from_published(&newest.document, Some(&title));
        let key = free_key(&mut tx, &staff, &title, &all).await?;
        ((key, None), draft)
    };
    let draft = draft.ok_or(Fault::Corrupt("questionnaires.document"))?;
    let named = (name.0.as_str(), name.1);
    let office = &staff.organisation;
    let id = store::begin(&mut tx, office, named, &draft.to_json(), &staff.id, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/questionnaires/drafts/{id}")).into_response())
}

/// A name that no version and no draft of the office has.
async fn free_key(
    tx: &mut Tx,
    staff: &Staff,
    title: &str,
    all: &[Published],
) -> Result<String, Fault> {
    let drafts = store::drafts(tx, &staff.organisation).await?;
    Ok(key_of(title, |key| {
        all.iter().any(|it| it.key == key)
            || drafts.iter().any(|it| it.key == key)
            || SHIPPED.iter().any(|it| it.key == key)
    }))
}

/// `GET /questionnaires/new`
pub async fn new(staff: Staff) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let about = AboutForm {
        title: String::new(),
        purpose: String::new(),
        language: staff.words.language(),
    };
    Ok(new_page(&staff, about, Vec::new()))
}

fn new_page(staff: &Staff, about: AboutForm, problems: Vec<(&'static str, Mend)>) -> Response {
    let words = staff.words;
    let title = words.say("writing-new");
    let is_wrong = !problems.is_empty();
    let (action, back) = (
        "/questionnaires/new".to_owned(),
        "/questionnaires".to_owned(),
    );
    let body = move || view! { <AboutPage words about revision=None action back problems/> };
    written(staff, &title, is_wrong, body)
}

/// What the form of title and purpose sends.
pub(super) fn about(staff: &Staff, fields: &Fields) -> AboutForm {
    let language = Language::of_tag(fields.one("language"));
    AboutForm {
        title: fields.one("title").to_owned(),
        purpose: fields.one("purpose").replace("\r\n", "\n"),
        language: language.unwrap_or(staff.words.language()),
    }
}

/// `POST /questionnaires/new`: begins a draft.
pub async fn begin(
    State(app): State<App>,
    staff: Staff,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    staff.must_write_questionnaires()?;
    let about = about(&staff, &fields);
    let problems = about.problems();
    if !problems.is_empty() {
        return Ok(new_page(&staff, about, problems));
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let holder = holder(&mut tx, &staff).await?;
    let draft = match Draft::begun(&about, &holder) {
        Ok(draft) => draft,
        Err(mend) => return Ok(new_page(&staff, about, vec![("title", mend)])),
    };
    let all = published::published(&mut tx, &staff.organisation).await?;
    let key = free_key(&mut tx, &staff, &about.title, &all).await?;
    let office = &staff.organisation;
    let named = (key.as_str(), None);
    let id = store::begin(&mut tx, office, named, &draft.to_json(), &staff.id, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/questionnaires/drafts/{id}")).into_response())
}
