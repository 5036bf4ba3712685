//! `/surveys`: send questions now, to one or many, and see who has not answered.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::look::{BackLink, Choice, Choices, Empty, ErrorSummary, Notice, SelectField, Submit};
use crate::texts::Words;

/// What became of one questionnaire lately.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// What the questionnaire is called.
    pub title: String,
    /// How often it was asked.
    pub asked: usize,
    /// How often it was answered in time.
    pub answered: usize,
    /// Who has not answered yet and still can, the newest first.
    pub waiting: Vec<Waiting>,
}

/// Someone who can still answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Whose page to open.
    pub participant: String,
    /// As the person is called.
    pub name: String,
    /// The day on which it fell due.
    pub since: Date,
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
    /// The first day that `rounds` count.
    since: Date,
    /// What went out, one for each questionnaire.
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
        let cards = rounds.into_iter().map(|round| one_round(words, round));
        view! {
            <p class="hint">{words.with("surveys-since", &[("day", words.date(since).into())])}</p>
            {cards.collect_view()}
        }
        .into_any()
    };
    view! {
        <BackLink words to="/desk"/>
        {summary}
        <h1>{words.say("surveys-title")}</h1>
        <p><a href="/programmes">{words.say("scheduling-preview-link")}</a></p>
        {done}
        {form}
        <h2>{words.say("surveys-rounds")}</h2>
        {rounds}
    }
}

fn one_round(words: Words, round: Round) -> impl IntoView {
    let count = words.with(
        "surveys-answered",
        &[
            ("answered", round.answered.into()),
            ("asked", round.asked.into()),
        ],
    );
    if round.waiting.is_empty() {
        return view! { <div class="card"><p><b>{round.title} ": " {count}</b></p></div> }
            .into_any();
    }
    let waiting = round
        .waiting
        .into_iter()
        .map(|it| {
            let path = format!("/people/{}", it.participant);
            view! {
                <li><a href=path><bdi>{it.name}</bdi></a> ", " {words.date(it.since)}</li>
            }
        })
        .collect_view();
    view! {
        <details class="card">
            <summary>{round.title} ": " {count}</summary>
            <p>{words.say("surveys-waiting")}</p>
            <ul class="list">{waiting}</ul>
        </details>
    }
    .into_any()
}
