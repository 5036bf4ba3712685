//! All that is kept of a person as one page to keep or to print: complete without a style sheet.

use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::kept::{Entry, Kind, LABELS, Value, in_words};
use super::parts::when;
use crate::texts::Words;

/// The inside of the page: a section for each kind, an item for each thing.
#[component]
pub fn EverythingPage(
    /// The reader's language.
    words: Words,
    /// As the person is called.
    name: String,
    /// When it was written.
    made: String,
    /// What is kept, kind by kind.
    kept: Vec<(Kind, Vec<Entry>)>,
    /// Where times are told.
    zone: TimeZone,
) -> impl IntoView {
    let sections = kept
        .into_iter()
        .map(|(kind, entries)| {
            // keys: mine-kind-*
            let title = words.say(&format!("mine-kind-{}", kind.as_str()));
            let items: Vec<_> = entries
                .into_iter()
                .map(|entry| view! { <li>{item(words, &zone, entry)}</li> })
                .collect();
            let items = if items.is_empty() {
                view! { <p>{words.say("mine-nothing")}</p> }.into_any()
            } else {
                view! { <ol>{items}</ol> }.into_any()
            };
            view! { <section><h2>{title}</h2>{items}</section> }
        })
        .collect_view();
    view! {
        <h1>{words.say("mine-all-title")} " " <bdi>{name}</bdi></h1>
        <p>{words.with("mine-all-made", &[("when", made.into())])}</p>
        <p>{words.say("mine-all-text")}</p>
        {sections}
    }
}

/// "When: 2 November 2026, 09:00 · Text: Hello"
fn item(words: Words, zone: &TimeZone, entry: Entry) -> impl IntoView + use<> {
    let parts = entry
        .into_iter()
        .enumerate()
        .map(|(place, (label, value))| {
            // keys: mine-label-*
            let label = if LABELS.contains(&label) {
                words.say(&format!("mine-label-{label}"))
            } else {
                String::new()
            };
            let comma = (place > 0).then_some(" · ");
            let value = told(words, zone, value);
            view! { {comma} {label} ": " <span dir="auto">{value}</span> }
        });
    parts.collect_view()
}

fn told(words: Words, zone: &TimeZone, value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::At(at) => when(words, zone, at),
        Value::Day(day) => words.date(day),
        Value::Flag(true) => words.say("mine-yes"),
        Value::Flag(false) => words.say("mine-no"),
        // keys: mine-word-*
        Value::Word(of, word) => in_words(words, of, &word),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::kept::WORDS;
    use super::{LABELS, in_words};
    use crate::texts::{Language, Words};

    #[test]
    fn every_label_and_word_is_told_in_every_language() {
        for language in Language::ALL {
            let words = Words::of(language);
            let labels = LABELS.map(|label| words.say(&format!("mine-label-{label}")));
            let said = WORDS.map(|word| words.say(&format!("mine-word-{word}")));
            assert_eq!(
                in_words(words, "mine-word-", "given_up"),
                words.say("mine-word-given-up")
            );
            assert_eq!(in_words(words, "mine-word-", "new_one"), "new_one");
            for text in labels.iter().chain(&said) {
                assert!(
                    !text.contains("Unknown localization"),
                    "{language:?}: {text}"
                );
            }
        }
    }
}
