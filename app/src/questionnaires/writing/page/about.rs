//! The form of a questionnaire's title, purpose and language.

use leptos::prelude::*;

use super::{language_name, problem, summary};
use crate::look::{BackLink, Choice, ErrorSummary, SelectField, Submit, TextArea, TextField};
use crate::questionnaires::writing::{AboutForm, Mend};
use crate::texts::{Language, Words};

/// Title and purpose, of a new questionnaire or of a draft.
#[component]
pub fn AboutPage(
    /// The reader's language.
    words: Words,
    /// What stands in the fields.
    about: AboutForm,
    /// The revision of the draft that they were read from; none for a new one.
    revision: Option<i64>,
    /// Where the form goes.
    action: String,
    /// Where "back" leads.
    back: String,
    /// What has to be mended.
    problems: Vec<(&'static str, Mend)>,
) -> impl IntoView {
    let is_new = revision.is_none();
    let title = if is_new {
        "writing-new"
    } else {
        "writing-about"
    };
    let languages = Language::ALL.into_iter().map(|language| {
        let chosen = language == about.language;
        Choice::new(language.tag(), language_name(words, language)).chosen_if(chosen)
    });
    let languages: Vec<_> = languages.collect();
    let revision =
        revision.map(|it| view! { <input type="hidden" name="revision" value=it.to_string()/> });
    let save = if is_new {
        "writing-begin"
    } else {
        "writing-save"
    };
    view! {
        <BackLink words to=back/>
        <ErrorSummary words problems=summary(words, &problems)/>
        <h1>{words.say(title)}</h1>
        <form method="post" action=action novalidate>
            {revision}
            <TextField name="title" label=words.say("writing-title") value=about.title
                hint=words.say("writing-title-hint") problem=problem(words, &problems, "title")/>
            <TextArea name="purpose" label=words.say("writing-purpose") value=about.purpose dir="auto"
                hint=words.say("writing-purpose-hint") problem=problem(words, &problems, "purpose")/>
            <SelectField name="language" label=words.say("writing-language") options=languages/>
            <Submit text=words.say(save)/>
        </form>
    }
}
