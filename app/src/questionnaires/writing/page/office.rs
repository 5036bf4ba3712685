//! `/questionnaires`: what the office has, where it is used, and what is being written.

use leptos::prelude::*;

use crate::look::{Card, Empty, Notice, Weight};
use crate::texts::Words;

/// Where a questionnaire comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// With Dagsform.
    Shipped,
    /// From elsewhere.
    Imported,
    /// Written here.
    Own,
}

/// One version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub number: i64,
    /// Since when, in words.
    pub since: String,
    /// Who published it, where that was somebody of the office.
    pub by: Option<String>,
    /// Who allowed its use, when, and on which terms.
    pub attested: Option<String>,
}

/// A questionnaire that can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name by which programmes refer to it.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// How many questions it has.
    pub questions: usize,
    /// Where it comes from.
    pub origin: Origin,
    /// The newest first.
    pub versions: Vec<Version>,
    /// The programmes that ask it, by name.
    pub programmes: Vec<String>,
    /// Its words are their holder's, to the letter.
    pub is_bound: bool,
}

/// A draft that somebody is writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who changed it last, and on which day, in words.
    pub changed: (String, String),
}

/// Everything that the office can ask, and what it is writing.
#[component]
pub fn QuestionnairesPage(
    /// The reader's language.
    words: Words,
    /// By title.
    kept: Vec<Kept>,
    /// The last changed first.
    drafts: Vec<Begun>,
    /// What was just done.
    done: Option<String>,
) -> impl IntoView {
    let done = done.map(|said| view! { <Notice>{said}</Notice> });
    let drafts = drafts.into_iter().map(|it| {
        let places = [("name", it.changed.0.into()), ("day", it.changed.1.into())];
        let changed = words.with("writing-changed", &places);
        let to = format!("/questionnaires/drafts/{}", it.id);
        view! {
            <li><a href=to><bdi>{it.title}</bdi></a> <p class="hint">{changed}</p></li>
        }
    });
    let drafts = drafts.collect_view();
    let drafts = (!drafts.is_empty()).then(|| {
        view! { <Card title=words.say("writing-drafts")><ul class="list">{drafts}</ul></Card> }
    });
    let list = if kept.is_empty() {
        view! { <Empty text=words.say("writing-none")/> }.into_any()
    } else {
        let rows = kept.into_iter().map(|it| one(words, it));
        rows.collect_view().into_any()
    };
    view! {
        <h1>{words.say("look-questionnaires")}</h1>
        {done}
        <p class="toolbar">
            <a class="button primary" href="/questionnaires/new">{words.say("writing-new")}</a>
            <a class="button" href="/questionnaires/import">{words.say("writing-import")}</a>
        </p>
        {drafts}
        {list}
    }
}

fn one(words: Words, it: Kept) -> impl IntoView {
    let origin = words.say(match it.origin {
        Origin::Shipped => "writing-origin-shipped",
        Origin::Imported => "writing-origin-imported",
        Origin::Own => "writing-origin-own",
    });
    let count = words.with("writing-count", &[("n", it.questions.into())]);
    let used = if it.programmes.is_empty() {
        words.say("writing-unused")
    } else {
        let programmes = it.programmes.join(", ");
        words.with("writing-used", &[("programmes", programmes.into())])
    };
    let mut versions = it
        .versions
        .into_iter()
        .map(|one| version(words, &it.key, one));
    let newest = versions.next();
    let older = versions.collect_view();
    let older = (!older.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.say("writing-older")}</summary>
                <ul class="list">{older}</ul>
            </details>
        }
    });
    let title = it.title.clone();
    let action = format!("/questionnaires/published/{}", it.key);
    let deed = |name: &'static str, key: &'static str| {
        let title = title.clone();
        view! {
            <button type="submit" class=Weight::Plain.class() name="deed" value=name>
                {words.say(key)} <span class="unseen">{title}</span>
            </button>
        }
    };
    let next = (it.origin == Origin::Own).then(|| deed("next", "writing-next"));
    let copy = (!it.is_bound).then(|| deed("copy", "writing-copy"));
    let bound = it
        .is_bound
        .then(|| view! { <p class="hint">{words.say("writing-bound")}</p> });
    view! {
        <section class="card">
            <h2><bdi>{it.title}</bdi></h2>
            <p class="hint"><bdi>{it.key.clone()}</bdi> " · " {origin} " · " {count}</p>
            <p>{used}</p>
            <ul class="list">{newest}</ul>
            {bound}
            <form class="toolbar" method="post" action=action>{next} {copy}</form>
            {older}
        </section>
    }
}

fn version(words: Words, key: &str, one: Version) -> impl IntoView + use<> {
    let mut places = vec![("version", one.number.into()), ("day", one.since.into())];
    let said = match one.by {
        Some(by) => {
            places.push(("name", by.into()));
            words.with("writing-version-by", &places)
        }
        None => words.with("writing-version", &places),
    };
    let attested = one.attested.map(|it| {
        let said = words.with("writing-attested-by", &[("word", it.into())]);
        view! { <p class="hint">{said}</p> }
    });
    let to = format!("/questionnaires/published/{key}/{}", one.number);
    view! {
        <li>
            <span>{said}</span> " "
            <a href=to download="">{words.say("writing-download")}</a>
            {attested}
        </li>
    }
}
