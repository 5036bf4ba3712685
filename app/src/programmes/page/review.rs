//! What saving a definition would change, before it is saved.

use leptos::prelude::*;

use crate::look::{BackLink, Card, Notice, Submit, Weight};
use crate::programmes::Changes;
use crate::scheduling::Impact;
use crate::texts::Words;

/// A definition that could be saved, and what that would do.
#[derive(Clone, Debug)]
pub struct Review {
    /// The text, as it will be kept.
    pub text: String,
    /// What people call the programme.
    pub name: String,
    /// The version that runs now; 0 for a programme that is new here.
    pub version: i64,
    /// What differs from it.
    pub changes: Changes,
    /// The text differs, if only in a remark.
    pub is_other_text: bool,
    /// Who is asked more or less often; absent for a new programme.
    pub impact: Option<Impact>,
    /// Questionnaires that its rules ask and that the office has not.
    pub missing: Vec<String>,
    /// Somebody saved another version since this one was looked at.
    pub overtaken: bool,
}

/// The review, with the button that saves.
#[component]
pub fn ReviewPage(
    /// The reader's language.
    words: Words,
    /// What would be saved.
    review: Review,
) -> impl IntoView {
    let next = review.version + 1;
    let overtaken = review.overtaken.then(|| {
        let text = words.with(
            "programmes-page-overtaken",
            &[("version", review.version.into())],
        );
        view! { <div class="error-summary" role="alert"><p>{text}</p></div> }
    });
    let missing = (!review.missing.is_empty()).then(|| {
        let text = words.with(
            "programmes-page-missing",
            &[("which", review.missing.join(", ").into())],
        );
        view! { <Notice>{text}</Notice> }
    });
    let changes = changes(words, &review);
    let asked = asked(words, review.impact.as_ref());
    let save = review.is_other_text.then(|| {
        let places = [("version", next.into()), ("n", review.changes.len().into())];
        let save = words.with("programmes-page-save", &places);
        view! {
            <form method="post" action="/programmes">
                <input type="hidden" name="text" value=review.text.clone()/>
                <input type="hidden" name="on" value=review.version.to_string()/>
                <p class="hint">{words.say("programmes-page-issued")}</p>
                <Submit text=save/>
            </form>
        }
    });
    let weight = if save.is_some() {
        Weight::Quiet
    } else {
        Weight::Plain
    };
    view! {
        <BackLink words to="/programmes"/>
        {overtaken}
        <h1>{words.say("programmes-page-review-title")} " " <bdi>{review.name.clone()}</bdi></h1>
        {missing}
        <Card title=words.say("programmes-page-changes")>{changes}</Card>
        <Card title=words.say("programmes-page-impact")>{asked}</Card>
        {save}
        <form method="post" action="/programmes/edit">
            <input type="hidden" name="text" value=review.text/>
            <Submit text=words.say("programmes-page-edit-on") weight=weight/>
        </form>
    }
}

fn changes(words: Words, review: &Review) -> impl IntoView + use<> {
    if review.version == 0 {
        return view! { <p>{words.say("programmes-page-is-new")}</p> }.into_any();
    }
    if review.changes.is_empty() {
        let text = if review.is_other_text {
            "programmes-page-remarks-only"
        } else {
            "programmes-page-same"
        };
        return view! { <p>{words.say(text)}</p> }.into_any();
    }
    let of = |key, names: &[String]| {
        (!names.is_empty()).then(|| {
            let names = names
                .iter()
                .map(|name| view! { <li><code dir="ltr">{name.clone()}</code></li> })
                .collect_view();
            view! { <h3>{words.say(key)}</h3> <ul>{names}</ul> }
        })
    };
    view! {
        {of("programmes-page-added", &review.changes.added)}
        {of("programmes-page-changed", &review.changes.changed)}
        {of("programmes-page-removed", &review.changes.removed)}
    }
    .into_any()
}

fn asked(words: Words, impact: Option<&Impact>) -> impl IntoView + use<> {
    let Some(impact) = impact else {
        return view! { <p>{words.say("programmes-page-nobody-yet")}</p> }.into_any();
    };
    if impact.is_none() {
        return view! { <p>{words.say("programmes-page-no-impact")}</p> }.into_any();
    }
    let whom = words.with(
        "programmes-page-people",
        &[
            ("people", impact.people.into()),
            ("more", impact.more.into()),
            ("fewer", impact.fewer.into()),
        ],
    );
    let rows = impact
        .rules
        .iter()
        .map(|(rule, (before, after))| {
            view! {
                <tr>
                    <th scope="row"><code dir="ltr">{rule.clone()}</code></th>
                    <td>{*before}</td>
                    <td>{*after}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>{whom}</p>
        <div class="scroll">
            <table>
                <thead><tr>
                    <th scope="col">{words.say("programmes-page-rule")}</th>
                    <th scope="col">{words.say("programmes-page-now")}</th>
                    <th scope="col">{words.say("programmes-page-then")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
