//! The phone list: how a call went, and what follows from it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Talked to, and the questions are gone through together now.
    Answering,
    /// Talked to; answers in their own time.
    Reached,
    /// Talked to; asks to be called at another time.
    Later,
    /// Nobody picked up: a next try is suggested.
    NoAnswer,
    /// The number is somebody else's, or nobody's.
    WrongNumber,
    /// Does not want to answer: nothing more is sent.
    Refused,
    /// Has died: nothing is sent any more, about anything.
    Deceased,
}

impl Outcome {
    /// All, in the order in which a caller thinks of them.
    pub const ALL: [Self; 7] = [
        Self::Answering,
        Self::Reached,
        Self::NoAnswer,
        Self::Later,
        Self::WrongNumber,
        Self::Refused,
        Self::Deceased,
    ];

    /// The word in the log and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answering => "answering",
            Self::Reached => "reached",
            Self::Later => "later",
            Self::NoAnswer => "no-answer",
            Self::WrongNumber => "wrong-number",
            Self::Refused => "refused",
            Self::Deceased => "deceased",
        }
    }

    /// The outcome of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether somebody was talked to who is or speaks for the person.
    pub fn is_reached(self) -> bool {
        matches!(
            self,
            Self::Answering | Self::Reached | Self::Later | Self::Refused
        )
    }
}

/// What a caller notes, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CallForm {
    /// The word of an [`Outcome`].
    pub outcome: String,
    /// The local moment at which to call again, as browsers write it.
    pub again: String,
    /// `yes` when an interpreter is needed or was there.
    pub interpreter: String,
}

/// A call as noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// How it went.
    pub outcome: Outcome,
    /// When to call again, where the caller says.
    pub again_at: Option<Timestamp>,
    /// An interpreter is needed.
    pub interpreter: bool,
}

impl CallForm {
    /// What was meant, or the key of the sentence that says what to mend. A time to call
    /// again is needed when the person asked for one, and lies ahead.
    pub fn read(&self, now: Timestamp, zone: &TimeZone) -> Result<Noted, &'static str> {
        let outcome = Outcome::of(&self.outcome).ok_or("desk-call-choose")?;
        let mut again_at = None;
        if matches!(outcome, Outcome::Later | Outcome::NoAnswer) && !self.again.trim().is_empty() {
            let local: DateTime = self.again.trim().parse().map_err(|_| "desk-again-wrong")?;
            let at = zone.to_ambiguous_zoned(local).compatible();
            again_at = Some(at.map_err(|_| "desk-again-wrong")?.timestamp());
        }
        if again_at.is_some_and(|at| at <= now) {
            return Err("desk-again-past");
        }
        if outcome == Outcome::Later && again_at.is_none() {
            return Err("desk-again-missing");
        }
        Ok(Noted {
            outcome,
            again_at,
            interpreter: self.interpreter == "yes",
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{CallForm, Outcome};

    #[test]
    fn whoever_asks_to_be_called_later_is_asked_when() {
        let now = "2026-11-02T08:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Copenhagen").unwrap();
        let form = |outcome: &str, again: &str| CallForm {
            outcome: outcome.to_owned(),
            again: again.to_owned(),
            interpreter: "yes".to_owned(),
        };
        let read = |outcome, again| form(outcome, again).read(now, &zone);
        assert_eq!(read("later", ""), Err("desk-again-missing"));
        assert_eq!(read("later", "in a while"), Err("desk-again-wrong"));
        assert_eq!(read("later", "2026-11-02T08:30"), Err("desk-again-past"));
        assert_eq!(read("dreamt", ""), Err("desk-call-choose"));
        let noted = read("later", "2026-11-03T18:00").unwrap();
        assert_eq!(
            noted.again_at,
            Some("2026-11-03T17:00:00Z".parse().unwrap())
        );
        assert!(noted.interpreter && noted.outcome == Outcome::Later);
        assert_eq!(read("reached", "2026-01-01T08:00").unwrap().again_at, None);
    }
}
