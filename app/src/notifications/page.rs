//! `/settings`: which messages come, how, and when.

use leptos::prelude::*;

use super::choices::ChoicesForm;
use crate::look::{
    BackLink, Choice, Choices, ErrorSummary, Notice, SelectField, Submit, TextField,
};
use crate::participants::Problem;
use crate::texts::Words;

/// `/settings`: four choices on one page.
#[component]
pub fn SettingsPage(
    /// The reader's language.
    words: Words,
    /// As kept, or as typed when it comes back.
    form: ChoicesForm,
    /// What has to be mended.
    problems: Vec<Problem>,
    /// Whether something was just saved.
    saved: bool,
    /// Whether text messages can be chosen.
    has_sms: bool,
) -> impl IntoView {
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let saved = saved.then(|| view! { <Notice><p>{words.say("notifications-saved")}</p></Notice> });
    let reminders = vec![
        Choice::new("yes", words.say("notifications-reminders-yes"))
            .chosen_if(form.reminders != "no"),
        Choice::new("no", words.say("notifications-reminders-no"))
            .chosen_if(form.reminders == "no"),
    ];
    let first = ["", "push", "email", "sms"]
        .into_iter()
        .filter(|word| has_sms || *word != "sms")
        .map(|word| {
            let key = if word.is_empty() { "any" } else { word };
            // keys: notifications-first-*
            Choice::new(word, words.say(&format!("notifications-first-{key}")))
                .chosen_if(form.first == word)
        })
        .collect();
    let times = ["", "morning", "afternoon", "evening"]
        .into_iter()
        .map(|word| {
            let key = if word.is_empty() { "any" } else { word };
            // keys: notifications-hour-*
            Choice::new(word, words.say(&format!("notifications-hour-{key}")))
                .chosen_if(form.time == word)
        })
        .collect();
    view! {
        <BackLink words to="/more"/>
        <ErrorSummary words problems=summary/>
        {saved}
        <h1>{words.say("notifications-settings")}</h1>
        <form method="post" action="/settings" novalidate>
            <Choices name="reminders" legend=words.say("notifications-reminders") options=reminders/>
            <SelectField name="first" label=words.say("notifications-first") options=first/>
            <SelectField name="time" label=words.say("notifications-hour") options=times/>
            <TextField
                name="paused_until" label=words.say("notifications-pause") kind="date"
                hint=words.say("notifications-pause-hint") value=form.paused_until
                problem=wrong("paused_until")
            />
            <Submit text=words.say("notifications-save")/>
        </form>
    }
}
