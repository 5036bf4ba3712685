//! `/api/v1/answers`: what was answered by name, each question under its link id.

use std::collections::{BTreeMap, HashMap};

use app::access::Deed;
use app::ids::{OccasionId, QuestionnaireId};
use app::questionnaires::{Answer, Runner};
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Form, asked as who};
use crate::api::Caller;
use crate::api::asked::{self, Asked, Cursor, cut};
use crate::api::problem::Refused;
use crate::api::refusal::Refusal;
use crate::api::store::{self, Shown, Wanted};
use crate::programmes::naming::{day, zone_of_office};
use crate::questionnaires::answers::store as given;
use crate::questionnaires::store::questionnaire as questionnaire_of;
use crate::storage::Fault;
use crate::web::App;

/// The answers of one occasion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answered {
    /// The occasion.
    occasion: String,
    /// The pseudonym of the course.
    enrolment: String,
    /// Who answered: participant, coordinator or referrer.
    asked: &'static str,
    /// The short name of the programme's definition.
    programme: String,
    /// The rule that asked.
    rule: String,
    /// What was asked.
    questionnaire: Form,
    /// When the answers were complete.
    completed_at: String,
    /// How they came in: app, desk, link, phone, paper or api.
    mode: String,
    /// By link id: a text, a number, a day, yes or no, the code of an option; null when skipped.
    answers: BTreeMap<String, Value>,
}

/// A page of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Answers {
    items: Vec<Answered>,
    /// What `after` says for the next page; null on the last.
    next: Option<String>,
}

/// Answers that carry a name, the first one leading: what came in since is at the end.
#[utoipa::path(
    get,
    path = "/answers",
    tag = "Dagsform",
    params(
        ("from" = Option<String>, Query, description = "Answered on this local day or later", format = "date"),
        ("to" = Option<String>, Query, description = "Answered on this local day or earlier", format = "date"),
        ("questionnaire" = Option<String>, Query, description = "Key or address, with or without `|version`"),
        ("enrolment" = Option<String>, Query, description = "The pseudonym of one course"),
        ("limit" = Option<i64>, Query, description = "How many, 1 to 100; 50 when left out", minimum = 1, maximum = 100),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, description = "A page of them", body = Answers), Refused),
)]
pub(crate) async fn answers(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
) -> Result<Json<Answers>, Refusal> {
    let known = ["from", "to", "questionnaire", "enrolment", "limit", "after"];
    let asked = Asked::of(&uri, &known)?;
    let count = asked.count("limit")?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let zone = zone_of_office(&mut tx, &caller.organisation).await?;
    let named = asked.one("questionnaire")?;
    let questionnaire = match named {
        Some(named) => asked::questionnaire(&mut tx, &caller.organisation, named).await?,
        None => None,
    };
    let after_the_last = |day: Date| day.tomorrow().ok();
    let wanted = Wanted {
        enrolment: asked.id("enrolment")?,
        from: asked.day("from")?.and_then(|day| begins(day, &zone)),
        before: asked
            .day("to")?
            .and_then(after_the_last)
            .and_then(|day| begins(day, &zone)),
        after: asked.after("after")?,
        most: count + 1,
        ..Wanted::default()
    };
    let mut found = Vec::new();
    if named.is_none() || questionnaire.is_some() {
        let wanted = Wanted {
            questionnaire,
            ..wanted
        };
        found = store::answered(&mut tx, &caller, &wanted, day(now, &zone)).await?;
    }
    let next = cut(&mut found, count, |it| Cursor {
        at: it.completed_at.unwrap_or_default(),
        id: it.id.clone(),
    });
    let people: Vec<_> = found.iter().map(Shown::person).collect();
    let (mut items, mut forms) = (Vec::with_capacity(found.len()), HashMap::new());
    for shown in found {
        let answers = given::answers(&mut tx, &OccasionId::new(&shown.id)).await?;
        let of = &shown.questionnaire_id;
        if !forms.contains_key(of) {
            let form = questionnaire_of(&mut tx, &QuestionnaireId::new(of)).await?;
            forms.insert(of.clone(), form);
        }
        // An answer to what is asked no longer is kept for the person alone.
        let runner = Runner::new(&forms[of], &answers);
        let plain = runner.questions().filter_map(|item| {
            let answer = answers.to(item.link_id())?;
            Some((item.link_id().to_owned(), value(answer)))
        });
        let plain = plain.collect();
        items.push(written(shown, plain)?);
    }
    drop(tx);
    asked::log_reading(&app.db, &caller, &people, Deed::ReadAnswers, now).await?;
    let next = next.map(|it| it.to_text());
    Ok(Json(Answers { items, next }))
}

fn begins(day: Date, zone: &TimeZone) -> Option<i64> {
    let at = day.to_zoned(zone.clone()).ok()?;
    Some(at.timestamp().as_millisecond())
}

fn value(answer: &Answer) -> Value {
    match answer {
        Answer::Skipped => Value::Null,
        Answer::Boolean(yes) => json!(yes),
        Answer::Integer(number) => json!(number),
        Answer::Decimal(number) => json!(number),
        Answer::Choice(text) | Answer::Text(text) => json!(text),
        Answer::Date(day) => json!(day.to_string()),
        Answer::Several(all) => all.iter().map(value).collect(),
    }
}

fn written(shown: Shown, answers: BTreeMap<String, Value>) -> Result<Answered, Fault> {
    let at = shown.completed_at.map(Timestamp::from_millisecond);
    let at = at.and_then(Result::ok);
    let at = at.ok_or(Fault::Corrupt("responses.completed_at"))?;
    Ok(Answered {
        occasion: shown.id,
        enrolment: shown.enrolment_id,
        asked: who(&shown.subject_kind),
        programme: shown.programme,
        rule: shown.rule_id,
        questionnaire: Form {
            id: shown.questionnaire_id,
            key: shown.url_key,
            version: shown.version,
        },
        completed_at: at.to_string(),
        mode: shown.mode.unwrap_or_default(),
        answers,
    })
}
