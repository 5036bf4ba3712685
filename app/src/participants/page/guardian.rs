//! `/people/{id}/guardian`: who decides for a young person.

use leptos::prelude::*;

use crate::look::{BackLink, Choice, Choices, ErrorSummary, Notice, Submit};
use crate::participants::{Decides, Young};
use crate::texts::Words;

/// Notes who decides, or that a grown person was asked again.
#[component]
pub fn GuardianPage(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    id: String,
    /// The person's name.
    name: String,
    /// How it stands; nothing for a grown person for whom nothing is noted.
    young: Option<Young>,
    /// What has to be mended.
    problem: Option<String>,
) -> impl IntoView {
    let listed = problem
        .clone()
        .map(|problem| vec![("decides".to_owned(), problem)])
        .unwrap_or_default();
    let chosen = match young {
        Some(Young::Said(decides)) => Some(decides),
        _ => None,
    };
    let options = Decides::ALL
        .into_iter()
        .map(|it| {
            // keys: people-guardian-decides-*
            let text = words.say(&format!("people-guardian-decides-{}", it.as_str()));
            Choice::new(it.as_str(), text).chosen_if(chosen == Some(it))
        })
        .collect();
    let action = format!("/people/{id}/guardian");
    let body = match young {
        None => view! { <p>{words.say("people-guardian-grown")}</p> }.into_any(),
        Some(Young::CameOfAge) => view! {
            <p>{words.say("people-guardian-of-age")}</p>
            <form method="post" action=action>
                <Submit text=words.say("people-guardian-asked") name="decides".to_owned() value="asked".to_owned()/>
            </form>
        }
        .into_any(),
        Some(Young::Unsaid | Young::Said(_)) => view! {
            <p>{words.say("people-guardian-why")}</p>
            <form method="post" action=action novalidate>
                <Choices name="decides" legend=words.say("people-guardian-who") problem options/>
                <p class="hint">{words.say("people-guardian-law")}</p>
                <Submit text=words.say("people-save")/>
            </form>
        }
        .into_any(),
    };
    view! {
        <BackLink words to=format!("/people/{id}")/>
        <ErrorSummary words problems=listed/>
        <h1>{words.say("people-guardian-title")} " " <bdi>{name}</bdi></h1>
        {body}
    }
}

/// The line on a young person's page, with the way to where it is noted.
#[component]
pub fn YoungNotice(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    id: String,
    /// How it stands.
    young: Young,
) -> impl IntoView {
    let key = match young {
        Young::Unsaid => "people-guardian-unsaid",
        Young::Said(Decides::Guardian) => "people-guardian-decides-guardian",
        Young::Said(Decides::Own) => "people-guardian-decides-own",
        Young::CameOfAge => "people-guardian-of-age",
    };
    view! {
        <Notice>
            <p>{words.say(key)} " "
                <a href=format!("/people/{id}/guardian")>{words.say("people-guardian-link")}</a>
            </p>
        </Notice>
    }
}
