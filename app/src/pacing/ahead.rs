//! What is planned for a person, as staff see it: never what became of it, which is the person's to share.

use jiff::civil::{Date, Time};
use leptos::prelude::*;

use crate::look::Card;
use crate::texts::{Words, capital};

/// So many lines stand open; the rest is folded away.
const AT_ONCE: usize = 5;

/// An activity as it was planned, whatever the person did with it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it is called.
    pub title: String,
    /// The day it stands on, in the programme's zone.
    pub day: Date,
    /// When it begins, local time; `None`: any time that day.
    pub starts: Option<Time>,
    /// How long it takes, in minutes.
    pub minutes: u16,
}

/// The activities of today and the days after it, on a person's page.
#[component]
pub fn PlannedCard(
    /// The reader's language.
    words: Words,
    /// Soonest first.
    planned: Vec<Planned>,
) -> impl IntoView {
    let line = |it: Planned| {
        let day = capital(&words.day(it.day));
        let when = match it.starts {
            Some(time) => format!("{day} {}", words.time(time)),
            None => day,
        };
        let minutes = words.with("pacing-minutes", &[("minutes", it.minutes.into())]);
        view! {
            <li>
                <strong>{when}</strong> " " <span dir="auto">{it.title}</span>
                " " <span class="hint">{minutes}</span>
            </li>
        }
    };
    let mut lines: Vec<_> = planned.into_iter().map(line).collect();
    let rest = lines.split_off(lines.len().min(AT_ONCE));
    let shown = if lines.is_empty() {
        view! { <p class="hint">{words.say("planning-none")}</p> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    };
    let rest = (!rest.is_empty()).then(|| {
        let more = words.with("desk-more", &[("n", rest.len().into())]);
        view! { <details><summary>{more}</summary><ul class="list">{rest}</ul></details> }
    });
    view! { <Card title=words.say("planning-coming")>{shown} {rest}</Card> }
}
