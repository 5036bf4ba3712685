//! The questions that are answered without a name, and the page that tells what that means.

use leptos::prelude::*;

use crate::look::{BackLink, Notice, Submit, Weight};
use crate::questionnaires::Runner;
use crate::questionnaires::pack::{Pack, drawn};
use crate::texts::Words;

/// What a script says, by the codes that it meets.
const SAID: [&str; 9] = [
    "no-token",
    "too-early",
    "other-key",
    "over",
    "used",
    "forged",
    "unfit",
    "trouble",
    "receipt",
];

/// What the page of one anonymous round holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// The form, with the address where it begins.
    pub pack: Pack,
    /// The version of the form.
    pub form: String,
    /// The wave for which a token is needed.
    pub wave: String,
    /// The round for which the token was asked.
    pub round: String,
    /// Where the module for tokens is; nowhere before it was built.
    pub module: Option<String>,
    /// What settles it: answered, or rather not.
    pub settle: String,
}

/// All questions of a round, which a script shows one at a time and sends without a name.
#[component]
pub fn AskingPage(
    /// The language of the page.
    words: Words,
    /// What it holds.
    asking: Asking,
) -> impl IntoView {
    let drawn = drawn(words, &asking.pack);
    let answers = Default::default();
    let questions = Runner::new(&asking.pack.form, &answers).questions().count();
    let minutes = questions.div_ceil(2);
    let title = asking.pack.form.title(words.language()).text;
    let said: serde_json::Map<String, serde_json::Value> = SAID
        .iter()
        .map(|code| {
            let sentence = words.with(
                &format!("anonymous-said-{code}"), // keys: anonymous-said-*
                &[("receipt", "{receipt}".into())],
            );
            ((*code).to_owned(), sentence.into())
        })
        .collect();
    let settle = asking.settle.clone();
    let settled = move || {
        let settle = settle.clone();
        view! {
            <form method="post" action=settle data-settles>
                <Submit text=words.say("anonymous-settled") weight=Weight::Quiet/>
            </form>
        }
    };
    view! {
        <div
            data-anonymous=asking.wave
            data-round=asking.round
            data-form=asking.form
            data-module=asking.module
            data-base=asking.pack.base.clone()
            data-outline=drawn.outline
            data-problems=drawn.problems
            data-progress=drawn.progress
            data-next=words.say("questions-next")
            data-send=words.say("questions-send")
            data-ready=words.say("questions-ready-send")
            data-home="/today"
            data-said=serde_json::Value::Object(said).to_string()
        >
            <div data-shown>
                <BackLink words to="/today"/>
                <h1>{title}</h1>
                <p>
                    {words.with(
                        "questions-intro-length",
                        &[("count", questions.into()), ("minutes", minutes.into())],
                    )}
                </p>
                <p>{words.say("questions-anonymous")}</p>
                <p><a href="/anonymous">{words.say("anonymous-how")}</a></p>
                <noscript><p class="notice">{words.say("anonymous-no-scripts")}</p></noscript>
                <p class="notice" role="status" hidden data-why></p>
                <div class="actions" hidden data-begins>
                    <button type="button" class="primary">{words.say("questions-intro-start")}</button>
                </div>
                {settled()}
            </div>
            {drawn.templates}
            <template data-sent>
                <h1>{words.say("anonymous-sent-title")}</h1>
                <p>{words.say("anonymous-sent-text")}</p>
                <p class="hint" data-receipt></p>
                <p>{words.say("anonymous-sent-settle")}</p>
                {settled()}
            </template>
        </div>
    }
}

/// For which rounds this phone is to fetch a token, for a script to read.
#[component]
pub fn TokensWanted(
    /// The rounds, each as it is written.
    rounds: Vec<String>,
    /// Where the module for tokens is; nowhere before it was built.
    module: Option<String>,
) -> impl IntoView {
    let rounds = serde_json::Value::from(rounds).to_string();
    view! { <span hidden data-tokens=rounds data-module=module></span> }
}

/// The questions wait in the app: a link would know whom it was sent to.
#[component]
pub fn InTheAppPage(
    /// The language of the page.
    words: Words,
) -> impl IntoView {
    view! {
        <h1>{words.say("anonymous-in-the-app")}</h1>
        <p>{words.say("anonymous-in-the-app-text")}</p>
        <p><a href="/anonymous">{words.say("anonymous-how")}</a></p>
    }
}

