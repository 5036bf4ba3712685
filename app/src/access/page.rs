//! `/more` and `/my-data`: what else there is, and who has looked at one's data.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::look::{BackLink, Card, Empty, InstallHint, PushOffer, Submit, Weight};
use crate::texts::Words;

/// `/more`: messages, notices, data, and the way out.
#[component]
pub fn MorePage(
    /// The reader's language.
    words: Words,
    /// Whether there is a message they have not opened.
    new_messages: bool,
    /// The public key for notices on this phone.
    push_key: String,
    /// Whether the phone is borrowed: then it gets no notices.
    is_shared: bool,
) -> impl IntoView {
    let new =
        new_messages.then(|| view! { " " <span class="badge">{words.say("more-new")}</span> });
    let push = (!is_shared).then(|| {
        view! {
            <Card title=words.say("more-notices")>
                <p>{words.say("more-notices-text")}</p>
                <PushOffer words key=push_key/>
            </Card>
        }
    });
    view! {
        <h1>{words.say("more-title")}</h1>
        <ul class="list">
            <li><a href="/messages">{words.say("more-messages")}</a>{new}</li>
            <li><a href="/settings">{words.say("notifications-settings")}</a></li>
            <li><a href="/my-data">{words.say("more-my-data")}</a></li>
        </ul>
        {push}
        {(!is_shared).then(|| view! { <InstallHint words/> })}
        <form method="post" action="/sign-out" data-sign-out="">
            <Submit text=words.say("more-sign-out") weight=Weight::Quiet/>
        </form>
    }
}

/// One line of the log: when, who, in which role, what.
#[derive(Clone, Debug)]
pub struct Looked {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub name: String,
    /// The word of a [`crate::identity::Role`].
    pub role: String,
    /// The word of a [`super::Deed`].
    pub deed: String,
}

/// `/my-data`: who has looked, and what for.
#[component]
pub fn MyDataPage(
    /// The reader's language.
    words: Words,
    /// The newest lines of the log.
    looked: Vec<Looked>,
    /// Where the times are told.
    zone: TimeZone,
) -> impl IntoView {
    let log = if looked.is_empty() {
        view! { <Empty text=words.say("access-none")/> }.into_any()
    } else {
        let lines = looked
            .into_iter()
            .map(|line| log_line(words, &zone, line))
            .collect_view();
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    view! {
        <BackLink words to="/more"/>
        <h1>{words.say("access-title")}</h1>
        <p>{words.say("access-kept")}</p>
        <h2>{words.say("access-who")}</h2>
        <p class="hint">{words.say("access-why")}</p>
        {log}
    }
}

fn log_line(words: Words, zone: &TimeZone, line: Looked) -> impl IntoView + use<> {
    let at = line.at.to_zoned(zone.clone());
    // keys: access-role-* access-deed-*
    let role = words.say(&format!("access-role-{}", line.role.replace('_', "-")));
    let deed = words.say(&format!("access-deed-{}", line.deed));
    view! {
        <li>
            <p><bdi>{line.name}</bdi> " (" {role} ") " {deed}</p>
            <p class="hint">{words.day(at.date())} ", " {words.time(at.time())}</p>
        </li>
    }
}
