//! A questionnaire as FHIR R4 writes it: what we understand, and the rest kept as it came.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::element::{Beside, Extension, Said, find, said};
use super::enabling::{EnableWhen, Together};
use crate::texts::Language;

const ITEM_CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
/// Whose words these are, with sub-extensions `holder`, `terms`, `source`, `attribution`,
/// `commercialOk`, `redistributable` and `requiresAttestation`.
const LICENCE: &str = "https://dagsform.example/fhir/licence";
const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";

/// A questionnaire that can be asked. [`Questionnaire::read`] is the only way to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Questionnaire {
    resource_type: ResourceType,
    #[serde(default = "english", skip_serializing_if = "String::is_empty")]
    language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(rename = "_title", default, skip_serializing_if = "Option::is_none")]
    title_beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copyright: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

fn english() -> String {
    "en".to_owned()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ResourceType {
    Questionnaire,
}

impl Questionnaire {
    /// What it is called, for the reader.
    pub fn title(&self, wanted: Language) -> Said {
        let base = self.title.as_deref().unwrap_or_default();
        said(base, &self.language, self.title_beside.as_ref(), wanted)
    }

    /// Whose words these are, and on which terms they may be used.
    pub fn copyright(&self) -> Option<&str> {
        self.copyright.as_deref()
    }

    /// The extension that means `url`, such as the holder of the licence.
    pub fn extension(&self, url: &str) -> Option<&Extension> {
        find(&self.extension, url)
    }

    /// What it consists of, outermost first.
    pub fn items(&self) -> &[Item] {
        &self.item
    }

    /// The item with this link id, however deep.
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        fn within<'a>(items: &'a [Item], link_id: &str) -> Option<&'a Item> {
            items.iter().find_map(|item| {
                if item.link_id == link_id {
                    Some(item)
                } else {
                    within(&item.item, link_id)
                }
            })
        }
        within(&self.item, link_id)
    }

    /// The language of the texts that stand outside translations, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }
}

/// What kind of thing an item is. Any other kind of FHIR is refused when reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Holds other items, under a heading.
    Group,
    /// A text that asks nothing.
    Display,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// One of the options.
    Choice,
    /// One line of text.
    String,
    /// Several lines of text.
    Text,
    /// A day.
    Date,
}

impl Kind {
    /// Whether it waits for an answer.
    pub fn asks(self) -> bool {
        !matches!(self, Self::Group | Self::Display)
    }
}

/// A question, a text, or a group of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    link_id: String,
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(rename = "_text", default, skip_serializing_if = "Option::is_none")]
    text_beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) repeats: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    enable_when: Vec<EnableWhen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) enable_behavior: Option<Together>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answer_option: Vec<AnswerOption>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Item {
    /// The name under which an answer is kept; unique in its questionnaire.
    pub fn link_id(&self) -> &str {
        &self.link_id
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The question itself; `base_language` is that of the questionnaire.
    pub fn text(&self, base_language: &str, wanted: Language) -> Said {
        let base = self.text.as_deref().unwrap_or_default();
        said(base, base_language, self.text_beside.as_ref(), wanted)
    }

    /// Whether "next" needs an answer. Skipping is always possible.
    pub fn required(&self) -> bool {
        self.required.unwrap_or(false)
    }

    /// The most characters that an answer in text may have.
    pub fn max_length(&self) -> Option<usize> {
        self.max_length.map(|most| most as usize)
    }

    /// Conditions on earlier answers without which it is not asked.
    pub fn enable_when(&self) -> &[EnableWhen] {
        &self.enable_when
    }

    /// Whether all conditions must hold, or any.
    pub fn together(&self) -> Together {
        self.enable_behavior.unwrap_or(Together::All)
    }

    /// What may be chosen, in the order in which it is shown.
    pub fn options(&self) -> &[AnswerOption] {
        &self.answer_option
    }

    /// The items under this one.
    pub fn items(&self) -> &[Item] {
        &self.item
    }

    /// The least and the most that a number may be.
    pub fn bounds(&self) -> (Option<f64>, Option<f64>) {
        let bound = |url| find(&self.extension, url).and_then(Extension::number);
        (bound(MIN_VALUE), bound(MAX_VALUE))
    }

    /// Whether the form would like to be shown this way: `radio-button`, `slider`, `lower`.
    pub fn is_shown_as(&self, control: &str) -> bool {
        find(&self.extension, ITEM_CONTROL)
            .is_some_and(|extension| extension.codes().any(|code| code == control))
    }

    /// The extension that means `url`, such as the holder of the licence.
    pub fn extension(&self, url: &str) -> Option<&Extension> {
        find(&self.extension, url)
    }

    /// Whom to name beside the question, when it is not of the questionnaire's own holder.
    pub fn source(&self) -> Option<&str> {
        self.extension(LICENCE)?.part("attribution")?.text()
    }

    /// For machines only: never asked.
    pub fn hidden(&self) -> bool {
        find(&self.extension, HIDDEN).is_some_and(Extension::is_true)
    }
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerOption {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value_coding: Option<Coding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value_integer: Option<i32>,
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
    /// What a form sends for it: the code, or the number.
    pub fn value(&self) -> String {
        match (&self.value_coding, self.value_integer) {
            (Some(coding), _) => coding.code.clone(),
            (None, Some(number)) => number.to_string(),
            (None, None) => String::new(),
        }
    }

    /// The code system, for machines that read the answer.
    pub fn system(&self) -> Option<&str> {
        self.value_coding.as_ref()?.system.as_deref()
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
        named.unwrap_or_else(|| Said {
            text: self.value(),
            language: base_language.to_owned(),
        })
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
