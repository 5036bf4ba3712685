//! Appointments as the participant reads them: what comes, what was, and what they may ask for.

pub mod booking;
pub mod calendar;
pub mod group;
mod parts;
pub mod reply;
pub mod staff;

pub use booking::BookingForm;
pub use staff::{AppointmentRows, PersonAppointmentsPage};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use self::parts::{details, short_when, when};
use super::{Appointment, Wish};
use crate::look::{Empty, Notice, Submit, Weight};
use crate::pacing::{Costed, Points};
use crate::texts::Words;

/// `/appointments`: the coming ones first, then those that were, in few words.
#[component]
pub fn AppointmentsPage(
    /// The reader's language.
    words: Words,
    /// Those that are not over, soonest first.
    coming: Vec<Appointment>,
    /// Those that are over, newest first.
    past: Vec<Appointment>,
    /// The programme's zone.
    zone: TimeZone,
    /// The present instant.
    now: Timestamp,
    /// The key of a sentence about what could not be done.
    #[prop(optional_no_strip)]
    problem: Option<&'static str>,
) -> impl IntoView {
    let notice = problem.map(|key| view! { <Notice><p>{words.say(key)}</p></Notice> });
    let shown = if coming.is_empty() {
        view! { <Empty text=words.say("appointments-none")/> }.into_any()
    } else {
        let cards = coming
            .into_iter()
            .map(|one| view! { <Coming words one zone=zone.clone() now/> })
            .collect_view();
        view! { <div class="cards">{cards}</div> }.into_any()
    };
    let past = (!past.is_empty()).then(|| {
        let rows = past
            .into_iter()
            .map(|one| shown_past(words, one, &zone))
            .collect_view();
        view! {
            <section>
                <h2>{words.say("appointments-past")}</h2>
                <ul class="list">{rows}</ul>
            </section>
        }
    });
    view! {
        {notice}
        <h1>{words.say("appointments-title")}</h1>
        {shown}
        <p><a class="button" href="/appointments/calendar">{words.say("calendar-link")}</a></p>
        {past}
    }
}

/// One coming appointment, with a way to say that it does not suit.
#[component]
fn Coming(words: Words, one: Appointment, zone: TimeZone, now: Timestamp) -> impl IntoView {
    let when = when(words, &one, &zone, now);
    let details = details(words, &one);
    let state = if one.cancelled {
        Some(
            view! { <p><span class="badge">{words.say("appointments-cancelled")}</span></p> }
                .into_any(),
        )
    } else if let Some(wish) = one.wish {
        Some(wished(words, &one, wish))
    } else {
        (now < one.starts_at).then(|| cannot(words, &one))
    };
    let file = (!one.cancelled && now < one.starts_at).then(|| {
        let to = format!("/appointments/{}/calendar.ics", one.id);
        let label = format!("{}: {}", words.say("calendar-add"), one.title);
        view! { <p><a href=to download="" aria-label=label>{words.say("calendar-add")}</a></p> }
    });
    view! {
        <article class="card" id=format!("appointment-{}", one.id)>
            <h2 dir="auto">{one.title}</h2>
            <p><strong>{when}</strong></p>
            {details}
            {state}
            {file}
        </article>
    }
}

/// The time that the person has read: if it moved meanwhile, they are told before anything is kept.
fn as_read(one: &Appointment) -> impl IntoView + use<> {
    let starts = one.starts_at.as_millisecond().to_string();
    view! { <input type="hidden" name="starts" value=starts/> }
}

/// "I will come", and the two things a participant may ask for, folded away.
fn cannot(words: Words, one: &Appointment) -> AnyView {
    let comes = comes(words, one);
    let action = format!("/appointments/{}/wish", one.id);
    let buttons = Wish::ALL
        .into_iter()
        .map(|wish| {
            // keys: appointments-wish-*
            let text = words.say(&format!("appointments-wish-{}", wish.as_str()));
            view! { <Submit text=text weight=Weight::Plain name="wish".to_owned() value=wish.as_str().to_owned()/> }
        })
        .collect_view();
    view! {
        {comes}
        <details>
            <summary>{words.say("appointments-cannot")}</summary>
            <p>{words.say("appointments-cannot-text")}</p>
            <form class="actions" method="post" action=action>{as_read(one)} {buttons}</form>
        </details>
    }
    .into_any()
}

