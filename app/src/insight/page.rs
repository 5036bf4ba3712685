//! `/results`: the indicators of a programme, as far as labels let them be told.

pub mod exports;
pub mod public;
pub mod register;
pub mod report;

use leptos::prelude::*;

use self::public::ForThePublic;
use self::register::Register;
use super::chart::{IntervalChart, percent, range};
use super::results::{Indicator, Results, State, Tile};
use super::{Estimate, Quarter, Verdict};
use crate::texts::Words;

/// The results of one programme: a tile for each indicator, and the file with the figures.
#[component]
pub fn ResultsPage(
    /// The reader's words.
    words: Words,
    /// What is known.
    results: Results,
    /// The programme's id, for the links of this page.
    programme: String,
) -> impl IntoView {
    let others = (!results.others.is_empty()).then(|| {
        let links = results.others.into_iter().map(|(id, name)| {
            view! { <li><a href=format!("/results?programme={id}")>{name}</a></li> }
        });
        view! {
            <nav aria-label=words.say("insight-others")>
                <ul class="choices">{links.collect_view()}</ul>
            </nav>
        }
    });
    let tiles = results
        .tiles
        .into_iter()
        .map(|tile| view! { <IndicatorTile words tile/> });
    view! {
        <header>
            <h1>{words.say("insight-title")}</h1>
            <p class="hint">{results.programme}</p>
        </header>
        {others}
        <p class="hint">{words.say("insight-intro")}</p>
        <p class="toolbar">
            <a class="button" href=format!("/results/report?programme={programme}")>{words.say("printed-link")}</a>
            <a class="button" href=format!("/results/exports?programme={programme}")>{words.say("exports-link")}</a>
        </p>
        <div class="tiles">{tiles.collect_view()}</div>
        <p><a href=format!("/results/figures.csv?programme={programme}")>{words.say("insight-file")}</a></p>
        <ForThePublic words figures=results.public programme=programme.clone()/>
        <Register words years=results.register arms=results.arms/>
        <p><a href=format!("/results/register.csv?programme={programme}")>{words.say("yearly-file")}</a></p>
        <p><a href="/results/codebook.csv">{words.say("yearly-codebook")}</a></p>
    }
}

/// What an indicator is called in the texts.
struct Keys {
    name: &'static str,
    who: &'static str,
    happy: &'static str,
    unhappy: &'static str,
}

impl Keys {
    fn of(indicator: Indicator) -> Self {
        match indicator {
            Indicator::Influence => Self {
                name: "insight-influence",
                who: "insight-influence-who",
                happy: "insight-influence-happy",
                unhappy: "insight-influence-unhappy",
            },
            Indicator::CrossSector => Self {
                name: "insight-cross-sector",
                who: "insight-cross-sector-who",
                happy: "insight-cross-sector-happy",
                unhappy: "insight-cross-sector-unhappy",
            },
            Indicator::SelfRating => Self {
                name: "insight-health-change",
                who: "insight-health-change-who",
                happy: "insight-health-change-happy",
                unhappy: "insight-health-change-unhappy",
            },
        }
    }
}

/// One indicator: the newest figure, what waits, and the waves before.
#[component]
fn IndicatorTile(words: Words, tile: Tile) -> impl IntoView {
    let id = tile.indicator.word();
    let keys = Keys::of(tile.indicator);
    let newest = tile.newest().map(|(quarter, state)| {
        let none_yet = !matches!(state, State::Sealed(_));
        let silent = none_yet.then(|| {
            let wave = wave(words, quarter);
            let said = words.say(no_figure(state));
            view! { <p class="no-figure">{wave}": "{said}</p> }
        });
        // The last figure there was serves better than none.
        let figure = tile.newest_figure().map(|(quarter, estimate)| {
            view! { <Figure words indicator=tile.indicator quarter estimate target=tile.target/> }
        });
        view! { {silent} {figure} }
    });
    let none = newest
        .is_none()
        .then(|| view! { <p>{words.say("insight-none")}</p> });
    let closes = words.date(tile.open.ends_on());
    let waits = words.with("insight-waits", &[("date", closes.into())]);
    view! {
        <section class="tile" aria-labelledby=format!("{id}-heading")>
            <h2 id=format!("{id}-heading")>{words.say(keys.name)}</h2>
            <p class="hint">{words.say(keys.who)}</p>
            {newest}
            {none}
            <p class="waits">{waits}</p>
            <History words tile/>
        </section>
    }
}

