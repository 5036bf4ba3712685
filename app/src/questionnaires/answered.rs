//! `/people/{id}/answers/{occasion}`: what somebody answered, for whoever looks after them.

use leptos::prelude::*;

use super::answer::{Answer, Answers};
use super::element::Said;
use super::page::spoken;
use super::resource::{Item, Questionnaire};
use super::runner::Runner;
use super::scoring::{Score, scores};
use crate::look::{BackLink, Card};
use crate::texts::Words;

/// A filled form as staff read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// What it is called.
    pub title: Said,
    /// Whose answers these are.
    pub name: String,
    /// When they were sent, in words.
    pub when: String,
    /// Each question that was asked, with what was answered.
    pub lines: Vec<Line>,
    /// The scores that the form declares.
    pub scores: Vec<Score>,
    /// Where "back" leads.
    pub back: String,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The question.
    pub question: Said,
    /// What was answered, one by one; empty when it was skipped.
    pub answers: Vec<Said>,
    /// What a number counts.
    pub unit: Option<Said>,
}

/// What was asked and answered, and what it comes to.
pub fn told(words: Words, form: &Questionnaire, answers: &Answers) -> (Vec<Line>, Vec<Score>) {
    let base = form.language();
    let runner = Runner::new(form, answers);
    let line = |item: &Item| Line {
        question: item.text(base, words.language()),
        answers: runner
            .counts(item.link_id())
            .map_or(&[][..], Answer::each)
            .iter()
            .map(|answer| said(words, base, item, answer))
            .collect(),
        unit: item.unit(base, words.language()),
    };
    (
        runner.questions().map(line).collect(),
        scores(form, answers),
    )
}

/// One question and what was answered, in words; `None` when the form has no such question.
pub fn in_words(
    words: Words,
    form: &Questionnaire,
    link_id: &str,
    answer: &Answer,
) -> Option<(String, String)> {
    let (base, item) = (form.language(), form.item(link_id)?);
    let question = item.text(base, words.language()).text;
    let answers = answer.each().iter();
    let answers = answers.map(|answer| said(words, base, item, answer).text);
    Some((question, answers.collect::<Vec<_>>().join(", ")))
}

fn said(words: Words, base: &str, item: &Item, answer: &Answer) -> Said {
    let typed = answer.typed();
    let option = item.options().iter().find(|option| option.value() == typed);
    if let (Answer::Choice(_) | Answer::Integer(_) | Answer::Text(_), Some(option)) =
        (answer, option)
    {
        return option.text(base, words.language());
    }
    let text = match answer {
        Answer::Boolean(true) => words.say("questions-yes"),
        Answer::Boolean(false) => words.say("questions-no"),
        Answer::Date(day) => words.date(*day),
        Answer::Decimal(number) => words.number(*number),
        _ => typed,
    };
    Said {
        text,
        language: words.language().tag().to_owned(),
    }
}

/// What somebody answered, question by question, and the scores of it.
#[component]
pub fn AnsweredPage(
    /// The reader's language.
    words: Words,
    /// What it shows.
    answered: Answered,
) -> impl IntoView {
    let lines = answered.lines.iter().map(|line| {
        let given = line.answers.iter().map(|it| {
            let unit = line.unit.as_ref();
            let unit = unit.map(|unit| view! { " " {spoken(words, unit)} });
            view! { <p dir="auto">{spoken(words, it)} {unit}</p> }
        });
        let given = given.collect_view();
        let skipped = line
            .answers
            .is_empty()
            .then(|| view! { <p class="hint">{words.say("questions-skipped")}</p> });
        view! {
            <dt>{spoken(words, &line.question)}</dt>
            <dd>{given} {skipped}</dd>
        }
    });
    let scored = answered.scores.iter().map(|it| score(words, it));
    let scored = scored.collect_view();
    let scores = (!answered.scores.is_empty()).then(|| {
        view! {
            <Card title=words.say("questions-scores")>
                <ul class="list">{scored}</ul>
            </Card>
        }
    });
    view! {
        <BackLink words to=answered.back.clone()/>
        <h1>{spoken(words, &answered.title)}</h1>
        <p><bdi>{answered.name.clone()}</bdi> ", " {answered.when.clone()}</p>
        {scores}
        <dl>{lines.collect_view()}</dl>
    }
}

fn score(words: Words, score: &Score) -> impl IntoView + use<> {
    let name = score.name.clone();
    let value = match score.value {
        Some(value) => words.with(
            "questions-score",
            &[("name", name.into()), ("value", words.number(value).into())],
        ),
        None => words.with(
            "questions-score-none",
            &[("name", name.into()), ("missing", score.missing.into())],
        ),
    };
    let source = words.with(
        "questions-source",
        &[("source", score.source.clone().into())],
    );
    view! { <li><p>{value}</p> <p class="hint">{source}</p></li> }
}
