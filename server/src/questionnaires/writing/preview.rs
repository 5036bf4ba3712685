//! `/questionnaires/drafts/{id}/preview`: the runner over a draft. Nothing is kept; what was
//! answered so far stands in the address, and of own words only that there were some.

use app::questionnaires::address as segments;
use app::questionnaires::around::Intro;
use app::questionnaires::page::Ask;
use app::questionnaires::writing::page::{PreviewPage, Shown, Trying};
use app::questionnaires::{Answer, Answers, Item, Kept, Problem, Question, Questionnaire, Runner};
use app::texts::Language;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use leptos::prelude::*;
use serde::Deserialize;

use super::{Opened, opened, written};
use crate::error::Error;
use crate::identity::Staff;
use crate::questionnaires::Deed;
use crate::questionnaires::form::AnswerForm;
use crate::web::{App, see};

/// Where somebody is in a preview.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The language of the phone.
    #[serde(rename = "in")]
    language: String,
    /// The question, as it stands in an address.
    at: String,
    /// What is answered so far.
    so: String,
}

impl Place {
    fn language(&self, opened: &Opened) -> Language {
        Language::of_tag(&self.language).unwrap_or(opened.draft.language())
    }

    fn question(&self) -> String {
        segments::of_segment(&self.at).unwrap_or_default()
    }

    fn answers(&self) -> Answers {
        let json = URL_SAFE_NO_PAD.decode(&self.so).unwrap_or_default();
        serde_json::from_slice(&json).unwrap_or_default()
    }
}

/// What is answered, without own words.
fn so_far(form: &Questionnaire, answers: &Answers) -> String {
    fn bare(item: Option<&Item>, answer: &Answer) -> Answer {
        let options = item.map_or(&[][..], Item::options);
        match answer {
            Answer::Text(text) if options.iter().any(|it| it.value() == *text) => answer.clone(),
            Answer::Text(_) => Answer::Text("…".to_owned()),
            Answer::Several(all) => {
                Answer::Several(all.iter().map(|one| bare(item, one)).collect())
            }
            other => other.clone(),
        }
    }
    let bare = answers
        .iter()
        .map(|(name, it)| (name.to_owned(), bare(form.item(name), it)));
    let bare: Answers = bare.collect();
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&bare).unwrap_or_default())
}

fn address(opened: &Opened, language: Language, at: &str, so: &str) -> String {
    let base = opened.path();
    let at = segments::segment(at);
    format!("{base}/preview?in={}&at={at}&so={so}", language.tag())
}

/// `GET /questionnaires/drafts/{id}/preview`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    Ok(phone(&staff, &opened, &place, None, None))
}

fn phone(
    staff: &Staff,
    opened: &Opened,
    place: &Place,
    typed: Option<String>,
    refused: Option<(String, Problem)>,
) -> Response {
    let (language, answers) = (place.language(opened), place.answers());
    let form = opened.draft.form();
    let so = so_far(form, &answers);
    let runner = Runner::new(form, &answers);
    let back_to = |link_id: &Option<String>| match link_id {
        Some(link_id) => address(opened, language, link_id, &so),
        None => address(opened, language, "", &so),
    };
    let question = runner.question(&place.question(), language);
    let question = question.map(|it| Question {
        typed: typed.unwrap_or_else(|| it.typed.clone()),
        ..it
    });
    let shown = match question {
        Some(question) => Shown::Ask(Box::new(Ask {
            action: address(opened, language, &question.link_id, &so),
            back: back_to(&question.previous),
            key: String::new(),
            kept: Kept::Named,
            about: None,
            question,
            refused,
        })),
        None if !answers.is_empty() || runner.first_unanswered().is_none() => {
            match runner.first_unanswered() {
                Some(item) => {
                    return see(&address(opened, language, item.link_id(), &so)).into_response();
                }
                None => Shown::End,
            }
        }
        None => {
            let first = runner.first_unanswered().map(|it| it.link_id().to_owned());
            Shown::Intro(Intro {
                title: form.title(language),
                questions: runner.questions().count(),
                kept: Kept::Named,
                is_foreign: false,
                about: None,
                start: back_to(&first),
                back: opened.path(),
            })
        }
    };
    let is_wrong = matches!(&shown, Shown::Ask(ask) if ask.refused.is_some());
    let words = staff.words;
    let title = words.say("writing-preview");
    let trying = Trying {
        id: opened.kept.id.clone(),
        language,
        so_far: so,
        shown,
    };
    let body = move || view! { <PreviewPage words trying/> };
    written(staff, &title, is_wrong, body)
}

/// `POST /questionnaires/drafts/{id}/preview`: on to the next question, as for those who answer.
pub async fn go_on(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(place): Query<Place>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let opened = opened(&mut tx, &staff, &id).await?;
    let language = place.language(&opened);
    let mut answers = place.answers();
    let asked = Runner::new(opened.draft.form(), &answers);
    let at = place.question();
    let Some(item) = asked.asked(&at) else {
        return Ok(see(&address(&opened, language, "", &place.so)).into_response());
    };
    let answer = match form.deed {
        Deed::NotToday => {
            return Ok(see(&address(&opened, language, "", "")).into_response());
        }
        Deed::More => return Ok(phone(&staff, &opened, &place, Some(form.answer), None)),
        Deed::Skip => Answer::Skipped,
        Deed::Next => match item.answer(&form.answer) {
            Ok(answer) => answer,
            Err(problem) => {
                let refused = Some((form.answer.clone(), problem));
                return Ok(phone(&staff, &opened, &place, None, refused));
            }
        },
    };
    answers.keep(&at, answer);
    let runner = Runner::new(opened.draft.form(), &answers);
    let next = runner.next(&at).map(|it| it.link_id().to_owned());
    let next = next.unwrap_or_default();
    Ok(see(&address(
        &opened,
        language,
        &next,
        &so_far(opened.draft.form(), &answers),
    ))
    .into_response())
}
