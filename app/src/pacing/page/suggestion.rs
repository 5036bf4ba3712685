//! A smaller plan, offered as a sentence: take it, or not now.

use jiff::civil::Date;
use leptos::prelude::*;

use super::super::replan::{Change, Step, Suggestion};
use super::super::{Activity, sentences};
use crate::look::{Submit, Weight};
use crate::texts::Words;

/// What might be changed, in one sentence for each change, and two answers.
#[component]
pub fn SuggestionCard(
    /// The language of the words.
    words: Words,
    /// What is suggested.
    suggestion: Suggestion,
    /// The activities that it speaks of, among others.
    planned: Vec<Activity>,
    /// The present day.
    today: Date,
) -> impl IntoView {
    let steps = suggestion.steps.iter().map(Step::to_string);
    let steps = steps.collect::<Vec<_>>().join(" ");
    let lines = suggestion
        .steps
        .iter()
        .filter_map(|step| {
            let activity = planned.iter().find(|it| it.id == step.activity)?;
            Some(view! { <li>{sentence(step, activity, today, words)}</li> })
        })
        .collect_view();
    let over = |points: super::super::Points| (points.written(), points);
    let (before, after) = (over(suggestion.over_before), over(suggestion.over_after));
    let why = if after.1.whole() == 0 {
        words.say("pacing-replan-fits")
    } else {
        let places = [("before", before.0.into()), ("after", after.0.into())];
        words.with("pacing-replan-less", &places)
    };
    view! {
        <section class="card suggestion" id="suggestion">
            <h2>{words.say("pacing-replan")}</h2>
            <ul>{lines}</ul>
            <p class="hint">{why}</p>
            <form class="actions" method="post" action="/today/replan">
                <input type="hidden" name="steps" value=steps/>
                <Submit
                    text=words.say("pacing-replan-accept") name="answer".to_owned()
                    value="accept".to_owned()
                />
                <Submit
                    text=words.say("pacing-replan-not-now") weight=Weight::Quiet
                    name="answer".to_owned() value="not_now".to_owned()
                />
            </form>
        </section>
    }
}

/// That it was taken, and the way back.
#[component]
pub fn SuggestionTaken(
    /// The language of the words.
    words: Words,
) -> impl IntoView {
    view! {
        <div class="notice">
            <p>{words.say("pacing-replan-taken")}</p>
            <form method="post" action="/today/replan/undo">
                <Submit text=words.say("pacing-undo") weight=Weight::Quiet/>
            </form>
        </div>
    }
}

/// One change, said of the activity and the days it is about.
fn sentence(step: &Step, activity: &Activity, today: Date, words: Words) -> String {
    let title = ("title", activity.title.clone().into());
    let from = ("from", sentences::day_said(step.from, today, words).into());
    match step.change {
        Change::Move { to } => {
            let to = ("to", sentences::day_said(to, today, words).into());
            words.with("pacing-replan-move", &[title, from, to])
        }
        Change::Split { minutes, to } => {
            let to = ("to", sentences::day_said(to, today, words).into());
            let minutes = ("minutes", u32::from(minutes.get()).into());
            words.with("pacing-replan-split", &[title, from, minutes, to])
        }
        Change::Shorten { minutes } => {
            let easier = activity.leeway.easier.as_ref();
            let easier = easier.filter(|easier| easier.minutes == minutes);
            let minutes = ("minutes", u32::from(minutes.get()).into());
            match easier {
                Some(easier) => {
                    let easier = ("easier", easier.title.clone().into());
                    words.with("pacing-replan-easier", &[title, from, easier, minutes])
                }
                None => words.with("pacing-replan-shorten", &[title, from, minutes]),
            }
        }
        Change::Postpone => words.with("pacing-replan-postpone", &[title, from]),
    }
}
