//! The plan as the participant reads it, and as a colleague sees it beside other things.

pub mod parts;
mod reply;
mod timeline;
pub mod write;

pub use parts::PlanSummary;
pub use write::{Meanwhile, WritePlanPage};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use self::parts::{Told, content, told};
use self::reply::reply_part;
use super::{ReplyForm, Revision, changes};
use crate::look::{Card, Empty, ErrorSummary};
use crate::participants::Problem;
use crate::texts::Words;

/// `/plan`: what was agreed, what is new, and a way to say yes or no to it.
#[component]
pub fn PlanPage(
    /// The reader's language.
    words: Words,
    /// Every revision, newest first.
    revisions: Vec<Revision>,
    /// The zone in which days are told.
    zone: TimeZone,
    /// The local day.
    today: Date,
    /// The reply as typed, when it comes back with something to mend.
    #[prop(optional_no_strip)]
    typed: Option<(ReplyForm, Vec<Problem>)>,
) -> impl IntoView {
    let Some(newest) = revisions.first().cloned() else {
        return view! {
            <h1>{words.say("plan-title")}</h1>
            <Empty text=words.say("plan-none")/>
        }
        .into_any();
    };
    let summary = typed.as_ref().map(|(_, problems)| {
        let problems = problems
            .iter()
            .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
            .collect();
        view! { <ErrorSummary words problems=problems/> }
    });
    let changed = revisions.get(1).map(|before| {
        let lines: Vec<_> = changes(&before.plan, &newest.plan)
            .iter()
            .map(|change| told(words, change))
            .collect();
        let lines = if lines.is_empty() {
            vec![words.say("plan-same")]
        } else {
            lines
        };
        view! {
            <Card title=words.say("plan-changed")>
                <ul class="changes">
                    {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
            </Card>
        }
    });
    let note = note(words, &newest);
    let made = made(words, &newest, &zone);
    let reply = reply_part(words, &newest, &zone, typed);
    let earlier = earlier(words, revisions.into_iter().skip(1).collect(), &zone, today);
    view! {
        {summary}
        <h1>{words.say("plan-title")}</h1>
        <p class="hint">{made}</p>
        {note}
        {changed}
        {content(words, newest.plan, today, Told::You)}
        {reply}
        {earlier}
    }
    .into_any()
}

/// "Written on 2 November 2026 by Kim".
fn made(words: Words, revision: &Revision, zone: &TimeZone) -> String {
    let day = revision.made_at.to_zoned(zone.clone()).date();
    words.with(
        "plan-made",
        &[
            ("day", words.date(day).into()),
            ("name", revision.made_by.clone().into()),
        ],
    )
}

/// What the writer said with the revision.
fn note(words: Words, revision: &Revision) -> Option<impl IntoView + use<>> {
    let from = words.with("plan-note", &[("name", revision.made_by.clone().into())]);
    let note = revision.note.clone();
    (!note.is_empty()).then(|| {
        view! { <Card title=from><p dir="auto">{note}</p></Card> }
    })
}

/// The plans before this one, folded away.
fn earlier(
    words: Words,
    revisions: Vec<Revision>,
    zone: &TimeZone,
    today: Date,
) -> Option<impl IntoView + use<>> {
    let zone = zone.clone();
    (!revisions.is_empty()).then(move || {
        let each = revisions
            .into_iter()
            .map(|revision| {
                let said = parts::said(words, &revision, &zone);
                view! {
                    <details>
                        <summary>{made(words, &revision, &zone)}</summary>
                        <div class="stack">
                            {note(words, &revision)}
                            {content(words, revision.plan, today, Told::YouBefore)}
                            {said}
                        </div>
                    </details>
                }
            })
            .collect_view();
        view! { <section><h2>{words.say("plan-earlier")}</h2>{each}</section> }
    })
}
