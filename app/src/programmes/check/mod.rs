//! What a definition must keep to beyond its form, so that nothing in it points nowhere.

mod course;
mod ladders;
mod reminders;
mod rules;

use std::collections::BTreeSet;

use cron_parser::{ParseError, ParseErrorKind, Schedule};
use jiff::civil::{Time, time};
use jiff::tz::TimeZone;

use super::read::Spot;
use super::say::Say;
use super::{Definition, Names};

/// One thing that is wrong, and where.
pub(super) struct Complaint {
    /// Where it stands.
    pub(super) spot: Spot,
    /// What is wrong, in one sentence.
    pub(super) reason: Say,
}

/// What a definition says in words, to be named in a complaint.
#[derive(Clone, Copy)]
enum Text {
    Name,
    Question,
    Prose,
}

/// Collects what is wrong with one definition.
struct Complaints<'a> {
    definition: &'a Definition,
    found: Vec<Complaint>,
}

/// Everything that is wrong with `definition`, in no order.
pub(super) fn complaints(definition: &Definition) -> Vec<Complaint> {
    let mut complaints = Complaints {
        definition,
        found: Vec::new(),
    };
    complaints.whole();
    complaints.ids();
    complaints.names();
    complaints.course();
    complaints.promises();
    complaints.rules();
    complaints.ladders();
    complaints.reminders();
    complaints.pacing();
    complaints.found
}

