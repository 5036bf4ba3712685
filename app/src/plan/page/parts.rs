//! Parts of every page that shows a plan: goals, lanes, changes in sentences.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::{Attainment, Change, Goal, Intervention, Plan, Revision, Sector, Stands};
use super::made;
use super::timeline::timeline;
use crate::look::Empty;
use crate::texts::Words;

/// The newest plan beside other things about a person, for staff.
#[component]
pub fn PlanSummary(
    /// The reader's language.
    words: Words,
    /// The newest revision, if there is a plan.
    revision: Option<Revision>,
    /// The zone in which days are told.
    zone: TimeZone,
    /// The local day.
    today: Date,
) -> impl IntoView {
    let Some(revision) = revision else {
        return view! { <Empty text=words.say("plan-staff-none")/> }.into_any();
    };
    let said = said(words, &revision, &zone);
    view! {
        <h2>{words.say("look-plan")}</h2>
        <p class="hint">{made(words, &revision, &zone)}</p>
        {said}
        {content(words, revision.plan, today, Told::Colleague)}
    }
    .into_any()
}

/// What the participant said to a revision, in a sentence, with their own words under it.
pub(super) fn said(
    words: Words,
    revision: &Revision,
    zone: &TimeZone,
) -> Option<impl IntoView + use<>> {
    let reply = revision.reply.clone()?;
    let key = if reply.agreed {
        "plan-said-yes"
    } else {
        "plan-said-no"
    };
    let day = reply.replied_at.to_zoned(zone.clone()).date();
    let sentence = words.with(key, &[("day", words.date(day).into())]);
    let comment = (!reply.comment.is_empty()).then(|| {
        view! { <blockquote dir="auto">{reply.comment}</blockquote> }
    });
    Some(view! { <p>{sentence}</p> {comment} })
}

/// Whom a page speaks to about a plan, and how deep its headings stand.
#[derive(Clone, Copy)]
pub(super) enum Told {
    /// The person whose plan it is.
    You,
    /// The person again, about a revision that was replaced.
    YouBefore,
    /// Staff, beside other things about the person.
    Colleague,
}

/// A whole plan: the goals, what runs now, and a lane for each sector.
pub(super) fn content(words: Words, plan: Plan, today: Date, told: Told) -> impl IntoView {
    let level = match told {
        Told::You => 2,
        Told::YouBefore | Told::Colleague => 3,
    };
    let (goals_are, steps_are) = match told {
        Told::You | Told::YouBefore => ("plan-goals", "plan-steps"),
        Told::Colleague => ("plan-staff-goals", "plan-staff-steps"),
    };
    let now = side_by_side(words, &plan, today);
    let goals = plan.goals.clone();
    let goals = if goals.is_empty() {
        view! { <p class="hint">{words.say("plan-no-goals")}</p> }.into_any()
    } else {
        let goals = goals.into_iter().map(|goal| shown_goal(words, goal));
        view! { <ul class="list">{goals.collect_view()}</ul> }.into_any()
    };
    // One picture on a page: what was before is told in words.
    let is_drawn = !matches!(told, Told::YouBefore);
    let line = is_drawn.then(|| timeline(words, &plan, today)).flatten();
    let lanes = lanes(words, plan.interventions, today, level);
    view! {
        <section>{heading(level, words.say(goals_are))} {goals}</section>
        <section>{heading(level, words.say(steps_are))} {line} {now} {lanes}</section>
    }
}

fn heading(level: u8, text: String) -> AnyView {
    match level {
        2 => view! { <h2>{text}</h2> }.into_any(),
        3 => view! { <h3>{text}</h3> }.into_any(),
        _ => view! { <h4>{text}</h4> }.into_any(),
    }
}

fn shown_goal(words: Words, goal: Goal) -> impl IntoView {
    let steps = agreed_steps(words, &goal);
    view! {
        <li>
            <div>
                <p>
                    <span dir="auto">{goal.words}</span>
                    " "
                    <span class="badge">{attainment(words, goal.attainment)}</span>
                </p>
                {steps}
            </div>
        </li>
    }
}

/// What each step of a goal means, the furthest first, as one climbs; only what was agreed.
fn agreed_steps(words: Words, goal: &Goal) -> Option<impl IntoView + use<>> {
    let steps = Attainment::ALL.into_iter().zip(goal.steps.clone()).rev();
    let rows: Vec<_> = steps
        .filter(|(_, text)| !text.is_empty())
        .map(|(step, text)| {
            let here = (step == goal.attainment).then_some("step");
            let name = attainment(words, step);
            view! {
                <li aria-current=here><span class="hint">{name} ": "</span> <span dir="auto">{text}</span></li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words.say("plan-goal-steps")}</summary>
                <ol class="goal-steps" reversed>{rows}</ol>
            </details>
        }
    })
}

