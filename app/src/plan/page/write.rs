//! The page on which a coordinator writes a plan.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::{Attainment, Change, PlanForm, PlanProblem, Revision, Sector};
use super::parts::{Told, attainment, content, sector, told};
use super::{made, note};
use crate::ids::ParticipantId;
use crate::look::{
    BackLink, Choice, ErrorSummary, Notice, SelectField, Submit, TextArea, TextField,
};
use crate::texts::Words;

/// What a colleague wrote while this form was open.
#[derive(Clone, Debug)]
pub struct Meanwhile {
    /// Their revision.
    pub revision: Revision,
    /// What they changed.
    pub changes: Vec<Change>,
    /// The zone in which days are told.
    pub zone: TimeZone,
    /// The local day.
    pub today: Date,
}

/// `/people/{participant}/plan`: rows of goals and interventions, and a note to the participant.
#[component]
pub fn WritePlanPage(
    /// The writer's language.
    words: Words,
    /// Whose plan.
    person: ParticipantId,
    /// As the person is called.
    name: String,
    /// The rows as typed.
    form: PlanForm,
    /// The number of the revision that the writer has seen; 0 when there is none.
    based_on: i64,
    /// What has to be mended.
    #[prop(optional)]
    problems: Vec<PlanProblem>,
    /// What somebody else wrote in the meantime.
    #[prop(optional_no_strip)]
    meanwhile: Option<Meanwhile>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.clone(), words.say(problem.key)))
        .collect();
    let title = words.with("plan-write-title", &[("name", name.into())]);
    let goals = (0..form.rows("goal"))
        .map(|row| view! { <GoalRow words row form=form.clone() problems=problems.clone()/> })
        .collect_view();
    let steps = (0..form.rows("step"))
        .map(|row| view! { <StepRow words row form=form.clone() problems=problems.clone()/> })
        .collect_view();
    let back = format!("/people/{person}");
    view! {
        <BackLink words to=back/>
        <ErrorSummary words problems=summary/>
        <h1>{title}</h1>
        {meanwhile.map(|meanwhile| shown_meanwhile(words, meanwhile))}
        <p class="hint">{words.say("plan-write-hint")}</p>
        <form method="post" action=format!("/people/{person}/plan") novalidate>
            <input type="hidden" name="based_on" value=based_on.to_string()/>
            <h2>{words.say("plan-write-goals")}</h2>
            {goals}
            <h2>{words.say("plan-write-steps")}</h2>
            {steps}
            <TextArea
                name="note" label=words.say("plan-write-note") hint=words.say("plan-write-note-hint")
                value=form.note().to_owned() problem=wrong(words, &problems, "note") rows=3
            />
            <Submit text=words.say("plan-write-save")/>
        </form>
    }
}

fn shown_meanwhile(words: Words, meanwhile: Meanwhile) -> impl IntoView {
    let Meanwhile {
        revision,
        changes,
        zone,
        today,
    } = meanwhile;
    let name = revision.made_by.clone();
    let lines = changes
        .iter()
        .map(|change| told(words, change))
        .map(|line| view! { <li dir="auto">{line}</li> })
        .collect_view();
    view! {
        <Notice>
            <p>{words.with("plan-meanwhile", &[("name", name.into())])}</p>
            <ul class="changes">{lines}</ul>
            <details>
                <summary>{made(words, &revision, &zone)}</summary>
                {note(words, &revision)}
                {content(words, revision.plan, today, Told::Colleague)}
            </details>
        </Notice>
    }
}

fn wrong(words: Words, problems: &[PlanProblem], field: &str) -> Option<String> {
    let found = problems.iter().find(|problem| problem.field == field);
    found.map(|problem| words.say(problem.key))
}

/// One field of a row: its name on the form, what was typed, what to mend.
struct Field {
    name: String,
    value: String,
    problem: Option<String>,
}

fn field(words: Words, form: &PlanForm, problems: &[PlanProblem], name: String) -> Field {
    Field {
        value: form.text(&name).to_owned(),
        problem: wrong(words, problems, &name),
        name,
    }
}

fn numbered(words: Words, key: &str, row: usize) -> String {
    let number = i64::try_from(row).unwrap_or(0) + 1;
    words.with(key, &[("number", number.into())])
}

#[component]
fn GoalRow(words: Words, row: usize, form: PlanForm, problems: Vec<PlanProblem>) -> impl IntoView {
    let part = |name: &str| field(words, &form, &problems, format!("goal-{row}-{name}"));
    let (id, text, step) = (part("id"), part("words"), part("attainment"));
    let chosen = Attainment::of(&step.value).unwrap_or_default();
    let options = Attainment::ALL
        .into_iter()
        .map(|step| {
            let score = match step.score() {
                0 => "0".to_owned(),
                score => format!("{score:+}").replace('-', "−"),
            };
            let label = format!("{score} {}", attainment(words, step));
            Choice::new(step.as_str(), label).chosen_if(step == chosen)
        })
        .collect();
    let steps = Attainment::ALL.into_iter().rev().map(|step| {
        let agreed = part(step.as_str());
        view! {
            <TextField name=agreed.name label=attainment(words, step) value=agreed.value problem=agreed.problem/>
        }
    });
    let steps: Vec<_> = steps.collect();
    view! {
        <fieldset>
            <legend>{numbered(words, "plan-write-goal", row)}</legend>
            <input type="hidden" name=id.name value=id.value/>
            <div class="card">
            <TextField name=text.name label=words.say("plan-write-words") value=text.value problem=text.problem/>
            <SelectField name=step.name label=words.say("plan-write-attainment") options=options/>
            <details>
                <summary>{words.say("plan-write-goal-steps")}</summary>
                <p class="hint">{words.say("plan-write-goal-steps-hint")}</p>
                <div class="stack">{steps}</div>
            </details>
            </div>
        </fieldset>
    }
}

#[component]
fn StepRow(words: Words, row: usize, form: PlanForm, problems: Vec<PlanProblem>) -> impl IntoView {
    let part = |name: &str| field(words, &form, &problems, format!("step-{row}-{name}"));
    let (id, title, place) = (part("id"), part("title"), part("sector"));
    let (responsible, from, to) = (part("responsible"), part("from"), part("to"));
    let options = Sector::ALL
        .into_iter()
        .map(|each| {
            Choice::new(each.as_str(), sector(words, each)).chosen_if(each.as_str() == place.value)
        })
        .collect();
    view! {
        <fieldset>
            <legend>{numbered(words, "plan-write-step", row)}</legend>
            <input type="hidden" name=id.name value=id.value/>
            <div class="card">
            <TextField name=title.name label=words.say("plan-write-step-title") value=title.value problem=title.problem/>
            <SelectField name=place.name label=words.say("plan-write-sector") options=options/>
            <TextField
                name=responsible.name label=words.say("plan-write-responsible")
                value=responsible.value problem=responsible.problem
            />
            <div class="toolbar">
                <TextField name=from.name label=words.say("plan-write-from") kind="date" value=from.value problem=from.problem/>
                <TextField name=to.name label=words.say("plan-write-to") kind="date" value=to.value problem=to.problem/>
            </div>
            </div>
        </fieldset>
    }
}
