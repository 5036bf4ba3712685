//! What Today shows of a person's energy: check-in, budget, activities.

pub mod activities;
pub mod suggestion;
pub mod week;

use leptos::prelude::*;

pub use self::activities::ActivityList;
pub use self::suggestion::{SuggestionCard, SuggestionTaken};
pub use self::week::WeekPage;
use super::{CheckIn, DayBudget, Energy, Notice, sentences};
use crate::texts::{Language, Words};

/// More pebbles than this are no picture any more; the words say it alone.
const MOST_PEBBLES: u32 = 30;

/// How much energy there is today: one tap, no script. Once answered it folds together,
/// and the answer can be changed all day.
#[component]
pub fn CheckInCard(
    /// The language of the words.
    words: Words,
    /// What was answered today, if anything.
    check_in: Option<CheckIn>,
) -> impl IntoView {
    let Some(answered) = check_in else {
        return view! { <section class="card check-in"><Scale words chosen=None/></section> }
            .into_any();
    };
    let said = match answered {
        CheckIn::Said(energy) => {
            words.with("pacing-said", &[("energy", u32::from(energy.get()).into())])
        }
        CheckIn::NotToday => words.say("pacing-said-not-today"),
    };
    view! {
        <section class="card check-in">
            <p>{said}</p>
            <details>
                <summary>{words.say("pacing-change-answer")}</summary>
                <Scale words chosen=Some(answered)/>
            </details>
        </section>
    }
    .into_any()
}

/// The eleven steps in two rows, with a word at each end, and "not today".
#[component]
fn Scale(words: Words, chosen: Option<CheckIn>) -> impl IntoView {
    let step = |energy: u8| {
        let pressed = chosen == Energy::new(energy).map(CheckIn::Said);
        view! {
            <button
                type="submit" class="button" name="energy" value=energy.to_string()
                aria-pressed=pressed.then_some("true")
            >{energy.to_string()}</button>
        }
    };
    let pressed = chosen == Some(CheckIn::NotToday);
    let (lang, dir) = borrowed(words);
    view! {
        <form method="post" action="/today/check-in">
            <fieldset>
                <legend lang=lang dir=dir><h2>{words.say("pacing-energy-question")}</h2></legend>
                <p class="hint" lang=lang dir=dir>{words.say("pacing-energy-lowest")}</p>
                <div class="scale">{(0..=5).map(step).collect_view()}</div>
                <div class="scale">{(6..=Energy::MOST).map(step).collect_view()}</div>
                <p class="hint" lang=lang dir=dir>{words.say("pacing-energy-highest")}</p>
            </fieldset>
            <button
                type="submit" class="quiet" name="energy" value="not_today"
                aria-pressed=pressed.then_some("true")
            >{words.say("pacing-not-today")}</button>
        </form>
    }
}

/// Today's energy: a sentence, the same as a row of pebbles, and why.
#[component]
pub fn BudgetCard(
    /// The language of the words.
    words: Words,
    /// The day.
    day: DayBudget,
) -> impl IntoView {
    let pebbles = day.pebbles();
    let row = (pebbles.budget <= MOST_PEBBLES).then(|| {
        let full = (pebbles.left - pebbles.planned) as usize;
        let kinds = std::iter::repeat_n("pebble full", full)
            .chain(std::iter::repeat_n("pebble ring", pebbles.planned as usize))
            .chain(std::iter::repeat_n("pebble used", pebbles.used as usize));
        view! {
            <div class="pebbles" aria-hidden="true">
                {kinds.map(|kind| view! { <span class=kind></span> }).collect_view()}
            </div>
        }
    });
    let standing = sentences::standing(&day, words).map(|text| view! { <p>{text}</p> });
    let planned =
        sentences::planned(day.planned, words).map(|text| view! { <p class="hint">{text}</p> });
    let notice = day.notice.map(|notice| {
        // Telling the coordinator is offered, with words to begin with; nothing is ever sent by itself.
        let tell = (notice == Notice::LowMornings).then(|| {
            view! { " " <a href="/messages?about=mornings">{words.say("pacing-tell")}</a> }
        });
        view! { <p class="notice">{sentences::noticed(notice, words)}{tell}</p> }
    });
    let reasons = sentences::why(&day.explanation, day.date, words);
    let fine = day.explanation.can_feel_fine().then(|| {
        let points = day.explanation.by_morning.min(day.explanation.baseline);
        let hint = words.with(
            "pacing-feels-fine-hint",
            &[("points", points.whole().into())],
        );
        view! {
            <form method="post" action="/today/override">
                <button type="submit" class="button">{words.say("pacing-feels-fine")}</button>
                <p class="hint">{hint}</p>
            </form>
        }
    });
    let why = words.with("pacing-why", &[("points", pebbles.budget.into())]);
    view! {
        <section class="card budget">
            <h2>{words.say("pacing-budget")}</h2>
            <p class="energy">{sentences::left(&day, words)}</p>
            {row}
            {standing}
            {planned}
            {notice}
            <details>
                <summary>{why}</summary>
                {reasons.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                {fine}
            </details>
            <p><a href="/today/week">{words.say("pacing-see-week")}</a></p>
        </section>
    }
}

/// `lang` and `dir` of a health item that stands in another language than the page.
fn borrowed(words: Words) -> (Option<&'static str>, Option<&'static str>) {
    let language = sentences::borrowed_language(words);
    (
        language.map(Language::tag),
        language.map(Language::direction),
    )
}

#[cfg(test)]
mod tests;
