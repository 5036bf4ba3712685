//! `/a/{token}` for an offered call: choosing a time without signing in.

use jiff::civil::DateTime;
use leptos::prelude::*;

use crate::appointments::page::reply::{AnswerForm, Asks};
use crate::appointments::reply::ReplyForm;
use crate::look::{Choice, ErrorSummary, Notice};
use crate::participants::Problem;
use crate::scheduling::offer::{BACK, NONE};
use crate::texts::{Words, capital};

/// What was chosen before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A call at that time, in words.
    At(String),
    /// No call.
    None,
    /// The time has come.
    Now,
}

/// A time that is free.
#[derive(Clone, Debug)]
pub struct Free {
    /// As the form sends it.
    pub word: String,
    /// Its wall clock.
    pub at: DateTime,
}

/// What the page says. Nothing in it tells who is called, or what about.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The times that are free.
    pub times: Vec<Free>,
    /// What was chosen before.
    pub chosen: Option<Chosen>,
    /// The number to copy, 10 to 99.
    pub number: u8,
    /// Where the form goes.
    pub action: String,
}

/// `/a/{token}`: a few times of which none is chosen, and a number to copy.
#[component]
pub fn OfferPage(
    /// The language of the person.
    words: Words,
    /// What the page says.
    offered: Offered,
    /// As typed.
    form: ReplyForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let chosen = offered.chosen.clone().map(|chosen| {
        let said = match &chosen {
            Chosen::At(when) => {
                words.with("scheduling-offered-call", &[("when", when.clone().into())])
            }
            Chosen::None => words.say("scheduling-offered-none"),
            Chosen::Now => words.say("scheduling-offered-now"),
        };
        let again =
            (chosen != Chosen::Now).then(|| view! { <p>{words.say("scheduling-offer-again")}</p> });
        view! { <Notice><p>{said}</p>{again}</Notice> }
    });
    let is_now = offered.chosen == Some(Chosen::Now);
    let rest = (!is_now).then(|| view! { <OfferForm words offered form problems/> });
    view! {
        <ErrorSummary words problems=summary/>
        {chosen}
        <h1>{words.say("scheduling-offer-title")}</h1>
        {rest}
    }
}

#[component]
fn OfferForm(
    words: Words,
    offered: Offered,
    form: ReplyForm,
    problems: Vec<Problem>,
) -> impl IntoView {
    let none = (offered.chosen != Some(Chosen::None))
        .then(|| Choice::new(NONE, words.say("scheduling-offer-none")));
    let back = offered
        .chosen
        .is_some()
        .then(|| Choice::new(BACK, words.say("scheduling-offer-back")));
    let times = offered.times.into_iter().map(|free| {
        let day = capital(&words.day(free.at.date()));
        Choice::new(free.word, words.time(free.at.time())).under(day)
    });
    let asks = Asks {
        legend: words.say("scheduling-offer-ask"),
        options: times.chain(none).chain(back).collect(),
        number: offered.number,
        action: offered.action,
    };
    view! {
        <p>{words.say("scheduling-offer-why")}</p>
        <AnswerForm words asks form problems/>
    }
}
