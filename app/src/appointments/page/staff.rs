//! Appointments of one person as the office sees them: who came, and what is asked for.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::{Appointment, AppointmentForm, Attendance};
use super::booking::BookingForm;
use super::parts::{length, when};
use crate::ids::ParticipantId;
use crate::look::{
    BackLink, Choice, Empty, ErrorSummary, Notice, SelectField, Submit, TextField, Weight,
};
use crate::participants::Problem;
use crate::texts::Words;

/// `/people/{participant}/appointments`: all of a person's appointments and the form for a new one.
#[component]
pub fn PersonAppointmentsPage(
    /// The language of the office.
    words: Words,
    /// Whose.
    person: ParticipantId,
    /// As the person is called.
    name: String,
    /// The appointments, in the order in which they are shown.
    appointments: Vec<Appointment>,
    /// The programme's zone.
    zone: TimeZone,
    /// The present instant.
    now: Timestamp,
    /// The programme's kinds of meetings, by short name.
    #[prop(optional)]
    kinds: Vec<(String, String)>,
    /// The booking form as typed.
    form: AppointmentForm,
    /// What has to be mended in it.
    #[prop(optional)]
    problems: Vec<Problem>,
    /// The key of a sentence about what could not be done.
    #[prop(optional_no_strip)]
    refused: Option<&'static str>,
    /// The key of a sentence about what was just done.
    #[prop(optional_no_strip)]
    done: Option<&'static str>,
) -> impl IntoView {
    let summary = problems
        .iter()
        .map(|problem| (problem.field.to_owned(), words.say(problem.key)))
        .collect();
    let said = refused
        .or(done)
        .map(|key| view! { <Notice><p>{words.say(key)}</p></Notice> });
    view! {
        <BackLink words to=format!("/people/{person}")/>
        <ErrorSummary words problems=summary/>
        {said}
        <h1>{words.with("appointments-person-title", &[("name", name.into())])}</h1>
        <AppointmentRows words appointments=appointments zone=zone now=now/>
        <h2>{words.say("appointments-book")}</h2>
        <BookingForm words person=person kinds=kinds form=form problems=problems/>
    }
}

/// The office's list of a person's appointments, each with a form for who came.
#[component]
pub fn AppointmentRows(
    /// The language of the office.
    words: Words,
    /// In the order in which they are shown.
    appointments: Vec<Appointment>,
    /// The programme's zone.
    zone: TimeZone,
    /// The present instant.
    now: Timestamp,
) -> impl IntoView {
    if appointments.is_empty() {
        return view! { <Empty text=words.say("appointments-staff-none")/> }.into_any();
    }
    let rows = appointments
        .into_iter()
        .map(|one| view! { <Row words one zone=zone.clone() now/> })
        .collect_view();
    view! { <ul class="list">{rows}</ul> }.into_any()
}

#[component]
fn Row(words: Words, one: Appointment, zone: TimeZone, now: Timestamp) -> impl IntoView {
    let when = when(words, &one, &zone, now);
    let with = |key: &str, place: &'static str, text: &str| {
        (!text.is_empty()).then(|| words.with(key, &[(place, text.into())]))
    };
    let facts: Vec<String> = [
        Some(length(words, one.minutes)),
        Some(one.place.clone()).filter(|place| !place.is_empty()),
        with("appointments-staff-with", "who", &one.with_whom),
        with("appointments-bring", "what", &one.bring),
        with(
            "appointments-staff-interpreter",
            "language",
            &one.interpreter,
        ),
        Some(one.directions.clone()).filter(|way| !way.is_empty()),
        (one.travel > 0).then(|| {
            let length = length(words, i64::from(one.travel));
            words.with("appointments-travel", &[("length", length.into())])
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let badge = |key: &str| view! { <span class="badge">{words.say(key)}</span> " " };
    let voluntary = one.voluntary.then(|| badge("appointments-staff-voluntary"));
    let cancelled = one.cancelled.then(|| badge("appointments-cancelled"));
    // keys: appointments-asks-*
    let asks = one
        .wish
        .map(|wish| badge(&format!("appointments-asks-{}", wish.as_str())));
    let comes = (one.confirmed && !one.cancelled).then(|| badge("appointments-comes"));
    let deeds = (!one.cancelled).then(|| deeds(words, &one, &zone, now));
    view! {
        <li id=format!("appointment-{}", one.id)>
            <div>
                <p><strong>{when}</strong> " " <span dir="auto">{one.title}</span></p>
                <p class="hint" dir="auto">{facts.join(" · ")}</p>
                <p>{voluntary} {cancelled} {asks} {comes}</p>
            </div>
            {deeds}
        </li>
    }
}

/// Another time for the same meeting. Ids carry the meeting's: there are several on a page.
fn moving(words: Words, one: &Appointment, zone: &TimeZone) -> impl IntoView + use<> {
    let at = one.starts_at.to_zoned(zone.clone());
    let id = |field: &str| format!("{field}-{}", one.id);
    let action = format!("/appointments/{}/move", one.id);
    view! {
        <form class="toolbar" method="post" action=action novalidate>
            <TextField
                name="day" id=id("day") label=words.say("appointments-book-day") kind="date"
                value=at.date().to_string() required=true
            />
            <TextField
                name="time" id=id("time") label=words.say("appointments-book-time") kind="time"
                value=at.strftime("%H:%M").to_string() required=true
            />
            <TextField
                name="minutes" id=id("minutes") label=words.say("appointments-book-minutes")
                kind="number" min="5".to_owned() max="600".to_owned()
                value=one.minutes.to_string() required=true
            />
            <Submit text=words.say("appointments-move") weight=Weight::Plain/>
        </form>
    }
}

/// Who came, as far as it can be said now, and calling the meeting off.
fn deeds(words: Words, one: &Appointment, zone: &TimeZone, now: Timestamp) -> AnyView {
    let label = |word: &str| words.say(&format!("appointments-attendance-{word}"));
    // keys: appointments-attendance-*
    let nothing = Choice::new("none", label("none")).chosen_if(one.attendance.is_none());
    let fitting = Attendance::ALL
        .into_iter()
        .filter(|came| one.may_register(*came, now).is_ok())
        .map(|came| {
            let word = came.as_str();
            Choice::new(word, label(word)).chosen_if(one.attendance == Some(came))
        });
    let options: Vec<_> = std::iter::once(nothing).chain(fitting).collect();
    let field = format!("attendance-{}", one.id);
    let register = format!("/appointments/{}/attendance", one.id);
    let cancel = format!("/appointments/{}/cancel", one.id);
    let cancel = (now < one.starts_at).then(|| {
        view! {
            {moving(words, one, zone)}
            <form method="post" action=cancel>
                <Submit text=words.say("appointments-cancel") weight=Weight::Quiet/>
            </form>
        }
    });
    let deeds = view! {
        <form class="toolbar" method="post" action=register>
            <SelectField
                name="attendance" id=field label=words.say("appointments-attendance") options=options
            />
            <Submit text=words.say("appointments-attendance-save") weight=Weight::Plain/>
        </form>
        {cancel}
    }
    .into_any();
    // What has yet to begin needs no deed; it is folded away.
    if now < one.starts_at {
        let change = words.say("appointments-change");
        view! { <details><summary>{change}</summary><div class="stack">{deeds}</div></details> }
            .into_any()
    } else {
        deeds
    }
}
