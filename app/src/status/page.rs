//! `/status`: is the scheduler alive, what is coming, and what became of what was due.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Alarm, Day, Ledger};
use crate::look::{BackLink, Card, Notice};
use crate::programmes::Channel;
use crate::texts::{Words, capital};

/// The state of an office's messages.
#[component]
pub fn StatusPage(
    /// The reader's language.
    words: Words,
    /// What somebody has to look at.
    alarms: Vec<Alarm>,
    /// The last days, oldest first, with what became of the contacts that fell due on them.
    days: Vec<(Day, Ledger)>,
    /// The days to come, with how many occasions will open; days without any are left out.
    coming: Vec<(Date, i64)>,
) -> impl IntoView {
    let well = alarms.is_empty().then(|| {
        view! { <Notice>{words.say("status-well")}</Notice> }
    });
    let alarms = alarms
        .into_iter()
        .map(|alarm| view! { <li>{said(words, alarm)}</li> })
        .collect_view();
    let trouble = well.is_none().then(|| {
        view! { <Card title=words.say("status-look")><ul>{alarms}</ul></Card> }
    });
    view! {
        <BackLink words to="/desk"/>
        <h1>{words.say("status-title")}</h1>
        {well}
        {trouble}
        <h2>{words.say("status-coming")}</h2>
        <p><a href="/programmes">{words.say("scheduling-preview-link")}</a></p>
        <Coming words coming/>
        <h2>{words.say("status-days")}</h2>
        <p class="hint">{words.say("status-days-hint")}</p>
        <Days words days/>
    }
}

/// An alarm, with what to do about it.
fn said(words: Words, alarm: Alarm) -> String {
    match alarm {
        Alarm::NoRound => words.say("status-no-round"),
        Alarm::Late => words.say("status-late"),
        Alarm::Unended => words.say("status-unended"),
        Alarm::Silence => words.say("status-silence"),
        Alarm::Channel(channel) => {
            let name = words.say(match channel {
                Channel::Push => "status-push",
                Channel::Email => "status-email",
                Channel::Sms => "status-sms",
                Channel::Phone => "status-phone",
                Channel::Letter => "status-letter",
            });
            words.with("status-channel", &[("channel", name.into())])
        }
    }
}

#[component]
fn Coming(words: Words, coming: Vec<(Date, i64)>) -> impl IntoView {
    if coming.is_empty() {
        return view! { <p>{words.say("status-coming-none")}</p> }.into_any();
    }
    let rows = coming
        .into_iter()
        .map(|(day, many)| {
            view! { <tr><th scope="row">{capital(&words.day(day))}</th><td>{many.to_string()}</td></tr> }
        })
        .collect_view();
    view! {
        <table class="numbers">
            <thead>
                <tr>
                    <th scope="col">{words.say("status-day")}</th>
                    <th scope="col">{words.say("status-foretold")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Days(words: Words, days: Vec<(Day, Ledger)>) -> impl IntoView {
    let rows = days
        .into_iter()
        .rev()
        .map(|(day, ledger)| {
            let foretold = day.foretold.map_or_else(|| "–".to_owned(), |many| many.to_string());
            let numbers = [
                day.opened,
                ledger.due,
                ledger.sent,
                ledger.merged,
                ledger.cancelled,
                ledger.expired,
                ledger.given_up,
                ledger.waiting,
            ];
            let cells = numbers.map(|number| view! { <td>{number.to_string()}</td> });
            view! {
                <tr><th scope="row">{capital(&words.day(day.on))}</th><td>{foretold}</td>{cells.collect_view()}</tr>
            }
        })
        .collect_view();
    let heads = [
        "status-day",
        "status-foretold",
        "status-opened",
        "status-due",
        "status-sent",
        "status-merged",
        "status-cancelled",
        "status-expired",
        "status-given-up",
        "status-waiting",
    ]
    .map(|key| view! { <th scope="col">{words.say(key)}</th> });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words.say("status-days")>
            <table class="numbers">
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
