//! `/today`: one thing asked at a time, then the day.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::look::{Card, Notice};
use crate::texts::{Words, capital};

/// Questions that wait to be answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The occasion's id, for the link.
    pub occasion: String,
    /// What the questions are called.
    pub title: String,
    /// How many there are.
    pub questions: usize,
    /// The last day on which they can be answered.
    pub until: Date,
}

/// The participant's home. The other rooms' parts stand inside, in the order of the day.
#[component]
pub fn TodayPage(
    /// The reader's language.
    words: Words,
    /// As the person is called.
    name: String,
    /// Which day it is.
    today: Date,
    /// Whether there is a message they have not opened.
    new_messages: bool,
    /// The questionnaires that can be answered. One is offered; the others wait for their turn.
    waiting: Vec<Waiting>,
    /// What stands for the person on a phone of their own, which may keep these questionnaires.
    keeper: Option<String>,
    /// Whether something else is asked already: then these questions wait, and only say so.
    #[prop(optional)]
    asked: bool,
    /// The key of a sentence about what could not be done.
    #[prop(optional_no_strip)]
    problem: Option<&'static str>,
    /// Check-in, budget, appointments and activities.
    children: Children,
) -> impl IntoView {
    let problem = problem.map(|key| view! { <Notice><p>{words.say(key)}</p></Notice> });
    let answer = if asked { "" } else { "button" };
    let message = new_messages.then(|| {
        view! {
            <p class="notice"><a href="/messages">{words.say("today-new-message")}</a></p>
        }
    });
    let questions = waiting
        .into_iter()
        .enumerate()
        .map(|(place, waiting)| {
            let text = words.with(
                "today-questions-text",
                &[
                    ("n", waiting.questions.into()),
                    ("day", words.day(waiting.until).into()),
                ],
            );
            let path = format!("/questions/{}", waiting.occasion);
            // On a phone without a network the next one comes out when one is answered.
            view! {
                <div data-due=waiting.occasion hidden=place != 0>
                    <Card title=waiting.title>
                        <p>{text}</p>
                        <p><a class=answer href=path>{words.say("today-questions-answer")}</a></p>
                    </Card>
                </div>
            }
        })
        .collect_view();
    let keeper = keeper.map(|who| view! { <span hidden data-keeper=who></span> });
    view! {
        {problem}
        <h1>{words.with("today-hello", &[("name", name.into())])}</h1>
        <p class="hint">{capital(&words.day(today))}</p>
        {message}
        {children()}
        {questions}
        {keeper}
    }
}
