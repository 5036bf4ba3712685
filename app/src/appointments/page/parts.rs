//! When, how long, where and with whom, in words.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use leptos::prelude::*;

use super::super::Appointment;
use crate::texts::{Words, capital};

/// "Tomorrow, 10:30–11:15", in the programme's local time.
pub(super) fn when(words: Words, one: &Appointment, zone: &TimeZone, now: Timestamp) -> String {
    let (from, to) = (
        one.starts_at.to_zoned(zone.clone()),
        one.ends_at().to_zoned(zone.clone()),
    );
    let today = now.to_zoned(zone.clone()).date();
    words.with(
        "appointments-when",
        &[
            ("day", day(words, from.date(), today).into()),
            ("from", words.time(from.time()).into()),
            ("to", words.time(to.time()).into()),
        ],
    )
}

/// "At 10:30", where the day is known.
pub(super) fn short_when(words: Words, one: &Appointment, zone: &TimeZone) -> String {
    let time = words.time(one.starts_at.to_zoned(zone.clone()).time());
    capital(&words.with("appointments-at", &[("time", time.into())]))
}

/// A day as one says it from `today`; with its year when that is another.
fn day(words: Words, day: Date, today: Date) -> String {
    if day == today {
        words.say("appointments-today")
    } else if today.checked_add(1.day()).is_ok_and(|next| next == day) {
        words.say("appointments-tomorrow")
    } else if day.year() == today.year() {
        capital(&words.day(day))
    } else {
        words.date(day)
    }
}

/// "1 hour and 15 minutes".
pub(super) fn length(words: Words, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let said_hours = || words.with("appointments-hours", &[("hours", hours.into())]);
    let said_minutes = || words.with("appointments-minutes", &[("minutes", rest.into())]);
    match (hours, rest) {
        (0, _) => said_minutes(),
        (_, 0) => said_hours(),
        _ => words.with(
            "appointments-hours-and",
            &[
                ("hours", said_hours().into()),
                ("minutes", said_minutes().into()),
            ],
        ),
    }
}

/// Where, with whom, how long, what to bring, interpreter: a line each, and none for what is not known.
pub(super) fn details(words: Words, one: &Appointment) -> impl IntoView + use<> {
    let line = |key: &str, place: &'static str, text: &str| {
        (!text.is_empty()).then(|| words.with(key, &[(place, text.into())]))
    };
    let length = length(words, one.minutes);
    let lines = [
        line("appointments-place", "place", &one.place),
        line("appointments-directions", "way", &one.directions),
        (one.travel > 0).then(|| {
            let length = self::length(words, i64::from(one.travel));
            words.with("appointments-travel", &[("length", length.into())])
        }),
        line("appointments-with", "who", &one.with_whom),
        Some(words.with("appointments-lasts", &[("length", length.into())])),
        line("appointments-bring", "what", &one.bring),
        line("appointments-interpreter", "language", &one.interpreter),
        one.voluntary.then(|| words.say("appointments-voluntary")),
    ];
    let lines = lines
        .into_iter()
        .flatten()
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    view! { <ul>{lines}</ul> }
}

#[cfg(test)]
mod tests {
    use super::length;
    use crate::texts::{Language, Words};

    #[test]
    fn a_length_is_told_in_hours_and_minutes() {
        let said = |language, minutes| length(Words::of(language), minutes);
        assert_eq!(said(Language::En, 45), "45 minutes");
        assert_eq!(said(Language::En, 60), "1 hour");
        assert_eq!(said(Language::Da, 75), "1 time og 15 minutter");
        assert_eq!(said(Language::Sv, 600), "10 timmar");
        assert_eq!(said(Language::Ar, 120), "ساعتان");
    }
}
