//! What somebody typed about a draft, read or given back with what to mend.

use serde_json::{Value, json};

use super::{Draft, set};
use crate::questionnaires::field::{LINE, TEXT};
use crate::questionnaires::import::is_key;
use crate::texts::{Language, Words};

/// What has to be mended before something is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mend {
    /// No title.
    #[error("it has no title")]
    NoTitle,
    /// No words.
    #[error("it has no words")]
    NoWords,
    /// More characters than there is room for.
    #[error("{typed} characters where {most} fit")]
    TooLong {
        /// How many fit.
        most: usize,
        /// How many were typed.
        typed: usize,
    },
    /// No number.
    #[error("not a number")]
    NotANumber,
    /// The least is not less than the most.
    #[error("the least is not less than the most")]
    LeastOverMost,
    /// More steps than can be tapped.
    #[error("a scale of more than 11 steps")]
    ManySteps,
    /// Fewer than two things to choose from.
    #[error("fewer than two options")]
    FewOptions,
    /// Two options of the same words.
    #[error("an option stands twice")]
    OptionTwice(String),
    /// A condition that was not offered.
    #[error("no such condition")]
    NoSuchCondition,
    /// Another question waits for what this change would take away.
    #[error("another question depends on it")]
    Depends {
        /// Its words.
        text: String,
    },
    /// A new question waits for one that comes after its place.
    #[error("it waits for a later question")]
    AsksLater,
    /// Somebody else changed the draft since the page was shown.
    #[error("changed by somebody else")]
    Overtaken {
        /// Who.
        by: String,
    },
    /// The question is not there any more.
    #[error("it was removed")]
    Gone,
    /// More than a questionnaire may have.
    #[error("too much for one questionnaire")]
    TooBig,
}

impl Mend {
    /// What is wrong, and how to mend it.
    pub fn told(&self, words: Words) -> String {
        match self {
            Self::NoTitle => words.say("writing-mend-title"),
            Self::NoWords => words.say("writing-mend-words"),
            Self::TooLong { most, typed } => words.with(
                "questions-problem-long",
                &[("most", (*most).into()), ("over", (typed - most).into())],
            ),
            Self::NotANumber => words.say("writing-mend-number"),
            Self::LeastOverMost => words.say("writing-mend-least"),
            Self::ManySteps => words.say("writing-mend-steps"),
            Self::FewOptions => words.say("writing-mend-options"),
            Self::OptionTwice(option) => {
                words.with("writing-mend-twice", &[("option", option.clone().into())])
            }
            Self::NoSuchCondition => words.say("writing-mend-condition"),
            Self::Depends { text } => {
                words.with("writing-mend-depends", &[("question", text.clone().into())])
            }
            Self::AsksLater => words.say("writing-mend-later"),
            Self::Overtaken { by } => {
                words.with("writing-mend-overtaken", &[("name", by.clone().into())])
            }
            Self::Gone => words.say("writing-mend-gone"),
            Self::TooBig => words.say("writing-mend-big"),
        }
    }
}

/// One line of words, without spaces at the ends and control characters; at most 200.
pub(super) fn line(typed: &str) -> Result<String, Mend> {
    let plain: String = typed
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    within(plain.trim().to_owned(), LINE)
}

/// Several lines of words; at most 2,000 characters.
pub(super) fn lines(typed: &str) -> Result<String, Mend> {
    let plain = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = plain
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    within(kept.trim().to_owned(), TEXT)
}

fn within(text: String, most: usize) -> Result<String, Mend> {
    let typed = text.chars().count();
    if typed > most {
        return Err(Mend::TooLong { most, typed });
    }
    Ok(text)
}

/// What a questionnaire is called, what it is for, and in which language it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AboutForm {
    /// Read by everyone who is asked.
    pub title: String,
    /// For colleagues; may be empty.
    pub purpose: String,
    /// Of the words outside translations.
    pub language: Language,
}

impl AboutForm {
    /// What is wrong with it, by field.
    pub fn problems(&self) -> Vec<(&'static str, Mend)> {
        let title = match line(&self.title) {
            Ok(title) if title.is_empty() => Some(Mend::NoTitle),
            Ok(_) => None,
            Err(mend) => Some(mend),
        };
        let purpose = lines(&self.purpose).err();
        let named = [("title", title), ("purpose", purpose)].into_iter();
        named.filter_map(|(name, it)| Some((name, it?))).collect()
    }

    pub(super) fn write(&self, mut document: Value) -> Result<Draft, Mend> {
        if let Some((_, mend)) = self.problems().into_iter().next() {
            return Err(mend);
        }
        let purpose = lines(&self.purpose)?;
        document["title"] = json!(line(&self.title)?);
        set(
            &mut document,
            "description",
            (!purpose.is_empty()).then(|| json!(purpose)),
        );
        let kept = document["language"].as_str().and_then(Language::of_tag);
        if kept != Some(self.language) {
            document["language"] = json!(self.language.tag());
        }
        Draft::of(document)
    }
}

/// A name for programmes to refer to it by, made from a title: small letters, digits, hyphens.
/// `taken` says which are in use; another number is added until one is free.
pub fn key_of(title: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut key = String::new();
    for c in title.to_lowercase().chars() {
        let plain = match c {
            'æ' | 'ä' => "ae",
            'ø' | 'ö' => "oe",
            'å' => "aa",
            'é' | 'è' => "e",
            'ü' => "u",
            c if c.is_ascii_alphanumeric() => {
                key.push(c);
                continue;
            }
            _ if key.is_empty() || key.ends_with('-') => "",
            _ => "-",
        };
        key.push_str(plain);
    }
    key.truncate(48);
    let key = key.trim_matches('-');
    let key = if is_key(key) { key } else { "questionnaire" };
    let numbered = (2..).map(|number| format!("{key}-{number}"));
    let mut free = std::iter::once(key.to_owned())
        .chain(numbered)
        .filter(|it| !taken(it));
    free.next().unwrap_or_default()
}
