//! `/people/{id}/follow-up`: one person's questions, calls, deadlines and what overrides the machine.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::deadline::{DeadlineDeeds, text};
use crate::desk::deadlines::Noted;
use crate::desk::overrides::{Kind, Reason, Shown};
use crate::look::{
    BackLink, Card, Choice, Empty, ErrorSummary, SelectField, Submit, TextField, Weight,
};
use crate::programmes::Standing;
use crate::texts::Words;

/// A questionnaire that waits for an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenOne {
    /// The occasion.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The last day.
    pub until: Date,
    /// Without a name: nobody fills it in for somebody else.
    pub is_confidential: bool,
}

/// A questionnaire that was sent, with the person's name on it.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledOne {
    /// The occasion.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day on which it was sent.
    pub on: Date,
}

/// A call as it was noted.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedCall {
    /// When.
    pub at: Timestamp,
    /// Who called.
    pub by: String,
    /// The word of an [`crate::desk::Outcome`].
    pub outcome: &'static str,
    /// An interpreter was needed.
    pub interpreter: bool,
}

/// Everything that the page shows of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct CareOf {
    /// The participant's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// What can be answered now.
    pub open: Vec<OpenOne>,
    /// What was answered, newest first.
    pub filled: Vec<FilledOne>,
    /// The calls, newest first.
    pub calls: Vec<LoggedCall>,
    /// Deadlines with their names.
    pub deadlines: Vec<(String, Noted)>,
    /// The enrolment, for the deadlines' URLs.
    pub enrolment: String,
    /// What overrides the machine now.
    pub overrides: Vec<Shown>,
    /// Whether the reader may change things.
    pub may_plan: bool,
}

/// One person's follow-up.
#[component]
pub fn FollowUpPage(
    /// The reader's language.
    words: Words,
    /// The person.
    person: CareOf,
    /// Where times are told.
    zone: TimeZone,
    /// What has to be mended in the last form.
    problem: Option<String>,
) -> impl IntoView {
    let id = person.id.clone();
    let summary = problem.clone().map(
        |problem| view! { <ErrorSummary words problems=vec![("until".to_owned(), problem)]/> },
    );
    let may_plan = person.may_plan;
    let open = person
        .open
        .iter()
        .map(|one| open_one(words, &id, one, may_plan))
        .collect_view();
    let open = if person.open.is_empty() {
        view! { <p class="hint">{words.say("desk-care-nothing-open")}</p> }.into_any()
    } else {
        view! { <ul class="list">{open}</ul> }.into_any()
    };
    let filled = filled(words, &id, &person.filled, may_plan);
    let overrides = overrides(words, &id, &person.overrides, may_plan);
    let whole = may_plan.then(|| view! { <WholePerson words id=id.clone() problem/> });
    let calls = calls(words, &zone, &person.calls);
    let deadlines = deadlines(words, &person);
    view! {
        <BackLink words to=format!("/people/{id}")/>
        {summary}
        <h1>{words.say("desk-care-title")} " " <bdi>{person.name.clone()}</bdi></h1>
        <p><a href=format!("/people/{id}/preview")>{words.say("scheduling-preview-link")}</a></p>
        <Card title=words.say("desk-care-open")>{open}</Card>
        <Card title=words.say("desk-care-filled")>{filled}</Card>
        <Card title=words.say("desk-overrides")>{overrides} {whole}</Card>
        <Card title=words.say("desk-group-deadline")>{deadlines}</Card>
        <Card title=words.say("desk-calls")>{calls}</Card>
    }
}

fn reasons(words: Words) -> Vec<Choice> {
    let of = |reason: Reason| {
        // keys: desk-reason-*
        let label = words.say(&format!("desk-reason-{}", reason.as_str()));
        Choice::new(reason.as_str(), label)
    };
    Reason::ALL.into_iter().map(of).collect()
}

fn open_one(words: Words, person: &str, one: &OpenOne, may_plan: bool) -> impl IntoView + use<> {
    let until = words.with("desk-care-until", &[("day", words.day(one.until).into())]);
    let fill = (may_plan && !one.is_confidential).then(|| {
        view! {
            <a class="button" href=format!("/people/{person}/questions/{}", one.id)>
                {words.say("desk-care-fill")}
            </a>
        }
    });
    let occasion = one.id.clone();
    let button = |kind: Kind| {
        // keys: desk-override-*
        let text = words.say(&format!("desk-override-{}", kind.as_str()));
        view! { <Submit text=text name="kind".to_owned() value=kind.as_str().to_owned() weight=Weight::Quiet/> }
    };
    let deeds = may_plan.then(|| {
        view! {
            <form class="toolbar" method="post" action=format!("/people/{person}/overrides")>
                <input type="hidden" name="occasion" value=occasion/>
                {button(Kind::ByPhone)}
                {button(Kind::OnPaper)}
            </form>
        }
    });
    view! { <li><p>{one.title.clone()} ", " {until}</p> <p class="actions">{fill}</p> {deeds}</li> }
}

