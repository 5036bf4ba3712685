//! What staff plan together with a participant: an activity for a day, and a baseline.

use jiff::civil::{Date, Time};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Category, Easier, Leeway, Minutes, NewActivity, Points, Priority};
use crate::look::{BackLink, Choice, ErrorSummary, SelectField, Submit, TextField, Weight};
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
    /// `no` when it stays on its day, `ask` when it is moved together only.
    pub moves: String,
    /// The last day that it may be moved to, may be empty.
    pub latest: String,
    /// The word of a [`Priority`].
    pub priority: String,
    /// What an easier version is called, may be empty.
    pub easier: String,
    /// How long that one takes.
    pub easier_minutes: String,
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
        let latest: Option<Option<Date>> = match self.latest.trim() {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        };
        // A last day before the first is no room to move in.
        let latest =
            latest.filter(|latest| latest.is_none_or(|it| day.is_none_or(|day| day <= it)));
        if latest.is_none() {
            wrong("latest", "planning-latest-wrong");
        }
        let easier = self.easier.trim();
        if easier.chars().count() > 120 {
            wrong("easier", "planning-title-wrong");
        }
        let easier_minutes = match self.easier_minutes.trim() {
            "" if easier.is_empty() => Some(None),
            text => text
                .parse()
                .ok()
                .and_then(|it| Minutes::new(it).ok())
                .filter(|shorter| minutes.is_none_or(|minutes| *shorter < minutes))
                .map(Some),
        };
        if easier_minutes.is_none() {
            wrong("easier_minutes", "planning-easier-wrong");
        }
        let leeway = Leeway {
            fixed: self.moves == "no",
            earliest: None,
            latest: latest.flatten(),
            priority: Priority::parse(&self.priority).unwrap_or_default(),
            asks_first: self.moves == "ask",
            easier: easier_minutes.flatten().map(|minutes| Easier {
                title: if easier.is_empty() { title } else { easier }.to_owned(),
                minutes,
            }),
        };
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
                leeway,
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
    /// What stands in the form of an activity.
    form: ActivityForm,
) -> impl IntoView {
    view! {
        <details class="card">
            <summary>{words.say("planning-title")}</summary>
            <Forms words person form baseline=BaselineForm::default() problems=Vec::new()/>
        </details>
    }
}

/// The same forms with what has to be mended, as a page of their own.
#[component]
pub fn PlanningPage(
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
    let list: Vec<(String, String)> = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    view! {
        <BackLink words to=format!("/people/{person}")/>
        <ErrorSummary words problems=list/>
        <h1>{words.say("planning-title")}</h1>
        <Forms words person form baseline problems/>
    }
}

#[component]
fn Forms(
    words: Words,
    person: String,
    form: ActivityForm,
    baseline: BaselineForm,
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| {
        problems
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| words.say(problem.key))
    };
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
    let moves = [
        ("yes", "planning-moves-yes"),
        ("ask", "planning-moves-ask"),
        ("no", "planning-moves-no"),
    ]
    .into_iter()
    .map(|(value, key)| Choice::new(value, words.say(key)).chosen_if(form.moves == value))
    .collect();
    let priorities = [Priority::Usual, Priority::CanWait, Priority::Matters]
        .into_iter()
        .map(|priority| {
            // keys: planning-priority-*
            let text = words.say(&format!(
                "planning-priority-{}",
                priority.as_str().replace('_', "-")
            ));
            Choice::new(priority.as_str(), text).chosen_if(form.priority == priority.as_str())
        })
        .collect();
    view! {
            <form method="post" action=format!("/people/{person}/activities") novalidate>
                <TextField name="title" label=words.say("planning-activity") value=form.title.clone() problem=wrong("title")/>
                <SelectField name="kind" label=words.say("planning-kind") options=kinds/>
                <SelectField name="category" label=words.say("planning-category") options=categories/>
                <TextField name="minutes" label=words.say("planning-minutes") value=form.minutes.clone() kind="number" problem=wrong("minutes")/>
                <TextField name="day" label=words.say("planning-day") value=form.day.clone() kind="date" problem=wrong("day")/>
                <TextField name="starts" label=words.say("planning-starts") hint=words.say("planning-starts-hint")
                    value=form.starts.clone() kind="time" problem=wrong("starts")/>
                <SelectField name="moves" label=words.say("planning-moves") options=moves/>
                <TextField name="latest" label=words.say("planning-latest") hint=words.say("planning-latest-hint")
                    value=form.latest.clone() kind="date" problem=wrong("latest")/>
                <SelectField name="priority" label=words.say("planning-priority") options=priorities/>
                <TextField name="easier" label=words.say("planning-easier") hint=words.say("planning-easier-hint")
                    value=form.easier.clone() problem=wrong("easier")/>
                <TextField name="easier_minutes" label=words.say("planning-easier-minutes") kind="number"
                    value=form.easier_minutes.clone() problem=wrong("easier_minutes")/>
                <Submit text=words.say("planning-add")/>
            </form>
            <form method="post" action=format!("/people/{person}/baseline") novalidate>
                <TextField name="points" label=words.say("planning-baseline") hint=words.say("planning-baseline-hint")
                    value=baseline.points.clone() problem=wrong("points")/>
                <Submit text=words.say("planning-decide") weight=Weight::Quiet/>
            </form>
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
    fn an_easier_version_is_shorter_and_the_last_day_is_not_before_the_first() {
        let form = ActivityForm {
            title: "Walk".into(),
            minutes: "40".into(),
            day: "2026-11-24".into(),
            ..ActivityForm::default()
        };
        let wrong = |form: &ActivityForm| form.read().map_err(|all| all[0].field).err();
        assert_eq!(wrong(&form), None);
        let easier = |easier: &str, minutes: &str| ActivityForm {
            easier: easier.into(),
            easier_minutes: minutes.into(),
            ..form.clone()
        };
        let read = easier("", "20").read().unwrap().leeway.easier.unwrap();
        assert_eq!((read.title.as_str(), read.minutes.get()), ("Walk", 20));
        assert_eq!(
            wrong(&easier("Round the house", "")),
            Some("easier_minutes")
        );
        assert_eq!(
            wrong(&easier("Round the house", "40")),
            Some("easier_minutes")
        );
        let latest = |latest: &str| ActivityForm {
            latest: latest.into(),
            ..form.clone()
        };
        assert_eq!(wrong(&latest("2026-11-24")), None);
        assert_eq!(wrong(&latest("2026-11-23")), Some("latest"));
        assert_eq!(wrong(&latest("soon")), Some("latest"));
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
