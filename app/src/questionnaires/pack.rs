//! A whole form as one page, which a phone keeps for a time without a network.
//!
//! The page shows nothing by itself: each question stands in a `template`, drawn as on its own
//! page and without any answer, and `/pack.js` shows one at a time.

use leptos::prelude::*;

use super::address::{of_segment, segment};
use super::around::{Kept, kept};
use super::outline::{Outline, Part};
use super::page::{Ask, AskPage, spoken};
use super::queue::PLURALS;
use super::resource::{Item, Questionnaire};
use super::runner::{Progress, Question, field};
use crate::look::{BackLink, ErrorSummary};
use crate::texts::{Language, Words};

/// What the page of a kept form holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// The form.
    pub form: Questionnaire,
    /// What all its URLs begin with, such as `/questions/{occasion}`.
    pub base: String,
    /// What becomes of the answers.
    pub kept: Kept,
}

/// The sentences for what a phone can judge by itself, by the names `/enabling.js` has for them.
const PROBLEMS: [(&str, &str); 9] = [
    ("empty", "questions-problem-empty"),
    ("option", "questions-problem-option"),
    ("number", "questions-problem-number"),
    ("whole", "questions-problem-whole"),
    ("range", "questions-problem-range"),
    ("least", "questions-problem-least"),
    ("most", "questions-problem-most"),
    ("long", "questions-problem-long"),
    ("day", "questions-problem-day"),
];

/// All questions of a form, each for itself, with what a script needs to go through them.
#[component]
pub fn PackPage(
    /// The language of the page.
    words: Words,
    /// What it holds.
    pack: Pack,
) -> impl IntoView {
    let drawn = drawn(words, &pack);
    let base = pack.base.clone();
    view! {
        <div
            data-pack=base
            data-outline=drawn.outline
            data-problems=drawn.problems
            data-progress=drawn.progress
            data-next=words.say("questions-next")
            data-send=words.say("questions-send")
            data-home="/today"
        >
            <p class="notice" data-without>{words.say("queue-without")}</p>
            <div data-shown></div>
            {drawn.templates}
            <template data-done>
                <BackLink words to="{back}"/>
                <h1>{words.say("queue-done-title")}</h1>
                <p>{words.say("queue-done-text")}</p>
                <p class="hint">{kept(words, pack.kept, None)}</p>
                <div class="actions">
                    <a class="primary" href="/today">{words.say("questions-home")}</a>
                </div>
            </template>
            <template data-discard>
                <div class="actions">
                    <button type="button" class="quiet" data-discards>{words.say("queue-discard")}</button>
                    <a class="button" href="/today">{words.say("questions-home")}</a>
                </div>
            </template>
        </div>
    }
}

/// What a script needs to go through a form by itself.
pub(crate) struct Drawn {
    /// What is asked, under which conditions.
    pub(crate) outline: String,
    /// The sentences for what it can judge.
    pub(crate) problems: String,
    /// "Question 2 of 4", with places for both.
    pub(crate) progress: String,
    /// Each question and each text, and what stands above a problem.
    pub(crate) templates: AnyView,
}

/// Draws every question of a form once.
pub(crate) fn drawn(words: Words, pack: &Pack) -> Drawn {
    let outline = Outline::of(&pack.form);
    let places = ["number", "of", "least", "most", "over"];
    let places = places.map(|name| (name, format!("{{{name}}}").into()));
    let problems: serde_json::Map<String, serde_json::Value> = PROBLEMS
        .iter()
        .map(|(name, key)| ((*name).to_owned(), words.with(key, &places).into()))
        .collect();
    let templates: Vec<_> = outline
        .entries()
        .iter()
        .filter(|entry| entry.is != Part::Give)
        .filter_map(|entry| {
            let item = pack.form.item(&of_segment(&entry.id)?)?;
            let drawn = if entry.is == Part::Ask {
                let ask = ask(pack, item, words.language());
                view! { <AskPage words ask/> }.into_any()
            } else {
                let said = item.text(pack.form.language(), words.language());
                let said = (!said.text.is_empty())
                    .then(|| view! { <p class="before">{spoken(words, &said)}</p> });
                said.into_any()
            };
            Some(view! { <template data-of=entry.id.clone()>{drawn}</template> })
        })
        .collect();
    let templates = view! {
        <template data-problem>
            <ErrorSummary words problems=vec![("answer".to_owned(), "{problem}".to_owned())]/>
        </template>
        {templates}
    };
    Drawn {
        outline: serde_json::to_string(&outline).unwrap_or_default(),
        problems: serde_json::Value::Object(problems).to_string(),
        progress: words.with("questions-progress", &places),
        templates: templates.into_any(),
    }
}

