//! Reports and refusals in the words of whoever imports.

use super::report::{Changed, Note, Report};
use super::{MOST_BYTES, Refused};
use crate::questionnaires::licence::{Licence, OWN};
use crate::questionnaires::refusal::{Refusal, Wrong};
use crate::questionnaires::scoring::BadScore;
use crate::texts::Words;

impl Refused {
    /// All of it, a line for each: where, of which question, what is wrong, how to mend it.
    pub fn told(&self, words: Words) -> String {
        let lines = self.refusals().iter().map(|refusal| refusal.told(words));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Refusal {
    /// Where, of which question, what is wrong, and how to mend it.
    pub fn told(&self, words: Words) -> String {
        let sentence = self.wrong.told(words);
        match (&self.link_id, self.path.as_str()) {
            (_, "") => sentence,
            (Some(link_id), path) if !link_id.is_empty() => {
                format!("{path} ({link_id}): {sentence}")
            }
            (_, path) => format!("{path}: {sentence}"),
        }
    }
}

impl Wrong {
    /// What is wrong, and how to mend it.
    pub fn told(&self, words: Words) -> String {
        match self {
            Self::TooBig { bytes, .. } => words.with(
                "imports-too-big",
                &[
                    ("bytes", bytes.to_string().into()),
                    ("most", MOST_BYTES.to_string().into()),
                ],
            ),
            Self::NotText => words.say("imports-not-text"),
            Self::TooDeep(most) => words.with("imports-too-deep", &[("most", (*most).into())]),
            Self::Malformed { line, column } => words.with(
                "imports-malformed",
                &[
                    ("line", line.to_string().into()),
                    ("column", column.to_string().into()),
                ],
            ),
            Self::OtherResource(found) if found.is_empty() => words.say("imports-no-resource"),
            Self::OtherResource(found) => named(words, "imports-other-resource", found),
            Self::TooMany(most) => {
                words.with("imports-too-many", &[("most", most.to_string().into())])
            }
            Self::Misshapen(said) => named(words, "imports-misshapen", said),
            Self::UnknownKind(found) => named(words, "imports-unknown-kind", found),
            Self::Modifier(name) => named(words, "imports-modifier", name),
            Self::NoTitle => words.say("imports-no-title"),
            Self::AsksNothing => words.say("imports-asks-nothing"),
            Self::BadLinkId(link_id) => named(words, "imports-bad-link-id", link_id),
            Self::Twice(link_id) => named(words, "imports-twice", link_id),
            Self::NoWords => words.say("imports-no-words"),
            Self::Repeats => words.say("imports-repeats"),
            Self::NoBehaviour => words.say("imports-no-behaviour"),
            Self::LeastOverMost => words.say("imports-least-over-most"),
            Self::NoOptions => words.say("imports-no-options"),
            Self::NeedlessOptions => words.say("imports-needless-options"),
            Self::OptionsAlike => words.say("imports-options-alike"),
            Self::MixedOptions => words.say("imports-mixed-options"),
            Self::ValueSetElsewhere(name) => named(words, "imports-value-set-elsewhere", name),
            Self::ValueSetOpen(name) => named(words, "imports-value-set-open", name),
            Self::BadScore { name, why } => named(
                words,
                match why {
                    BadScore::Rule => "imports-score-rule",
                    BadScore::Question => "imports-score-question",
                    BadScore::Weight => "imports-score-weight",
                    BadScore::Missing => "imports-score-missing",
                    BadScore::Row => "imports-score-row",
                    BadScore::Source => "imports-score-source",
                },
                name,
            ),
            Self::BadBand => words.say("imports-bad-band"),
            Self::UnknownQuestion(name) => named(words, "imports-unknown-question", name),
            Self::OwnQuestion(name) => named(words, "imports-own-question", name),
            Self::LaterQuestion(name) => named(words, "imports-later-question", name),
            Self::Circle(name) => named(words, "imports-circle", name),
            Self::AsksNoAnswer(name) => named(words, "imports-asks-no-answer", name),
            Self::ExistsNeedsBoolean => words.say("imports-exists-needs-boolean"),
            Self::OtherSystem => words.say("imports-other-system"),
            Self::NoOrder => words.say("imports-no-order"),
            Self::NothingToCompare => words.say("imports-nothing-to-compare"),
        }
    }
}

fn named(words: Words, key: &str, name: &str) -> String {
    words.with(key, &[("name", name.to_owned().into())])
}

impl Report {
    /// What became of it, over several lines. `asks` says whether it goes on to ask for the word
    /// that the terms need: not of somebody who gave it, nor where a field does.
    pub fn told(&self, words: Words, asks: bool) -> String {
        let mut lines = vec![words.with(
            "imports-supported",
            &[
                ("questions", self.questions.into()),
                ("groups", self.groups.into()),
                ("conditions", self.conditions.into()),
            ],
        )];
        let (kept, changed): (Vec<_>, Vec<_>) = self
            .notes
            .iter()
            .partition(|(note, _)| matches!(note, Note::Kept(_)));
        for (title, notes) in [("imports-kept", kept), ("imports-changed", changed)] {
            if notes.is_empty() {
                continue;
            }
            lines.push(words.say(title));
            lines.extend(notes.into_iter().map(|(note, places)| {
                let said = note.told(words);
                match places.as_slice() {
                    [] => format!("  {said}"),
                    places => format!("  {said} ({})", places.join(", ")),
                }
            }));
        }
        lines.push(self.licence.told(words, asks));
        lines.join("\n")
    }
}

impl Licence {
    /// Whose words they are, on which terms. `asks` says whether it goes on to ask for the word
    /// that these need.
    pub fn told(&self, words: Words, asks: bool) -> String {
        if self.holders.is_empty() {
            return words.say(if asks {
                "imports-no-licence"
            } else {
                "imports-unlicensed"
            });
        }
        let key = if self.needs_attestation && asks {
            "imports-licence-needs"
        } else {
            "imports-licence"
        };
        let said = |terms: &String| match terms.as_str() {
            OWN => words.say("imports-own-words"),
            other => other.to_owned(),
        };
        let terms: Vec<String> = self.terms.iter().map(said).collect();
        words.with(
            key,
            &[
                ("holder", self.holders.join(", ").into()),
                ("terms", terms.join(", ").into()),
            ],
        )
    }
}

impl Note {
    fn told(&self, words: Words) -> String {
        match self {
            Self::Kept(name) => name.clone(),
            Self::Changed(changed) => changed.told(words),
        }
    }
}

impl Changed {
    fn told(&self, words: Words) -> String {
        match self {
            Self::Required => words.say("imports-changed-required"),
            Self::Slider => words.say("imports-changed-slider"),
            Self::Control(name) => named(words, "imports-changed-control", name),
            Self::RepeatingText => words.say("imports-changed-repeating-text"),
            Self::RepeatingGroup => words.say("imports-changed-repeating-group"),
            Self::Expression(name) => named(words, "imports-changed-expression", name),
            Self::ReadOnly => words.say("imports-changed-read-only"),
            Self::Markup => words.say("imports-changed-markup"),
            Self::Status(status) => named(words, "imports-changed-status", status),
            Self::Untranslated(language) => {
                words.say(&format!("imports-changed-untranslated-{}", language.tag()))
            }
        }
    }
}
