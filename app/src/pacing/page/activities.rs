//! Today's activities, and what a person may do with each.

use leptos::prelude::*;

use super::super::{Costed, Points, Rating, State, sentences};
use super::{MOST_PEBBLES, borrowed};
use crate::ids::ActivityId;
use crate::texts::Words;

/// Today's activities: what each costs, and what became of it. One at a time is asked about: the
/// next has its buttons open, and so has the question what the last that was done did cost.
#[component]
pub fn ActivityList(
    /// The language of the words.
    words: Words,
    /// The activities with their costs, in the order in which they were settled.
    activities: Vec<Costed>,
) -> impl IntoView {
    // Meetings stand with the appointments.
    let mut activities = activities;
    activities.retain(|costed| !costed.activity.is_meeting);
    let is_unrated = |it: &&Costed| {
        let is_done = it.activity.state == State::Done && it.activity.rating.is_none();
        is_done && it.cost > Points::ZERO
    };
    let asked = activities.iter().rev().find(is_unrated);
    let asked = asked.map(|it| it.activity.id.clone());
    // As the day goes, and nothing jumps when it is done.
    let order = |it: &Costed| {
        (
            it.activity.starts.is_none(),
            it.activity.starts,
            it.activity.id.clone(),
        )
    };
    activities.sort_by_key(order);
    let is_in = |state: State| activities.iter().find(|it| it.activity.state == state);
    let next = is_in(State::Started).or(is_in(State::Planned));
    let next = next.map(|it| it.activity.id.clone());
    let list = if activities.is_empty() {
        view! { <p class="hint">{words.say("pacing-no-activities")}</p> }.into_any()
    } else {
        let rows = activities
            .into_iter()
            .map(|costed| {
                let is = |id: &Option<ActivityId>| id.as_ref() == Some(&costed.activity.id);
                let is_open = is(&next) || is(&asked);
                view! { <ActivityRow words costed is_open/> }
            })
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
fn ActivityRow(words: Words, costed: Costed, is_open: bool) -> impl IntoView {
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
    let versions = || {
        let easier = activity
            .leeway
            .easier
            .as_ref()
            .filter(|_| !activity.is_easier);
        let easier = easier.map(|easier| {
            let minutes = u32::from(easier.minutes.get());
            let places = [
                ("title", easier.title.clone().into()),
                ("minutes", minutes.into()),
            ];
            view! { <p class="hint easier">{words.with("pacing-easier-is", &places)}</p> }
        });
        let choice = easier
            .is_some()
            .then(|| deed("easier", "pacing-easier", "quiet"));
        let whole = activity
            .is_easier
            .then(|| deed("whole", "pacing-whole", "quiet"));
        (easier, choice, whole)
    };
    let (deeds, easier) = match activity.state {
        State::Planned => {
            let (easier, choice, whole) = versions();
            let deeds = (
                deed("done", "pacing-done", "button"),
                Some(deed("start", "pacing-start", "quiet")),
                Some(deed("left", "pacing-leave", "quiet")),
                choice,
                whole,
            );
            (deeds, easier)
        }
        State::Started => {
            let (easier, choice, whole) = versions();
            let stop = Some(deed("undo", "pacing-undo", "quiet"));
            (
                (
                    deed("done", "pacing-done", "button"),
                    stop,
                    None,
                    choice,
                    whole,
                ),
                easier,
            )
        }
        State::Done | State::Left => (
            (deed("undo", "pacing-undo", "quiet"), None, None, None, None),
            None,
        ),
    };
    let is_ahead = matches!(activity.state, State::Planned | State::Started);
    let asks = (activity.leeway.asks_first && is_ahead).then(|| {
        view! { <p class="hint">{words.say("pacing-asks-first")}</p> }
    });
    // What rest gives is not learnt, so nobody is asked what it cost.
    let rating = (activity.state == State::Done && costed.cost > Points::ZERO).then(|| {
        view! { <RatingForm words id=activity.id.to_string() rating=activity.rating is_open/> }
    });
    let deeds = view! { <div class="actions">{deeds}</div> };
    let deeds = if is_ahead && !is_open {
        let of = format!(": {}", activity.title);
        view! {
            <details>
                <summary>{words.say("pacing-choose")}<span class="unseen">{of}</span></summary>
                {asks}
                {easier}
                {deeds}
            </details>
        }
        .into_any()
    } else {
        view! { {asks} {easier} {deeds} }.into_any()
    };
    view! {
        <li class=format!("activity {}", activity.state.as_str()) id=format!("activity-{}", activity.id)>
            <div>
                <h3><bdi>{activity.title.clone()}</bdi></h3>
                <p class="hint">{facts}</p>
            </div>
            {pebbles}
            {state}
            {deeds}
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
fn RatingForm(words: Words, id: String, rating: Option<Rating>, is_open: bool) -> impl IntoView {
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
        None if is_open => form.into_any(),
        None => view! {
            <details>
                <summary lang=lang dir=dir>{words.say("pacing-rating-question")}</summary>
                {form}
            </details>
        }
        .into_any(),
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
