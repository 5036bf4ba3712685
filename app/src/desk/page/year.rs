//! `/follow-up`: everyone of one coordinator whose year is over, and three figures.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::desk::followup::{Disposition, Figures};
use crate::look::{BackLink, Card, Empty};
use crate::texts::Words;

/// One person on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct YearLine {
    /// The participant's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// The day the follow-up fell or falls due.
    pub due: Date,
    /// The day it closes.
    pub closes: Date,
    /// How it ended; how it stands so far while `is_open`.
    pub disposition: Disposition,
    /// It has not closed yet.
    pub is_open: bool,
}

/// Everyone in the reader's own care whose follow-up has fallen due. Small numbers tell
/// who is who: this page is for the coordinator who knows them anyway, and for nobody else.
#[component]
pub fn YearPage(
    /// The reader's language.
    words: Words,
    /// The three figures.
    figures: Figures,
    /// Everyone, the newest first.
    people: Vec<YearLine>,
) -> impl IntoView {
    let figure = move |key: &str, n: u32| {
        let of = words.with(
            "desk-year-of",
            &[("n", n.into()), ("all", figures.everyone.into())],
        );
        view! { <li><span>{words.say(key)}</span> <strong>{of}</strong></li> }
    };
    if people.is_empty() {
        return view! {
            <BackLink words to="/desk"/>
            <h1>{words.say("desk-year-title")}</h1>
            <Empty text=words.say("desk-year-none")/>
        }
        .into_any();
    }
    let lines = people
        .iter()
        .map(|line| {
            // keys: desk-disposition-*
            let how = words.say(&format!("desk-disposition-{}", line.disposition.as_str()));
            let how = match line.is_open {
                true => words.with("desk-year-so-far", &[("how", how.into())]),
                false => how,
            };
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/{}/follow-up", line.id)><bdi>{line.name.clone()}</bdi></a></th>
                    <td>{words.date(line.due)}</td>
                    <td>{words.date(line.closes)}</td>
                    <td>{how}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <BackLink words to="/desk"/>
        <h1>{words.say("desk-year-title")}</h1>
        <Card title=words.say("desk-year-figures")>
            <ul class="list">
                {figure("desk-year-reached", figures.reached)}
                {figure("desk-year-answered", figures.answered)}
                {figure("desk-year-livelihood", figures.livelihood)}
            </ul>
            <p class="hint">{words.say("desk-year-own")}</p>
        </Card>
        <div class="scroll">
            <table>
                <thead><tr>
                    <th scope="col">{words.say("people-name")}</th>
                    <th scope="col">{words.say("desk-year-due")}</th>
                    <th scope="col">{words.say("desk-year-closes")}</th>
                    <th scope="col">{words.say("desk-year-how")}</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
