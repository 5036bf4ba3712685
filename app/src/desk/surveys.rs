//! `/surveys`: send questions now, to one or many, and see who has not answered.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::look::{BackLink, Choice, Choices, Empty, ErrorSummary, Notice, SelectField, Submit};
use crate::texts::Words;

/// One round of questions that went out.
#[derive(Clone, Debug)]
pub struct Round {
    /// What the questionnaire is called.
    pub title: String,
    /// When it was asked.
    pub on: Date,
    /// How many were asked.
    pub asked: usize,
    /// Who has not answered yet and still can: id and name.
    pub waiting: Vec<(String, String)>,
}

/// Sends questions and lists what went out.
#[component]
pub fn SurveysPage(
    /// The reader's language.
    words: Words,
    /// Questionnaires that may be sent, by key and title.
    questionnaires: Vec<(String, String)>,
    /// People who can be asked, by enrolment id and name.
    people: Vec<(String, String)>,
    /// What went out, newest first.
    rounds: Vec<Round>,
    /// How many were just asked, after sending.
    sent: Option<usize>,
    /// What has to be mended.
    problem: Option<String>,
) -> impl IntoView {
    let summary = problem.clone().map(
        |problem| view! { <ErrorSummary words problems=vec![("enrolments".to_owned(), problem)]/> },
    );
    let done = sent.map(|n| {
        view! { <Notice>{words.with("surveys-sent", &[("n", n.into())])}</Notice> }
    });
    let choices = questionnaires
        .into_iter()
        .map(|(key, title)| Choice::new(key, title))
        .collect();
    let nobody = people.is_empty();
    let rows = people
        .into_iter()
        .map(|(id, name)| Choice::new(id, name))
        .collect();
    let form = if nobody {
        view! { <Empty text=words.say("surveys-nobody")/> }.into_any()
    } else {
        view! {
            <form method="post" action="/surveys" novalidate>
                <SelectField name="questionnaire" label=words.say("surveys-questionnaire") options=choices/>
                <Choices name="enrolments" legend=words.say("surveys-people") problem=problem options=rows many=true/>
                <Submit text=words.say("surveys-send")/>
            </form>
        }
        .into_any()
    };
    let rounds = if rounds.is_empty() {
        view! { <Empty text=words.say("surveys-none")/> }.into_any()
    } else {
        rounds
            .into_iter()
            .map(|round| one_round(words, round))
            .collect_view()
            .into_any()
    };
    view! {
        <BackLink words to="/desk"/>
        {summary}
        <h1>{words.say("surveys-title")}</h1>
        {done}
        {form}
        <h2>{words.say("surveys-rounds")}</h2>
        {rounds}
    }
}

fn one_round(words: Words, round: Round) -> impl IntoView {
    let answered = round.asked - round.waiting.len();
    let count = words.with(
        "surveys-answered",
        &[("answered", answered.into()), ("asked", round.asked.into())],
    );
    let waiting = round
        .waiting
        .into_iter()
        .map(|(id, name)| view! { <li><a href=format!("/people/{id}")><bdi>{name}</bdi></a></li> })
        .collect_view();
    view! {
        <details class="card">
            <summary>{round.title} ", " {words.date(round.on)} ": " {count}</summary>
            <p>{words.say("surveys-waiting")}</p>
            <ul class="list">{waiting}</ul>
        </details>
    }
}
