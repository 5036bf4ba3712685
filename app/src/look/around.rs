//! Around every page: reading aloud, what a phone says of itself, the coordinator, the languages.

use leptos::prelude::*;

use super::frame::{Coordinator, Viewer};
use super::icons;
use crate::questionnaires::pack::WaitingLine;
use crate::texts::{Language, Words};

/// A button that `aloud.js` shows where the device has a voice of its own for the language.
pub(super) fn aloud(words: Words, viewer: &Viewer) -> Option<impl IntoView + use<>> {
    matches!(viewer, Viewer::Participant { .. }).then(|| {
        view! {
            <button type="button" class="quiet" hidden data-aloud data-stop=words.say("look-aloud-stop") aria-pressed="false">
                {words.say("look-aloud")}
            </button>
        }
    })
}

/// What `start-worker.js` shows when the phone has fetched a newer release.
pub(super) fn update(words: Words, viewer: &Viewer) -> Option<impl IntoView + use<>> {
    matches!(viewer, Viewer::Participant { .. }).then(|| {
        view! {
            <p hidden data-update class="notice" role="status">
                {words.say("look-update")} " "
                <button type="button" class="quiet">{words.say("look-update-do")}</button>
            </p>
        }
    })
}

/// What `/worker.js` shows, with the time, when it answers from what the phone kept; and how many
/// answers wait there.
pub(super) fn offline(words: Words, viewer: &Viewer) -> Option<impl IntoView + use<>> {
    matches!(viewer, Viewer::Participant { .. }).then(|| {
        view! {
            <WaitingLine words/>
            <p hidden data-offline class="notice offline" role="status">{words.say("look-offline-since")} " " <time></time></p>
            <p hidden data-renewing data-same=words.say("look-renewed-same") data-changed=words.say("look-renewed-changed")
                data-show=words.say("look-renewed-show") class="notice offline" role="status">
                {words.say("look-renewing")} " " <time></time>
            </p>
        }
    })
}

/// The person to turn to, at the same place on every page.
pub(super) fn help(words: Words, viewer: &Viewer) -> Option<impl IntoView + use<>> {
    let Viewer::Participant {
        coordinator: Some(Coordinator { name, phone, photo }),
        ..
    } = viewer
    else {
        return None;
    };
    let (name, phone) = (name.clone(), phone.clone());
    // The letters stand under it, for a phone that has no network or shows no pictures.
    let photo = photo
        .clone()
        .map(|path| view! { <img src=path alt="" width="48" height="48"/> });
    let call = phone.map(|phone| {
        let number: String = phone.split_whitespace().collect();
        let label = words.with("look-call-name", &[("name", name.clone().into())]);
        view! {
            <a class="button" href=format!("tel:{number}") aria-label=label>
                {icons::call()} {words.say("look-call")}
            </a>
        }
    });
    let initials = initials(&name);
    Some(view! {
        <section class="help" aria-label=words.say("look-coordinator")>
            <span class="face" aria-hidden="true">{initials}{photo}</span>
            <p><span class="hint">{words.say("look-coordinator")}</span> <bdi>{name}</bdi></p>
            <div class="actions">
                {call}
                <a class="button" href="/messages">{icons::message()} {words.say("look-message")}</a>
            </div>
        </section>
    })
}

/// One button for each language, so that choosing one takes no script and one tap.
pub(super) fn languages(words: Words, here: &str) -> impl IntoView + use<> {
    let buttons = Language::ALL
        .into_iter()
        .map(|language| {
            let chosen = (language == words.language()).then_some("true");
            view! {
                <button name="language" value=language.tag() lang=language.tag() aria-current=chosen>
                    {language.own_name()}
                </button>
            }
        })
        .collect_view();
    let here = here.to_owned();
    view! {
        <form class="languages" method="post" action="/language" aria-label=words.say("look-language")>
            <input type="hidden" name="back" value=here/>
            {buttons}
        </form>
    }
}

/// The ways that everyone has: how pages look on this device, and how accessible they are.
pub(super) fn about(words: Words) -> impl IntoView + use<> {
    view! {
        <p class="about">
            <a href="/look">{words.say("look-appearance")}</a> " "
            <a href="/accessibility">{words.say("look-accessibility")}</a>
        </p>
    }
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().and_then(|word| word.chars().next());
    let last = words.last().filter(|_| words.len() > 1);
    let last = last.and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Kim Østergaard"), "KØ");
        assert_eq!(initials("anna maria af Ström"), "AS");
        assert_eq!(initials("Kim"), "K");
        assert_eq!(initials(" "), "");
    }
}
