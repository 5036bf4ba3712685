//! Parts that pages are put together from: cards, notices, buttons, the way back.

use leptos::prelude::*;

use super::icons;
use crate::texts::Words;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing this page is for; full width on a phone.
    #[default]
    Primary,
    /// One of several equals.
    Plain,
    /// A way out that nobody is pushed to: "Skip", "Not today".
    Quiet,
}

impl Weight {
    /// The class that `style.css` knows it by.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "button",
            Self::Quiet => "quiet",
        }
    }
}

/// A button that sends its form, with a name and value where the form has several.
#[component]
pub fn Submit(
    /// What pressing it does, as a verb.
    #[prop(into)]
    text: String,
    /// How much it asks for attention.
    #[prop(optional)]
    weight: Weight,
    /// Name in the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// Value in the form.
    #[prop(optional, into)]
    value: Option<String>,
) -> impl IntoView {
    view! { <button type="submit" class=weight.class() name=name value=value>{text}</button> }
}

/// One matter on a page, with a heading of its own if it has a title.
#[component]
pub fn Card(
    /// Its heading.
    #[prop(optional_no_strip, into)]
    title: Option<String>,
    /// Its id, so that a link can lead there.
    #[prop(optional_no_strip, into)]
    id: Option<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card" id=id>
            {title.map(|title| view! { <h2>{title}</h2> })}
            {children()}
        </section>
    }
}

/// What stands where nothing is yet, and what one could do.
#[component]
pub fn Empty(
    /// Why nothing is here, kindly.
    #[prop(into)]
    text: String,
    /// Where to go from here: URL and words.
    #[prop(optional_no_strip, into)]
    action: Option<(String, String)>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icons::mark()}
            <p>{text}</p>
            {action.map(|(url, text)| view! { <a class="button" href=url>{text}</a> })}
        </div>
    }
}

/// Something that just happened or is good to know; spoken when it appears.
#[component]
pub fn Notice(
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice" role="status">{children()}</div> }
}

/// The way back, at the top of a page that is one step of something.
#[component]
pub fn BackLink(
    /// The language of the word.
    words: Words,
    /// Where it leads.
    #[prop(into)]
    to: String,
) -> impl IntoView {
    view! { <a class="back" href=to>{icons::back()} {words.say("look-back")}</a> }
}

/// `/offline`: what a phone shows when it has no network and kept no copy of the page.
///
/// The same for everyone, so that the service worker may keep it.
#[component]
pub fn OfflinePage(
    /// The language of the page.
    words: Words,
) -> impl IntoView {
    view! {
        <h1>{words.say("look-offline-title")}</h1>
        <p>{words.say("look-offline-text")}</p>
        <p class="actions"><a class="button" href="/today">{words.say("look-offline-try")}</a></p>
    }
}

/// How to put the app on this device, folded away; `install.js` chooses the part that is true for it.
///
/// It is there from the beginning, and the style sheet hides it where the app is installed: what a
/// script finds out later moves nothing on the page.
#[component]
pub fn InstallHint(
    /// The language of the words.
    words: Words,
) -> impl IntoView {
    view! {
        <details class="card" data-install>
            <summary>{words.say("look-install")}</summary>
            <p>{words.say("look-install-text")}</p>
            <p data-install-way="menu">{words.say("look-install-menu")}</p>
            <p hidden data-install-way="ask" class="actions">
                <button type="button" class="button">{words.say("look-install-do")}</button>
            </p>
            <p hidden data-install-way="apple">{words.say("look-install-apple")}</p>
        </details>
    }
}

/// An offer to get notices on this phone; `start-worker.js` shows it where that can work. In a card
/// its place is kept free until then.
#[component]
pub fn PushOffer(
    /// The language of the words.
    words: Words,
    /// The server's public VAPID key: 65 bytes, base64url without padding.
    #[prop(into)]
    key: String,
    /// Why it is offered here.
    #[prop(optional, into)]
    why: Option<String>,
) -> impl IntoView {
    view! {
        <div class="push" hidden data-push-offer>
            {why.map(|why| view! { <p>{why}</p> })}
            <button type="button" class="button" data-push data-key=key>{words.say("look-push")}</button>
            <p
                role="status" data-done=words.say("look-push-done")
                data-refused=words.say("look-push-refused")
                data-failed=words.say("look-push-failed")
            ></p>
        </div>
    }
}
