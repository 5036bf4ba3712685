//! `/desk`: the coordinator's morning, group by group.

pub mod call;
pub mod deadline;
pub mod person;
pub mod routes;
pub mod year;

pub use call::CallPart;
pub use deadline::DeadlineDeeds;
pub use person::{CareOf, FilledOne, FollowUpPage, LoggedCall, OpenOne};
pub use routes::RoutesPage;
pub use year::{YearLine, YearPage};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::{AskedOfMe, Item, Matter};
use crate::look::{Card, Empty, Notice, Submit, Weight};
use crate::texts::{Words, capital};

/// So many of a group are shown before the rest is folded away: a morning has its length.
const AT_ONCE: usize = 8;

/// What needs a human today. Groups without anything in them are left out.
#[component]
pub fn DeskPage(
    /// The reader's language.
    words: Words,
    /// Which day it is.
    today: Date,
    /// What needs a person.
    items: Vec<Item>,
    /// What the reader is asked to answer.
    asked: Vec<AskedOfMe>,
    /// Where times are told.
    zone: TimeZone,
    /// How many questionnaires fall due in the next 30 days.
    coming: i64,
    /// What was just done, and where it can be taken back: the key of a sentence and a URL.
    done: Option<(&'static str, Option<String>)>,
) -> impl IntoView {
    let done = done.map(|(key, undo)| {
        let undo = undo.map(|to| {
            view! {
                <form method="post" action=to>
                    <Submit text=words.say("desk-undo") name="deed".to_owned() value="undo".to_owned() weight=Weight::Quiet/>
                </form>
            }
        });
        view! { <Notice>{words.say(key)} {undo}</Notice> }
    });
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
                let mut mine = mine.into_iter().map(|item| row(words, &zone, item));
                let rows = mine.by_ref().take(AT_ONCE).collect_view();
                let rest: Vec<_> = mine.collect();
                let rest = (!rest.is_empty()).then(|| {
                    let more = words.with("desk-more", &[("n", rest.len().into())]);
                    view! {
                        <details><summary>{more}</summary><ul class="list">{rest}</ul></details>
                    }
                });
                view! { <Card title=title><ul class="list">{rows}</ul>{rest}</Card> }
            })
        })
        .collect_view();
    let nothing = (items.is_empty() && asked.is_empty())
        .then(|| view! { <Empty text=words.say("desk-empty")/> });
    view! {
        <h1>{words.say("desk-title")}</h1>
        {done}
        <p class="hint">
            {capital(&words.day(today))} ". " {words.with("desk-coming", &[("n", coming.into())])} " "
            <a href="/status">{words.say("desk-status")}</a>
        </p>
        <p class="toolbar">
            <a class="button primary" href="/people/new">{words.say("people-add")}</a>
            <a class="button" href="/surveys">{words.say("surveys-title")}</a>
            <a class="button" href="/groups">{words.say("groups-title")}</a>
            <a class="button" href="/follow-up">{words.say("desk-year-title")}</a>
            <a class="button" href="/set-aside">{words.say("scheduling-aside-title")}</a>
            <a class="button" href="/desk/photo">{words.say("desk-photo-title")}</a>
        </p>
        {nothing}
        {asked_of_me(words, asked)}
        {groups}
    }
}

fn asked_of_me(words: Words, asked: Vec<AskedOfMe>) -> Option<impl IntoView> {
    let rows = asked.into_iter().map(|it| {
        let path = format!("/desk/questions/{}", it.id);
        let about = it.about.map(|name| {
            view! { ", " {words.say("questions-about")} " " <bdi>{name}</bdi> }
        });
        let until = words.with("desk-care-until", &[("day", words.day(it.until).into())]);
        view! { <li><a href=path>{it.title}</a> {about} ", " {until}</li> }
    });
    let mut rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        let title = format!("{} ({})", words.say("desk-asked-title"), rows.len());
        let rest = rows.split_off(rows.len().min(AT_ONCE));
        let rest = (!rest.is_empty()).then(|| {
            let more = words.with("desk-more", &[("n", rest.len().into())]);
            view! { <details><summary>{more}</summary><ul class="list">{rest}</ul></details> }
        });
        view! { <Card title=title><ul class="list">{rows}</ul>{rest}</Card> }
    })
}

fn row(words: Words, zone: &TimeZone, item: Item) -> impl IntoView + use<> {
    let when = |at: jiff::Timestamp| {
        let at = at.to_zoned(zone.clone());
        format!("{} {}", words.short_day(at.date()), words.time(at.time()))
    };
    let what = match item.matter {
        Matter::Call(call) => {
            let (person, name) = (item.person, item.name);
            let zone = zone.clone();
            return view! { <li><CallPart words zone person name call=*call problem=None/></li> }
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
        Matter::Deadline {
            name,
            on,
            overdue,
            key,
            late,
            by_deed,
        } => {
            let path = format!("/people/{}/follow-up", item.person);
            let text = deadline::text(words, &name, on, overdue);
            return view! {
                <li>
                    <p><a href=path><bdi>{item.name}</bdi></a> " – " {text}</p>
                    <DeadlineDeeds words key=key overdue by_deed late/>
                </li>
            }
            .into_any();
        }
        Matter::Register { occasion, closes } => {
            let path = format!("/people/{}/follow-up", item.person);
            let text = words.with("desk-register", &[("day", words.date(closes).into())]);
            return view! {
                <li>
                    <p><a href=path><bdi>{item.name}</bdi></a> " – " {text}</p>
                    <form class="toolbar" method="post" action=format!("/desk/register/{occasion}")>
                        <Submit text=words.say("desk-register-done") weight=Weight::Quiet/>
                    </form>
                </li>
            }
            .into_any();
        }
        Matter::Erasure { by } => {
            let path = format!("/people/{}/erasure", item.person);
            let text = words.with("desk-erasure", &[("day", words.date(by).into())]);
            return view! { <li><a href=path><bdi>{item.name}</bdi></a> " – " {text}</li> }
                .into_any();
        }
        Matter::Routes => {
            let path = format!("/people/{}/routes", item.person);
            return view! {
                <li><a href=path><bdi>{item.name}</bdi></a> " – " {words.say("desk-routes-changed")}</li>
            }
            .into_any();
        }
    };
    let path = format!("/people/{}", item.person);
    view! { <li><a href=path><bdi>{item.name}</bdi></a> " – " {what}</li> }.into_any()
}
