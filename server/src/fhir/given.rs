//! Reads a QuestionnaireResponse that another system sends: every answer, or everything wrong.

use app::questionnaires::{Answer, AnswerOption, Answers, Item, Kind, Questionnaire, Runner};
use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::OCCASION;
use crate::api::asked::id;
use crate::api::refusal::{Issue, Refusal};

/// The occasion that a response answers, by its identifier.
pub(super) fn occasion(response: &Value) -> Result<String, Refusal> {
    let identifier = &response["identifier"];
    let is_ours = identifier["system"].as_str() == Some(OCCASION);
    let value = identifier["value"].as_str().filter(|_| is_ours);
    value.and_then(id).ok_or_else(|| {
        let said = format!("`identifier` names the occasion that is answered: system {OCCASION}");
        let place = "QuestionnaireResponse.identifier";
        refused(vec![Issue::new("required", said).at(place)])
    })
}

/// Refuses answers that are not finished.
pub(super) fn must_be_completed(response: &Value) -> Result<(), Refusal> {
    if response["status"].as_str() == Some("completed") {
        return Ok(());
    }
    let issue = Issue::new("value", "`status` is completed for what is sent in");
    Err(refused(vec![issue.at("QuestionnaireResponse.status")]))
}

fn refused(issues: Vec<Issue>) -> Refusal {
    Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, issues)
}

/// What was answered, checked as the pages check it. Questions that were asked and not
/// answered count as skipped, unless they are required.
pub(super) fn answers(response: &Value, questionnaire: &Questionnaire) -> Result<Answers, Refusal> {
    let mut reading = Reading {
        questionnaire,
        answers: Answers::default(),
        places: Vec::new(),
        issues: Vec::new(),
    };
    reading.items(response.get("item"), "QuestionnaireResponse.item");
    let Reading {
        mut answers,
        places,
        mut issues,
        ..
    } = reading;
    let runner = Runner::new(questionnaire, &answers);
    for (link_id, place) in &places {
        if runner.asked(link_id).is_none() {
            let said = format!("{link_id}: not asked, by the other answers or at all");
            issues.push(Issue::new("business-rule", said).at(place));
        }
    }
    let mut skipped = Vec::new();
    for item in runner.questions() {
        if answers.to(item.link_id()).is_some() {
            continue;
        }
        if item.required() {
            let said = format!("{}: an answer is required", item.link_id());
            let place = "QuestionnaireResponse.item";
            issues.push(Issue::new("required", said).at(place));
        }
        skipped.push(item.link_id().to_owned());
    }
    if !issues.is_empty() {
        return Err(refused(issues));
    }
    for link_id in skipped {
        answers.keep(link_id, Answer::Skipped);
    }
    Ok(answers)
}

struct Reading<'q> {
    questionnaire: &'q Questionnaire,
    answers: Answers,
    /// Where each answer stands.
    places: Vec<(String, String)>,
    issues: Vec<Issue>,
}

