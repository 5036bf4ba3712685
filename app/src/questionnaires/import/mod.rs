//! Taking in a questionnaire from elsewhere: refused with the reasons, or taken with a report.

mod report;
mod scan;
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
mod told;

use serde_json::Value;

use super::refusal::{Refusal, Wrong};
use super::resource::Questionnaire;
use crate::texts::Language;

#[cfg(feature = "ssr")]
pub(super) use report::NEXT;
pub use report::{Changed, Note, Report};

/// The most bytes of a document: 1 MiB.
pub const MOST_BYTES: usize = 1024 * 1024;
/// How deep its brackets may stand within each other.
pub const DEEPEST: usize = 32;
/// The most items, groups and texts among them.
pub const MOST_ITEMS: usize = 2_000;

/// A questionnaire that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// The document as it came: this is what is kept, and what comes out again.
    pub document: String,
    /// What became of it.
    pub report: Report,
}

/// Why a document was not taken: everything that was found, in its order; never empty.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.first())]
pub struct Refused(Vec<Refusal>);

impl Refused {
    /// Everything that was found.
    pub fn refusals(&self) -> &[Refusal] {
        &self.0
    }

    fn first(&self) -> String {
        self.0.first().map(Refusal::to_string).unwrap_or_default()
    }
}

impl From<Wrong> for Refused {
    fn from(wrong: Wrong) -> Self {
        Self(vec![Refusal::of_all(wrong)])
    }
}

/// Takes in a FHIR R4 Questionnaire, as bytes of JSON.
///
/// The shape is looked at first, all over the document, and only when it is sound what the
/// questions mean: so a refusal never follows from another one.
pub fn import(bytes: &[u8]) -> Result<Imported, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::from(Wrong::TooBig {
            bytes: bytes.len(),
            most: MOST_BYTES,
        }));
    }
    // Editors of Windows put a mark before the text; it is not part of it.
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let document = std::str::from_utf8(bytes).map_err(|_| Wrong::NotText)?;
    if scan::depth(document) > DEEPEST {
        return Err(Wrong::TooDeep(DEEPEST).into());
    }
    let value: Value = serde_json::from_str(document).map_err(|error| Wrong::Malformed {
        line: error.line(),
        column: error.column(),
    })?;
    scan::shape(&value)?;
    let questionnaire =
        Questionnaire::parse(document).map_err(|error| Wrong::Misshapen(error.to_string()))?;
    let mut refused = questionnaire.refusals();
    // People read it before the first question, and in the list of what waits for them.
    if questionnaire.title(Language::En).text.trim().is_empty() {
        refused.insert(0, Refusal::of_all(Wrong::NoTitle));
    }
    if !refused.is_empty() {
        return Err(Refused(refused));
    }
    let report = Report::of(&questionnaire, &value);
    Ok(Imported {
        questionnaire,
        document: document.to_owned(),
        report,
    })
}

/// A name to publish it under, from its id, its URL or its own name: small letters, digits and
/// hyphens. None when nothing of these is left.
pub fn key(questionnaire: &Questionnaire) -> Option<String> {
    let said = |name: &str| questionnaire.rest.get(name)?.as_str();
    let last = |url: &str| url.rsplit('/').next().unwrap_or_default().to_owned();
    let named = said("id").map(str::to_owned);
    let named = named.or_else(|| said("url").map(last));
    let named = named.or_else(|| said("name").map(str::to_owned))?;
    let (mut key, mut before) = (String::new(), ' ');
    for c in named.split('|').next()?.chars() {
        // `SelfRating` is written `self-rating`.
        let begins = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        let breaks = begins || !c.is_ascii_alphanumeric();
        if breaks && !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    let key = key.trim_end_matches('-');
    is_key(key).then(|| key.to_owned())
}

/// Whether a questionnaire can be published under this name.
pub fn is_key(name: &str) -> bool {
    let fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&name.len()) && name.chars().all(fit) && !name.starts_with('-')
}
