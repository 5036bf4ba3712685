//! Group sessions as the office sees them: what comes, who is in, and how many places are left.

use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::group::{Full, GroupForm, GroupSession};
use super::parts::length;
use crate::look::{
    BackLink, Card, Choice, Choices, Empty, ErrorSummary, Notice, Submit, TextField,
};
use crate::participants::Problem;
use crate::texts::{Words, capital};

fn when(words: Words, zone: &TimeZone, one: &GroupSession) -> String {
    let at = one.starts_at.to_zoned(zone.clone());
    let time = words.with("appointments-at", &[("time", words.time(at.time()).into())]);
    format!("{} {time}", capital(&words.day(at.date())))
}

/// Where, for how long, with whom, and what to bring.
fn facts(words: Words, one: &GroupSession) -> String {
    let with = |key: &str, place: &'static str, text: &str| {
        (!text.is_empty()).then(|| words.with(key, &[(place, text.into())]))
    };
    let facts: Vec<String> = [
        Some(length(words, one.minutes)),
        Some(one.place.clone()).filter(|place| !place.is_empty()),
        with("appointments-staff-with", "who", &one.with_whom),
        with("appointments-bring", "what", &one.bring),
    ]
    .into_iter()
    .flatten()
    .collect();
    facts.join(" · ")
}

fn places(words: Words, one: &GroupSession) -> String {
    if one.left() == 0 {
        return words.with("groups-full", &[("places", one.places.into())]);
    }
    words.with(
        "groups-places-left",
        &[("left", one.left().into()), ("places", one.places.into())],
    )
}