fn filled(words: Words, person: &str, all: &[FilledOne], may_plan: bool) -> AnyView {
    if all.is_empty() {
        return view! { <p class="hint">{words.say("desk-care-nothing-filled")}</p> }.into_any();
    }
    let lines = all.iter().map(|one| {
        let title = one.title.clone();
        let title = if may_plan {
            view! { <a href=format!("/people/{person}/answers/{}", one.id)>{title}</a> }.into_any()
        } else {
            title.into_any()
        };
        view! { <li>{title} ", " {words.date(one.on)}</li> }
    });
    view! { <ul class="list">{lines.collect_view()}</ul> }.into_any()
}

fn overrides(words: Words, person: &str, all: &[Shown], may_plan: bool) -> impl IntoView + use<> {
    let lines = all
        .iter()
        .map(|it| {
            let kind = words.say(&format!("desk-override-{}", it.kind.as_str()));
            let reason = words.say(&format!("desk-reason-{}", it.reason.as_str()));
            let until = match it.until {
                Some(day) => words.with("desk-override-until", &[("day", words.date(day).into())]),
                None => words.say("desk-override-without-end"),
            };
            let about = it.about.clone().map(|about| format!("{about}: "));
            let by = words.with(
                "desk-override-by",
                &[
                    ("name", it.by.clone().into()),
                    ("day", words.date(it.on).into()),
                ],
            );
            let undo = may_plan.then(|| {
                let action = format!("/people/{person}/overrides/{}/undo", it.id);
                view! {
                    <form class="toolbar" method="post" action=action>
                        <Submit text=words.say("desk-undo") weight=Weight::Quiet/>
                    </form>
                }
            });
            view! {
                <li>
                    <p>{about} <strong>{kind}</strong> ", " {until} " " {reason} "."</p>
                    <p class="hint">{by}</p>
                    {undo}
                </li>
            }
        })
        .collect_view();
    if all.is_empty() {
        view! { <p class="hint">{words.say("desk-overrides-none")}</p> }.into_any()
    } else {
        view! { <ul class="list">{lines}</ul> }.into_any()
    }
}

#[component]
fn WholePerson(words: Words, id: String, problem: Option<String>) -> impl IntoView {
    let opened = problem.is_some();
    let button = |kind: Kind| {
        let text = words.say(&format!("desk-override-{}", kind.as_str()));
        view! { <Submit text=text name="kind".to_owned() value=kind.as_str().to_owned() weight=Weight::Quiet/> }
    };
    view! {
        <details open=opened>
            <summary>{words.say("desk-override-whole")}</summary>
            <form method="post" action=format!("/people/{id}/overrides") novalidate>
                <SelectField name="reason" label=words.say("desk-override-reason") options=reasons(words)/>
                <TextField name="until" label=words.say("desk-override-last-day")
                    hint=words.say("desk-override-last-day-hint") kind="date" problem=problem/>
                <p class="toolbar">{button(Kind::Paused)} {button(Kind::Exempt)}</p>
            </form>
        </details>
    }
}

fn deadlines(words: Words, person: &CareOf) -> impl IntoView + use<> {
    if person.deadlines.is_empty() {
        return view! { <Empty text=words.say("desk-deadlines-none")/> }.into_any();
    }
    let lines = person
        .deadlines
        .iter()
        .map(|(name, it)| {
            let overdue = it.standing == Standing::Overdue;
            let told = text(words, name, it.due.due_on, overdue);
            let is_met = matches!(it.standing, Standing::Met | Standing::MetLate);
            let met = it.due.met_on.filter(|_| is_met).map(|day| {
                let text = words.with("desk-deadline-met", &[("day", words.date(day).into())]);
                view! { " " <span class="badge">{text}</span> }
            });
            let key = format!("{}/{}/{}", person.enrolment, it.due.id, it.due.number);
            let undo = (person.may_plan && it.note.met_on.is_some()).then(|| {
                view! {
                    <form class="toolbar" method="post" action=format!("/desk/deadlines/{key}")>
                        <input type="hidden" name="back" value="person"/>
                        <Submit text=words.say("desk-undo") name="deed".to_owned() value="undo".to_owned() weight=Weight::Quiet/>
                    </form>
                }
            });
            let (by_deed, late) = (it.by_deed, it.note.late);
            let deeds = (person.may_plan && !is_met).then(|| {
                view! { <DeadlineDeeds words key=key.clone() overdue by_deed late/> }
            });
            view! { <li><p>{told} {met}</p> {deeds} {undo}</li> }
        })
        .collect_view();
    view! { <ul class="list">{lines}</ul> }.into_any()
}

fn calls(words: Words, zone: &TimeZone, calls: &[LoggedCall]) -> impl IntoView + use<> {
    if calls.is_empty() {
        return view! { <p class="hint">{words.say("desk-calls-none")}</p> }.into_any();
    }
    let lines = calls
        .iter()
        .map(|call| {
            let at = call.at.to_zoned(zone.clone());
            let when = format!("{} {}", words.date(at.date()), words.time(at.time()));
            let how = words.say(&format!("desk-outcome-{}", call.outcome));
            let interpreter = call.interpreter.then(|| {
                view! { " " <span class="badge">{words.say("desk-interpreter-needed")}</span> }
            });
            view! { <li>{when} ": " {how} ", " <bdi>{call.by.clone()}</bdi> {interpreter}</li> }
        })
        .collect_view();
    view! { <ul class="list">{lines}</ul> }.into_any()
}
