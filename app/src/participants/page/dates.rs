//! When what happened in a person's course, as staff note it on the person's page.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Overview, problem_of};
use crate::look::{Choice, SelectField, Submit, TextField};
use crate::participants::{DatesForm, EndReason, Problem};
use crate::texts::Words;

/// The form of the dates and the end, folded in until it is wanted or has to be mended.
pub(super) fn dates_form(
    words: Words,
    person: &Overview,
    problems: &[Problem],
    typed: Option<DatesForm>,
) -> impl IntoView + use<> {
    let opened = !problems.is_empty();
    let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let form = typed.unwrap_or_else(|| DatesForm {
        referred: written(person.dates.referred),
        included: written(person.dates.included),
        assessed: written(person.dates.assessed),
        started: written(person.dates.started),
        planned_end: written(person.dates.planned_end),
        ended: written(person.dates.ended),
        end_reason: person
            .end_reason
            .map(|reason| reason.as_str().to_owned())
            .unwrap_or_default(),
    });
    // keys: people-referred*, people-assessed*, people-started*, people-planned_end*, people-ended*
    let fields = [
        ("referred", form.referred),
        ("included", form.included),
        ("assessed", form.assessed),
        ("started", form.started),
        ("planned_end", form.planned_end),
        ("ended", form.ended),
    ]
    .map(|(field, value)| {
        // keys: people-referred people-included people-assessed people-started people-planned_end people-ended
        let label = words.say(&format!("people-{field}"));
        view! {
            <TextField name=field label=label value=value kind="date" problem=problem_of(words, problems, field)/>
        }
    });
    let none = Choice::new("", words.say("people-end-none")).chosen_if(form.end_reason.is_empty());
    let reasons = std::iter::once(none)
        .chain(EndReason::ALL.into_iter().map(|reason| {
            // keys: people-end-*
            let label = words.say(&format!("people-end-{}", reason.as_str()));
            Choice::new(reason.as_str(), label).chosen_if(form.end_reason == reason.as_str())
        }))
        .collect();
    let action = format!("/people/{}/dates", person.id);
    let wrong = problem_of(words, problems, "end_reason");
    person.may_plan.then(move || {
        view! {
            <details class="card" open=opened>
                <summary>{words.say("people-dates")}</summary>
                <form method="post" action=action novalidate>
                    {fields.into_iter().collect_view()}
                    <SelectField name="end_reason" label=words.say("people-end-reason") problem=wrong options=reasons/>
                    <Submit text=words.say("people-save")/>
                </form>
            </details>
        }
    })
}