/// `/groups`: the sessions that come, and the form for a new one.
#[component]
pub fn GroupsPage(
    /// The language of the office.
    words: Words,
    /// Those that come, soonest first.
    sessions: Vec<GroupSession>,
    /// Where times are told.
    zone: TimeZone,
    /// As typed.
    form: GroupForm,
    /// What has to be mended.
    problems: Vec<Problem>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let wrong = |field: &str| {
        let found = problems.iter().find(|problem| problem.field == field);
        found.map(|problem| words.say(problem.key))
    };
    let rows: Vec<_> = sessions
        .iter()
        .map(|one| {
            let to = format!("/groups/{}", one.id);
            let (when, places) = (when(words, &zone, one), places(words, one));
            let title = one.title.clone();
            let off = one.cancelled.then(|| {
                view! { " " <span class="badge">{words.say("appointments-cancelled")}</span> }
            });
            view! {
                <li>
                    <p><a href=to><bdi>{title}</bdi></a> {off}</p>
                    <p class="hint">{when} " · " {places}</p>
                </li>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <Empty text=words.say("groups-none")/> }.into_any()
    } else {
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    let is_voluntary = form.voluntary == "yes";
    let choice = |value: &str, key: &str| {
        Choice::new(value, words.say(key)).chosen_if((value == "yes") == is_voluntary)
    };
    let voluntary = vec![
        choice("no", "appointments-book-voluntary-no"),
        choice("yes", "appointments-book-voluntary-yes"),
    ];
    view! {
        <ErrorSummary words problems=summary/>
        <h1>{words.say("groups-title")}</h1>
        {list}
        <h2>{words.say("groups-new")}</h2>
        <form method="post" action="/groups" novalidate>
            <input type="hidden" name="key" value=form.key/>
            <TextField name="title" label=words.say("appointments-book-title")
                value=form.title problem=wrong("title") required=true/>
            <div class="toolbar">
                <TextField name="day" label=words.say("appointments-book-day") kind="date"
                    value=form.day problem=wrong("day") required=true/>
                <TextField name="time" label=words.say("appointments-book-time") kind="time"
                    value=form.time problem=wrong("time") required=true/>
                <TextField name="minutes" label=words.say("appointments-book-minutes") kind="number"
                    value=form.minutes problem=wrong("minutes") required=true/>
                <TextField name="places" label=words.say("groups-places") kind="number"
                    value=form.places problem=wrong("places") required=true/>
            </div>
            <TextField name="place" label=words.say("appointments-book-place")
                value=form.place problem=wrong("place")/>
            <TextField name="with_whom" label=words.say("groups-with")
                value=form.with_whom problem=wrong("with_whom")/>
            <TextField name="bring" label=words.say("groups-bring")
                value=form.bring problem=wrong("bring")/>
            <Choices name="voluntary" legend=words.say("appointments-book-voluntary") options=voluntary/>
            <Submit text=words.say("groups-save")/>
        </form>
    }
}

/// Somebody who is in a session.
#[derive(Clone, Debug)]
pub struct Comer {
    /// The participant's id.
    pub person: String,
    /// As the person is called.
    pub name: String,
    /// They said that they come.
    pub confirmed: bool,
}

/// `/groups/{id}`: who is in, and who may come too.
#[component]
pub fn GroupPage(
    /// The language of the office.
    words: Words,
    /// Which.
    session: GroupSession,
    /// Who is in, by name.
    comers: Vec<Comer>,
    /// Who may come too: the enrolment's id, the name, and whether it was chosen.
    others: Vec<(String, String, bool)>,
    /// Where times are told.
    zone: TimeZone,
    /// There was not room for all who were chosen.
    full: Option<Full>,
) -> impl IntoView {
    let full = full.map(|full| {
        view! { <Notice><p>{words.with("groups-too-many", &[("left", full.left.into())])}</p></Notice> }
    });
    let rows: Vec<_> = comers
        .into_iter()
        .map(|one| {
            let to = format!("/people/{}/appointments", one.person);
            let comes = (one.confirmed && !session.cancelled).then(|| {
                view! { " " <span class="badge">{words.say("appointments-comes")}</span> }
            });
            view! { <li><a href=to><bdi>{one.name}</bdi></a> {comes}</li> }
        })
        .collect();
    let list = match (rows.is_empty(), session.cancelled) {
        (true, true) => ().into_any(),
        (true, false) => view! { <p class="hint">{words.say("groups-nobody")}</p> }.into_any(),
        (false, true) => view! {
            <h2>{words.say("groups-were-in")}</h2>
            <p class="hint">{words.say("groups-were-in-hint")}</p>
            <ul class="list">{rows}</ul>
        }
        .into_any(),
        (false, false) => view! { <ul class="list">{rows}</ul> }.into_any(),
    };
    let (book, call_off) = (
        format!("/groups/{}/people", session.id),
        format!("/groups/{}/cancel", session.id),
    );
    let may_add = !session.cancelled && session.left() > 0 && !others.is_empty();
    let add = may_add.then(|| {
        let options = others
            .into_iter()
            .map(|(id, name, chosen)| Choice::new(id, name).chosen_if(chosen))
            .collect();
        view! {
            <Card title=words.say("groups-add")>
                <form method="post" action=book>
                    <Choices name="enrolment" legend=words.say("groups-who") options=options many=true/>
                    <Submit text=words.say("groups-book")/>
                </form>
            </Card>
        }
    });
    let cancel = (!session.cancelled).then(|| {
        view! { <p><a href=call_off>{words.say("groups-cancel")}</a></p> }
    });
    let off = session.cancelled.then(|| {
        view! { <p><span class="badge">{words.say("appointments-cancelled")}</span></p> }
    });
    let (when, places) = (when(words, &zone, &session), places(words, &session));
    let facts = facts(words, &session);
    let places = (!session.cancelled).then(|| view! { <p>{places}</p> });
    view! {
        <BackLink words to="/groups"/>
        {full}
        <h1 dir="auto">{session.title}</h1>
        <p><strong>{when}</strong></p>
        <p class="hint" dir="auto">{facts}</p>
        {off}
        {places}
        {list}
        {add}
        {cancel}
    }
}

/// `/groups/{id}/cancel`: what calling it off means, before it is done.
#[component]
pub fn CancelGroupPage(
    /// The language of the office.
    words: Words,
    /// Which.
    session: GroupSession,
    /// Where times are told.
    zone: TimeZone,
) -> impl IntoView {
    let to = format!("/groups/{}", session.id);
    let action = format!("{to}/cancel");
    let when = when(words, &zone, &session);
    let told = words.with("groups-cancel-told", &[("n", session.taken.into())]);
    let call = (session.taken > 0).then(|| view! { <p>{words.say("groups-cancel-call")}</p> });
    view! {
        <BackLink words to=to.clone()/>
        <h1 dir="auto">{words.with("groups-cancel-title", &[("title", session.title.into())])}</h1>
        <p><strong>{when}</strong></p>
        <p>{told}</p>
        {call}
        <form method="post" action=action>
            <Submit text=words.say("groups-cancel-yes")/>
        </form>
        <p><a class="quiet" href=to>{words.say("groups-cancel-no")}</a></p>
    }
}