/// How far a goal is reached, in words.
pub(super) fn attainment(words: Words, step: Attainment) -> String {
    // keys: plan-attainment-*
    words.say(&format!("plan-attainment-{}", step.as_str()))
}

/// The name of a sector.
pub(super) fn sector(words: Words, sector: Sector) -> String {
    // keys: plan-sector-*
    words.say(&format!("plan-sector-{}", sector.as_str()))
}

/// What runs at the same time today, when that is more than one thing.
fn side_by_side(words: Words, plan: &Plan, today: Date) -> Option<impl IntoView + use<>> {
    let running: Vec<_> = plan
        .interventions
        .iter()
        .filter(|step| step.stands(today) == Stands::Now)
        .map(|step| {
            let (title, place) = (step.title.clone(), sector(words, step.sector));
            view! { <li><span dir="auto">{title}</span> " – " {place}</li> }
        })
        .collect();
    (running.len() > 1).then(|| {
        view! {
            <p>{words.say("plan-side-by-side")}</p>
            <ul>{running}</ul>
        }
    })
}

/// The interventions, sector by sector.
fn lanes(words: Words, steps: Vec<Intervention>, today: Date, level: u8) -> AnyView {
    if steps.is_empty() {
        return view! { <p class="hint">{words.say("plan-no-steps")}</p> }.into_any();
    }
    let lanes = Sector::ALL
        .into_iter()
        .filter_map(|place| {
            let mut mine: Vec<_> = steps
                .iter()
                .filter(|step| step.sector == place)
                .cloned()
                .collect();
            mine.sort_by_key(|step| step.from);
            let name = sector(words, place);
            (!mine.is_empty()).then(|| {
                let steps = mine
                    .into_iter()
                    .map(|step| shown_step(words, step, today))
                    .collect_view();
                view! { <section class="lane">{heading(level + 1, name)} <ul class="list">{steps}</ul></section> }
            })
        })
        .collect_view();
    view! { <div class="lanes">{lanes}</div> }.into_any()
}

fn shown_step(words: Words, step: Intervention, today: Date) -> impl IntoView {
    let stands = words.say(stands(step.stands(today)));
    let days = days(words, step.from, step.to).map(|days| view! { <br/>{days} });
    let responsible = (!step.responsible.is_empty()).then(|| {
        let who = words.with("plan-responsible", &[("name", step.responsible.into())]);
        view! { <br/><span dir="auto">{who}</span> }
    });
    view! {
        <li>
            <span>
                <strong dir="auto">{step.title}</strong>
                <span class="hint">{responsible} {days}</span>
            </span>
            " "
            <span class="badge">{stands}</span>
        </li>
    }
}

/// The key of the word for where a day lies in an intervention.
pub(super) fn stands(stands: Stands) -> &'static str {
    match stands {
        Stands::Now => "plan-now",
        Stands::Later => "plan-later",
        Stands::Over => "plan-over",
    }
}

pub(super) fn days(words: Words, from: Option<Date>, to: Option<Date>) -> Option<String> {
    let said = |day: Date| words.date(day).into();
    match (from, to) {
        (Some(from), Some(to)) => {
            Some(words.with("plan-from-to", &[("from", said(from)), ("to", said(to))]))
        }
        (Some(from), None) => Some(words.with("plan-from", &[("from", said(from))])),
        (None, Some(to)) => Some(words.with("plan-to", &[("to", said(to))])),
        (None, None) => None,
    }
}

/// A change as a sentence.
pub(super) fn told(words: Words, change: &Change) -> String {
    let one = |key: &str, what: &String| words.with(key, &[("what", what.as_str().into())]);
    match change {
        Change::NewGoal(what) => one("plan-told-new-goal", what),
        Change::RewordedGoal(what) => one("plan-told-reworded-goal", what),
        Change::Progress(what, how) => words.with(
            "plan-told-progress",
            &[
                ("what", what.as_str().into()),
                ("how", attainment(words, *how).into()),
            ],
        ),
        Change::GoalLeft(what) => one("plan-told-goal-left", what),
        Change::NewIntervention(what) => one("plan-told-new-step", what),
        Change::ChangedIntervention(what) => one("plan-told-changed-step", what),
        Change::InterventionLeft(what) => one("plan-told-step-left", what),
    }
}
