//! `/today/week`: what is planned beside what there will be, drawn and as a table.

use jiff::civil::Date;
use leptos::prelude::*;

use super::super::replan::DayAhead;
use super::super::{Points, Steadiness, Week, sentences};
use crate::look::BackLink;
use crate::texts::{Words, capital};

/// The drawing, in its own units: seven columns above a line of names.
const WIDTH: f64 = 320.0;
const FLOOR: f64 = 140.0;
const TOP: f64 = 12.0;

/// The week ahead as a picture and as a table, and the last one in words.
#[component]
pub fn WeekPage(
    /// The language of the words.
    words: Words,
    /// The week.
    week: Week,
) -> impl IntoView {
    let over: Vec<String> = week
        .over()
        .iter()
        .map(|day| {
            let day = name(day.date, week.today, words);
            words.with("pacing-week-over", &[("day", day.into())])
        })
        .collect();
    // A little over is not worth a word; nor is it said to fit.
    let within = |day: &DayAhead| day.planned.get() <= day.budget.get() + 1e-6;
    let fits = !week.learning && week.days.iter().all(within);
    let fits = fits.then(|| words.say("pacing-week-fits"));
    let learning = week.learning.then(|| words.say("pacing-learning"));
    let much_more = week.much_more.then(|| words.say("pacing-week-much-more"));
    let said: Vec<String> = learning
        .into_iter()
        .chain(fits)
        .chain(over)
        .chain(much_more)
        .collect();
    let said = said
        .into_iter()
        .map(|text| view! { <p>{text}</p> })
        .collect_view();
    let baseline = week.baseline.map(|points| {
        let text = words.with(
            "pacing-week-baseline",
            &[("points", points.written().into())],
        );
        view! {
            <section class="card">
                <h2>{words.say("pacing-week-ordinary")}</h2>
                <p>{text}</p>
                <p><a href="/messages">{words.say("pacing-week-talk")}</a></p>
            </section>
        }
    });
    view! {
        <BackLink words to="/today"/>
        <h1>{words.say("pacing-week")}</h1>
        <section class="card week">
            <h2>{words.say("pacing-week-ahead")}</h2>
            {chart(&week, words)}
            {said}
            {table(&week, words)}
            <p class="hint">{words.say("pacing-week-hint")}</p>
        </section>
        {last(&week, words)}
        {baseline}
    }
}

/// Two bars a day: what there will be as an outline, what is planned filled with lines, so that
/// nobody needs to tell colours apart.
fn chart(week: &Week, words: Words) -> impl IntoView + use<> {
    let most = week
        .days
        .iter()
        .map(|day| day.planned.max(day.budget).get())
        .fold(1.0, f64::max);
    let is_rtl = words.language().direction() == "rtl";
    let step = WIDTH / week.days.len().max(1) as f64;
    let height = |points: Points| (FLOOR - TOP) * points.get() / most;
    let columns = week
        .days
        .iter()
        .enumerate()
        .map(|(place, day)| {
            let place = if is_rtl { week.days.len() - 1 - place } else { place };
            let left = place as f64 * step;
            let (there, planned) = (height(day.budget), height(day.planned));
            let bar = |x: f64, wide: f64, high: f64| {
                let y = FLOOR - high;
                (round(x), round(y), round(wide), round(high))
            };
            let (ax, ay, aw, ah) = bar(left + 5.0, step - 10.0, there);
            let (px, py, pw, ph) = bar(left + 11.0, step - 22.0, planned);
            view! {
                <rect class="there" x=ax y=ay width=aw height=ah rx="3" fill="none" stroke="currentColor"></rect>
                <rect class="planned" x=px y=py width=pw height=ph rx="2" fill="url(#week-hatch)" stroke="currentColor"></rect>
                <text x=round(left + step / 2.0) y="157" text-anchor="middle" font-size="12" fill="currentColor">
                    {words.short_weekday(day.date)}
                </text>
            }
        })
        .collect_view();
    view! {
        <svg class="week" viewBox="0 0 320 164" role="img" direction="ltr" aria-labelledby="week-title week-desc">
            <title id="week-title">{words.say("pacing-week-chart")}</title>
            <desc id="week-desc">{words.say("pacing-week-chart-text")}</desc>
            <defs>
                <pattern id="week-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line x1="0" x2="0" y1="0" y2="6" stroke="currentColor" stroke-width="2"></line>
                </pattern>
            </defs>
            <line x1="0" x2="320" y1="140" y2="140" stroke="currentColor"></line>
            {columns}
        </svg>
    }
}

fn round(units: f64) -> String {
    format!("{units:.1}")
}

/// The same as the picture, number by number.
fn table(week: &Week, words: Words) -> impl IntoView + use<> {
    let row = |day: &DayAhead| {
        let name = name(day.date, week.today, words);
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{day.planned.written()}</td>
                <td>{day.budget.written()}</td>
            </tr>
        }
    };
    let rows = week.days.iter().map(row).collect_view();
    view! {
        <table>
            <caption>{words.say("pacing-week-table")}</caption>
            <thead>
                <tr>
                    <th scope="col">{words.say("pacing-week-day")}</th>
                    <th scope="col">{words.say("pacing-week-planned")}</th>
                    <th scope="col">{words.say("pacing-week-there")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn name(day: Date, today: Date, words: Words) -> String {
    capital(&sentences::day_said(day, today, words))
}

/// How the last seven days went, in words: no diagnosis, and no blame.
fn last(week: &Week, words: Words) -> Option<impl IntoView + use<>> {
    let last = week.last.clone()?;
    let places = [
        ("spent", last.spent.whole().into()),
        ("budget", last.budget.whole().into()),
    ];
    let spent = words.with("pacing-week-spent", &places);
    let load = words.say(if last.load > 100.5 {
        "pacing-week-load-over"
    } else if last.load < 50.0 {
        "pacing-week-load-room"
    } else {
        "pacing-week-load-fits"
    });
    let evenness = last.evenness.filter(|_| !week.learning).map(|found| {
        let key = match found.word {
            Steadiness::Even => "pacing-week-even",
            Steadiness::Uneven => "pacing-week-uneven",
            Steadiness::UpAndDown => "pacing-week-up-and-down",
        };
        view! { <p>{words.say(key)}</p> }
    });
    let load = (!week.learning).then(|| view! { <p>{load}</p> });
    Some(view! {
        <section class="card">
            <h2>{words.say("pacing-week-last")}</h2>
            <p>{spent}</p>
            {load}
            {evenness}
        </section>
    })
}
