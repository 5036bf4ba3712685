//! What is kept of a person, kind by kind, in the order in which one would tell it.

use jiff::Timestamp;
use jiff::civil::Date;

#[cfg(feature = "ssr")]
use crate::texts::Words;

/// A kind of thing that is kept. Every table with rows about people belongs to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Name, language, and the ways to reach the person.
    About,
    /// Programmes, dates and consents.
    Course,
    /// The plan and what was said to it.
    Plan,
    /// Check-ins, activities, baselines.
    Energy,
    /// Appointments and who came.
    Appointments,
    /// Messages with the coordinator.
    Messages,
    /// Questions, and answers with the person's name on them.
    Answers,
    /// What was sent, and calls.
    Contacts,
    /// What the office noted to keep its deadlines.
    Notes,
    /// Phones, codes and links.
    Doors,
    /// Who looked, and what the person chose about their data.
    Log,
}

impl Kind {
    /// All kinds, as the pages list them.
    pub const ALL: [Self; 11] = [
        Self::About,
        Self::Course,
        Self::Plan,
        Self::Energy,
        Self::Appointments,
        Self::Messages,
        Self::Answers,
        Self::Contacts,
        Self::Notes,
        Self::Doors,
        Self::Log,
    ];

    /// The end of its key in the texts, and its name in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Course => "course",
            Self::Plan => "plan",
            Self::Energy => "energy",
            Self::Appointments => "appointments",
            Self::Messages => "messages",
            Self::Answers => "answers",
            Self::Contacts => "contacts",
            Self::Notes => "notes",
            Self::Doors => "doors",
            Self::Log => "log",
        }
    }
}

/// One thing that is kept, as a person reads it: label and value, in order.
pub type Entry = Vec<(&'static str, Value)>;

/// A value, to be told in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// What somebody wrote, or a number.
    Text(String),
    /// A word of ours: what its key in the texts begins with, and the word.
    Word(&'static str, String),
    /// An instant.
    At(Timestamp),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

/// The words of ours that stand under `mine-word-`, in the texts of every language.
pub const WORDS: [&str; 52] = [
    "planned",
    "started",
    "done",
    "left",
    "booked",
    "cancelled",
    "waiting",
    "sent",
    "merged",
    "expired",
    "given-up",
    "open",
    "answered",
    "declined",
    "closed",
    "push",
    "email",
    "sms",
    "phone",
    "letter",
    "app",
    "link",
    "paper",
    "desk",
    "move",
    "cancel",
    "attended",
    "cancelled-in-time",
    "rescheduled",
    "excused",
    "no-show",
    "light",
    "medium",
    "heavy",
    "restorative",
    "check-ins",
    "activities",
    "budget",
    "energy",
    "everything",
    "rehabilitation",
    "delivered",
    "failed",
    "answer",
    "call",
    "upload",
    "authority",
    "told",
    "ended",
    "mistake",
    "research",
    "partner",
];

/// A word of ours in the language of `words`: `of` begins its key. One that no text knows, as of a
/// version to come, stands as it is.
#[cfg(feature = "ssr")]
pub fn in_words(words: Words, of: &str, word: &str) -> String {
    let key = format!("{of}{}", word.replace('_', "-"));
    words.known(&key).unwrap_or_else(|| word.to_owned())
}

/// The labels of values.
pub const LABELS: [&str; 25] = [
    "name",
    "when",
    "day",
    "until",
    "what",
    "text",
    "who",
    "where",
    "state",
    "minutes",
    "language",
    "email",
    "phone",
    "address",
    "born",
    "answer",
    "question",
    "how",
    "points",
    "seen",
    "yes",
    "bring",
    "role",
    "programme",
    "why",
];
