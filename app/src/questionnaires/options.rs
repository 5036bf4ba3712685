//! What may be chosen: options of a question, its own or those of a value set in the document.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::element::{Beside, Extension, Said, TRANSLATION, find, said};
use super::refusal::Wrong;
use crate::texts::Language;

const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerOption {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value_coding: Option<Coding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value_integer: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value_string: Option<String>,
    #[serde(
        rename = "_valueString",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    string_beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    initial_selected: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// A code, with what it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Coding {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) system: Option<String>,
    #[serde(default)]
    pub(super) code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    display: Option<String>,
    #[serde(rename = "_display", default, skip_serializing_if = "Option::is_none")]
    display_beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl AnswerOption {
    /// What a form sends for it: the code, the number, or the words; empty for another kind.
    pub fn value(&self) -> String {
        match (&self.value_coding, self.value_integer, &self.value_string) {
            (Some(coding), ..) => coding.code.clone(),
            (None, Some(number), _) => number.to_string(),
            (None, None, Some(words)) => words.clone(),
            (None, None, None) => String::new(),
        }
    }

    /// Whether what a form sends for it comes back as it went.
    pub(super) fn is_sendable(&self) -> bool {
        let value = self.value();
        !value.is_empty() && value.trim() == value && !value.chars().any(char::is_control)
    }

    /// The answer that it stands for.
    pub fn answer(&self) -> Answer {
        match (&self.value_coding, self.value_integer) {
            (None, Some(number)) => Answer::Integer(number),
            (None, None) => Answer::Text(self.value()),
            (Some(coding), _) => Answer::Choice(coding.code.clone()),
        }
    }

    /// The code system, for machines that read the answer.
    pub fn system(&self) -> Option<&str> {
        self.value_coding.as_ref()?.system.as_deref()
    }

    /// What it is called, as the document writes it.
    pub(super) fn display(&self) -> Option<&str> {
        self.value_coding.as_ref()?.display.as_deref()
    }

    /// What it is called; the code itself when it has no name.
    pub fn text(&self, base_language: &str, wanted: Language) -> Said {
        let named = self.value_coding.as_ref().and_then(|coding| {
            let display = coding.display.as_deref()?;
            Some(said(
                display,
                base_language,
                coding.display_beside.as_ref(),
                wanted,
            ))
        });
        let worded = || {
            let words = self.value_string.as_deref()?;
            let beside = self.string_beside.as_ref();
            Some(said(words, base_language, beside, wanted))
        };
        named.or_else(worded).unwrap_or_else(|| Said {
            text: self.value(),
            language: base_language.to_owned(),
        })
    }

    /// Whether it is chosen as long as nothing else was.
    pub(super) fn is_initial(&self) -> bool {
        self.initial_selected == Some(true)
    }

    /// What it counts when answers are added up.
    pub fn ordinal(&self) -> Option<f64> {
        self.extension(ORDINAL)
            .and_then(Extension::number)
            .or_else(|| self.value_integer.map(f64::from))
    }

    /// The extension that means `url`, on the option or on its code.
    pub fn extension(&self, url: &str) -> Option<&Extension> {
        find(&self.extension, url).or_else(|| find(&self.value_coding.as_ref()?.extension, url))
    }
}

/// The options of the value set that is called `reference`, among what a document contains.
///
/// Only what is written out can be shown: a whole code system, a filter or another set would have
/// to be asked of a server.
pub(super) fn of_value_set(
    contained: Option<&Value>,
    reference: &str,
) -> Result<Vec<AnswerOption>, Wrong> {
    let elsewhere = || Wrong::ValueSetElsewhere(reference.to_owned());
    let id = reference.strip_prefix('#').ok_or_else(elsewhere)?;
    let all = contained.and_then(Value::as_array).ok_or_else(elsewhere)?;
    let is_meant = |it: &&Value| it["resourceType"] == "ValueSet" && it["id"] == id;
    let set = all.iter().find(is_meant).ok_or_else(elsewhere)?;
    written_out(set)
        .filter(|options| !options.is_empty())
        .ok_or_else(|| Wrong::ValueSetOpen(reference.to_owned()))
}

fn written_out(set: &Value) -> Option<Vec<AnswerOption>> {
    if let Some(contains) = set["expansion"]["contains"].as_array() {
        let mut options = Vec::new();
        expanded(contains, &mut options)?;
        return Some(options);
    }
    let compose = &set["compose"];
    if compose.get("exclude").is_some() {
        return None;
    }
    let mut options = Vec::new();
    for include in compose["include"].as_array()? {
        if include.get("filter").is_some() || include.get("valueSet").is_some() {
            return None;
        }
        for concept in include["concept"].as_array()? {
            options.push(option(include.get("system"), concept)?);
        }
    }
    Some(options)
}

/// What an expansion holds, however deep; headings in it cannot be chosen.
fn expanded(contains: &[Value], into: &mut Vec<AnswerOption>) -> Option<()> {
    for concept in contains {
        if concept["abstract"] != true {
            into.push(option(concept.get("system"), concept)?);
        }
        if let Some(inner) = concept["contains"].as_array() {
            expanded(inner, into)?;
        }
    }
    Some(())
}

fn option(system: Option<&Value>, concept: &Value) -> Option<AnswerOption> {
    let mut coding = Map::new();
    for name in ["code", "display", "_display", "extension"] {
        if let Some(value) = concept.get(name) {
            coding.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(system) = system {
        coding.insert("system".to_owned(), system.clone());
    }
    if let Some(designations) = concept["designation"].as_array() {
        let translations = designations.iter().map(|it| {
            json!({"url": TRANSLATION, "extension": [
                {"url": "lang", "valueCode": it["language"]},
                {"url": "content", "valueString": it["value"]},
            ]})
        });
        let translations: Vec<Value> = translations.collect();
        coding.insert("_display".to_owned(), json!({"extension": translations}));
    }
    serde_json::from_value(json!({"valueCoding": coding})).ok()
}
