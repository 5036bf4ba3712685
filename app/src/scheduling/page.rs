//! `/set-aside`: messages that could not be handed over, each with a way to send it again.

pub mod offer;

use leptos::prelude::*;

use super::{Again, Why};
use crate::look::{BackLink, Empty, Notice, Submit, Weight};
use crate::texts::Words;

/// One message that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The contact, to send again.
    pub contact: String,
    /// The participant, for the link; nobody for staff and partners.
    pub person: Option<String>,
    /// As the person is called.
    pub name: String,
    /// The word for the channel.
    pub channel: String,
    /// Why it was not handed over.
    pub why: Why,
    /// Since when, as it is told.
    pub since: String,
}

/// The list, newest first.
#[component]
pub fn AsidePage(
    /// The reader's language.
    words: Words,
    /// What was set aside.
    items: Vec<Aside>,
    /// Whether one was just sent again.
    sent: bool,
) -> impl IntoView {
    let sent = sent.then(|| view! { <Notice>{words.say("scheduling-aside-sent")}</Notice> });
    let hint = (!items.is_empty())
        .then(|| view! { <p class="hint">{words.say("scheduling-aside-hint")}</p> });
    let list = if items.is_empty() {
        view! { <Empty text=words.say("scheduling-aside-empty")/> }.into_any()
    } else {
        let rows = items
            .into_iter()
            .map(|item| row(words, item))
            .collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! {
        <BackLink words to="/desk"/>
        <h1>{words.say("scheduling-aside-title")}</h1>
        {sent}
        {hint}
        {list}
    }
}

fn row(words: Words, item: Aside) -> impl IntoView {
    // Whatever else it was, the address is looked at first.
    let mend = item
        .person
        .clone()
        .filter(|_| matches!(item.channel.as_str(), "email" | "sms"));
    let mend = mend.map(|person| {
        view! {
            <a class="button quiet" href=format!("/people/{person}/routes")>{words.say("desk-routes-link")}</a>
        }
    });
    let name = match item.person {
        Some(person) => {
            view! { <a href=format!("/people/{person}")><bdi>{item.name}</bdi></a> }.into_any()
        }
        None => view! { <bdi>{item.name}</bdi> }.into_any(),
    };
    // keys: scheduling-channel-*, scheduling-why-*
    let channel = words.say(&format!("scheduling-channel-{}", item.channel));
    let why = words.say(&format!("scheduling-why-{}", item.why.as_str()));
    let since = words.with("scheduling-since", &[("when", item.since.into())]);
    let buttons = Again::ALL
        .into_iter()
        .map(|again| {
            // keys: scheduling-again-*
            let text = words.say(&format!("scheduling-again-{}", again.as_str()));
            view! { <Submit text=text name="reason".to_owned() value=again.as_str().to_owned() weight=Weight::Quiet/> }
        })
        .collect_view();
    view! {
        <li>
            <p>{name} " – " {channel}</p>
            <p class="hint">{why} " " {since}</p>
            <form class="toolbar" method="post" action=format!("/set-aside/{}", item.contact)>{mend} {buttons}</form>
        </li>
    }
}
