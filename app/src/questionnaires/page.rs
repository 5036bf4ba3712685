//! `/questions/{occasion}/{question}`: one question on a page.

use leptos::prelude::*;

use super::element::Said;
use super::field::Problem;
use super::runner::{Choice, Field, Question};
use crate::texts::Words;

/// What the page of one question shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The question, with what was answered before.
    pub question: Question,
    /// Where the form goes.
    pub action: String,
    /// Where "back" leads.
    pub back: String,
    /// Sent along, so that two taps on the button store one answer.
    pub key: String,
    /// Whether answers are kept apart from the name.
    pub confidential: bool,
    /// What was typed and could not be taken, with the reason.
    pub refused: Option<(String, Problem)>,
}

impl Ask {
    /// The title of the page: the question, after a word of warning when there is a problem.
    pub fn title(&self, words: Words) -> String {
        let title = self.question.heading.text.clone();
        match self.refused {
            None => title,
            Some(_) => words.with("questions-problem-prefix", &[("title", title.into())]),
        }
    }

    fn typed(&self) -> String {
        match &self.refused {
            Some((typed, _)) => typed.clone(),
            None => self.question.typed.clone(),
        }
    }
}

/// One question: what it is, its answers as large rows, one button, and two ways round it.
#[component]
pub fn AskPage(words: Words, ask: Ask) -> impl IntoView {
    let question = ask.question.clone();
    let progress = question.progress;
    let problem = ask.refused.as_ref().map(|(_, problem)| say(words, problem));
    let kept = if ask.confidential {
        "questions-confidential"
    } else {
        "questions-named"
    };
    let go = if question.last {
        "questions-send"
    } else {
        "questions-next"
    };
    view! {
        <a class="back" href=ask.back.clone()>{words.say("questions-back")}</a>
        {problem.clone().map(|sentence| summary(words, sentence))}
        <form class="question" method="post" action=ask.action.clone() novalidate>
            <input type="hidden" name="key" value=ask.key.clone()/>
            <p class="progress">
                {words.with(
                    "questions-progress",
                    &[("number", progress.number.into()), ("of", progress.of.into())],
                )}
            </p>
            {question
                .before
                .iter()
                .map(|said| view! { <p class="before">{spoken(words, said)}</p> })
                .collect_view()}
            {field(words, &ask, problem)}
            <div class="actions">
                <button name="deed" value="next">{words.say(go)}</button>
                <button class="quiet" name="deed" value="skip">{words.say("questions-skip")}</button>
                <button class="quiet" name="deed" value="not_today">
                    {words.say("questions-not-today")}
                </button>
            </div>
            <p class="hint">{words.say(kept)}</p>
            {question
                .source
                .map(|source| {
                    let source = words.with("questions-source", &[("source", source.into())]);
                    view! { <p class="hint source">{source}</p> }
                })}
        </form>
    }
}

/// The summary on top of a page with a problem. `autofocus` moves to it without scripts.
fn summary(words: Words, sentence: String) -> impl IntoView {
    view! {
        <div
            class="error-summary"
            role="alert"
            tabindex="-1"
            autofocus
            aria-labelledby="problem-title"
        >
            <h2 id="problem-title">{words.say("questions-problem-title")}</h2>
            <ul>
                <li>
                    <a href="#answer">{sentence}</a>
                </li>
            </ul>
        </div>
    }
}

fn field(words: Words, ask: &Ask, problem: Option<String>) -> AnyView {
    let typed = ask.typed();
    let heading = spoken(words, &ask.question.heading);
    let wrong = problem.is_some().then_some("true");
    let described = problem.is_some().then_some("answer-problem");
    let problem = problem
        .map(|sentence| view! { <p id="answer-problem" class="problem">{sentence}</p> });
    let rows = match &ask.question.field {
        Field::Rows(rows) => rows.clone(),
        Field::YesNo => yes_no(words),
        other => {
            let control = control(words, other, typed, wrong, described);
            return view! {
                <h1>
                    <label for="answer">{heading}</label>
                </h1>
                {problem}
                {control}
            }
            .into_any();
        }
    };
    let rows = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            // The summary leads to the first row.
            let id = if place == 0 {
                "answer".to_owned()
            } else {
                format!("answer-{place}")
            };
            let checked = row.value == typed;
            let meaning = row
                .meaning
                .map(|meaning| view! { <span class="meaning">{spoken(words, &meaning)}</span> });
            view! {
                <label class="choice">
                    <input type="radio" name="answer" id=id value=row.value checked=checked/>
                    <span>{spoken(words, &row.said)}</span>
                    {meaning}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset aria-describedby=described aria-invalid=wrong>
            <legend>
                <h1>{heading}</h1>
            </legend>
            {problem}
            <div class="choices">{rows}</div>
        </fieldset>
    }
    .into_any()
}

fn control(
    words: Words,
    field: &Field,
    typed: String,
    wrong: Option<&'static str>,
    described: Option<&'static str>,
) -> AnyView {
    match field {
        Field::Lines => view! {
            <textarea
                id="answer"
                name="answer"
                rows="5"
                aria-invalid=wrong
                aria-describedby=described
            >
                {typed}
            </textarea>
        }
        .into_any(),
        Field::Day => view! {
            <p class="hint">{words.say("questions-hint-day")}</p>
            <input
                id="answer"
                name="answer"
                type="date"
                value=typed
                aria-invalid=wrong
                aria-describedby=described
            />
        }
        .into_any(),
        other => {
            // A number field of the browser would swallow what it cannot read; this one
            // brings up the digits and leaves the judgement to us.
            let mode = match other {
                Field::Number { whole: true } => "numeric",
                Field::Number { whole: false } => "decimal",
                _ => "text",
            };
            view! {
                <input
                    id="answer"
                    name="answer"
                    type="text"
                    inputmode=mode
                    autocomplete="off"
                    value=typed
                    aria-invalid=wrong
                    aria-describedby=described
                />
            }
            .into_any()
        }
    }
}

fn yes_no(words: Words) -> Vec<Choice> {
    [("true", "questions-yes"), ("false", "questions-no")]
        .map(|(value, key)| Choice {
            value: value.to_owned(),
            said: Said {
                text: words.say(key),
                language: words.language().tag().to_owned(),
            },
            meaning: None,
        })
        .to_vec()
}

/// A text of the questionnaire, marked where its language is not the page's.
pub(super) fn spoken(words: Words, said: &Said) -> impl IntoView + use<> {
    let foreign = said.language != words.language().tag();
    let lang = foreign.then(|| said.language.clone());
    let text = said.text.clone();
    match lang {
        None => text.into_any(),
        Some(lang) => view! { <span lang=lang dir="auto">{text}</span> }.into_any(),
    }
}

/// What to do about a problem, in the person's words.
fn say(words: Words, problem: &Problem) -> String {
    let key = problem.key();
    match problem {
        Problem::OutOfRange { least, most } => {
            let bound = |bound: &Option<String>| bound.clone().unwrap_or_default().into();
            words.with(key, &[("least", bound(least)), ("most", bound(most))])
        }
        Problem::TooLong { most, typed } => words.with(
            key,
            &[("most", (*most).into()), ("over", (typed - most).into())],
        ),
        _ => words.say(key),
    }
}
