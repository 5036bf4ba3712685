//! `/results/report`: what a steering group or a council gets on paper: one page, complete in print.

use jiff::civil::Date;
use leptos::prelude::*;

use super::super::chart::{IntervalChart, percent, range};
use super::super::power::smallest_seen;
use super::super::register::Measure;
use super::super::results::{Results, State, Tile};
use super::super::years::CountedYear;
use super::super::{Estimate, Quarter};
use super::register::{Figure as RegisterFigureView, keys as measure_keys};
use super::{Keys, answered, no_figure, verdict, wave};
use crate::look::BackLink;
use crate::texts::Words;

/// How much of a programme a report tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The newest quarter that closed, and the newest year that is counted.
    Quarter,
    /// Everything that was ever sealed.
    Programme,
}

impl Span {
    /// Both, as the page offers them.
    pub const ALL: [Self; 2] = [Self::Quarter, Self::Programme];

    /// The word in the address; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quarter => "quarter",
            Self::Programme => "programme",
        }
    }

    /// The one of that word; a quarter for any other.
    pub fn of(word: &str) -> Self {
        let found = Self::ALL.into_iter().find(|it| it.as_str() == word);
        found.unwrap_or(Self::Quarter)
    }
}

/// The waves of an indicator that a report of this span tells, the newest first.
fn told(tile: &Tile, span: Span) -> Vec<(Quarter, State)> {
    match span {
        Span::Quarter => tile.closed.iter().take(1).copied().collect(),
        Span::Programme => tile.closed.clone(),
    }
}

/// The report of one programme.
#[component]
pub fn ReportPage(
    /// The reader's words.
    words: Words,
    /// What is known.
    results: Results,
    /// The programme's id, for the links of this page.
    programme: String,
    /// How much it tells.
    span: Span,
    /// The day on which it is made.
    today: Date,
) -> impl IntoView {
    let others = Span::ALL.map(|other| {
        // keys: printed-span-*
        let name = words.say(&format!("printed-span-{}", other.as_str()));
        let to = format!(
            "/results/report?programme={programme}&span={}",
            other.as_str()
        );
        let current = (other == span).then_some("page");
        view! { <li><a href=to aria-current=current>{name}</a></li> }
    });
    let at_a_glance = at_a_glance(words, &results.tiles, span);
    let arms = results.arms.map(|arms| super::register::seen(words, arms));
    let indicators = results
        .tiles
        .into_iter()
        .map(|tile| view! { <OneIndicator words tile span/> })
        .collect_view();
    let years = match span {
        Span::Quarter => 1,
        Span::Programme => usize::MAX,
    };
    let counted = results.register.counted.into_iter().take(years);
    let register = counted
        .map(|year| view! { <OneYear words year/> })
        .collect_view();
    let made = words.with("printed-made-on", &[("day", words.date(today).into())]);
    // keys: printed-title-*
    let title = words.say(&format!("printed-title-{}", span.as_str()));
    view! {
        <div class="unprinted">
            <BackLink words to=format!("/results?programme={programme}")/>
            <nav aria-label=words.say("printed-spans")>
                <ul class="choices">{others.into_iter().collect_view()}</ul>
            </nav>
            <p class="hint">{words.say("printed-print")}</p>
        </div>
        <article class="report">
            <header>
                <h1>{title}": " {results.programme}</h1>
                <p class="hint">{made}</p>
            </header>
            <p>{words.say("printed-intro")}</p>
            {at_a_glance}
            {indicators}
            <section aria-labelledby="report-register">
                <h2 id="report-register">{words.say("yearly-title")}</h2>
                <p>{words.say("yearly-intro")}</p>
                {register}
            </section>
            <section aria-labelledby="report-power">
                <h2 id="report-power">{words.say("printed-power")}</h2>
                <p>{words.say("printed-power-text")}</p>
                {arms.map(|said| view! { <p>{said}</p> })}
            </section>
            <section aria-labelledby="report-how">
                <h2 id="report-how">{words.say("insight-how")}</h2>
                <ol>
                    <li>{words.say("insight-how-bands")}</li>
                    <li>{words.say("insight-how-sealed")}</li>
                    <li>{words.say("printed-how-interval")}</li>
                    <li>{words.say("printed-how-likely")}</li>
                    <li>{words.say("insight-how-verdict")}</li>
                    <li>{words.say("yearly-how-cohort")}</li>
                    <li>{words.say("yearly-how-sealed")}</li>
                    <li>{words.say("yearly-how-interval")}</li>
                    <li>{words.say("yearly-how-weeks")}</li>
                </ol>
            </section>
        </article>
    }
}

