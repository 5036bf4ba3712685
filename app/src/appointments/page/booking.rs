//! The form that books a meeting.

use leptos::prelude::*;

use super::super::AppointmentForm;
use crate::ids::ParticipantId;
use crate::look::{Choice, Choices, SelectField, Submit, TextField};
use crate::pacing::Category;
use crate::participants::Problem;
use crate::texts::Words;

/// Fields of a new meeting; a component on the person's page.
#[component]
pub fn BookingForm(
    /// The language of the office.
    words: Words,
    /// For whom.
    person: ParticipantId,
    /// The programme's kinds of meetings, by short name.
    #[prop(optional)]
    kinds: Vec<(String, String)>,
    /// As typed; [`AppointmentForm::new`] for an empty one.
    form: AppointmentForm,
    /// What has to be mended.
    #[prop(optional)]
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let is_voluntary = form.voluntary == "yes";
    let choice = |value: &str, key: &str| {
        Choice::new(value, words.say(key)).chosen_if((value == "yes") == is_voluntary)
    };
    let voluntary = vec![
        choice("no", "appointments-book-voluntary-no"),
        choice("yes", "appointments-book-voluntary-yes"),
    ];
    let demands = [Category::Light, Category::Medium, Category::Heavy]
        .into_iter()
        .map(|demand| {
            // keys: planning-category-*
            let text = words.say(&format!("planning-category-{}", demand.as_str()));
            let chosen = Category::parse(&form.demand).unwrap_or(Category::Medium) == demand;
            Choice::new(demand.as_str(), text).chosen_if(chosen)
        })
        .collect();
    let kind = (!kinds.is_empty()).then(|| {
        let other = (String::new(), words.say("appointments-book-kind-other"));
        let options = std::iter::once(other)
            .chain(kinds)
            .map(|(id, name)| {
                let chosen = id == form.kind;
                Choice::new(id, name).chosen_if(chosen)
            })
            .collect();
        view! {
            <SelectField
                name="kind" label=words.say("appointments-book-kind")
                hint=words.say("appointments-book-kind-hint") options=options
            />
        }
    });
    view! {
        <form method="post" action=format!("/people/{person}/appointments") novalidate>
            <input type="hidden" name="key" value=form.key/>
            <TextField
                name="title" label=words.say("appointments-book-title")
                value=form.title problem=wrong("title") required=true
            />
            {kind}
            <div class="toolbar">
                <TextField
                    name="day" label=words.say("appointments-book-day") kind="date"
                    value=form.day problem=wrong("day") required=true
                />
                <TextField
                    name="time" label=words.say("appointments-book-time") kind="time"
                    value=form.time problem=wrong("time") required=true
                />
                <TextField
                    name="minutes" label=words.say("appointments-book-minutes") kind="number"
                    min="5".to_owned() max="600".to_owned()
                    value=form.minutes problem=wrong("minutes") required=true
                />
            </div>
            <TextField
                name="place" label=words.say("appointments-book-place")
                value=form.place problem=wrong("place")
            />
            <TextField
                name="directions" label=words.say("appointments-book-directions")
                hint=words.say("appointments-book-directions-hint")
                value=form.directions problem=wrong("directions")
            />
            <TextField
                name="travel" label=words.say("appointments-book-travel") kind="number"
                hint=words.say("appointments-book-travel-hint")
                min="0".to_owned() max="240".to_owned()
                value=form.travel problem=wrong("travel")
            />
            <TextField
                name="with_whom" label=words.say("appointments-book-with")
                value=form.with_whom problem=wrong("with_whom")
            />
            <TextField
                name="bring" label=words.say("appointments-book-bring")
                value=form.bring problem=wrong("bring")
            />
            <TextField
                name="interpreter" label=words.say("appointments-book-interpreter")
                hint=words.say("appointments-book-interpreter-hint")
                value=form.interpreter problem=wrong("interpreter")
            />
            <SelectField
                name="demand" label=words.say("appointments-book-demand")
                hint=words.say("appointments-book-demand-hint") options=demands
            />
            <Choices name="voluntary" legend=words.say("appointments-book-voluntary") options=voluntary/>
            <Submit text=words.say("appointments-book-save")/>
        </form>
    }
}
