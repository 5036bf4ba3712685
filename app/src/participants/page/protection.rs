//! `/people/{id}/protection` and `/people/protected`: name and address that are protected.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::look::{BackLink, Card, Choice, Choices, Empty, ErrorSummary, Submit};
use crate::participants::ProtectionReason;
use crate::texts::Words;

/// Once noted or lifted: by whom, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectionNoted {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Noted, rather than lifted.
    pub protects: bool,
    /// Why.
    pub reason: Option<ProtectionReason>,
}

/// Notes a protected identity, or lifts it.
#[component]
pub fn ProtectionPage(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    id: String,
    /// The person's name.
    name: String,
    /// Whether it is protected now.
    is_protected: bool,
    /// Whether the reader is the coordinator, who alone opens the record then.
    is_coordinator: bool,
    /// What was noted before, the newest first.
    log: Vec<ProtectionNoted>,
    /// Where times are told.
    zone: TimeZone,
    /// What has to be mended.
    problem: Option<String>,
) -> impl IntoView {
    let listed = problem
        .clone()
        .map(|problem| vec![("reason".to_owned(), problem)])
        .unwrap_or_default();
    let (reasons, deed, why) = if is_protected {
        (
            ProtectionReason::TO_LIFT,
            "people-protection-lift",
            "people-protection-lift-why",
        )
    } else {
        (
            ProtectionReason::TO_PROTECT,
            "people-protection-note",
            "people-protection-why",
        )
    };
    let options = reasons
        .into_iter()
        .map(|reason| Choice::new(reason.as_str(), said(words, reason)))
        .collect();
    let state = words.say(if is_protected {
        "people-protection-is"
    } else {
        "people-protection-is-not"
    });
    let locked = (!is_protected && !is_coordinator)
        .then(|| view! { <p>{words.say("people-protection-locks-you-out")}</p> });
    let lines = log.into_iter().map(|it| line(words, &zone, it));
    let lines = lines.collect_view();
    let log = (!lines.is_empty()).then(|| {
        view! { <Card title=words.say("people-protection-log")><ul class="list">{lines}</ul></Card> }
    });
    view! {
        <BackLink words to=format!("/people/{id}")/>
        <ErrorSummary words problems=listed/>
        <h1>{words.say("people-protection-title")} " " <bdi>{name}</bdi></h1>
        <p><strong>{state}</strong></p>
        <p>{words.say(why)}</p>
        {locked}
        <form method="post" action=format!("/people/{id}/protection") novalidate>
            <Choices name="reason" legend=words.say("people-protection-reason") problem options/>
            <Submit text=words.say(deed)/>
        </form>
        {log}
    }
}

fn said(words: Words, reason: ProtectionReason) -> String {
    // keys: people-protection-reason-*
    words.say(&format!("people-protection-reason-{}", reason.as_str()))
}

fn line(words: Words, zone: &TimeZone, it: ProtectionNoted) -> impl IntoView + use<> {
    let at = it.at.to_zoned(zone.clone());
    let when = format!("{} {}", words.date(at.date()), words.time(at.time()));
    let what = words.say(if it.protects {
        "people-protection-was-noted"
    } else {
        "people-protection-was-lifted"
    });
    let why = it.reason.map(|reason| said(words, reason));
    view! { <li>{when} ": " {what} ", " <bdi>{it.by}</bdi> ". " {why}</li> }
}

/// Those with protected identity whom the reader alone looks after. They are in no search.
#[component]
pub fn ProtectedPage(
    /// The reader's language.
    words: Words,
    /// By id and name.
    people: Vec<(String, String)>,
) -> impl IntoView {
    let list = if people.is_empty() {
        view! { <Empty text=words.say("people-protected-none")/> }.into_any()
    } else {
        let rows = people.into_iter().map(|(id, name)| {
            view! { <li><a href=format!("/people/{id}")><bdi>{name}</bdi></a></li> }
        });
        view! { <ul class="list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <BackLink words to="/people"/>
        <h1>{words.say("people-protected-title")}</h1>
        <p class="hint">{words.say("people-protected-why")}</p>
        {list}
    }
}