/// Every indicator on one line: target, share, answers, verdict.
fn at_a_glance(words: Words, tiles: &[Tile], span: Span) -> impl IntoView + use<> {
    let rows = tiles.iter().map(|tile| {
        let name = words.say(Keys::of(tile.indicator).name);
        let target = tile.target.map(|target| percent(words, target));
        let newest = match span {
            Span::Quarter => tile.newest(),
            Span::Programme => tile
                .newest_figure()
                .map(|(quarter, estimate)| (quarter, State::Sealed(estimate)))
                .or_else(|| tile.newest()),
        };
        let told = match newest {
            Some((quarter, State::Sealed(estimate))) => {
                let said = tile
                    .target
                    .map(|it| words.say(verdict(estimate.verdict(it))));
                view! {
                    <td>{wave(words, quarter)}</td>
                    <td>{range(words, estimate.happy())}</td>
                    <td>{range(words, estimate.likely_happy())}</td>
                    <td>{answered(words, estimate)}</td>
                    <td>{said}</td>
                }
                .into_any()
            }
            Some((quarter, state)) => view! {
                <td>{wave(words, quarter)}</td>
                <td colspan="4">{words.say(no_figure(state))}</td>
            }
            .into_any(),
            None => view! { <td colspan="5">{words.say("insight-none")}</td> }.into_any(),
        };
        view! { <tr><th scope="row">{name}</th><td>{target}</td>{told}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <section>
            <h2 id="report-glance">{words.say("printed-glance")}</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="report-glance">
                <table>
                    <thead><tr>
                        <th scope="col">{words.say("printed-indicator")}</th>
                        <th scope="col">{words.say("insight-target")}</th>
                        <th scope="col">{words.say("insight-wave")}</th>
                        <th scope="col">{words.say("insight-share")}</th>
                        <th scope="col">{words.say("insight-likely")}</th>
                        <th scope="col">{words.say("insight-answers")}</th>
                        <th scope="col">{words.say("printed-verdict")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// One indicator: who was asked what, then each wave as a drawing with its table.
#[component]
fn OneIndicator(words: Words, tile: Tile, span: Span) -> impl IntoView {
    let keys = Keys::of(tile.indicator);
    let id = tile.indicator.word();
    let target = tile.target;
    let told = told(&tile, span);
    let none = told
        .is_empty()
        .then(|| view! { <p class="no-figure">{words.say("insight-none")}</p> });
    let silent = silent(words, &told);
    let waves = told.into_iter().enumerate().map(|(place, (quarter, state))| {
        let wave = wave(words, quarter);
        match state {
            State::Sealed(estimate) => {
                let title = format!("{}, {wave}", words.say(keys.happy));
                let id = format!("report-{id}-{place}");
                let said = target.map(|it| words.say(verdict(estimate.verdict(it))));
                let target_row = target.map(|target| {
                    view! { <tr><th scope="row">{words.say("insight-target")}</th><td>{percent(words, target)}</td></tr> }
                });
                view! {
                    <section class="tile card" aria-labelledby=format!("{id}-heading")>
                        <h3 id=format!("{id}-heading")>{wave.clone()}</h3>
                        {said.map(|said| view! { <p class="verdict">{said}</p> })}
                        <IntervalChart words id=id.clone() title=title.clone() estimate target/>
                        <table class="twin">
                            <caption>{title}</caption>
                            <tbody>
                                <tr><th scope="row">{words.say("insight-answers")}</th><td>{answered(words, estimate)}</td></tr>
                                <tr><th scope="row">{words.say("insight-share")}</th><td>{range(words, estimate.happy())}</td></tr>
                                <tr><th scope="row">{words.say("insight-likely")}</th><td>{range(words, estimate.likely_happy())}</td></tr>
                                <tr><th scope="row">{words.say("printed-had-all")}</th><td>{range(words, estimate.had_all_answered())}</td></tr>
                                {target_row}
                                <tr><th scope="row">{words.say(keys.unhappy)}</th><td>{range(words, estimate.unhappy())}</td></tr>
                            </tbody>
                        </table>
                        <p>{next_time(words, estimate)}</p>
                    </section>
                }
                .into_any()
            }
            _ => ().into_any(),
        }
    });
    let waves = waves.collect_view();
    view! {
        <section aria-labelledby=format!("report-{id}")>
            <h2 id=format!("report-{id}")>{words.say(keys.name)}</h2>
            <p class="hint">{words.say(keys.who)}</p>
            {none}
            {waves}
            {silent}
        </section>
    }
}

/// The waves without a figure on one line for each reason, so that none looks left out.
fn silent(words: Words, told: &[(Quarter, State)]) -> impl IntoView + use<> {
    let lines = ["insight-counting", "insight-too-few"].map(|key| {
        let without = told
            .iter()
            .filter(|(_, state)| !matches!(state, State::Sealed(_)) && no_figure(*state) == key);
        let waves: Vec<_> = without.map(|(quarter, _)| wave(words, *quarter)).collect();
        (!waves.is_empty()).then(|| {
            view! { <p class="no-figure">{waves.join(", ")}": " {words.say(key)}</p> }
        })
    });
    lines.into_iter().collect_view()
}

/// How much a next wave of as many answers would have to rise before it is more than chance.
fn next_time(words: Words, estimate: Estimate) -> String {
    let answers = estimate.union().answers();
    let now = estimate.happy().middle();
    let share = percent(words, now);
    match smallest_seen(answers, answers, now) {
        Some(seen) => words.with(
            "printed-next",
            &[
                ("answers", answers.to_string().into()),
                ("share", share.into()),
                ("seen", percent(words, seen).into()),
            ],
        ),
        None => words.with(
            "printed-next-none",
            &[
                ("answers", answers.to_string().into()),
                ("share", share.into()),
            ],
        ),
    }
}

/// One counted year: every measure with a table, or why there is none.
#[component]
fn OneYear(words: Words, year: CountedYear) -> impl IntoView {
    let number = year.year.number();
    if year.figures.is_empty() {
        let said = words.say("yearly-too-few");
        return view! { <p class="no-figure">{number.to_string()}": " {said}</p> }.into_any();
    }
    let shown = Measure::ALL
        .into_iter()
        .filter(|measure| measure.is_counted() || year.figure(*measure).is_some());
    let measures = shown.map(|measure| {
        let (name, who) = measure_keys(measure);
        let figure = match year.figure(measure) {
            Some(figure) => {
                let figure = figure.clone();
                view! { <RegisterFigureView words figure/> }.into_any()
            }
            None => view! { <p class="no-figure">{words.say("yearly-too-few")}</p> }.into_any(),
        };
        view! {
            <section class="tile card">
                <h4>{words.say(name)}</h4>
                <p class="hint">{words.say(who)}</p>
                {figure}
            </section>
        }
    });
    let measures = measures.collect_view();
    view! {
        <h3>{number.to_string()}</h3>
        <div class="tiles">{measures}</div>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
