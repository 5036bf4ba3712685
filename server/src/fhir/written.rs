//! How answers are written as a QuestionnaireResponse.

use app::questionnaires::{Answer, Answers, Item, Questionnaire, Runner};
use app::texts::Language;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::store::Published;
use super::{ENROLMENT, MODE, OCCASION};
use crate::api::store::Shown;
use crate::storage::Fault;

/// The address of the version that was asked, `url|version`.
pub(super) fn canonical(published: &Published, address: &str) -> String {
    let url = published.text("url").unwrap_or(address);
    match published.text("version") {
        Some(version) => format!("{url}|{version}"),
        None => format!("{url}|{}", published.version),
    }
}

/// A sent questionnaire with its answers. It names nobody: the subject is a pseudonym.
pub(super) fn response(
    shown: &Shown,
    canonical: &str,
    questionnaire: &Questionnaire,
    answers: &Answers,
) -> Result<Value, Fault> {
    let at = shown
        .completed_at
        .and_then(|at| Timestamp::from_millisecond(at).ok())
        .ok_or(Fault::Corrupt("responses.completed_at"))?;
    let mut resource = json!({
        "resourceType": "QuestionnaireResponse",
        "id": shown.id,
        "identifier": {"system": OCCASION, "value": shown.id},
        "questionnaire": canonical,
        "status": "completed",
        "subject": {
            "type": "EpisodeOfCare",
            "identifier": {"system": ENROLMENT, "value": shown.enrolment_id},
        },
        "authored": at.to_string(),
    });
    if let Some(mode) = &shown.mode {
        resource["extension"] = json!([{"url": MODE, "valueCode": mode}]);
    }
    let runner = Runner::new(questionnaire, answers);
    let written = items(questionnaire.items(), questionnaire, answers, &runner);
    if !written.is_empty() {
        resource["item"] = Value::Array(written);
    }
    Ok(resource)
}

/// What was asked, in the order and the groups of the questionnaire. What was skipped has no
/// answer, and what was not asked does not stand there.
fn items(
    items_: &[Item],
    questionnaire: &Questionnaire,
    answers: &Answers,
    runner: &Runner<'_, '_>,
) -> Vec<Value> {
    let base = questionnaire.language();
    let language = Language::of_tag(base).unwrap_or_default();
    let mut written = Vec::new();
    for item in items_ {
        let below = items(item.items(), questionnaire, answers, runner);
        let asks = item.kind().asks();
        if (asks && runner.asked(item.link_id()).is_none()) || (!asks && below.is_empty()) {
            continue;
        }
        let mut one = json!({"linkId": item.link_id()});
        let text = item.text(base, language).text;
        if !text.trim().is_empty() {
            one["text"] = json!(text);
        }
        let value = answers
            .to(item.link_id())
            .and_then(|answer| value(item, answer, base, language));
        match value {
            // FHIR puts what stands below a question below its answer.
            Some(mut value) => {
                if !below.is_empty() {
                    value["item"] = Value::Array(below);
                }
                one["answer"] = json!([value]);
            }
            None if !below.is_empty() => one["item"] = Value::Array(below),
            None => {}
        }
        written.push(one);
    }
    written
}

fn value(item: &Item, answer: &Answer, base: &str, language: Language) -> Option<Value> {
    Some(match answer {
        Answer::Skipped => return None,
        Answer::Boolean(yes) => json!({"valueBoolean": yes}),
        Answer::Integer(number) => json!({"valueInteger": number}),
        Answer::Decimal(number) => json!({"valueDecimal": number}),
        Answer::Text(text) => json!({"valueString": text}),
        Answer::Date(day) => json!({"valueDate": day.to_string()}),
        Answer::Choice(code) => {
            let mut coding = json!({"code": code});
            let option = item.options().iter().find(|it| it.value() == *code);
            if let Some(option) = option {
                coding["display"] = json!(option.text(base, language).text);
                if let Some(system) = option.system() {
                    coding["system"] = json!(system);
                }
            }
            json!({"valueCoding": coding})
        }
    })
}
