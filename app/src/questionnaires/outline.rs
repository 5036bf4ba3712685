//! The bones of a form for a phone without a network: what is asked, under which conditions.
//!
//! A script on the phone walks it as [`Runner`](super::Runner) walks the form itself. It holds
//! no words: those stand in the page that the server drew.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::segment;
use super::answer::Answer;
use super::enabling::{EnableWhen, Operator, Together};
use super::field::{LINE, TEXT};
use super::resource::{Item, Kind, Questionnaire};

/// What is asked, said or given, in the order of the form.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Outline(Vec<Entry>);

/// One question, text or hidden value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its link id, as it stands in an address.
    pub id: String,
    /// What it is for.
    pub is: Part,
    /// The place of the entry around it, without which it is not there either.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
    /// Conditions on earlier answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// Whether one condition is enough.
    #[serde(skip_serializing_if = "is_false")]
    pub any: bool,
    /// What a hidden question holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Answer>,
    /// How an answer is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<Reads>,
}

/// What an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// A question.
    Ask,
    /// Words before the next question.
    Say,
    /// A hidden question: its value counts in conditions.
    Give,
}

/// A condition on an earlier answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// The link id of the earlier question, as it stands in an address.
    pub of: String,
    /// How the answer is compared.
    pub op: Operator,
    /// With what; null for a kind that is not read, which never holds.
    pub value: Option<Answer>,
}

/// How what was typed is read, so that a phone can say what to mend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reads {
    /// The kind of question.
    pub kind: Kind,
    /// Whether "next" wants an answer.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether several may be chosen, a line each.
    #[serde(skip_serializing_if = "is_false")]
    pub several: bool,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// The most characters.
    pub longest: usize,
    /// What each option stands for, by what a form sends for it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, Answer>,
}

impl Outline {
    /// The outline of a form.
    pub fn of(form: &Questionnaire) -> Self {
        let mut entries = Vec::new();
        walk(form.items(), None, false, &mut entries);
        Self(entries)
    }

    /// Its entries, in the order of the form.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }
}

fn walk(items: &[Item], within: Option<usize>, hidden: bool, entries: &mut Vec<Entry>) {
    for item in items {
        if item.is_label() {
            continue;
        }
        let (asks, hidden) = (item.kind().asks(), hidden || item.hidden());
        let is = match (hidden, asks) {
            (true, _) => Part::Give,
            (false, true) => Part::Ask,
            (false, false) => Part::Say,
        };
        entries.push(Entry {
            id: segment(item.link_id()),
            is,
            within,
            when: item.enable_when().iter().map(condition).collect(),
            any: item.together() == Together::Any,
            given: item.initial().filter(|_| hidden).cloned(),
            reads: (is == Part::Ask).then(|| reads(item)),
        });
        let here = Some(entries.len() - 1);
        walk(item.items(), here, hidden, entries);
    }
}

fn condition(when: &EnableWhen) -> Condition {
    Condition {
        of: segment(&when.question),
        op: when.operator,
        value: when.value(),
    }
}

fn reads(item: &Item) -> Reads {
    let (least, most) = item.bounds();
    let otherwise = if item.kind() == Kind::Text {
        TEXT
    } else {
        LINE
    };
    let options = item.options().iter();
    Reads {
        kind: item.kind(),
        required: item.required(),
        several: item.repeats() && item.kind().chooses(),
        least,
        most,
        longest: item.max_length().unwrap_or(otherwise),
        options: options
            .map(|option| (option.value(), option.answer()))
            .collect(),
    }
}

fn is_false(it: &bool) -> bool {
    !it
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_outline_holds_conditions_and_kinds_and_no_words() {
        let hidden = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
        let form = json!({"resourceType": "Questionnaire", "status": "active", "item": [
            {"linkId": "arm", "type": "choice", "text": "Arm", "answerOption": [{"valueCoding": {"code": "a"}}],
             "initial": [{"valueCoding": {"code": "a"}}],
             "extension": [{"url": hidden, "valueBoolean": true}]},
            {"linkId": "g", "type": "group", "text": "Words", "item": [
                {"linkId": "q", "type": "integer", "text": "How many?", "required": true,
                 "enableWhen": [{"question": "arm", "operator": "=", "answerCoding": {"code": "a"}}]}]}]});
        let form = Questionnaire::read(&form.to_string()).unwrap();
        let written = serde_json::to_value(Outline::of(&form)).unwrap();
        assert_eq!(
            written,
            json!([
                {"id": "arm", "is": "give", "given": {"valueCoding": {"code": "a"}}},
                {"id": "g", "is": "say"},
                {"id": "q", "is": "ask", "in": 1,
                 "when": [{"of": "arm", "op": "=", "value": {"valueCoding": {"code": "a"}}}],
                 "reads": {"kind": "integer", "required": true, "longest": 200}},
            ])
        );
    }
}
