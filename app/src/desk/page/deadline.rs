//! What can be noted about a deadline: the deed that met it, or why it is late.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::desk::deadlines::Late;
use crate::look::{Choice, SelectField, Submit, Weight};
use crate::texts::Words;

/// The line that tells of a deadline.
pub(super) fn text(words: Words, name: &str, on: Date, overdue: bool) -> String {
    let key = if overdue {
        "desk-deadline-overdue"
    } else {
        "desk-deadline-near"
    };
    words.with(
        key,
        &[("name", name.into()), ("day", words.date(on).into())],
    )
}

/// One tap when a deed met it; a reason when it is late.
#[component]
pub fn DeadlineDeeds(
    /// The reader's language.
    words: Words,
    /// Enrolment, short name and number, as the URL has them.
    key: String,
    /// Whether it has passed.
    overdue: bool,
    /// Whether a deed meets it.
    by_deed: bool,
    /// The reason that was noted before.
    late: Option<Late>,
) -> impl IntoView {
    let action = format!("/desk/deadlines/{key}");
    let done = by_deed.then(|| {
        view! {
            <form class="toolbar" method="post" action=action.clone()>
                <Submit text=words.say("desk-deadline-done") name="deed".to_owned() value="done".to_owned() weight=Weight::Quiet/>
            </form>
        }
    });
    let noted = late.map(|late| {
        // keys: desk-late-*
        let why = words.say(&format!("desk-late-{}", late.as_str()));
        view! { <p class="hint">{words.with("desk-deadline-late", &[("why", why.into())])}</p> }
    });
    let reasons = Late::ALL
        .into_iter()
        .map(|reason| {
            let label = words.say(&format!("desk-late-{}", reason.as_str()));
            Choice::new(reason.as_str(), label).chosen_if(late == Some(reason))
        })
        .collect();
    let id = format!("late-{}", key.replace('/', "-"));
    let why = overdue.then(|| {
        view! {
            <details>
                <summary>{words.say("desk-deadline-why")}</summary>
                <form class="toolbar" method="post" action=action>
                    <SelectField name="late" id=id label=words.say("desk-deadline-reason") options=reasons/>
                    <Submit text=words.say("desk-deadline-keep") name="deed".to_owned() value="late".to_owned() weight=Weight::Quiet/>
                </form>
            </details>
        }
    });
    view! { {noted} <div class="toolbar">{done} {why}</div> }
}
