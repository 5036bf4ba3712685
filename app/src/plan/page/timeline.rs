//! The plan along time as a picture, with the same in a table under it.

use jiff::civil::Date;
use leptos::prelude::*;

use super::super::timeline::{Bar, Lane, Pathway, Timeline};
use super::super::{Plan, Stands};
use super::parts::{days, sector};
use crate::texts::{Language, Words};

/// Units of the picture: as wide as a phone, so that its letters stay as large as they are.
const WIDE: f64 = 340.0;
/// Room for the months.
const AXIS: f64 = 26.0;
/// Room for the name of a lane.
const NAME: f64 = 26.0;
/// Room for a bar with its own name above it.
const ROW: f64 = 38.0;

/// The picture, a sentence that says what it shows, and the table; nothing without any day.
pub(super) fn timeline(words: Words, plan: &Plan, today: Date) -> Option<AnyView> {
    let line = Timeline::of(plan, today)?;
    let sentence = words.say(match line.pathway {
        Pathway::Single => "plan-pathway-single",
        Pathway::Integrated => "plan-pathway-integrated",
        Pathway::Sequential => "plan-pathway-sequential",
    });
    let picture = picture(words, &line, today);
    let table = table(words, &line);
    let shown = view! {
        <p>{sentence}</p>
        <figure>
            {picture}
            <details class="twin">
                <summary>{words.say("plan-as-table")}</summary>
                <div class="scroll" tabindex="0">{table}</div>
            </details>
        </figure>
    };
    Some(shown.into_any())
}

fn picture(words: Words, line: &Timeline, today: Date) -> AnyView {
    let is_mirrored = words.language().direction() == "rtl";
    // Time runs the way that the language does.
    let x = move |place: f64| {
        if is_mirrored {
            WIDE * (1.0 - place)
        } else {
            WIDE * place
        }
    };
    let months = line.months(5).into_iter().map(|month| {
        let at = x(line.place(month));
        let name = words.short_month(month);
        view! {
            <line class="tick" x1=at x2=at y1="18" y2="24"></line>
            <text x=at y="13">{name}</text>
        }
    });
    let months: Vec<_> = months.collect();
    let mut y = AXIS;
    let mut lanes = Vec::new();
    for lane in &line.lanes {
        lanes.push(drawn(words, line, lane, y, &x));
        y += NAME + ROW * lane.bars.len() as f64;
    }
    let now = x(line.place(today));
    view! {
        <svg
            class="plan-line" viewBox=format!("0 0 {WIDE} {}", y + 6.0) role="img"
            aria-label=words.say("plan-line-label")
        >
            {months}
            {lanes}
            <line class="today" x1=now x2=now y1="18" y2=y></line>
        </svg>
    }
    .into_any()
}

fn drawn(words: Words, line: &Timeline, lane: &Lane, top: f64, x: &impl Fn(f64) -> f64) -> AnyView {
    let name = sector(words, lane.sector);
    let bars = lane.bars.iter().enumerate().map(|(row, bar)| {
        let y = top + NAME + ROW * row as f64;
        let (from, to) = line.reach(&bar.step);
        let (from, to) = (x(from), x(to));
        let (left, right) = (from.min(to), from.max(to));
        // A day is seen too.
        let wide = (right - left).max(6.0);
        let left = left.min(WIDE - wide);
        // Its name begins where the bar does, as far as there is room for it.
        let at = if words.language() == Language::Ar {
            (left + wide).max(WIDE * 0.5)
        } else {
            left.min(WIDE * 0.5)
        };
        let class = match bar.stands {
            Stands::Now => "bar now",
            Stands::Later => "bar later",
            Stands::Over => "bar over",
        };
        let (title, under) = (shortened(&bar.step.title), y + 6.0);
        view! {
            <text x=at y=y>{title}</text>
            <rect class=class x=left y=under width=wide height="14" rx="7"></rect>
        }
    });
    let bars: Vec<_> = bars.collect();
    let (edge, rule, base) = (x(0.0), top + 2.0, top + 17.0);
    view! {
        <line class="track" x1="0" x2=WIDE y1=rule y2=rule></line>
        <text class="sector" x=edge y=base>{name}</text>
        <g transform="translate(0 8)">{bars}</g>
    }
    .into_any()
}

/// As many letters as there is room for; the table has all of them.
fn shortened(title: &str) -> String {
    const MOST: usize = 26;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    let kept: String = title.chars().take(MOST - 1).collect();
    format!("{}…", kept.trim_end())
}

fn table(words: Words, line: &Timeline) -> AnyView {
    let rows = line.lanes.iter().flat_map(|lane| {
        let area = sector(words, lane.sector);
        lane.bars
            .iter()
            .map(move |bar| row(words, area.clone(), bar))
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <table>
            <caption>{words.say("plan-line-label")}</caption>
            <thead>
                <tr>
                    <th scope="col">{words.say("plan-table-what")}</th>
                    <th scope="col">{words.say("plan-table-area")}</th>
                    <th scope="col">{words.say("plan-table-who")}</th>
                    <th scope="col">{words.say("plan-table-when")}</th>
                    <th scope="col">{words.say("plan-table-stands")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(words: Words, area: String, bar: &Bar) -> impl IntoView + use<> {
    let step = bar.step.clone();
    let days = days(words, step.from, step.to).unwrap_or_default();
    let stands = words.say(super::parts::stands(bar.stands));
    view! {
        <tr>
            <th scope="row" dir="auto">{step.title}</th>
            <td>{area}</td>
            <td dir="auto">{step.responsible}</td>
            <td>{days}</td>
            <td>{stands}</td>
        </tr>
    }
}
