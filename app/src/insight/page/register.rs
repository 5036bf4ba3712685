//! The register's figures: a table for each, with a bar that shows what is open.

use leptos::prelude::*;

use super::super::chart::percent;
use super::super::power::smallest_seen;
use super::super::register::{Measure, RegisterFigure, Weeks};
use super::super::years::{CountedYear, RegisterYears};
use crate::texts::Words;

/// What the register tells of the programme, year by year.
#[component]
pub fn Register(
    /// The reader's words.
    words: Words,
    /// What is known.
    years: RegisterYears,
    /// People in the intervention and in the control group, when the definition has both.
    arms: Option<(u32, u32)>,
) -> impl IntoView {
    let waits = years.waits.map(|year| {
        let said = words.with(
            "yearly-waits",
            &[
                ("year", year.number().to_string().into()),
                ("date", words.date(year.sealed_on()).into()),
            ],
        );
        view! { <p class="waits">{said}</p> }
    });
    let mut counted = years.counted.into_iter();
    let newest = counted
        .next()
        .map(|year| view! { <CountedYearView words year is_newest=true/> });
    let earlier: Vec<CountedYear> = counted.collect();
    let earlier = (!earlier.is_empty()).then(|| {
        let years = earlier
            .into_iter()
            .map(|year| view! { <CountedYearView words year is_newest=false/> });
        view! {
            <details class="history">
                <summary>{words.say("yearly-earlier")}</summary>
                {years.collect_view()}
            </details>
        }
    });
    let arms = arms.map(|arms| view! { <p>{seen(words, arms)}</p> });
    view! {
        <section class="register" aria-labelledby="register-heading">
            <h2 id="register-heading">{words.say("yearly-title")}</h2>
            <p class="hint">{words.say("yearly-intro")}</p>
            {waits}
            {newest}
            {earlier}
            {arms}
            <details>
                <summary>{words.say("insight-how")}</summary>
                <ol>
                    <li>{words.say("yearly-how-cohort")}</li>
                    <li>{words.say("yearly-how-sealed")}</li>
                    <li>{words.say("yearly-how-interval")}</li>
                    <li>{words.say("yearly-how-weeks")}</li>
                </ol>
            </details>
        </section>
    }
}

/// One year: all its figures, or why there are none.
#[component]
fn CountedYearView(words: Words, year: CountedYear, is_newest: bool) -> impl IntoView {
    let number = year.year.number().to_string();
    let shown = Measure::ALL
        .into_iter()
        .filter(|measure| measure.is_counted() || year.figure(*measure).is_some());
    let figures = shown.map(|measure| {
        let id = format!("{}-{number}", measure.word());
        let figure = match year.figure(measure) {
            Some(figure) => view! { <Figure words figure=figure.clone()/> }.into_any(),
            None => view! { <p class="no-figure">{words.say("yearly-too-few")}</p> }.into_any(),
        };
        let who = is_newest.then(|| view! { <p class="hint">{words.say(keys(measure).1)}</p> });
        view! {
            <section class="tile" aria-labelledby=id.clone()>
                <h4 id=id.clone()>{words.say(keys(measure).0)}</h4>
                {who}
                {figure}
            </section>
        }
    });
    let figures = figures.collect_view();
    view! {
        <h3>{number}</h3>
        <div class="tiles">{figures}</div>
    }
}

/// What a measure is called, and who is counted in it.
pub(super) fn keys(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::FirstActivity => ("yearly-first-activity", "yearly-first-activity-who"),
        Measure::CourseLength => ("yearly-course-length", "yearly-course-length-who"),
        Measure::Missed => ("yearly-missed", "yearly-missed-who"),
        Measure::FollowUp => ("yearly-follow-up", "yearly-follow-up-who"),
        Measure::Livelihood => ("yearly-livelihood", "yearly-livelihood-who"),
        Measure::Sex => ("yearly-sex", "yearly-sex-who"),
        Measure::LivelihoodBefore => ("yearly-livelihood-before", "yearly-livelihood-before-who"),
        Measure::LivelihoodEnd => ("yearly-livelihood-end", "yearly-livelihood-end-who"),
        Measure::LivelihoodYear => ("yearly-livelihood-year", "yearly-livelihood-year-who"),
    }
}

