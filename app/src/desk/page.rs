//! `/desk`: the coordinator's morning, group by group.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::{CallResult, Item, Matter};
use crate::look::{Card, Empty, Submit, Weight};
use crate::texts::Words;

/// What needs a human today. Groups without anything in them are left out.
#[component]
pub fn DeskPage(
    /// The reader's language.
    words: Words,
    /// Which day it is.
    today: Date,
    /// What needs a person.
    items: Vec<Item>,
    /// Where times are told.
    zone: TimeZone,
    /// How many questionnaires fall due in the next 30 days.
    coming: i64,
) -> impl IntoView {
    let groups = Matter::GROUPS
        .into_iter()
        .filter_map(|group| {
            let mine: Vec<Item> = items
                .iter()
                .filter(|item| item.matter.group() == group)
                .cloned()
                .collect();
            (!mine.is_empty()).then(|| {
                // keys: desk-group-*
                let title = format!(
                    "{} ({})",
                    words.say(&format!("desk-group-{group}")),
                    mine.len()
                );
                let rows = mine
                    .into_iter()
                    .map(|item| row(words, &zone, item))
                    .collect_view();
                view! { <Card title=title><ul class="list">{rows}</ul></Card> }
            })
        })
        .collect_view();
    let nothing = items
        .is_empty()
        .then(|| view! { <Empty text=words.say("desk-empty")/> });
    view! {
        <h1>{words.say("desk-title")}</h1>
        <p class="hint">
            {words.day(today)} ". " {words.with("desk-coming", &[("n", coming.into())])} " "
            <a href="/status">{words.say("desk-status")}</a>
        </p>
        <p class="toolbar">
            <a class="button primary" href="/people/new">{words.say("people-add")}</a>
            <a class="button" href="/surveys">{words.say("surveys-title")}</a>
            <a class="button" href="/set-aside">{words.say("scheduling-aside-title")}</a>
        </p>
        {nothing}
        {groups}
    }
}

fn row(words: Words, zone: &TimeZone, item: Item) -> impl IntoView + use<> {
    let when = |at: jiff::Timestamp| {
        let at = at.to_zoned(zone.clone());
        format!("{} {}", words.short_day(at.date()), words.time(at.time()))
    };
    let what = match item.matter {
        Matter::Call {
            contact,
            phone,
            since,
            is_letter,
        } => {
            return call(
                words,
                item.person,
                item.name,
                contact,
                phone,
                when(since),
                is_letter,
            )
            .into_any();
        }
        // keys: desk-wish-*
        Matter::Wish { wish, title, at } => words.with(
            &format!("desk-wish-{wish}"),
            &[("title", title.into()), ("when", when(at).into())],
        ),
        Matter::Attendance { title, at } => words.with(
            "desk-attendance",
            &[("title", title.into()), ("when", when(at).into())],
        ),
        Matter::PlanReply { comment } if comment.is_empty() => words.say("desk-plan-reply"),
        Matter::PlanReply { comment } => {
            words.with("desk-plan-reply-comment", &[("comment", comment.into())])
        }
        Matter::Message => {
            let path = format!("/people/{}/messages", item.person);
            return view! {
                <li><a href=path><bdi>{item.name}</bdi></a> " – " {words.say("desk-message")}</li>
            }
            .into_any();
        }
        Matter::Deadline { name, on, overdue } => {
            let key = if overdue {
                "desk-deadline-overdue"
            } else {
                "desk-deadline-near"
            };
            words.with(
                key,
                &[("name", name.into()), ("day", words.date(on).into())],
            )
        }
    };
    let path = format!("/people/{}", item.person);
    view! { <li><a href=path><bdi>{item.name}</bdi></a> " – " {what}</li> }.into_any()
}

fn call(
    words: Words,
    person: String,
    name: String,
    contact: String,
    phone: Option<String>,
    since: String,
    is_letter: bool,
) -> impl IntoView {
    let number = match phone {
        Some(phone) => {
            let dial: String = phone.split_whitespace().collect();
            view! { <a href=format!("tel:{dial}")><bdi>{phone}</bdi></a> }.into_any()
        }
        None => words.say("desk-no-phone").into_any(),
    };
    let key = if is_letter {
        "desk-letter-since"
    } else {
        "desk-call-since"
    };
    let results = CallResult::ALL
        .into_iter()
        .map(|result| {
            // keys: desk-call-*
            let text = words.say(&format!("desk-call-{}", result.as_str()));
            view! { <Submit text=text name="result".to_owned() value=result.as_str().to_owned() weight=Weight::Quiet/> }
        })
        .collect_view();
    view! {
        <li>
            <p><a href=format!("/people/{person}")><bdi>{name}</bdi></a> " " {number}</p>
            <p class="hint">{words.with(key, &[("when", since.into())])}</p>
            <form class="toolbar" method="post" action=format!("/desk/calls/{contact}")>{results}</form>
        </li>
    }
}