impl Complaints<'_> {
    fn say(&mut self, spot: Spot, reason: Say) {
        self.found.push(Complaint { spot, reason });
    }

    /// Says `reason` where `wrong` holds.
    fn say_if(&mut self, wrong: bool, spot: Spot, reason: impl FnOnce() -> Say) {
        if wrong {
            self.say(spot, reason());
        }
    }

    /// The definition's own fields.
    fn whole(&mut self) {
        let it = self.definition;
        self.say_if(!is_short_name(&it.id), Spot::of("id"), || not_short(&it.id));
        self.say_if(it.version == 0, Spot::of("version"), || {
            Say::of("programmes-version")
        });
        self.say_if(TimeZone::get(&it.zone).is_err(), Spot::of("zone"), || {
            Say::of("programmes-zone").with("zone", &it.zone)
        });
        self.say_if(is_quiet(it.send_at), Spot::of("send_at"), || {
            quiet(it.send_at)
        });
        if let (Some(from), Some(to)) = (it.eligibility.age_from, it.eligibility.age_to) {
            self.say_if(from > to, Spot::of("eligibility").key("age_from"), || {
                Say::of("programmes-ages").with("from", from).with("to", to)
            });
        }
        let quiet_after = it.referral.quiet_after;
        let wrong = quiet_after.is_some_and(|it| it.is_none() || it.is_negative());
        self.say_if(wrong, Spot::of("referral").key("quiet_after"), || {
            Say::of("programmes-quiet-after")
        });
    }

    /// The constants of pacing, each within what it can mean.
    fn pacing(&mut self) {
        if let Some(field) = self.definition.pacing.wrong() {
            self.say(Spot::of("pacing").key(field), Say::of("programmes-pacing"));
        }
    }

    /// Short names: well written, and each given once in its list.
    fn ids(&mut self) {
        let it = self.definition;
        let kinds = it.appointments.iter();
        let lists: [(&'static str, Vec<&str>); 11] = [
            ("party", it.parties.iter().map(|it| &*it.id).collect()),
            ("phase", it.phases.iter().map(|it| &*it.id).collect()),
            ("deadline", it.deadlines.iter().map(|it| &*it.id).collect()),
            ("track", it.tracks.iter().map(|it| &*it.id).collect()),
            ("duty", it.duties.iter().map(|it| &*it.id).collect()),
            ("target", it.targets.iter().map(|it| &*it.id).collect()),
            ("quota", it.quotas.iter().map(|it| &*it.id).collect()),
            ("rule", it.rules.iter().map(|it| &*it.id).collect()),
            ("ladder", it.ladders.iter().map(|it| &*it.id).collect()),
            ("reminder", it.reminders.iter().map(|it| &*it.id).collect()),
            ("appointment", kinds.map(|it| &*it.id).collect()),
        ];
        for (list, ids) in lists {
            let mut seen = BTreeSet::new();
            for (nth, id) in ids.into_iter().enumerate() {
                let spot = || Spot::of(list).nth(nth).key("id");
                self.say_if(!is_short_name(id), spot(), || not_short(id));
                self.say_if(!seen.insert(id), spot(), || {
                    Say::of("programmes-id-twice")
                        .with("list", list)
                        .with("id", id)
                });
            }
        }
    }

    /// Every name and text: not empty, and there in the language of the country.
    fn names(&mut self) {
        let it = self.definition;
        self.named(&it.name, Spot::of("name"), Text::Name);
        self.told(&it.about, Spot::of("about"));
        self.told(&it.referral.about, Spot::of("referral").key("about"));
        for (nth, question) in it.eligibility.checklist.iter().enumerate() {
            let spot = Spot::of("eligibility").key("checklist").nth(nth);
            self.named(question, spot, Text::Question);
        }
        for (nth, consent) in it.consents.iter().enumerate() {
            let spot = Spot::of("consent").nth(nth).key("about");
            self.named(&consent.about, spot, Text::Prose);
        }
        for (nth, track) in it.tracks.iter().enumerate() {
            self.told(&track.about, Spot::of("track").nth(nth).key("about"));
        }
        let kinds = it.appointments.iter();
        let lists: [(&'static str, Vec<&Names>); 8] = [
            ("party", it.parties.iter().map(|it| &it.name).collect()),
            ("phase", it.phases.iter().map(|it| &it.name).collect()),
            ("deadline", it.deadlines.iter().map(|it| &it.name).collect()),
            ("track", it.tracks.iter().map(|it| &it.name).collect()),
            ("duty", it.duties.iter().map(|it| &it.name).collect()),
            ("target", it.targets.iter().map(|it| &it.name).collect()),
            ("quota", it.quotas.iter().map(|it| &it.name).collect()),
            ("appointment", kinds.map(|it| &it.name).collect()),
        ];
        for (list, names) in lists {
            for (nth, names) in names.into_iter().enumerate() {
                self.named(names, Spot::of(list).nth(nth).key("name"), Text::Name);
            }
        }
    }

    fn named(&mut self, names: &Names, spot: Spot, what: Text) {
        let language = self.definition.country.language();
        let missing = match what {
            Text::Name => "programmes-name-missing",
            Text::Question => "programmes-question-missing",
            Text::Prose => "programmes-text-missing",
        };
        self.say_if(!names.contains_key(&language), spot.clone(), || {
            Say::of(missing).with("tag", language.tag())
        });
        let empty = names.iter().any(|(_, text)| text.trim().is_empty());
        self.say_if(empty, spot, || {
            Say::of(match what {
                Text::Name => "programmes-name-empty",
                Text::Question => "programmes-question-empty",
                Text::Prose => "programmes-text-empty",
            })
        });
    }

    /// A text that may be left out, but not in half.
    fn told(&mut self, text: &Names, spot: Spot) {
        if !text.is_empty() {
            self.named(text, spot, Text::Prose);
        }
    }

    /// A cron expression, read; a complaint where it is none.
    fn cron(&mut self, expression: &str, spot: Spot) -> Option<Schedule> {
        match Schedule::parse(expression) {
            Ok(schedule) => Some(schedule),
            Err(error) => {
                self.say(spot, not_a_cron(expression, &error));
                None
            }
        }
    }
}

/// Why a cron expression is none; "never" for a day that no year has, such as 30 February.
fn not_a_cron(expression: &str, error: &ParseError) -> Say {
    let field = || error.field().map_or_else(String::new, |it| it.to_string());
    match error.kind() {
        ParseErrorKind::ImpossibleSchedule | ParseErrorKind::NoOccurrence => {
            Say::of("programmes-cron-never").with("expression", expression)
        }
        ParseErrorKind::WrongFieldCount { actual, .. } => Say::of("programmes-cron-fields")
            .with("expression", expression)
            .with("actual", actual),
        ParseErrorKind::OutOfRange { min, max, actual } => Say::of("programmes-cron-range")
            .with("expression", expression)
            .with("field", field())
            .with("actual", actual)
            .with("min", min)
            .with("max", max),
        _ => Say::of("programmes-cron")
            .with("expression", expression)
            .with("detail", error),
    }
}

/// Lower-case letters, digits and single hyphens, a letter first.
fn is_short_name(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && !id.ends_with('-')
        && !id.contains("--")
        && id
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
}

fn not_short(id: &str) -> Say {
    Say::of("programmes-short-name").with("id", id)
}

/// No message leaves from nine in the evening until eight in the morning.
fn is_quiet(at: Time) -> bool {
    at >= time(21, 0, 0, 0) || at < time(8, 0, 0, 0)
}

fn quiet(at: Time) -> Say {
    Say::of("programmes-quiet").with("at", at)
}