/// A question as if it were the only one, and unanswered.
fn ask(pack: &Pack, item: &Item, wanted: Language) -> Ask {
    let base = pack.form.language();
    let initial = item.initial().map(super::Answer::typed).unwrap_or_default();
    Ask {
        question: Question {
            link_id: item.link_id().to_owned(),
            heading: item.text(base, wanted),
            before: Vec::new(),
            field: field(item, base, wanted),
            help: item.help(base, wanted),
            unit: item.unit(base, wanted),
            typed: initial.clone(),
            initial,
            progress: Progress { number: 1, of: 1 },
            last: false,
            previous: None,
            source: item.source().map(str::to_owned),
        },
        action: format!("{}/{}", pack.base, segment(item.link_id())),
        back: "/today".to_owned(),
        key: String::new(),
        kept: pack.kept,
        about: None,
        refused: None,
    }
}

/// The line that says how many answers wait on this phone; `/waiting.js` fills it in.
///
/// A script knows the number and not the grammar: the sentence stands here in every form of
/// the language that `Intl.PluralRules` may ask for.
#[component]
pub fn WaitingLine(
    /// The language of the line.
    words: Words,
) -> impl IntoView {
    let forms = |key: &str| {
        let said = PLURALS.map(|form| {
            let places = [("form", form.into()), ("n", "{n}".into())];
            (form.to_owned(), words.with(key, &places).into())
        });
        serde_json::Value::Object(said.into_iter().collect()).to_string()
    };
    view! {
        <div
            hidden class="notice offline" role="status" data-waiting=forms("queue-waiting")
            data-refused=forms("queue-refused")
            data-sent=words.with("queue-sent", &[("receipt", "{receipt}".into())])
            data-look=words.say("queue-look")
            data-unsent=words.say("queue-unsent")
            data-full=words.say("queue-full")
        ></div>
    }
}

/// What somebody reads who signs out while answers wait that could not be sent.
#[component]
pub fn LeavingPage(
    /// The language of the page.
    words: Words,
) -> impl IntoView {
    view! {
        <h1>{words.say("queue-leave-title")}</h1>
        <p>{words.say("queue-leave-text")}</p>
        <div class="actions">
            <a class="primary" href="/today">{words.say("queue-leave-stay")}</a>
        </div>
        <form method="post" action="/sign-out">
            <input type="hidden" name="discard" value="yes"/>
            <button class="quiet">{words.say("queue-leave-discard")}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::SHIPPED;

    #[test]
    fn a_kept_form_has_every_question_once_and_no_key_of_one_visit() {
        let shipped = SHIPPED.iter().find(|it| it.key == "self-rating").unwrap();
        let form = Questionnaire::read(shipped.document).unwrap();
        let pack = Pack {
            form,
            base: "/questions/1".into(),
            kept: Kept::Named,
        };
        for language in Language::ALL {
            let words = Words::of(language);
            let pack = pack.clone();
            let html = Owner::new_root(None).with(|| view! { <PackPage words pack/> }.to_html());
            assert_eq!(html.matches("<form").count(), 4, "{html}");
            assert!(html.contains(r#"action="/questions/1/health""#));
            assert!(
                html.contains("{number}") && html.contains("{least}"),
                "{html}"
            );
            assert!(!html.contains("checked"), "nothing is answered in it");
        }
    }

    #[test]
    fn how_many_wait_is_said_in_every_form_of_the_language() {
        let line = |language| {
            let words = Words::of(language);
            Owner::new_root(None).with(|| view! { <WaitingLine words/> }.to_html())
        };
        let arabic = line(Language::Ar);
        let forms = arabic.split("data-refused").next().unwrap();
        let said: Vec<&str> = forms.split("&quot;").skip(3).step_by(4).collect();
        assert_eq!(said.len(), PLURALS.len(), "{said:?}");
        let different: std::collections::BTreeSet<_> = said.iter().collect();
        assert!(different.len() >= 4, "{said:?}");
        assert!(line(Language::Da).contains("{n} svar venter"));
    }
}
