//! The pages around the questions: before, after, too late, and by a link.

use leptos::prelude::*;

use super::element::Said;
use super::page::spoken;
use crate::look::{BackLink, PushOffer, Submit};
use crate::texts::Words;

/// What becomes of the answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// They stay with the name.
    #[default]
    Named,
    /// They are kept apart from the name by whoever runs the server.
    Confidential,
    /// They come without a name.
    Anonymous,
}

/// What someone sees before the first question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intro {
    /// What the questionnaire is called.
    pub title: Said,
    /// How many questions are asked, as far as is known.
    pub questions: usize,
    /// What becomes of the answers.
    pub kept: Kept,
    /// The name of the person it is about, where that is somebody else.
    pub about: Option<String>,
    /// The questions are not in the reader's language.
    pub is_foreign: bool,
    /// Where the first question is.
    pub start: String,
    /// Where "back" leads.
    pub back: String,
}

/// Whom the questions are about, when that is not who answers.
pub(super) fn about(words: Words, name: String) -> impl IntoView {
    view! { <p>{words.say("questions-about-whom")} " " <bdi>{name}</bdi></p> }
}

/// For whoever reads another language than the questions have: no machine translates them, so
/// somebody goes through them on the telephone.
pub(super) fn foreign(words: Words, is_foreign: bool) -> Option<impl IntoView + use<>> {
    is_foreign.then(|| view! { <p class="notice">{words.say("questions-foreign")}</p> })
}

/// What becomes of the answers, in words.
pub(super) fn kept(words: Words, kept: Kept, about: Option<&str>) -> String {
    words.say(match (kept, about) {
        (Kept::Anonymous, _) => "questions-anonymous",
        (Kept::Confidential, _) => "questions-confidential",
        (Kept::Named, None) => "questions-named",
        (Kept::Named, Some(_)) => "questions-with-the-course",
    })
}

/// `/questions/{occasion}` before anything is answered: how long it takes, and what happens
/// to the answers.
#[component]
pub fn IntroPage(
    /// The language of the page.
    words: Words,
    /// What it says.
    intro: Intro,
) -> impl IntoView {
    // Half a minute for each question, rounded up: rather too long than too short.
    let minutes = intro.questions.div_ceil(2);
    let kept = kept(words, intro.kept, intro.about.as_deref());
    let about = intro.about.map(|name| about(words, name));
    view! {
        <BackLink words to=intro.back/>
        <h1>{spoken(words, &intro.title)}</h1>
        {about}
        {foreign(words, intro.is_foreign)}
        <p>
            {words.with(
                "questions-intro-length",
                &[("count", intro.questions.into()), ("minutes", minutes.into())],
            )}
        </p>
        <p>{words.say("questions-intro-free")}</p>
        <p>{kept}</p>
        <div class="actions">
            <a class="primary" href=intro.start>{words.say("questions-intro-start")}</a>
        </div>
    }
}

/// `/questions/{occasion}` when everything is answered but not sent.
#[component]
pub fn ReadyPage(
    /// The language of the page.
    words: Words,
    /// Where "back" leads.
    back: String,
    /// What sends the answers.
    action: String,
) -> impl IntoView {
    view! {
        <BackLink words to=back/>
        <h1>{words.say("questions-ready-title")}</h1>
        <form method="post" action=action>
            <div class="actions">
                <Submit text=words.say("questions-ready-send")/>
            </div>
        </form>
    }
}

/// What someone sees after sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What to quote when asking about these answers.
    pub receipt: String,
    /// When they arrived, in words; the day alone for confidential ones.
    pub when: String,
    /// Where to go next; nowhere for someone who came by a link.
    pub home: Option<String>,
    /// The public key for notices, on a phone that may be offered them.
    pub push: Option<String>,
}

/// `/questions/{occasion}/done`: thanks, and a receipt.
#[component]
pub fn DonePage(
    /// The language of the page.
    words: Words,
    /// What it says.
    done: Done,
) -> impl IntoView {
    view! {
        <h1>{words.say("questions-done-title")}</h1>
        <p>
            {words.with(
                "questions-done-receipt",
                &[("receipt", done.receipt.into()), ("when", done.when.into())],
            )}
        </p>
        {home(words, done.home)}
        {done.push.map(|key| view! { <PushOffer words key why=words.say("look-push-after")/> })}
    }
}

/// The time for it is over. Nobody did anything wrong.
#[component]
pub fn ClosedPage(
    /// The language of the page.
    words: Words,
    /// Whether something was answered and is kept.
    kept: bool,
    /// Where to go next.
    home: Option<String>,
) -> impl IntoView {
    view! {
        <h1>{words.say("questions-closed-title")}</h1>
        {kept.then(|| view! { <p>{words.say("questions-closed-kept")}</p> })}
        <p>{words.say("questions-closed-rest")}</p>
        {self::home(words, home)}
    }
}

/// `/a/{token}`: opens one occasion for someone without an account.
///
/// Shows nothing of whom or what it is about, and changes nothing: programs that look at
/// links before people do must find an empty room.
#[component]
pub fn OpenPage(
    /// The language of the page.
    words: Words,
    /// What opens the questions.
    action: String,
) -> impl IntoView {
    view! {
        <h1>{words.say("questions-open-title")}</h1>
        <p>{words.say("questions-open-body")}</p>
        <form method="post" action=action>
            <div class="actions">
                <Submit text=words.say("questions-intro-start")/>
            </div>
        </form>
    }
}

/// "Not today" for someone who came by a link.
#[component]
pub fn LaterPage(
    /// The language of the page.
    words: Words,
    /// The last day on which the link works, in words.
    until: String,
) -> impl IntoView {
    view! {
        <h1>{words.say("questions-later-title")}</h1>
        <p>{words.with("questions-later-body", &[("day", until.into())])}</p>
    }
}

/// A link that leads nowhere: unknown, switched off, or past its time.
#[component]
pub fn GonePage(
    /// The language of the page.
    words: Words,
) -> impl IntoView {
    view! {
        <h1>{words.say("questions-gone-title")}</h1>
        <p>{words.say("questions-gone-body")}</p>
    }
}

fn home(words: Words, home: Option<String>) -> impl IntoView {
    home.map(|home| {
        let to = if home == "/desk" {
            "questions-home-desk"
        } else {
            "questions-home"
        };
        view! {
            <div class="actions">
                <a class="primary" href=home>{words.say(to)}</a>
            </div>
        }
    })
}
