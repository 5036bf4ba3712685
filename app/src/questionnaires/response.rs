//! Answers as a FHIR R4 QuestionnaireResponse, for other systems.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Answers};
use super::resource::{Item, Questionnaire};
use super::runner::Runner;
use super::scoring::{Score, scores};

/// A score of the answers, with sub-extensions `name`, `value`, `missing` and `source`.
const SCORED: &str = "https://dagsform.example/fhir/scored";

/// The `item` of a QuestionnaireResponse: what was answered, in the order and the groups of the
/// questionnaire.
///
/// An answer to a question that is no longer asked is not told, nor is one that was skipped. What
/// hidden questions begin with is told as their answer. Codes carry their system and name. FHIR
/// knows no empty lists: where this is empty, `item` is left out.
pub fn response_items(questionnaire: &Questionnaire, answers: &Answers) -> Vec<Value> {
    items(questionnaire.items(), &Runner::new(questionnaire, answers))
}

/// The scores of sent answers, each as an `extension` of the QuestionnaireResponse. One that cannot
/// be had has no value, and says how many answers miss.
pub fn response_scores(questionnaire: &Questionnaire, answers: &Answers) -> Vec<Value> {
    scores(questionnaire, answers)
        .iter()
        .map(extension)
        .collect()
}

fn extension(score: &Score) -> Value {
    let mut parts = vec![json!({"url": "name", "valueString": score.name})];
    if let Some(value) = score.value {
        parts.push(json!({"url": "value", "valueDecimal": value}));
    }
    parts.push(json!({"url": "missing", "valueInteger": score.missing}));
    parts.push(json!({"url": "source", "valueString": score.source}));
    json!({"url": SCORED, "extension": parts})
}

fn items(items: &[Item], runner: &Runner<'_, '_>) -> Vec<Value> {
    items.iter().filter_map(|it| item(it, runner)).collect()
}

/// An item with its answers and what stands in it; none when there is neither.
fn item(item: &Item, runner: &Runner<'_, '_>) -> Option<Value> {
    let within = items(item.items(), runner);
    let answered = runner.counts(item.link_id());
    if answered.is_none() && within.is_empty() {
        return None;
    }
    let mut written = json!({"linkId": item.link_id()});
    if let Some(text) = item.plain_text() {
        written["text"] = json!(text);
    }
    let Some(answered) = answered else {
        written["item"] = Value::Array(within);
        return Some(written);
    };
    let mut answers: Vec<Value> = answered
        .each()
        .iter()
        .filter_map(|one| value(item, one))
        .collect();
    // What stands in a question belongs to its answer.
    if let (Some(first), false) = (answers.first_mut(), within.is_empty()) {
        first["item"] = Value::Array(within);
    }
    written["answer"] = Value::Array(answers);
    Some(written)
}

fn value(item: &Item, answer: &Answer) -> Option<Value> {
    let Answer::Choice(code) = answer else {
        return serde_json::to_value(answer).ok();
    };
    let mut coding = Map::new();
    let option = item.options().iter().find(|option| option.value() == *code);
    if let Some(system) = option.and_then(|option| option.system()) {
        coding.insert("system".to_owned(), json!(system));
    }
    coding.insert("code".to_owned(), json!(code));
    if let Some(display) = option.and_then(|option| option.display()) {
        coding.insert("display".to_owned(), json!(display));
    }
    Some(json!({"valueCoding": coding}))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{response_items, response_scores};
    use crate::questionnaires::{Answer, Answers, Questionnaire};

    #[test]
    fn what_was_asked_and_answered_is_written_as_fhir_writes_it() {
        let option = |code: &str| json!({"valueCoding": {"system": "s", "code": code, "display": code.to_uppercase()}});
        let form = json!({"resourceType": "Questionnaire", "status": "active", "url": "http://a/q", "version": "3",
            "item": [
                {"linkId": "g", "type": "group", "text": "Group", "item": [
                    {"linkId": "several", "type": "open-choice", "repeats": true, "text": "Several?",
                     "answerOption": [option("a"), option("b")]},
                    {"linkId": "skipped", "type": "string", "text": "Skipped?"}]},
                {"linkId": "no", "type": "boolean", "text": "No?", "item": [
                    {"linkId": "inner", "type": "integer", "text": "Inner?"}]},
                {"linkId": "old", "type": "string", "text": "Old?",
                 "enableWhen": [{"question": "no", "operator": "=", "answerBoolean": true}]}]});
        let form = Questionnaire::read(&form.to_string()).unwrap();
        let answers: Answers = [
            (
                "several",
                Answer::Several(vec![Answer::Choice("b".into()), Answer::Text("c".into())]),
            ),
            ("skipped", Answer::Skipped),
            ("no", Answer::Boolean(false)),
            ("inner", Answer::Integer(4)),
            ("old", Answer::Text("from before".into())),
        ]
        .map(|(link_id, answer)| (link_id.to_owned(), answer))
        .into_iter()
        .collect();
        let expected = json!([
            {"linkId": "g", "text": "Group", "item": [{"linkId": "several", "text": "Several?", "answer": [
                {"valueCoding": {"system": "s", "code": "b", "display": "B"}}, {"valueString": "c"}]}]},
            {"linkId": "no", "text": "No?", "answer": [{"valueBoolean": false,
                "item": [{"linkId": "inner", "text": "Inner?", "answer": [{"valueInteger": 4}]}]}]}]);
        assert_eq!(Value::Array(response_items(&form, &answers)), expected);
        assert!(response_items(&form, &Answers::default()).is_empty());
        assert!(response_scores(&form, &answers).is_empty());
        // A score stands with its rule's source.
        let mut scored = serde_json::to_value(&form).unwrap();
        let part = |name: &str, value: &str| json!({"url": name, "valueString": value});
        scored["extension"] = json!([{"url": "https://dagsform.example/fhir/score", "extension": [
            part("name", "Inner"), part("rule", "sum"), part("question", "inner"), part("source", "A paper")]}]);
        let scored = Questionnaire::read(&scored.to_string()).unwrap();
        let expected = json!([{"url": super::SCORED, "extension": [
            part("name", "Inner"), {"url": "value", "valueDecimal": 4.0},
            {"url": "missing", "valueInteger": 0}, part("source", "A paper")]}]);
        assert_eq!(Value::Array(response_scores(&scored, &answers)), expected);
    }
}
