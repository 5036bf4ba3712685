//! The cards of `/my-data`: switches, consents, phones, erasure, and the log.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::super::{ErasureRequest, OwnConsent, Sharing, SignedInOn, Turned, shared};
use super::Looked;
use crate::look::{Card, Empty, Submit, Weight};
use crate::participants::Decides;
use crate::texts::Words;

/// So many lines of the log are shown before the rest is folded away.
const AT_ONCE: usize = 10;

/// "2 November 2026, 09:00".
pub(super) fn when(words: Words, zone: &TimeZone, at: Timestamp) -> String {
    let at = at.to_zoned(zone.clone());
    format!("{}, {}", words.date(at.date()), words.time(at.time()))
}

fn day(words: Words, zone: &TimeZone, at: Timestamp) -> String {
    words.date(at.to_zoned(zone.clone()).date())
}

/// The projects that have a row about them; nothing as long as there is none.
pub(super) fn projects(words: Words, zone: &TimeZone, taken: Vec<(String, Timestamp)>) -> AnyView {
    if taken.is_empty() {
        return ().into_any();
    }
    let lines = taken.into_iter().map(|(title, at)| {
        let day = day(words, zone, at);
        let at = words.with("mine-projects-at", &[("day", day.into())]);
        view! { <li><bdi>{title}</bdi> <span class="hint">" – " {at}</span></li> }
    });
    let lines = lines.collect_view();
    view! {
        <Card title=words.say("mine-projects")>
            <p>{words.say("mine-projects-why")}</p>
            <ul>{lines}</ul>
        </Card>
    }
    .into_any()
}

/// A switch for each kind of energy data, and when each was turned.
pub(super) fn sharing(words: Words, zone: &TimeZone, turned: Vec<Turned>) -> AnyView {
    let on = shared(&turned);
    let switches = Sharing::ALL.map(|kind| {
        let is_on = on.contains(&kind);
        // keys: mine-share-*
        let name = words.say(&format!("mine-share-{}", kind.as_str()));
        let (state, text, value) = if is_on {
            ("mine-shared", "mine-share-stop", "no")
        } else {
            ("mine-not-shared", "mine-share-begin", "yes")
        };
        let weight = if is_on { Weight::Quiet } else { Weight::Plain };
        view! {
            <li>
                <form class="toolbar" method="post" action="/my-data/sharing">
                    <input type="hidden" name="kind" value=kind.as_str()/>
                    <p><strong>{name.clone()}</strong> " " <span class="badge">{words.say(state)}</span></p>
                    <button
                        type="submit" class=weight.class() name="shared" value=value
                        aria-label=format!("{}: {name}", words.say(text))
                    >{words.say(text)}</button>
                </form>
            </li>
        }
    });
    let lines = turned.iter().rev().map(|it| {
        let name = words.say(&format!("mine-share-{}", it.kind.as_str()));
        let state = words.say(if it.shared {
            "mine-shared"
        } else {
            "mine-not-shared"
        });
        let when = when(words, zone, it.at);
        view! { <li>{name} ": " {state} <span class="hint">" – " {when}</span></li> }
    });
    let lines: Vec<_> = lines.collect();
    let log = (!lines.is_empty()).then(|| {
        view! { <details><summary>{words.say("mine-share-log")}</summary><ul>{lines}</ul></details> }
    });
    view! {
        <Card title=words.say("mine-sharing") id="sharing".to_owned()>
            <p>{words.say("mine-sharing-text")}</p>
            <ul class="list">{switches.into_iter().collect_view()}</ul>
            {log}
        </Card>
    }
    .into_any()
}

/// The consents: each taken back in one step, and given again in one.
pub(super) fn consents(
    words: Words,
    zone: &TimeZone,
    given: Vec<OwnConsent>,
    decides: Option<Decides>,
) -> AnyView {
    let young = decides.map(|it| {
        // keys: mine-guardian-*
        view! { <p>{words.say(&format!("mine-guardian-{}", it.as_str()))}</p> }
    });
    let is_empty = given.is_empty();
    let rows = given.into_iter().map(|it| {
        // keys: mine-consent-*
        let name = words.say(&format!("mine-consent-{}", it.kind.replace('_', "-")));
        let (state, text, deed) = match it.withdrawn_at {
            Some(at) => {
                let day = day(words, zone, at);
                let state = words.with("mine-withdrawn", &[("day", day.into())]);
                (state, "mine-give-again", "give")
            }
            None => {
                let day = day(words, zone, it.given_at);
                let state = words.with("mine-given", &[("day", day.into())]);
                (state, "mine-withdraw", "withdraw")
            }
        };
        let until = it
            .until
            .map(|day| words.with("mine-until", &[("day", words.date(day).into())]));
        let parties = (!it.parties.is_empty()).then(|| {
            view! { <p dir="auto">{it.parties.clone()}</p> }
        });
        view! {
            <li>
                <p><strong>{name.clone()}</strong></p>
                {parties}
                <p class="hint">{it.programme} ". " {state} " " {until}</p>
                <form method="post" action="/my-data/consents">
                    <input type="hidden" name="consent" value=it.id/>
                    <button
                        type="submit" class=Weight::Plain.class() name="deed" value=deed
                        aria-label=format!("{}: {name}", words.say(text))
                    >{words.say(text)}</button>
                </form>
            </li>
        }
    });
    let rows = rows.collect_view();
    let list = if is_empty {
        view! { <p class="hint">{words.say("mine-no-consents")}</p> }.into_any()
    } else {
        view! { <p>{words.say("mine-consents-text")}</p> <ul class="list">{rows}</ul> }.into_any()
    };
    view! { <Card title=words.say("mine-consents") id="consents".to_owned()>{young} {list}</Card> }
        .into_any()
}

