//! Extensions of FHIR elements, and texts in the language of the reader.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::texts::Language;

/// Where FHIR keeps the translations of a text.
pub(super) const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// One extension of an element; what we do not know stays as it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// What it means.
    pub url: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Extension {
    /// The value as text, for `valueString`, `valueCode`, `valueUri` and `valueDate`.
    pub fn text(&self) -> Option<&str> {
        ["valueCode", "valueString", "valueUri", "valueDate"]
            .iter()
            .find_map(|name| self.rest.get(*name)?.as_str())
    }

    /// The value as a number, for `valueInteger` and `valueDecimal`.
    pub fn number(&self) -> Option<f64> {
        ["valueInteger", "valueDecimal"]
            .iter()
            .find_map(|name| self.rest.get(*name)?.as_f64())
    }

    /// The value as a day, for a `valueDate` that is one and not a month or a year.
    pub(super) fn day(&self) -> Option<Date> {
        let day = self.rest.get("valueDate")?.as_str()?;
        day.parse().ok().filter(|_| day.len() == 10)
    }

    /// The value of `valueBoolean`; no when there is none.
    pub fn is_true(&self) -> bool {
        self.rest.get("valueBoolean") == Some(&Value::Bool(true))
    }

    /// The extension inside this one that is called `url`.
    pub fn part(&self, url: &str) -> Option<&Extension> {
        find(&self.extension, url)
    }

    /// All extensions inside this one that are called `url`.
    pub(super) fn parts<'a>(&'a self, url: &'a str) -> impl Iterator<Item = &'a Extension> {
        self.extension.iter().filter(move |it| it.url == url)
    }

    /// What the code of `valueCoding` is called, or the code itself.
    pub(super) fn coding_text(&self) -> Option<&str> {
        let coding = self.rest.get("valueCoding")?;
        ["display", "code"]
            .iter()
            .find_map(|name| coding.get(*name)?.as_str())
    }

    /// The codes of `valueCodeableConcept`.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.rest
            .get("valueCodeableConcept")
            .and_then(|concept| concept.get("coding")?.as_array())
            .into_iter()
            .flatten()
            .filter_map(|coding| coding.get("code")?.as_str())
    }
}

/// The extension that means `url`, when there is one.
pub(super) fn find<'a>(among: &'a [Extension], url: &str) -> Option<&'a Extension> {
    among.iter().find(|extension| extension.url == url)
}

/// What FHIR says about a text beside it, under the name with an underscore.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Beside {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extension: Vec<Extension>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Beside {
    /// Whether the text also comes with markup, which is not shown.
    pub(super) fn has_markup(&self) -> bool {
        let is_markup = |url: &str| url.ends_with("/rendering-xhtml") || url.ends_with("markdown");
        self.extension.iter().any(|it| is_markup(&it.url))
    }
}

/// A text as it is shown, with the language it turned out to be in.
///
/// A page marks it with that language, because it may differ from the reader's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// BCP 47 tag of the words.
    pub language: String,
}

/// The text in the reader's language, or in the one the reader is likeliest to understand.
pub(super) fn said(
    base: &str,
    base_language: &str,
    beside: Option<&Beside>,
    wanted: Language,
) -> Said {
    let translations = beside.map_or(&[][..], |beside| &beside.extension);
    let in_language = |language: Language| -> Option<Said> {
        if Language::of_tag(base_language) == Some(language) {
            return Some(Said {
                text: base.to_owned(),
                language: base_language.to_owned(),
            });
        }
        translations
            .iter()
            .filter(|extension| extension.url == TRANSLATION)
            .find_map(|extension| {
                let tag = extension.part("lang")?.text()?;
                let text = extension.part("content")?.text()?;
                (Language::of_tag(tag) == Some(language)).then(|| Said {
                    text: text.to_owned(),
                    language: tag.to_owned(),
                })
            })
    };
    likeliest(wanted)
        .into_iter()
        .find_map(in_language)
        .unwrap_or_else(|| Said {
            text: base.to_owned(),
            language: base_language.to_owned(),
        })
}

/// Neighbours read each other's language; someone who reads Arabic finds English in both
/// countries.
fn likeliest(wanted: Language) -> [Language; 4] {
    use Language::{Ar, Da, En, Sv, Uk};
    match wanted {
        Da => [Da, Sv, En, Ar],
        Sv => [Sv, Da, En, Ar],
        En => [En, Da, Sv, Ar],
        Ar => [Ar, En, Da, Sv],
        Uk => [Uk, En, Da, Sv],
    }
}