/// The figure of one sealed wave: in words, as a drawing, as a table, and how it came about.
#[component]
fn Figure(
    words: Words,
    indicator: Indicator,
    quarter: Quarter,
    estimate: Estimate,
    target: Option<f64>,
) -> impl IntoView {
    let id = indicator.word();
    let keys = Keys::of(indicator);
    let (happy, unhappy) = (words.say(keys.happy), words.say(keys.unhappy));
    let wave = wave(words, quarter);
    let title = words.with(
        "insight-in-wave",
        &[("share", happy.into()), ("wave", wave.into())],
    );
    let verdict = target.map(|target| {
        let said = words.say(verdict(estimate.verdict(target)));
        view! { <p class="verdict">{said}</p> }
    });
    let target_row = target.map(|target| {
        view! { <tr><th scope="row">{words.say("insight-target")}</th><td>{percent(words, target)}</td></tr> }
    });
    view! {
        <h3>{title.clone()}</h3>
        <p class="share"><strong>{range(words, estimate.happy())}</strong></p>
        <p>{answered(words, estimate)}</p>
        {verdict}
        <IntervalChart words id=format!("{id}-chart") title=title.clone() estimate target/>
        <table class="twin">
            <caption>{title}</caption>
            <tbody>
                <tr><th scope="row">{words.say("insight-share")}</th><td>{range(words, estimate.happy())}</td></tr>
                <tr><th scope="row">{words.say("insight-likely")}</th><td>{range(words, estimate.likely_happy())}</td></tr>
                {target_row}
                <tr><th scope="row">{unhappy}</th><td>{range(words, estimate.unhappy())}</td></tr>
            </tbody>
        </table>
        <How words estimate/>
    }
}

/// How the figure was computed, for those who want to know.
#[component]
fn How(words: Words, estimate: Estimate) -> impl IntoView {
    let union = estimate.union();
    let (from, to) = union.happy();
    let number = |n: u32| n.to_string().into();
    let counted = words.with(
        "insight-how-label",
        &[
            ("from", number(from)),
            ("to", number(to)),
            ("answers", number(union.answers())),
        ],
    );
    let likely = words.with(
        "insight-how-likely",
        &[("share", range(words, estimate.likely_happy()).into())],
    );
    let silent = words.with(
        "insight-how-silent",
        &[("share", range(words, estimate.had_all_answered()).into())],
    );
    view! {
        <details>
            <summary>{words.say("insight-how")}</summary>
            <ol>
                <li>{words.say("insight-how-bands")}</li>
                <li>{words.say("insight-how-sealed")}</li>
                <li>{counted}</li>
                <li>{likely}</li>
                <li>{silent}</li>
                <li>{words.say("insight-how-verdict")}</li>
            </ol>
        </details>
    }
}

/// The closed waves, the newest first; nothing until there are two.
#[component]
fn History(words: Words, tile: Tile) -> impl IntoView {
    let keys = Keys::of(tile.indicator);
    let target = tile.target;
    (tile.closed.len() > 1).then(|| {
        let rows = tile.closed.into_iter().map(|(quarter, state)| {
            let wave = wave(words, quarter);
            match state {
                State::Sealed(estimate) => {
                    let said = target.map(|target| words.say(verdict(estimate.verdict(target))));
                    view! {
                        <tr>
                            <th scope="row">{wave}</th>
                            <td>{range(words, estimate.happy())}</td>
                            <td>{answered(words, estimate)}</td>
                            <td>{said}</td>
                        </tr>
                    }
                    .into_any()
                }
                state => view! {
                    <tr><th scope="row">{wave}</th><td colspan="3">{words.say(no_figure(state))}</td></tr>
                }
                .into_any(),
            }
        });
        view! {
            <details class="history">
                <summary>{words.say("insight-history")}</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.say("insight-wave")}</th>
                            <th scope="col">{words.say(keys.happy)}</th>
                            <th scope="col">{words.say("insight-answers")}</th>
                            <th scope="col">{words.say("insight-target")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </details>
        }
    })
}