/// Where the person is signed in, and the way out of all of it.
pub(super) fn phones(words: Words, zone: &TimeZone, phones: Vec<SignedInOn>) -> AnyView {
    let has_others = phones.len() > 1;
    let rows = phones.into_iter().map(|it| {
        let name = words.say(if it.is_shared {
            "mine-phone-shared"
        } else {
            "mine-phone-own"
        });
        let this = it
            .is_this
            .then(|| view! { " " <span class="badge">{words.say("mine-phone-this")}</span> });
        let used = words.with(
            "mine-phone-used",
            &[
                ("since", day(words, zone, it.since).into()),
                ("seen", when(words, zone, it.seen).into()),
            ],
        );
        view! { <li><p>{name} {this}</p><p class="hint">{used}</p></li> }
    });
    let rows = rows.collect_view();
    let others = has_others.then(|| {
        view! {
            <Submit
                text=words.say("mine-sign-out-others") weight=Weight::Plain
                name="which".to_owned() value="others".to_owned()
            />
        }
    });
    view! {
        <Card title=words.say("mine-phones") id="phones".to_owned()>
            <ul class="list">{rows}</ul>
            <p class="hint">{words.say("mine-sign-out-text")}</p>
            <form class="actions" method="post" action="/my-data/sign-out">
                {others}
                <Submit
                    text=words.say("mine-sign-out-all") weight=Weight::Plain
                    name="which".to_owned() value="all".to_owned()
                />
            </form>
        </Card>
    }
    .into_any()
}

/// The way to ask for erasure, or what became of asking.
pub(super) fn erasure(words: Words, zone: &TimeZone, asked: Option<ErasureRequest>) -> AnyView {
    let shown = match asked {
        Some(ErasureRequest {
            answered: Some((at, answer)),
            energy_gone_at,
            ..
        }) => {
            let said = words.with(
                "mine-erase-answered",
                &[("day", day(words, zone, at).into())],
            );
            view! {
                <p>{said}</p>
                {energy_gone_at.map(|_| view! { <p>{words.say("mine-erase-energy-gone")}</p> })}
                <blockquote dir="auto">{answer}</blockquote>
                <p><a class="button" href="/my-data/erase">{words.say("mine-erase-ask")}</a></p>
            }
            .into_any()
        }
        Some(waits) => {
            let asked = waits.asked_at.to_zoned(zone.clone()).date();
            let by = words.date(ErasureRequest::answer_by(asked));
            let said = words.with(
                "mine-erase-waits",
                &[("day", words.date(asked).into()), ("by", by.into())],
            );
            // keys: mine-erase-what-*
            let what = words.say(&format!("mine-erase-what-{}", waits.what.as_str()));
            view! {
                <p>{what}</p>
                <p>{said}</p>
                {waits.energy_gone_at.map(|_| view! { <p>{words.say("mine-erase-energy-gone")}</p> })}
                <form class="actions" method="post" action="/my-data/erase/undo">
                    <Submit text=words.say("mine-erase-undo") weight=Weight::Plain/>
                    <a class="button" href="/my-data/erase">{words.say("mine-erase-change")}</a>
                </form>
            }
            .into_any()
        }
        None => view! {
            <p>{words.say("mine-erase-text")}</p>
            <p><a class="button" href="/my-data/erase">{words.say("mine-erase-ask")}</a></p>
        }
        .into_any(),
    };
    view! { <Card title=words.say("mine-erase") id="erase".to_owned()>{shown}</Card> }.into_any()
}

/// Who has looked, newest first.
pub(super) fn log(words: Words, zone: &TimeZone, looked: Vec<Looked>) -> AnyView {
    let shown = if looked.is_empty() {
        view! { <Empty text=words.say("access-none")/> }.into_any()
    } else {
        let mut lines = looked.into_iter().map(|line| log_line(words, zone, line));
        let first: Vec<_> = lines.by_ref().take(AT_ONCE).collect();
        let rest: Vec<_> = lines.collect();
        let rest = (!rest.is_empty()).then(|| {
            let more = words.with("mine-more", &[("n", rest.len().into())]);
            view! { <details><summary>{more}</summary><ul class="list">{rest}</ul></details> }
        });
        view! { <ul class="list">{first}</ul> {rest} }.into_any()
    };
    view! {
        <section id="log">
            <h2>{words.say("access-who")}</h2>
            <p class="hint">{words.say("access-why")}</p>
            {shown}
        </section>
    }
    .into_any()
}

fn log_line(words: Words, zone: &TimeZone, line: Looked) -> impl IntoView + use<> {
    // keys: access-role-* access-deed-*
    let role = words.say(&format!("access-role-{}", line.role.replace('_', "-")));
    let deed = words.say(&format!("access-deed-{}", line.deed));
    let when = when(words, zone, line.at);
    view! {
        <li>
            <p><bdi>{line.name}</bdi> " (" {role} ") " {deed}</p>
            <p class="hint">{when}</p>
        </li>
    }
}