impl Reading<'_> {
    fn wrong(&mut self, code: &'static str, said: impl Into<String>, place: &str) {
        self.issues.push(Issue::new(code, said).at(place));
    }

    fn items(&mut self, items: Option<&Value>, place: &str) {
        let Some(items) = items else { return };
        let Some(items) = items.as_array() else {
            return self.wrong("structure", "`item` is a list", place);
        };
        for (index, item) in items.iter().enumerate() {
            self.item(item, &format!("{place}[{index}]"));
        }
    }

    fn item(&mut self, item: &Value, place: &str) {
        let questionnaire = self.questionnaire;
        let Some(link_id) = item.get("linkId").and_then(Value::as_str) else {
            return self.wrong("required", "`linkId` is missing", place);
        };
        let Some(definition) = questionnaire.item(link_id) else {
            let said = "the questionnaire has no item of this `linkId`";
            return self.wrong("not-found", said, &format!("{place}.linkId"));
        };
        self.items(item.get("item"), &format!("{place}.item"));
        let Some(given) = item.get("answer") else {
            return;
        };
        let place = format!("{place}.answer");
        let given = given.as_array().map(Vec::as_slice).unwrap_or_default();
        let fits = !given.is_empty() && (definition.repeats() || given.len() == 1);
        if !fits {
            return self.wrong("structure", format!("{link_id}: one answer"), &place);
        }
        for (index, answer) in given.iter().enumerate() {
            self.items(answer.get("item"), &format!("{place}[{index}].item"));
        }
        if !definition.kind().asks() {
            let said = format!("{link_id}: this asks nothing");
            return self.wrong("business-rule", said, &format!("{place}[0]"));
        }
        if self.answers.to(link_id).is_some() {
            let said = format!("{link_id}: answered twice");
            return self.wrong("duplicate", said, &format!("{place}[0]"));
        }
        let read = |answer: &Value| match answer.as_object() {
            Some(answer) => typed(definition, answer),
            None => Err("an answer is an object".to_owned()),
        };
        let lines: Result<Vec<String>, String> = given.iter().map(read).collect();
        let answer = lines.and_then(|lines| {
            let answer = definition.answer(&lines.join("\n"));
            answer.map_err(|problem| problem.to_string())
        });
        let place = format!("{place}[0]");
        match answer {
            Ok(answer) => {
                self.places.push((link_id.to_owned(), place));
                self.answers.keep(link_id, answer);
            }
            Err(said) => self.wrong("value", format!("{link_id}: {said}"), &place),
        }
    }
}

/// The value as the field of a form would hold it, so that one reading serves both. What has
/// another type than the question is refused here.
fn typed(item: &Item, answer: &Map<String, Value>) -> Result<String, String> {
    let mut values = answer.iter().filter(|(name, _)| name.starts_with("value"));
    let (Some((name, value)), None) = (values.next(), values.next()) else {
        return Err("one `value…`".to_owned());
    };
    let wanted = match item.kind() {
        Kind::Boolean => "valueBoolean",
        Kind::Integer => "valueInteger",
        Kind::Decimal => "valueDecimal",
        Kind::String | Kind::Text => "valueString",
        Kind::Date => "valueDate",
        Kind::Choice | Kind::OpenChoice => chosen(item, value),
        Kind::Group | Kind::Display => "valueCoding",
    };
    if name != wanted {
        return Err(format!("`{wanted}` is needed"));
    }
    let text = match (wanted, value) {
        ("valueBoolean", Value::Bool(yes)) => Some(yes.to_string()),
        ("valueInteger", Value::Number(number)) => number.as_i64().map(|it| it.to_string()),
        ("valueDecimal", Value::Number(number)) => number.as_f64().map(|it| it.to_string()),
        // Of several, each stands on a line of its own.
        ("valueString", Value::String(text)) if item.kind().chooses() || item.repeats() => {
            Some(text.replace(['\r', '\n'], " "))
        }
        ("valueString", Value::String(text)) => Some(text.clone()),
        ("valueDate", Value::String(day)) => day
            .parse::<jiff::civil::Date>()
            .ok()
            .filter(|_| day.len() == 10)
            .map(|day| day.to_string()),
        ("valueCoding", coding) => code(item, coding),
        _ => None,
    };
    text.ok_or_else(|| format!("not a sound `{wanted}`"))
}

/// As what an option is sent: a code, a whole number or words. Own words are words.
fn chosen(item: &Item, value: &Value) -> &'static str {
    let sent = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return "valueCoding",
    };
    let option = item.options().iter().find(|it| it.value() == sent);
    match option.map(AnswerOption::answer) {
        Some(Answer::Integer(_)) => "valueInteger",
        Some(Answer::Text(_)) => "valueString",
        None if item.kind() == Kind::OpenChoice => "valueString",
        _ => "valueCoding",
    }
}

/// The code of an option; of another system it is another code.
fn code(item: &Item, coding: &Value) -> Option<String> {
    let code = coding.get("code")?.as_str()?;
    let option = item.options().iter().find(|it| it.value() == code);
    let system = coding.get("system").and_then(Value::as_str);
    match (option.and_then(|it| it.system()), system) {
        // Not the words of somebody.
        _ if option.is_none() && item.kind() == Kind::OpenChoice => None,
        (Some(ours), Some(theirs)) if ours != theirs => None,
        _ => Some(code.to_owned()),
    }
}