/// Saying that one comes, or that it was said, and a way to take it back.
fn comes(words: Words, one: &Appointment) -> impl IntoView + use<> {
    let action = format!("/appointments/{}/wish", one.id);
    let (said, key, value, weight) = if one.confirmed {
        let said = words.say("appointments-replied-come");
        let said = view! { <p>{said}</p> };
        (Some(said), "appointments-wish-undo", "none", Weight::Quiet)
    } else {
        (None, "appointments-reply-come", "come", Weight::Plain)
    };
    view! {
        <form method="post" action=action>
            {said}
            {as_read(one)}
            <Submit text=words.say(key) weight=weight name="wish".to_owned() value=value.to_owned()/>
        </form>
    }
}

/// What was asked for, and a way to take it back.
fn wished(words: Words, one: &Appointment, wish: Wish) -> AnyView {
    let action = format!("/appointments/{}/wish", one.id);
    // keys: appointments-wished-*
    let said = words.say(&format!("appointments-wished-{}", wish.as_str()));
    view! {
        <Notice>
            <p>{said}</p>
            <form method="post" action=action>
                <Submit
                    text=words.say("appointments-wish-undo") weight=Weight::Quiet
                    name="wish".to_owned() value="none".to_owned()
                />
            </form>
        </Notice>
    }
    .into_any()
}

fn shown_past(words: Words, one: Appointment, zone: &TimeZone) -> impl IntoView + use<> {
    let day = words.date(one.starts_at.to_zoned(zone.clone()).date());
    let was = if one.cancelled {
        Some(words.say("appointments-cancelled"))
    } else {
        // keys: appointments-was-*
        one.attendance
            .map(|came| words.say(&format!("appointments-was-{}", came.as_str())))
    };
    let was = was.map(|was| view! { <span class="hint">{was}</span> });
    view! {
        <li>
            <span><span dir="auto">{one.title}</span> <span class="hint">" " {day}</span></span>
            {was}
        </li>
    }
}

/// Today's appointments, for the participant's Today: time and title; place, way, who and what to
/// bring are folded away.
#[component]
pub fn TodayAppointments(
    /// The reader's language.
    words: Words,
    /// Those of the local day, soonest first.
    appointments: Vec<Appointment>,
    /// The programme's zone.
    zone: TimeZone,
    /// What the day's meetings and the ways there cost, among other things.
    #[prop(optional)]
    costs: Vec<Costed>,
) -> impl IntoView {
    if appointments.is_empty() {
        return view! { <p class="hint">{words.say("appointments-none-today")}</p> }.into_any();
    }
    let rows = appointments
        .into_iter()
        .map(|one| {
            let when = short_when(words, &one, &zone);
            let cancelled = one.cancelled.then(|| {
                view! { <span class="badge">{words.say("appointments-cancelled")}</span> }
            });
            let details = details(words, &one);
            let ids = [one.id.to_string(), format!("{}-way", one.id)];
            let of_it = costs.iter().filter(|it| ids.iter().any(|id| it.activity.id.as_str() == id));
            let points: Points = of_it.map(|it| it.cost).sum();
            let cost = (points > Points::ZERO).then(|| {
                let points = [("points", points.whole().max(1).into())];
                view! { <p class="hint">{words.with("appointments-costs", &points)}</p> }
            });
            let to = format!("/appointments#appointment-{}", one.id);
            let of = format!(": {}", one.title);
            view! {
                <li class="card">
                    <p><strong>{when}</strong> " " <a href=to dir="auto">{one.title.clone()}</a> " " {cancelled}</p>
                    <details>
                        <summary>{words.say("appointments-more")}<span class="unseen">{of}</span></summary>
                        {details}
                        {cost}
                    </details>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="cards" role="list">{rows}</ul> }.into_any()
}