/// `/anonymous`: what is protected, what is not, and how, in plain words.
#[component]
pub fn AboutPage(
    /// The reader's language.
    words: Words,
    /// Whether this installation takes anonymous answers at all.
    is_on: bool,
    /// The short names of the keys that were published, the newest first.
    keys: Vec<String>,
) -> impl IntoView {
    let part = |title: &str, sentences: &[&str]| {
        let sentences: Vec<_> = sentences
            .iter()
            .map(|key| view! { <li>{words.say(key)}</li> })
            .collect();
        view! {
            <h2>{words.say(title)}</h2>
            <ul>{sentences}</ul>
        }
    };
    let off = (!is_on).then(|| view! { <Notice><p>{words.say("anonymous-off")}</p></Notice> });
    let keys = (!keys.is_empty()).then(|| {
        let keys: Vec<_> = keys
            .into_iter()
            .map(|key| view! { <li><code>{key}</code></li> })
            .collect();
        view! {
            <h2>{words.say("anonymous-keys")}</h2>
            <p>{words.say("anonymous-keys-text")}</p>
            <ul>{keys}</ul>
        }
    });
    view! {
        <BackLink words to="/"/>
        <h1>{words.say("anonymous-title")}</h1>
        {off}
        <p>{words.say("anonymous-short")}</p>
        {part(
            "anonymous-protected",
            &["anonymous-protected-name", "anonymous-protected-all", "anonymous-protected-ten"],
        )}
        {part(
            "anonymous-works",
            &["anonymous-works-ticket", "anonymous-works-hidden", "anonymous-works-later", "anonymous-works-once"],
        )}
        {part(
            "anonymous-not",
            &["anonymous-not-agree", "anonymous-not-server", "anonymous-not-network", "anonymous-not-words"],
        )}
        {part(
            "anonymous-confidential",
            &["anonymous-confidential-scripts", "anonymous-confidential-paper", "anonymous-confidential-apart"],
        )}
        {keys}
    }
}

/// A key's name as people compare it: the first sixteen signs, in fours.
pub fn short_name(commitment: &str) -> String {
    let signs: Vec<char> = commitment.chars().take(16).collect();
    let fours: Vec<String> = signs.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{Kept, Questionnaire, SHIPPED};
    use crate::texts::Language;

    fn html(language: Language) -> String {
        let shipped = SHIPPED.iter().find(|it| it.key == "influence").unwrap();
        let asking = Asking {
            pack: Pack {
                form: Questionnaire::read(shipped.document).unwrap(),
                base: "/questions/1".into(),
                kept: Kept::Anonymous,
            },
            form: "f".into(),
            wave: "w".into(),
            round: "e 2026-10-01 influence".into(),
            module: None,
            settle: "/anonymous/1/settled".into(),
        };
        let words = Words::of(language);
        Owner::new_root(None).with(|| view! { <AskingPage words asking/> }.to_html())
    }

    #[test]
    fn every_question_says_that_no_name_goes_with_it() {
        for language in Language::ALL {
            let page = html(language);
            let sentence = Words::of(language).say("questions-anonymous");
            let questions = page.matches(r#"class="question""#).count();
            assert!(questions > 0);
            assert_eq!(page.matches(&sentence).count(), questions + 1, "{page}");
            let confidential = Words::of(language).say("questions-confidential");
            assert!(!page.contains(&confidential), "{page}");
        }
    }

    #[test]
    fn without_scripts_nothing_can_be_sent_and_the_page_says_so() {
        let page = html(Language::En);
        assert!(page.contains("<noscript>"));
        // What begins is shown by the script; the one form outside a template settles.
        let outside = page.split("<template").next().unwrap();
        assert_eq!(outside.matches("<form").count(), 1, "{outside}");
        assert!(outside.contains(r#"action="/anonymous/1/settled""#));
    }

    #[test]
    fn a_key_is_compared_by_sixteen_signs() {
        assert_eq!(short_name("0123456789abcdef0000"), "0123 4567 89ab cdef");
    }
}
