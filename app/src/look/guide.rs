//! The living style guide: every part in every state, on one page, about nobody.

use leptos::prelude::*;

use super::{
    BackLink, Card, Choice, Choices, Empty, ErrorSummary, Notice, SelectField, Submit, TextArea,
    TextField, Weight,
};
use crate::texts::{Language, Words};

/// Every part in every state, to look at and to photograph; it holds no real person.
#[component]
pub fn StyleGuide(
    /// The language of the guide.
    words: Words,
) -> impl IntoView {
    let problems = vec![
        ("guide-date".to_owned(), words.say("guide-problem")),
        ("guide-rating".to_owned(), words.say("guide-problem-choice")),
    ];
    view! {
        <BackLink words to="/today"/>
        <ErrorSummary words problems/>
        <h1>{words.say("guide-title")}</h1>
        <p>{words.say("guide-text")}</p>
        <p class="hint">{words.say("guide-hint")}</p>
        {drafts(words)}
        <Notice><p>{words.say("guide-notice")}</p></Notice>
        {today(words)}
        {fields(words)}
        {lists(words)}
        {plan(words)}
        {results(words)}
    }
}

/// The way to each language that is being translated.
fn drafts(words: Words) -> impl IntoView {
    let ways = Language::DRAFTS.map(|draft| {
        let path = format!("/style?language={}", draft.tag());
        view! { " " <a href=path lang=draft.tag()>{draft.own_name()}</a> }
    });
    view! { <p class="hint">{words.say("guide-drafts")} {ways.into_iter().collect_view()}</p> }
}

/// What Today is made of: energy, activities, one thing to do.
fn today(words: Words) -> impl IntoView {
    let pebbles = [
        "full", "full", "full", "full", "full", "ring", "ring", "used", "used",
    ]
    .map(|state| view! { <span class=format!("pebble {state}")></span> });
    view! {
        <Card title=words.say("guide-energy")>
            <p>{words.say("guide-energy-left")}</p>
            <div class="pebbles" aria-hidden="true">{pebbles.into_iter().collect_view()}</div>
        </Card>
        <Card title=words.say("guide-activity")>
            <div class="activity">
                <p>{words.say("guide-activity-name")}</p>
                <span class="badge">{words.say("guide-activity-cost")}</span>
                <div class="actions">
                    <Submit text=words.say("guide-do")/>
                    <Submit text=words.say("guide-move") weight=Weight::Plain/>
                    <Submit text=words.say("guide-not-today") weight=Weight::Quiet/>
                </div>
            </div>
        </Card>
    }
}

/// Every field, as it opens and as it comes back.
fn fields(words: Words) -> impl IntoView {
    let rows = || {
        vec![
            Choice::new("0", words.say("guide-choice-no")),
            Choice::new("1", words.say("guide-choice-some")).chosen_if(true),
            Choice {
                hint: Some(words.say("guide-hint")),
                ..Choice::new("2", words.say("guide-choice-much"))
            },
        ]
    };
    view! {
        <h2>{words.say("guide-fields")}</h2>
        <form novalidate>
            <TextField name="guide-name" label=words.say("guide-name") hint=words.say("guide-hint") value="Ask Vestergaard"/>
            <TextField
                name="guide-date" label=words.say("guide-date") kind="date" value="2026-11-24"
                problem=words.say("guide-problem")
            />
            <TextArea name="guide-note" label=words.say("guide-note") value=words.say("guide-text")/>
            <SelectField name="guide-select" label=words.say("guide-select") options=rows()/>
            <Choices name="guide-rating" legend=words.say("guide-question") problem=words.say("guide-problem-choice") options=rows()/>
            <Choices name="guide-many" legend=words.say("guide-question") options=rows() many=true/>
            <div class="actions">
                <Submit text=words.say("guide-next")/>
                <Submit text=words.say("guide-skip") weight=Weight::Quiet/>
            </div>
            <button disabled>{words.say("guide-move")}</button>
        </form>
    }
}

/// Lists, an empty place, a table that scrolls in its own room.
fn lists(words: Words) -> impl IntoView {
    let rows = [
        ("Ask Vestergaard", "24.", "3"),
        ("Bo Lindström-Nørregaard", "26.", "12"),
    ]
    .map(|(name, day, number)| {
        view! {
            <tr>
                <th scope="row"><a href="#main"><bdi>{name}</bdi></a></th>
                <td>{day} " " {words.say("guide-month")}</td>
                <td>{words.say("guide-text")}</td>
                <td class="number">{number}</td>
            </tr>
        }
    });
    view! {
        <h2>{words.say("guide-lists")}</h2>
        <div class="toolbar">
            <TextField name="guide-search" label=words.say("guide-search") kind="search"/>
            <button>{words.say("guide-search")}</button>
        </div>
        <ul class="list">
            <li><a href="#main">{words.say("guide-activity-name")}</a></li>
            <li>
                <a href="#main">{words.say("guide-question")}</a>
                <span class="badge">{words.say("look-new-messages")}</span>
            </li>
        </ul>
        <Card><Empty text=words.say("guide-empty") action=("/plan".to_owned(), words.say("guide-empty-action"))/></Card>
        <div class="scroll" role="region" tabindex="0" aria-label=words.say("guide-lists")>
            <table>
                <caption>{words.say("guide-lists")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.say("guide-name")}</th>
                        <th scope="col">{words.say("guide-date")}</th>
                        <th scope="col">{words.say("guide-note")}</th>
                        <th scope="col" class="number">"n"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What Plan is made of: lanes by sector, a way with stations, what changed.
fn plan(words: Words) -> impl IntoView {
    view! {
        <h2>{words.say("look-plan")}</h2>
        <div class="lanes">
            <section class="lane"><h3>{words.say("guide-lane-care")}</h3><p>{words.say("guide-activity-name")}</p></section>
            <section class="lane"><h3>{words.say("guide-lane-job")}</h3><p>{words.say("guide-text")}</p></section>
        </div>
        <ol class="timeline">
            <li class="done">{words.say("guide-choice-no")}</li>
            <li aria-current="step">{words.say("guide-activity-name")}</li>
            <li>{words.say("guide-text")}</li>
        </ol>
        <p class="changes">
            <del>{words.say("guide-activity-cost")}</del> " "
            <ins>{words.say("guide-energy-left")}</ins>
        </p>
    }
}

/// A figure with its uncertainty, its target and the same as words.
fn results(words: Words) -> impl IntoView {
    view! {
        <h2>{words.say("look-results")}</h2>
        <div class="tiles">
            <div class="tile">
                <h3>{words.say("guide-question")}</h3>
                <p class="share">"4–7 / 11"</p>
                <svg class="interval" viewBox="0 0 320 44" role="img" aria-label=words.say("guide-interval")>
                    <line class="track" x1="0" x2="320" y1="36" y2="36"></line>
                    <rect class="label" x="116" y="14" width="88" height="16" rx="4"></rect>
                    <line class="target" x1="232" x2="232" y1="4" y2="36" stroke-dasharray="4 3"></line>
                </svg>
                <p class="hint">{words.say("guide-interval")}</p>
            </div>
            <div class="tile"><h3>{words.say("guide-question")}</h3><p>{words.say("guide-too-few")}</p></div>
        </div>
    }
}
