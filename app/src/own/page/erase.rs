//! `/my-data/erase`: what can be erased, what has to stay, and asking for it.

use leptos::prelude::*;

use super::super::{Erasing, ErasureForm};
use crate::look::{BackLink, Choice, Choices, ErrorSummary, Submit, TextArea};
use crate::participants::Problem;
use crate::texts::Words;

/// The form that asks for erasure.
#[component]
pub fn ErasePage(
    /// The reader's language.
    words: Words,
    /// As typed.
    form: ErasureForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let options = Erasing::ALL
        .into_iter()
        .map(|what| {
            let word = what.as_str();
            // keys: mine-erase-what-*, mine-erase-hint-*
            let label = words.say(&format!("mine-erase-what-{word}"));
            let hint = words.say(&format!("mine-erase-hint-{word}"));
            Choice {
                hint: Some(hint),
                ..Choice::new(word, label).chosen_if(form.what == word)
            }
        })
        .collect();
    view! {
        <BackLink words to="/my-data#erase"/>
        <ErrorSummary words problems=summary/>
        <h1>{words.say("mine-erase")}</h1>
        <p>{words.say("mine-erase-goes")}</p>
        <p>{words.say("mine-erase-stays")}</p>
        <p>{words.say("mine-erase-who")}</p>
        <form method="post" action="/my-data/erase" novalidate>
            <Choices name="what" legend=words.say("mine-erase-which") options=options problem=wrong("what")/>
            <TextArea
                name="comment" label=words.say("mine-erase-comment") hint=words.say("mine-erase-comment-hint")
                value=form.comment problem=wrong("comment") rows=3
            />
            <Submit text=words.say("mine-erase-send")/>
        </form>
    }
}