/// One figure: in words where it is measured in weeks, and group by group.
#[component]
pub(super) fn Figure(words: Words, figure: RegisterFigure) -> impl IntoView {
    let half = figure
        .quantile(0.5)
        .zip(figure.quantile(0.9))
        .map(|(half, most)| {
            let say =
                |key, of| words.with(key, &[("weeks", weeks(words, figure.measure(), of).into())]);
            view! {
                <p>{say("yearly-half", half)}</p>
                <p>{say("yearly-most", most)}</p>
            }
        });
    let people = figure.people();
    let groups = figure.groups().to_vec();
    let rows = groups.into_iter().enumerate().map(|(group, (from, to))| {
        let share = |count: u32| f64::from(count) / f64::from(people);
        let between = words.with(
            "yearly-between",
            &[
                ("from", from.to_string().into()),
                ("to", to.to_string().into()),
            ],
        );
        view! {
            <tr>
                <th scope="row">{group_name(words, figure.measure(), group)}</th>
                <td>{between}</td>
                <td><Bar from=share(from) to=share(to)/></td>
            </tr>
        }
    });
    let of = words.with("yearly-people", &[("people", people.to_string().into())]);
    view! {
        {half}
        <table>
            <thead>
                <tr>
                    <th scope="col">{words.say("yearly-group")}</th>
                    <th scope="col">{of}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// What is sure as a full bar, what is open as an outline after it. The numbers stand beside.
#[component]
fn Bar(from: f64, to: f64) -> impl IntoView {
    let place = |share: f64| (share * 1000.0).round() / 10.0;
    let (from, to) = (place(from), place(to));
    view! {
        <svg class="share-bar" viewBox="-1 0 102 12" aria-hidden="true" width="102" height="12">
            <rect x="0" y="5.5" width="100" height="1" fill="currentColor" opacity=".3"></rect>
            <rect x="0" y="3" width=from.to_string() height="6" fill="currentColor"></rect>
            <rect
                x=from.to_string() y="1.5" width=(to - from).to_string() height="9" rx="1"
                fill="none" stroke="currentColor" stroke-dasharray="2 1.5"
            ></rect>
        </svg>
    }
}

/// Weeks as words; the last group has no end.
fn weeks(words: Words, measure: Measure, (from, to): Weeks) -> String {
    let number = |week: u32| week.to_string().into();
    match to {
        Some(to) => words.with(
            "yearly-weeks",
            &[("from", number(from)), ("to", number(to))],
        ),
        None if measure == Measure::FirstActivity => {
            words.with("yearly-weeks-not-yet", &[("from", number(from))])
        }
        None => words.with("yearly-weeks-more", &[("from", number(from))]),
    }
}

fn group_name(words: Words, measure: Measure, group: usize) -> String {
    if let Some(ends) = measure.weeks() {
        let from = group.checked_sub(1).and_then(|it| ends.get(it).copied());
        return weeks(
            words,
            measure,
            (from.unwrap_or(0), ends.get(group).copied()),
        );
    }
    let key = match (measure, group) {
        (Measure::Missed, 0) => "yearly-missed-none",
        (Measure::Missed, 1) => "yearly-missed-one",
        (Measure::Missed, _) => "yearly-missed-more",
        (Measure::FollowUp, 0) => "yearly-not-reached",
        (Measure::FollowUp, 1) => "yearly-reached",
        (Measure::FollowUp, _) => "yearly-answered",
        (_, 0) => "yearly-unknown",
        (Measure::Sex, 1) => "background-sex-woman",
        (Measure::Sex, 2) => "background-sex-man",
        (Measure::Sex, _) => "background-sex-other",
        (Measure::Livelihood, _) => "yearly-known",
        (_, 1) => "yearly-work",
        (_, 2) => "yearly-study",
        (_, 3) => "yearly-benefit",
        (_, 4) => "yearly-other",
        _ => "yearly-looked-up",
    };
    words.say(key)
}

/// How little two groups of this size can show: from a fifth, to what share?
pub(super) fn seen(words: Words, (group, other): (u32, u32)) -> String {
    let seen = smallest_seen(group, other, 0.2).unwrap_or(1.0);
    words.with(
        "yearly-arms",
        &[
            ("group", group.to_string().into()),
            ("other", other.to_string().into()),
            ("share", percent(words, 0.2).into()),
            ("seen", percent(words, seen).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use leptos::prelude::*;

    use super::{Register, RegisterProps};
    use crate::insight::{Cohort, Measure, RegisterYears, Year};
    use crate::texts::{Language, Words};

    fn page(language: Language, people: usize) -> String {
        let year = Year::of(date(2026, 2, 2));
        let figures = Measure::ALL.map(|measure| {
            let mut cohort = Cohort::new(measure);
            for person in 0..people {
                cohort.add(person % 5);
            }
            cohort.seal(year)
        });
        let figures = figures.into_iter().flatten().collect();
        let counted = vec![year, year.previous()];
        let years = RegisterYears::new(figures, counted, date(2027, 8, 1));
        let props = RegisterProps {
            words: Words::of(language),
            years,
            arms: Some((30, 30)),
        };
        Owner::new().with(|| Register(props).to_html())
    }

    #[test]
    fn every_language_has_every_word_of_the_register() {
        for language in Language::ALL {
            let html = page(language, 30);
            assert!(
                !html.contains("Unknown localization"),
                "{language:?}: {html}"
            );
            assert!(!html.contains("{$"), "{language:?}: {html}");
            assert!(html.contains("share-bar") && html.contains("54"), "{html}");
        }
    }

    #[test]
    fn nine_people_show_no_number() {
        let html = page(Language::En, 9);
        assert!(html.contains("Too few people"), "{html}");
        assert!(
            !html.contains("share-bar") && !html.contains("<table"),
            "{html}"
        );
    }
}
