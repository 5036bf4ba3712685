//! `/questionnaires/drafts/{id}`: what is written so far, and what can be done with it.

use leptos::prelude::*;

use super::{language_name, sort_name};
use crate::look::{BackLink, Card, Empty, ErrorSummary, Notice, Submit, Weight};
use crate::questionnaires::Together;
use crate::questionnaires::address::segment;
use crate::questionnaires::writing::{Draft, Line, Mend, Sort, told_condition};
use crate::texts::{Language, Words};

/// A draft as it is edited.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Its id.
    pub id: String,
    /// What it says.
    pub draft: Draft,
    /// Which edit this is.
    pub revision: i64,
    /// The name under which it will be published.
    pub key: String,
    /// The version that it comes after; none for a new one.
    pub based_on: Option<i64>,
    /// Who changed it last, and on which day, in words.
    pub changed: (String, String),
    /// Whether the last change can be taken back.
    pub can_undo: bool,
    /// What was just done: the key of a sentence.
    pub done: Option<&'static str>,
    /// What could not be done.
    pub refused: Option<Mend>,
}

/// The questions of a draft, each with what can be done about it.
#[component]
pub fn DraftPage(
    /// The reader's language.
    words: Words,
    /// What is edited.
    editing: Editing,
) -> impl IntoView {
    let base = format!("/questionnaires/drafts/{}", editing.id);
    let about = editing.draft.about();
    let refused = editing.refused.as_ref();
    let refused = refused.map(|mend| vec![("questions".to_owned(), mend.told(words))]);
    let lines = editing.draft.lines();
    let rows = lines
        .iter()
        .map(|it| row(words, &editing, &base, &lines, it));
    let list = if lines.is_empty() {
        view! { <Empty text=words.say("writing-empty")/> }.into_any()
    } else {
        view! { <ol class="list written">{rows.collect_view()}</ol> }.into_any()
    };
    let add = Sort::NEW.into_iter().map(|sort| {
        let to = format!("{base}/new?sort={}", sort.word());
        view! { <a class="button" href=to>{sort_name(words, sort)}</a> }
    });
    let add = add.collect_view();
    let missing = Language::ALL.into_iter().filter_map(|language| {
        let missing = editing.draft.untranslated(language);
        if language == editing.draft.language() {
            return None;
        }
        let to = format!("{base}/translate?to={}", language.tag());
        let name = language_name(words, language);
        let said = words.with("writing-missing", &[("n", missing.into())]);
        Some(view! { <li><span><a href=to>{name}</a></span> <span>{said}</span></li> })
    });
    let missing = missing.collect_view();
    let places = [
        ("name", editing.changed.0.clone().into()),
        ("day", editing.changed.1.clone().into()),
    ];
    let changed = words.with("writing-changed", &places);
    let after = match editing.based_on {
        Some(version) => words.with("writing-after", &[("version", version.into())]),
        None => words.say("writing-never-published"),
    };
    let purpose = (!about.purpose.is_empty())
        .then(|| view! { <p dir="auto" class="kept">{about.purpose}</p> });
    let revision = editing.revision.to_string();
    let is_ready = lines.iter().any(|it| it.number.is_some());
    let publish = is_ready.then(|| {
        view! { <a class="button primary" href=format!("{base}/publish")>{words.say("writing-publish")}</a> }
    });
    let preview = is_ready.then(|| {
        view! { <a class="button" href=format!("{base}/preview")>{words.say("writing-preview")}</a> }
    });
    let done = done(words, &editing, &base);
    view! {
        <BackLink words to="/questionnaires"/>
        <ErrorSummary words problems=refused.unwrap_or_default()/>
        <h1 dir="auto">{about.title}</h1>
        {done}
        {purpose}
        <p class="hint"><bdi>{editing.key.clone()}</bdi> " · " {after} " · " {changed}</p>
        <p class="toolbar">
            {publish}
            {preview}
            <a class="button" href=format!("{base}/about")>{words.say("writing-about")}</a>
        </p>
        <h2 id="questions" tabindex="-1">{words.say("writing-questions")}</h2>
        {list}
        <Card title=words.say("writing-add")><p class="toolbar">{add}</p></Card>
        <Card title=words.say("writing-languages")><ul class="list">{missing}</ul></Card>
        <details>
            <summary>{words.say("writing-discard")}</summary>
            <form method="post" action=format!("{base}/discard")>
                <input type="hidden" name="revision" value=revision/>
                <p>{words.say("writing-discard-why")}</p>
                <Submit text=words.say("writing-discard-now") weight=Weight::Plain/>
            </form>
        </details>
    }
}

fn done(words: Words, editing: &Editing, base: &str) -> Option<impl IntoView + use<>> {
    let said = words.say(editing.done?);
    let action = format!("{base}/undo");
    let revision = editing.revision.to_string();
    let undo = editing.can_undo.then(|| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="revision" value=revision/>
                <Submit text=words.say("writing-undo") weight=Weight::Quiet/>
            </form>
        }
    });
    Some(view! { <Notice>{said} {undo}</Notice> })
}

fn row(
    words: Words,
    editing: &Editing,
    base: &str,
    lines: &[Line],
    line: &Line,
) -> impl IntoView + use<> {
    let number = line
        .number
        .map(|it| format!("{}. ", words.number(it as f64)));
    let item = editing.draft.item(&line.link_id);
    let conditions = item.map_or_else(String::new, |item| {
        let of = item.enable_when().iter().filter_map(|condition| {
            let on = lines.iter().find(|it| it.link_id == condition.question)?;
            let places = [
                ("number", on.number.unwrap_or_default().into()),
                (
                    "is",
                    told_condition(words, &editing.draft, condition).into(),
                ),
            ];
            Some(words.with("writing-when-question", &places))
        });
        let joined = if item.together() == Together::Any {
            words.say("writing-or")
        } else {
            words.say("writing-and")
        };
        of.collect::<Vec<_>>().join(&format!(" {joined} "))
    });
    let conditions = (!conditions.is_empty()).then(|| {
        let only = words.with("writing-only-if", &[("what", conditions.into())]);
        view! { <p class="hint">{only}</p> }
    });
    let mut said = vec![sort_name(words, line.sort)];
    if line.required {
        said.push(words.say("writing-is-required"));
    }
    if line.depth > 0 {
        said.push(words.say("writing-in-group"));
    }
    let text = if line.text.is_empty() {
        words.say("writing-no-words")
    } else {
        line.text.clone()
    };
    let deed = |name: &'static str, key: &'static str, shown: bool| {
        let of = text.clone();
        shown.then(|| {
            view! {
                <button type="submit" class="quiet" name="deed" value=name>
                    {words.say(key)} <span class="unseen">{of}</span>
                </button>
            }
        })
    };
    let up = deed("up", "writing-up", line.can_rise);
    let down = deed("down", "writing-down", line.can_sink);
    let remove = deed("remove", "writing-remove", true);
    let edit = format!("{base}/items/{}", segment(&line.link_id));
    let of = text.clone();
    view! {
        <li id=format!("of-{}", segment(&line.link_id))>
            <p><b>{number} <bdi>{text}</bdi></b></p>
            <p class="hint">{said.join(" · ")}</p>
            {conditions}
            <form class="toolbar" method="post" action=format!("{base}/items")>
                <input type="hidden" name="revision" value=editing.revision.to_string()/>
                <input type="hidden" name="of" value=line.link_id.clone()/>
                <a class="quiet" href=edit>{words.say("writing-edit")} <span class="unseen">{of}</span></a>
                {up} {down} {remove}
            </form>
        </li>
    }
}
