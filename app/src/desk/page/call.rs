//! One call on the phone list: whom, how often so far, and a button for each way it may go.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::desk::{Call, Outcome};
use crate::look::{Choice, Choices, Submit, TextField, Weight};
use crate::texts::Words;

/// One call or letter. The ways that need no more words are a button each; the others
/// stand in a fold.
#[component]
pub fn CallPart(
    /// The reader's language.
    words: Words,
    /// Where times are told.
    zone: TimeZone,
    /// The participant's id, for the link.
    person: String,
    /// The person's name.
    name: String,
    /// The call.
    call: Call,
    /// What has to be mended.
    problem: Option<String>,
) -> impl IntoView {
    let when = |at: Timestamp| {
        let at = at.to_zoned(zone.clone());
        format!("{} {}", words.short_day(at.date()), words.time(at.time()))
    };
    let number = match call.phone.clone().filter(|_| !call.is_letter) {
        Some(phone) => tel(phone).into_any(),
        None if call.is_letter => ().into_any(),
        None => {
            let path = format!("/people/{person}/routes");
            view! { <a href=path>{words.say("desk-no-phone")}</a> }.into_any()
        }
    };
    let key = match (call.is_letter, call.is_wished) {
        (true, _) => "desk-letter-since",
        (false, true) => "desk-call-wished",
        (false, false) => "desk-call-since",
    };
    let tries = (!call.is_letter).then(|| {
        let nth = (call.tried + 1).min(call.tries.max(1));
        words.with(
            "desk-call-tries",
            &[("nth", nth.into()), ("of", call.tries.into())],
        )
    });
    let interpreter = call.interpreter.clone().map(|language| {
        let text = words.with("desk-call-interpreter", &[("language", language.into())]);
        view! { " " <span class="badge">{text}</span> }
    });
    let to = call.contact_person.clone().map(|(who, phone)| {
        let phone = (!phone.is_empty()).then(|| tel(phone));
        if who.is_empty() {
            view! { <p>{words.say("desk-call-nobody-agreed")}</p> }.into_any()
        } else {
            view! { <p>{words.say("desk-call-contact-person")} " " <bdi>{who}</bdi> " " {phone}</p> }.into_any()
        }
    });
    let about = call.about.clone();
    let since = words.with(key, &[("when", when(call.since).into())]);
    // It ends with the last moment of a day: that day still counts.
    let last = call.until - jiff::SignedDuration::from_millis(1);
    let last = words.day(last.to_zoned(zone.clone()).date());
    let until = words.with("desk-call-until", &[("when", last.into())]);
    let action = format!("/desk/calls/{}", call.contact);
    let deeds = if call.is_letter {
        letter(words, &call).into_any()
    } else {
        view! { <Deeds words zone=zone.clone() action call problem/> }.into_any()
    };
    view! {
        <p><a href=format!("/people/{person}")><bdi>{name}</bdi></a> " " {number} {interpreter}</p>
        {to}
        <p class="hint">{about} ". " {since} " " {tries} " " {until}</p>
        {deeds}
    }
}

fn tel(phone: String) -> impl IntoView {
    let dial: String = phone.split_whitespace().collect();
    view! { <a href=format!("tel:{dial}")><bdi>{phone}</bdi></a> }
}

/// A letter with a link of its own goes to the person alone; others are written freely.
fn letter(words: Words, call: &Call) -> impl IntoView + use<> {
    let action = format!("/letters/{}", call.contact);
    let sent = format!("{action}/sent");
    let show = call.contact_person.is_none().then(|| {
        view! {
            <form method="post" action=action>
                <Submit text=words.say("letters-show") weight=Weight::Quiet/>
            </form>
        }
    });
    view! {
        <div class="toolbar">
            {show}
            <form method="post" action=sent>
                <Submit text=words.say("desk-letter-sent") weight=Weight::Quiet/>
            </form>
        </div>
    }
}

#[component]
fn Deeds(
    words: Words,
    zone: TimeZone,
    action: String,
    call: Call,
    problem: Option<String>,
) -> impl IntoView {
    let button = |outcome: Outcome| {
        // keys: desk-outcome-*
        let text = words.say(&format!("desk-outcome-{}", outcome.as_str()));
        view! { <Submit text=text name="outcome".to_owned() value=outcome.as_str().to_owned() weight=Weight::Quiet/> }
    };
    // What the form sends when nobody picked up: the suggestion, to be changed by whoever knows better.
    let written = |at: Timestamp| {
        let at = at.to_zoned(zone.clone());
        at.datetime().strftime("%Y-%m-%dT%H:%M").to_string()
    };
    let hint = match call.next {
        Some((_, slot)) => {
            // keys: desk-slot-*
            words.say(&format!("desk-slot-{}", slot.as_str()))
        }
        None => words.say("desk-call-last"),
    };
    let again = call.next.map(|(at, _)| written(at)).unwrap_or_default();
    let opened = problem.is_some();
    let id = format!("again-{}", call.contact);
    let interpreter = vec![
        Choice::new("yes", words.say("desk-interpreter-needed"))
            .chosen_if(call.interpreter.is_some()),
    ];
    let rest = action.clone();
    view! {
        <form class="toolbar" method="post" action=action>
            {button(Outcome::Answering)}
            {button(Outcome::Reached)}
            {button(Outcome::NoAnswer)}
        </form>
        <details open=opened>
            <summary>{words.say("desk-call-more")}</summary>
            <form method="post" action=rest novalidate>
                <TextField name="again" id=id label=words.say("desk-again") hint=hint value=again
                    kind="datetime-local" problem=problem/>
                <Choices name=format!("interpreter") legend=words.say("desk-interpreter") options=interpreter many=true/>
                <p class="toolbar">
                    {button(Outcome::Later)}
                    {button(Outcome::NoAnswer)}
                    {button(Outcome::WrongNumber)}
                    {button(Outcome::Refused)}
                    {button(Outcome::Deceased)}
                </p>
            </form>
        </details>
    }
}
