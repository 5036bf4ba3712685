//! Asking for erasure: what somebody may ask, and what a person at the office answers.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use crate::participants::Problem;

/// What is to be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasing {
    /// The energy diary: check-ins and activities. It is no part of the case file, and goes in full.
    Energy,
    /// Everything that the law lets go. The office looks at what it has to keep.
    Everything,
}

impl Erasing {
    /// Both, as the page offers them.
    pub const ALL: [Self; 2] = [Self::Energy, Self::Everything];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Energy => "energy",
            Self::Everything => "everything",
        }
    }

    /// What that word stands for.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == word)
    }
}

/// The longest text of either side, in characters.
const LONGEST: usize = 1000;

/// A request as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErasureForm {
    /// The word of an [`Erasing`].
    pub what: String,
    /// In the person's own words; may be empty.
    pub comment: String,
}

impl ErasureForm {
    /// What was asked, with the words for it, or every problem at once.
    pub fn read(&self) -> Result<(Erasing, String), Vec<Problem>> {
        let mut problems = Vec::new();
        let what = Erasing::of(&self.what);
        if what.is_none() {
            problems.push(Problem {
                field: "what",
                key: "mine-erase-missing",
            });
        }
        let comment = said(&self.comment);
        if comment.chars().count() > LONGEST {
            problems.push(Problem {
                field: "comment",
                key: "mine-text-long",
            });
        }
        match what {
            Some(what) if problems.is_empty() => Ok((what, comment)),
            _ => Err(problems),
        }
    }
}

/// What the office answers, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// What the person reads.
    pub answer: String,
}

impl AnswerForm {
    /// The answer, or what is wrong with it.
    pub fn read(&self) -> Result<String, Vec<Problem>> {
        let answer = said(&self.answer);
        let key = if answer.is_empty() {
            "mine-answer-missing"
        } else if answer.chars().count() > LONGEST {
            "mine-text-long"
        } else {
            return Ok(answer);
        };
        Err(vec![Problem {
            field: "answer",
            key,
        }])
    }
}

/// PostgreSQL keeps no text with a zero character, and nobody types one.
fn said(text: &str) -> String {
    text.replace('\0', "").trim().to_owned()
}

/// A request as it was kept, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureRequest {
    /// Which.
    pub id: String,
    /// What is to be erased.
    pub what: Erasing,
    /// In the person's own words; may be empty.
    pub comment: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the energy diary was erased for it.
    pub energy_gone_at: Option<Timestamp>,
    /// When somebody answered, and what the person reads.
    pub answered: Option<(Timestamp, String)>,
}

impl ErasureRequest {
    /// The last day to answer when it was asked on this one: a month (GDPR, article 12).
    pub fn answer_by(asked: Date) -> Date {
        asked.saturating_add(1.month())
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerForm, Erasing, ErasureForm, ErasureRequest};

    #[test]
    fn a_request_says_what_is_to_go_and_needs_no_reason() {
        let form = |what: &str, comment: &str| ErasureForm {
            what: what.into(),
            comment: comment.into(),
        };
        assert_eq!(
            form("energy", " \0").read(),
            Ok((Erasing::Energy, String::new()))
        );
        let wrong = form("", &"x".repeat(1001)).read().unwrap_err();
        let fields: Vec<_> = wrong.iter().map(|it| it.field).collect();
        assert_eq!(fields, ["what", "comment"]);
    }

    #[test]
    fn nobody_is_answered_with_nothing() {
        let answer = |text: &str| {
            AnswerForm {
                answer: text.into(),
            }
            .read()
        };
        assert!(answer("  ").is_err() && answer(&"x".repeat(1001)).is_err());
        assert_eq!(answer(" Gone. "), Ok("Gone.".to_owned()));
    }

    #[test]
    fn an_answer_takes_a_month_at_most() {
        let asked = "2027-01-31".parse().unwrap();
        let by = ErasureRequest::answer_by(asked);
        assert_eq!(by.to_string(), "2027-02-28");
    }
}
