//! What becomes of an answer that waited on a phone, and what the phone is told.

use super::problem::Problem;
#[cfg(feature = "ssr")]
use crate::texts::Words;

/// The forms of number that `Intl.PluralRules` tells apart, in all languages together.
pub const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Why an answer that waited on a phone was not taken. The phone keeps it, and tells the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It is no answer to this question.
    Unfit(Problem),
    /// The form has no such question, or asks it of nobody.
    NoQuestion,
    /// Because of other answers it is not asked, as things stand.
    NotAsked,
    /// The questions cannot be answered yet.
    Early,
    /// Their time is over, the days of grace too.
    Closed,
    /// They were sent already.
    Sent,
    /// The right to send belongs to other questions.
    Another,
    /// A consent that they need was withdrawn.
    Withdrawn,
    /// Nobody knows this right to send: never given, or taken back.
    Unknown,
    /// They are answered with a token now, and without a name.
    Anonymous,
    /// The same key came with another answer.
    KeyReused,
    /// The request could not be understood.
    NotUnderstood,
    /// Too many answers at once; later ones are welcome.
    TooMany,
}

impl NotTaken {
    /// The word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unfit(Problem::Empty) => "empty",
            Self::Unfit(Problem::NotAnOption) => "not-an-option",
            Self::Unfit(Problem::NotANumber) => "not-a-number",
            Self::Unfit(Problem::NotWhole) => "not-whole",
            Self::Unfit(Problem::OutOfRange { .. } | Problem::DayOutOfRange { .. }) => {
                "out-of-range"
            }
            Self::Unfit(Problem::TooMany { .. }) => "too-many-answers",
            Self::Unfit(Problem::TooLong { .. }) => "too-long",
            Self::Unfit(Problem::NotADay) => "not-a-day",
            Self::NoQuestion => "no-such-question",
            Self::NotAsked => "not-asked",
            Self::Early => "not-open-yet",
            Self::Closed => "closed",
            Self::Sent => "sent-already",
            Self::Another => "for-another",
            Self::Withdrawn => "withdrawn",
            Self::Unknown => "unknown-right",
            Self::Anonymous => "anonymous",
            Self::KeyReused => "key-reused",
            Self::NotUnderstood => "not-understood",
            Self::TooMany => "too-many",
        }
    }

    /// The status of HTTP.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotUnderstood => 400,
            Self::Unknown => 401,
            Self::Another | Self::Withdrawn => 403,
            Self::NotAsked | Self::Early | Self::Sent | Self::Anonymous => 409,
            Self::Closed => 410,
            Self::Unfit(_) | Self::NoQuestion | Self::KeyReused => 422,
            Self::TooMany => 429,
        }
    }

    /// What the person reads.
    #[cfg(feature = "ssr")]
    pub fn said(&self, words: Words) -> String {
        match self {
            Self::Unfit(problem) => super::page::say(words, problem),
            Self::NoQuestion | Self::NotAsked => words.say("queue-why-not-asked"),
            Self::Early => words.say("queue-why-early"),
            Self::Closed => words.say("queue-why-closed"),
            Self::Sent => words.say("queue-why-sent"),
            Self::Withdrawn => words.say("queue-why-withdrawn"),
            Self::Anonymous => words.say("queue-why-anonymous"),
            Self::Another | Self::Unknown | Self::KeyReused | Self::NotUnderstood => {
                words.say("queue-why-unknown")
            }
            Self::TooMany => words.say("queue-why-later"),
        }
    }
}
