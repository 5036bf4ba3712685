//! `/accessibility`: the statement that the Danish and the Swedish law ask for.

use jiff::civil::{Date, date};
use leptos::prelude::*;

use super::BackLink;
use crate::texts::Words;

/// When the statement was last gone through, point by point.
const REVIEWED: Date = date(2026, 11, 23);

/// What is not as it should be, by key; a public body adds what it knows of its own.
const LACKS: [&str; 3] = [
    "accessibility-lack-people",
    "accessibility-lack-forms",
    "accessibility-lack-letters",
];

/// Where somebody turns who got no answer: key, address, and what it is called there.
const AUTHORITIES: [(&str, &str, &str); 2] = [
    (
        "accessibility-denmark",
        "https://digst.dk/digital-inklusion/webtilgaengelighed/",
        "Digitaliseringsstyrelsen",
    ),
    (
        "accessibility-sweden",
        "https://www.digg.se/tdosanmalan",
        "Digg, Myndigheten för digital förvaltning",
    ),
];

/// How accessible Dagsform is, what is not, how that is known, and whom to tell.
#[component]
pub fn AccessibilityPage(
    /// The reader's language.
    words: Words,
    /// Whether the reader can write to a coordinator from here.
    may_write: bool,
) -> impl IntoView {
    let lacks = LACKS.map(|key| view! { <li>{words.say(key)}</li> });
    let authorities = AUTHORITIES.map(|(key, address, name)| {
        view! {
            <p>{words.say(key)} " " <a href=address rel="external noreferrer">{name}</a></p>
        }
    });
    let write = may_write.then(|| {
        view! { <p><a class="button" href="/messages">{words.say("accessibility-write")}</a></p> }
    });
    view! {
        <BackLink words to="/"/>
        <h1>{words.say("accessibility-title")}</h1>
        <p>{words.say("accessibility-whom")}</p>
        <h2>{words.say("accessibility-how-far")}</h2>
        <p>{words.say("accessibility-partly")}</p>
        <ul>{lacks.into_iter().collect_view()}</ul>
        <h2>{words.say("accessibility-how-known")}</h2>
        <p>{words.say("accessibility-tests")}</p>
        <p class="hint">
            {words.with("accessibility-reviewed", &[("day", words.date(REVIEWED).into())])}
        </p>
        <h2>{words.say("accessibility-tell")}</h2>
        <p>{words.say("accessibility-contact")}</p>
        {write}
        <h2>{words.say("accessibility-complain")}</h2>
        <p>{words.say("accessibility-no-answer")}</p>
        {authorities.into_iter().collect_view()}
    }
}
