//! `/more`: what else there is.

use leptos::prelude::*;

use crate::look::{Card, InstallHint, PushOffer, Submit, Weight};
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
