//! What staff plan together with a participant: an activity for a day, and a baseline.

use jiff::civil::{Date, Time};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Category, Minutes, NewActivity, Points};
use crate::look::{Choice, ErrorSummary, SelectField, Submit, TextField, Weight};
use crate::participants::Problem;
use crate::texts::Words;

/// What activities are learnt by. A small, fixed list, so that learning has something to learn from.
const KINDS: [&str; 8] = [
    "walk",
    "exercise",
    "household",
    "screen",
    "conversation",
    "travel",
    "work-training",
    "rest",
];

/// An activity as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ActivityForm {
    /// What the person calls it.
    pub title: String,
    /// One of the kinds.
    pub kind: String,
    /// The word of a [`Category`].
    pub category: String,
    /// 5 to 480.
    pub minutes: String,
    /// The day, as a date field sends it.
    pub day: String,
    /// Local time, may be empty.
    pub starts: String,
}

impl ActivityForm {
    /// The activity that was meant, or every problem at once.
    pub fn read(&self) -> Result<NewActivity, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        let title = self.title.trim();
        if title.is_empty() || title.chars().count() > 120 {
            wrong("title", "planning-title-wrong");
        }
        let minutes = self
            .minutes
            .trim()
            .parse()
            .ok()
            .and_then(|it| Minutes::new(it).ok());
        if minutes.is_none() {
            wrong("minutes", "planning-minutes-wrong");
        }
        let day: Option<Date> = self.day.trim().parse().ok();
        if day.is_none() {
            wrong("day", "people-day-wrong");
        }
        let starts = match self.starts.trim() {
            "" => Some(None),
            text => Time::strptime("%H:%M", text).ok().map(Some),
        };
        if starts.is_none() {
            wrong("starts", "planning-time-wrong");
        }
        match (minutes, day, starts, problems.is_empty()) {
            (Some(minutes), Some(day), Some(starts), true) => Ok(NewActivity {
                intervention: None,
                title: title.to_owned(),
                kind: KINDS
                    .into_iter()
                    .find(|kind| *kind == self.kind)
                    .unwrap_or("walk")
                    .to_owned(),
                category: Category::parse(&self.category).unwrap_or(Category::Light),
                minutes,
                day,
                starts,
            }),
            _ => Err(problems),
        }
    }
}

/// A baseline as typed: what an ordinary day holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BaselineForm {
    /// Points, 2 to 60.
    pub points: String,
}

impl BaselineForm {
    /// The baseline that was meant.
    pub fn read(&self) -> Result<Points, Vec<Problem>> {
        let points: Option<f64> = self.points.trim().replace(',', ".").parse().ok();
        points
            .filter(|points| (2.0..=60.0).contains(points))
            .map(Points::new)
            .ok_or_else(|| {
                vec![Problem {
                    field: "points",
                    key: "planning-points-wrong",
                }]
            })
    }
}

/// The part of a person's page where an activity is planned and a baseline is decided.
#[component]
pub fn PlanningPart(
    /// The reader's language.
    words: Words,
    /// The participant's id.
    person: String,
    /// What was typed about an activity.
    form: ActivityForm,
    /// What was typed about a baseline.
    baseline: BaselineForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| {
        problems
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| words.say(problem.key))
    };
    let list: Vec<(String, String)> = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let opened = !list.is_empty();
    let summary = opened.then(|| view! { <ErrorSummary words problems=list/> });
    let categories = Category::ALL
        .iter()
        .map(|category| {
            // keys: planning-category-*
            let text = words.say(&format!("planning-category-{}", category.as_str()));
            Choice::new(category.as_str(), text).chosen_if(form.category == category.as_str())
        })
        .collect();
    let kinds = KINDS
        .into_iter()
        .map(|kind| {
            // keys: planning-kind-*
            Choice::new(kind, words.say(&format!("planning-kind-{kind}")))
                .chosen_if(form.kind == kind)
        })
        .collect();
    view! {
        <details class="card" open=opened>
            <summary>{words.say("planning-title")}</summary>
            {summary}
            <form method="post" action=format!("/people/{person}/activities") novalidate>
                <TextField name="title" label=words.say("planning-activity") value=form.title.clone() problem=wrong("title")/>
                <SelectField name="kind" label=words.say("planning-kind") options=kinds/>
                <SelectField name="category" label=words.say("planning-category") options=categories/>
                <TextField name="minutes" label=words.say("planning-minutes") value=form.minutes.clone() kind="number" problem=wrong("minutes")/>
                <TextField name="day" label=words.say("planning-day") value=form.day.clone() kind="date" problem=wrong("day")/>
                <TextField name="starts" label=words.say("planning-starts") hint=words.say("planning-starts-hint")
                    value=form.starts.clone() kind="time" problem=wrong("starts")/>
                <Submit text=words.say("planning-add")/>
            </form>
            <form method="post" action=format!("/people/{person}/baseline") novalidate>
                <TextField name="points" label=words.say("planning-baseline") hint=words.say("planning-baseline-hint")
                    value=baseline.points.clone() problem=wrong("points")/>
                <Submit text=words.say("planning-decide") weight=Weight::Quiet/>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::{ActivityForm, BaselineForm};

    #[test]
    fn an_activity_without_a_length_and_a_day_tells_both() {
        let form = ActivityForm {
            title: "Walk".into(),
            ..ActivityForm::default()
        };
        let fields: Vec<_> = form.read().unwrap_err().iter().map(|it| it.field).collect();
        assert_eq!(fields, ["minutes", "day"]);
    }

    #[test]
    fn a_baseline_may_be_written_with_a_comma_and_stays_within_reason() {
        let read = |points: &str| {
            BaselineForm {
                points: points.into(),
            }
            .read()
        };
        assert_eq!(read("10,5").unwrap().get(), 10.5);
        assert!(read("0").is_err() && read("600").is_err() && read("NaN").is_err());
    }
}
