//! The part of a person's page that corrects how the person is reached.

use leptos::prelude::*;

use super::{Problem, ReachForm};
use crate::look::{Submit, TextField};
use crate::texts::Words;

/// Address and number, with the form that corrects them, folded in until it is wanted.
#[component]
pub fn ReachPart(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    person: String,
    /// As kept, or as typed when it comes back.
    form: ReachForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let opened = !problems.is_empty();
    view! {
        <details class="card" open=opened>
            <summary>{words.say("people-reach")}</summary>
            <form method="post" action=format!("/people/{person}/reach") novalidate>
                <TextField name="email" label=words.say("people-email") value=form.email.clone()
                    kind="email" hint=words.say("people-reach-hint") problem=wrong("email")/>
                <TextField name="phone" label=words.say("people-phone") value=form.phone.clone()
                    kind="tel" problem=wrong("phone")/>
                <TextField name="mobile" label=words.say("people-mobile") value=form.mobile.clone()
                    kind="tel" hint=words.say("people-mobile-hint") problem=wrong("mobile")/>
                <Submit text=words.say("people-save")/>
            </form>
        </details>
    }
}
