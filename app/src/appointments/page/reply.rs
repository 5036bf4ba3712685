//! `/a/{token}` for a reminder: answering without signing in, and without saying who.

use leptos::prelude::*;

use super::super::reply::{Reply, ReplyForm};
use crate::look::{Choice, Choices, ErrorSummary, Notice, Submit, TextField};
use crate::participants::Problem;
use crate::texts::Words;

/// What the page says. Nothing in it tells whose appointment it is, or what about.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Day and time in words.
    pub when: String,
    /// What was answered before.
    pub answered: Option<Reply>,
    /// The number to copy, 10 to 99.
    pub number: u8,
    /// Where the form goes.
    pub action: String,
}

/// `/a/{token}`: the time, three answers of which none is chosen, and a number to copy.
#[component]
pub fn ReplyPage(
    /// The language of the person.
    words: Words,
    /// What the page says.
    asked: Asked,
    /// As typed.
    form: ReplyForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let answered = asked.answered.map(|reply| {
        // keys: appointments-replied-*
        let said = words.say(&format!("appointments-replied-{}", reply.as_str()));
        view! {
            <Notice>
                <p>{said}</p>
                <p>{words.say("appointments-reply-again")}</p>
            </Notice>
        }
    });
    let options = Reply::ALL
        .into_iter()
        .map(|reply| {
            let word = reply.as_str();
            // keys: appointments-reply-*
            Choice::new(word, words.say(&format!("appointments-reply-{word}")))
        })
        .collect();
    let asks = Asks {
        legend: words.say("appointments-reply-ask"),
        options,
        number: asked.number,
        action: asked.action,
    };
    view! {
        <ErrorSummary words problems=summary/>
        {answered}
        <h1>{words.say("appointments-reply-title")}</h1>
        <p><strong>{asked.when}</strong></p>
        <AnswerForm words asks form problems/>
    }
}

/// What the form behind a link asks.
#[derive(Clone, Debug)]
pub struct Asks {
    /// The question.
    pub legend: String,
    /// The answers, none of them chosen.
    pub options: Vec<Choice>,
    /// The number to copy, 10 to 99.
    pub number: u8,
    /// Where the form goes.
    pub action: String,
}

/// The form behind a link: answers of which none is chosen, and a number to copy.
#[component]
pub fn AnswerForm(
    /// The language of the person.
    words: Words,
    /// What is asked.
    asks: Asks,
    /// As typed.
    form: ReplyForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let options = asks.options.into_iter().map(|answer| {
        let chosen = form.answer == answer.value;
        answer.chosen_if(chosen)
    });
    let options = options.collect();
    let number = words.with(
        "appointments-reply-number",
        &[("number", asks.number.to_string().into())],
    );
    view! {
        <form method="post" action=asks.action novalidate autocomplete="off">
            <Choices name="answer" legend=asks.legend options=options problem=wrong("answer")/>
            <TextField
                name="number" label=number hint=words.say("appointments-reply-number-hint")
                value=form.number problem=wrong("number") autocomplete="off"
            />
            <Submit text=words.say("appointments-reply-send")/>
        </form>
    }
}