fn wave(words: Words, quarter: Quarter) -> String {
    words.with(
        "insight-quarter",
        &[
            ("number", quarter.number().to_string().into()),
            ("year", quarter.year().to_string().into()),
        ],
    )
}

fn answered(words: Words, estimate: Estimate) -> String {
    words.with(
        "insight-answered",
        &[
            ("answers", estimate.union().answers().to_string().into()),
            ("invited", estimate.invited().to_string().into()),
            ("share", percent(words, estimate.response()).into()),
        ],
    )
}

fn no_figure(state: State) -> &'static str {
    match state {
        State::Counting => "insight-counting",
        State::Open | State::TooFew | State::Sealed(_) => "insight-too-few",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reached => "insight-reached",
        Verdict::NotReached => "insight-not-reached",
        Verdict::CannotSay => "insight-cannot-say",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use leptos::prelude::*;

    use super::{ResultsPage, ResultsPageProps};
    use crate::insight::disclosure::{Label, Published};
    use crate::insight::{Indicator, Quarter, RegisterYears, Results, Tile, Wave};
    use crate::texts::{Language, Words};

    fn page(language: Language, waves: &BTreeMap<Quarter, Wave>) -> String {
        let since = Quarter::of(date(2026, 7, 1));
        let tile = |indicator| Tile::new(indicator, Some(0.75), since, date(2026, 11, 24), waves);
        let results = Results {
            programme: "Koll på förmåga".into(),
            definition: "koll-pa-formaga".into(),
            others: vec![("p2".into(), "Balder".into())],
            tiles: Indicator::ALL.map(tile).into(),
            public: Vec::new(),
            register: RegisterYears::default(),
            arms: None,
            planned: None,
        };
        let owner = Owner::new();
        let props = ResultsPageProps {
            words: Words::of(language),
            results,
            programme: "p1".into(),
        };
        owner.with(|| ResultsPage(props).to_html())
    }

    fn sealed() -> BTreeMap<Quarter, Wave> {
        let [few, many] = [(0, 3), (9, 12)].map(|(a, b)| Label::published(12, a, b).unwrap());
        let blocks = vec![Published::new(few, many).unwrap()];
        BTreeMap::from([(
            Quarter::of(date(2026, 7, 1)),
            Wave {
                blocks,
                invited: 16,
            },
        )])
    }

    #[test]
    fn too_few_answers_and_no_more() {
        let html = page(Language::Da, &BTreeMap::new());
        assert!(html.contains("For få svar (færre end 10)"), "{html}");
        assert!(html.contains("1. januar 2027"), "{html}");
        for figure in ["<svg", "<table", " %", "75"] {
            assert!(!html.contains(figure), "{figure}");
        }
    }

    #[test]
    fn a_sealed_wave_is_shown_in_words_as_a_drawing_and_as_a_table() {
        let html = page(Language::Sv, &sealed());
        for part in [
            "75–100\u{a0}%",
            "12 svar av 16",
            "<svg",
            "<table",
            "<details",
            "46–100\u{a0}%",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn every_language_has_every_word_of_the_page() {
        for language in Language::ALL {
            for waves in [BTreeMap::new(), sealed()] {
                let html = page(language, &waves);
                assert!(
                    !html.contains("Unknown localization"),
                    "{language:?}: {html}"
                );
                assert!(!html.contains("{$"), "{language:?}: {html}");
            }
        }
    }
}
