//! What Today shows of a person's energy: check-in, budget, activities.

use leptos::prelude::*;

use super::{CheckIn, Costed, DayBudget, Energy, Points, Rating, State, sentences};
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
    let planned = (day.planned.whole() > 0).then(|| {
        let text = words.with("pacing-planned", &[("points", day.planned.whole().into())]);
        view! { <p class="hint">{text}</p> }
    });
    let notice = day
        .notice
        .map(|notice| view! { <p class="notice">{sentences::noticed(notice, words)}</p> });
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
        </section>
    }
}

/// Today's activities: what each costs, and what became of it.
#[component]
pub fn ActivityList(
    /// The language of the words.
    words: Words,
    /// The activities with their costs, in the order in which they are shown.
    activities: Vec<Costed>,
) -> impl IntoView {
    let list = if activities.is_empty() {
        view! { <p class="hint">{words.say("pacing-no-activities")}</p> }.into_any()
    } else {
        let rows = activities
            .into_iter()
            .map(|costed| view! { <ActivityRow words costed/> })
            .collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card activities">
            <h2>{words.say("pacing-activities")}</h2>
            {list}
        </section>
    }
}

#[component]
fn ActivityRow(words: Words, costed: Costed) -> impl IntoView {
    let facts = sentences::facts(&costed, words);
    let pebbles = ring(&costed);
    let activity = costed.activity;
    let state = sentences::state(activity.state, words)
        .map(|text| view! { <span class="badge">{text}</span> });
    let deed = |verb: &'static str, key: &'static str, class: &'static str| {
        let name = words.say(key);
        let label = words.with(
            "pacing-deed",
            &[
                ("deed", name.clone().into()),
                ("title", activity.title.clone().into()),
            ],
        );
        view! {
            <form method="post" action=format!("/activities/{}/{verb}", activity.id)>
                <button type="submit" class=class aria-label=label>{name}</button>
            </form>
        }
    };
    let deeds = match activity.state {
        State::Planned => (
            deed("done", "pacing-done", "button"),
            Some(deed("left", "pacing-leave", "quiet")),
        ),
        State::Done | State::Left => (deed("undo", "pacing-undo", "quiet"), None),
    };
    // What rest gives is not learnt, so nobody is asked what it cost.
    let rating = (activity.state == State::Done && costed.cost > Points::ZERO).then(|| {
        view! { <RatingForm words id=activity.id.to_string() rating=activity.rating/> }
    });
    view! {
        <li class=format!("activity {}", activity.state.as_str()) id=format!("activity-{}", activity.id)>
            <div>
                <h3><bdi>{activity.title.clone()}</bdi></h3>
                <p class="hint">{facts}</p>
            </div>
            {pebbles}
            {state}
            <div class="actions">{deeds}</div>
            {rating}
        </li>
    }
}

/// The points that an activity would cost, before it is chosen.
fn ring(costed: &Costed) -> Option<impl IntoView + use<>> {
    let (points, kind) = if costed.gives > Points::ZERO {
        (costed.gives, "pebble rest")
    } else {
        (costed.cost, "pebble ring")
    };
    let count = points.whole().max(1);
    (costed.activity.state == State::Planned && count <= MOST_PEBBLES).then(|| {
        view! {
            <div class="pebbles" aria-hidden="true">
                {(0..count).map(|_| view! { <span class=kind></span> }).collect_view()}
            </div>
        }
    })
}

/// What it cost, in one tap; nobody has to say.
#[component]
fn RatingForm(words: Words, id: String, rating: Option<Rating>) -> impl IntoView {
    let name = |rating: Rating| {
        words.say(match rating {
            Rating::Less => "pacing-rating-less",
            Rating::AsExpected => "pacing-rating-as-expected",
            Rating::More => "pacing-rating-more",
            Rating::MuchMore => "pacing-rating-much-more",
        })
    };
    let (lang, dir) = borrowed(words);
    let options = Rating::ALL.iter().map(|option| {
        let pressed = rating == Some(*option);
        view! {
            <button
                type="submit" class="button" name="rating" value=option.as_str()
                aria-pressed=pressed.then_some("true")
            >{name(*option)}</button>
        }
    });
    let form = view! {
        <form method="post" action=format!("/activities/{id}/rating")>
            <fieldset lang=lang dir=dir>
                <legend>{words.say("pacing-rating-question")}</legend>
                <div class="actions">{options.collect_view()}</div>
            </fieldset>
        </form>
    };
    match rating {
        None => form.into_any(),
        Some(rating) => {
            let said = words.with("pacing-rated", &[("rating", name(rating).into())]);
            view! {
                <details>
                    <summary>{said}" "{words.say("pacing-change-answer")}</summary>
                    {form}
                </details>
            }
            .into_any()
        }
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
