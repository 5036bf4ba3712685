//! How answers are written as a QuestionnaireResponse.

use app::questionnaires::{Answers, Questionnaire, response_items, response_scores};
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
    let scores = response_scores(questionnaire, answers);
    if let Some(extensions) = resource.get_mut("extension").and_then(Value::as_array_mut) {
        extensions.extend(scores);
    } else if !scores.is_empty() {
        resource["extension"] = Value::Array(scores);
    }
    let items = response_items(questionnaire, answers);
    if !items.is_empty() {
        resource["item"] = Value::Array(items);
    }
    Ok(resource)
}
