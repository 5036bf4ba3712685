//! The conversation between a participant and the coordinator, from either side.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::Message;
use crate::look::{BackLink, Empty, ErrorSummary, Submit, TextArea, Weight};
use crate::texts::Words;

/// The messages, oldest first, and a field for the next one.
#[component]
pub fn MessagesPage(
    /// The reader's language.
    words: Words,
    /// Whom the reader writes with; their coordinator when absent.
    with: Option<String>,
    /// What was written.
    messages: Vec<Message>,
    /// Where the times are told.
    zone: TimeZone,
    /// The present instant.
    now: Timestamp,
    /// Whether the reader is staff.
    is_staff: bool,
    /// Where the form goes.
    action: String,
    /// Where the way back leads.
    back: String,
    /// What was typed, when it comes back.
    typed: String,
    /// What has to be mended.
    problem: Option<String>,
) -> impl IntoView {
    let summary = problem
        .clone()
        .map(|problem| view! { <ErrorSummary words problems=vec![("body".to_owned(), problem)]/> });
    let title = match with {
        Some(name) => words.with("messages-with", &[("name", name.into())]),
        None => words.say("messages-title"),
    };
    let hint = if is_staff {
        words.say("messages-staff-hint")
    } else {
        words.say("messages-hint")
    };
    let list = if messages.is_empty() {
        view! { <Empty text=words.say("messages-none")/> }.into_any()
    } else {
        let all = messages
            .into_iter()
            .map(|message| one(words, &zone, is_staff, message, (now, &action)))
            .collect_view();
        view! { <ol class="messages">{all}</ol> }.into_any()
    };
    view! {
        <BackLink words to=back/>
        {summary}
        <h1>{title}</h1>
        <p class="hint">{hint}</p>
        {list}
        <form method="post" action=action novalidate>
            <TextArea name="body" label=words.say("messages-write") value=typed problem=problem/>
            <Submit text=words.say("messages-send")/>
        </form>
    }
}

fn one(
    words: Words,
    zone: &TimeZone,
    is_staff: bool,
    message: Message,
    (now, action): (Timestamp, &str),
) -> impl IntoView + use<> {
    let mine = message.from.is_some() == is_staff;
    let at = message.sent_at.to_zoned(zone.clone());
    let when = format!("{} {}", words.short_day(at.date()), words.time(at.time()));
    let undo = (mine && message.may_be_taken_back(now)).then(|| {
        let to = format!("{action}/{}/undo", message.id);
        view! {
            <form method="post" action=to>
                <Submit text=words.say("messages-undo") weight=Weight::Quiet/>
            </form>
        }
    });
    let who = match (mine, message.from) {
        (true, _) => words.say("messages-you"),
        (false, Some(name)) => name,
        (false, None) => words.say("messages-participant"),
    };
    let seen = (mine && message.read).then(|| words.say("messages-read"));
    view! {
        <li class=if mine { "mine" } else { "theirs" }>
            <p class="hint"><bdi>{who}</bdi> ", " {when} {seen.map(|seen| format!(" · {seen}"))}</p>
            <p dir="auto">{message.body}</p>
            {undo}
        </li>
    }
}
