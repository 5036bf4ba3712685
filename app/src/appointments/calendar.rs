//! Appointments as an iCalendar file (RFC 5545), for the calendar that somebody has already.
//!
//! Whoever opens that calendar may be anyone. So an entry says when and no more, unless its
//! owner chose that it says what, where and with whom.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::Appointment;
use crate::texts::Words;

/// The longest line, in bytes without its end; longer ones are folded.
const LONGEST: usize = 75;

/// How an entry is written.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// The language of its owner.
    pub words: Words,
    /// The zone in which the times were agreed.
    pub zone: &'a TimeZone,
    /// Whether it says what, where and with whom.
    pub details: bool,
    /// When it is written.
    pub now: Timestamp,
}

/// The calendar file of these appointments.
pub fn calendar(appointments: &[Appointment], writing: Writing<'_>) -> String {
    let name = writing.words.say("calendar-name");
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Dagsform//Appointments//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&name)),
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H".to_owned(),
        "X-PUBLISHED-TTL:PT4H".to_owned(),
    ];
    lines.extend(zone_lines(appointments, writing.zone));
    for one in appointments {
        lines.extend(entry(one, writing));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn entry(one: &Appointment, writing: Writing<'_>) -> Vec<String> {
    let Writing {
        words,
        zone,
        details,
        now,
    } = writing;
    let summary = if details && !one.title.is_empty() {
        one.title.clone()
    } else {
        words.say("calendar-neutral")
    };
    let status = if one.cancelled {
        "CANCELLED"
    } else {
        "CONFIRMED"
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@dagsform", one.id),
        format!("DTSTAMP:{}", utc(now)),
        format!("DTSTART{}", local(one.starts_at, zone)),
        format!("DTEND{}", local(one.ends_at(), zone)),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("STATUS:{status}"),
        "CLASS:PRIVATE".to_owned(),
    ];
    if details {
        let said = |key: &str, place: &'static str, text: &str| {
            (!text.is_empty()).then(|| words.with(key, &[(place, text.into())]))
        };
        if !one.place.is_empty() {
            lines.push(format!("LOCATION:{}", escaped(&one.place)));
        }
        let told: Vec<String> = [
            said("appointments-with", "who", &one.with_whom),
            said("appointments-bring", "what", &one.bring),
            said("appointments-interpreter", "language", &one.interpreter),
            one.voluntary.then(|| words.say("appointments-voluntary")),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !told.is_empty() {
            lines.push(format!("DESCRIPTION:{}", escaped(&told.join("\n"))));
        }
    }
    lines.push("END:VEVENT".to_owned());
    lines
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A local time with its zone; UTC where the zone has no name that a calendar knows.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    match name(zone) {
        None => format!(":{}", utc(at)),
        Some(name) => {
            let at = at.to_zoned(zone.clone());
            format!(";TZID={name}:{}", at.strftime("%Y%m%dT%H%M%S"))
        }
    }
}

fn name(zone: &TimeZone) -> Option<&str> {
    zone.iana_name().filter(|name| *name != "UTC")
}

/// The zone as it is around these appointments: each change of the clock by itself, because laws
/// change and a rule would foretell them.
fn zone_lines(appointments: &[Appointment], zone: &TimeZone) -> Vec<String> {
    let first = appointments.iter().map(|one| one.starts_at).min();
    let last = appointments.iter().map(Appointment::ends_at).max();
    let (Some(name), Some(first), Some(last)) = (name(zone), first, last) else {
        return Vec::new();
    };
    let before = zone.preceding(first).next();
    let changes: Vec<_> = before
        .into_iter()
        .chain(
            zone.following(first)
                .take_while(|change| change.timestamp() <= last),
        )
        .collect();
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{name}")];
    if changes.is_empty() {
        let offset = zone.to_offset(first);
        lines.extend(observed(
            "STANDARD",
            "19700101T000000",
            offset,
            offset,
            name,
        ));
    }
    for change in changes {
        let at = change.timestamp();
        let moment = at
            .saturating_sub(SignedDuration::from_secs(1))
            .unwrap_or(at);
        let from = zone.to_offset(moment);
        let kind = if change.dst().is_dst() {
            "DAYLIGHT"
        } else {
            "STANDARD"
        };
        // The moment of the change as clocks showed it until then.
        let shown = from.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string();
        let abbreviation = change.abbreviation();
        lines.extend(observed(kind, &shown, from, change.offset(), abbreviation));
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

fn observed(kind: &str, at: &str, from: Offset, to: Offset, name: &str) -> [String; 6] {
    [
        format!("BEGIN:{kind}"),
        format!("DTSTART:{at}"),
        format!("TZOFFSETFROM:{}", written(from)),
        format!("TZOFFSETTO:{}", written(to)),
        format!("TZNAME:{}", escaped(name)),
        format!("END:{kind}"),
    ]
}

/// "+0100"
fn written(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// Text that cannot be taken for more of the file than it is.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace("\r\n", "\n");
    let text = text.replace(';', "\\;").replace(',', "\\,");
    text.replace(['\n', '\r'], "\\n")
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

/// A line with its end, in pieces of at most 75 bytes; no letter is cut.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut room = LONGEST;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LONGEST - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Writing, calendar, folded};
    use crate::appointments::Appointment;
    use crate::ids::{AppointmentId, EnrolmentId};
    use crate::texts::{Language, Words};

    fn written(details: bool) -> String {
        let one = Appointment {
            id: AppointmentId::new("a"),
            enrolment: EnrolmentId::new("e"),
            title: "Talk; about\r\nBEGIN:VEVENT".into(),
            with_whom: "Kim".into(),
            place: "Room 2, north".into(),
            bring: String::new(),
            directions: String::new(),
            travel: 0,
            demand: crate::pacing::Category::Medium,
            starts_at: "2026-11-03T09:30:00Z".parse().unwrap(),
            minutes: 45,
            interpreter: String::new(),
            voluntary: false,
            cancelled: false,
            attendance: None,
            wish: None,
            confirmed: false,
        };
        let zone = TimeZone::get("Europe/Copenhagen").unwrap();
        let writing = Writing {
            words: Words::of(Language::En),
            zone: &zone,
            details,
            now: "2026-11-02T08:00:00Z".parse().unwrap(),
        };
        calendar(&[one], writing)
    }

    #[test]
    fn an_entry_says_when_and_no_more_unless_its_owner_chose_so() {
        let text = written(false);
        assert!(
            text.contains("DTSTART;TZID=Europe/Copenhagen:20261103T103000\r\n"),
            "{text}"
        );
        assert!(
            text.contains("DTEND;TZID=Europe/Copenhagen:20261103T111500\r\n"),
            "{text}"
        );
        for word in ["Talk", "Room", "Kim"] {
            assert!(!text.contains(word), "{text}");
        }
        let text = written(true);
        assert!(
            text.contains("SUMMARY:Talk\\; about\\nBEGIN:VEVENT\r\n"),
            "{text}"
        );
        assert!(text.contains("LOCATION:Room 2\\, north\r\n"), "{text}");
        assert_eq!(text.matches("\nBEGIN:VEVENT").count(), 1, "{text}");
    }

    #[test]
    fn the_zone_says_when_its_clocks_were_moved_last() {
        let text = written(false);
        let standard = "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\n\
                        TZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n";
        assert!(text.contains(standard), "{text}");
    }

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let line = format!("SUMMARY:{}", "ø".repeat(60));
        let text = folded(&line);
        assert!(text.split("\r\n").all(|piece| piece.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
    }
}
