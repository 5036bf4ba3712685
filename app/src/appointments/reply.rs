//! An answer to a reminder, by whoever holds its link.
//!
//! Mail scanners open links, run scripts and submit forms as they stand. So nothing in the
//! form is chosen beforehand, and a number has to be copied: no form as it stands is a deed.

use serde::Deserialize;

use super::Wish;
use crate::participants::Problem;

/// What somebody answers to a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// They will come.
    Come,
    /// They ask for something else; a person answers.
    Wish(Wish),
}

impl Reply {
    /// All three, as the page offers them.
    pub const ALL: [Self; 3] = [Self::Come, Self::Wish(Wish::Move), Self::Wish(Wish::Cancel)];

    /// The word on the form; also the end of its keys in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Come => "come",
            Self::Wish(wish) => wish.as_str(),
        }
    }
}

/// The form of the link's page, as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// The word of a [`Reply`]; empty as the page stands.
    pub answer: String,
    /// The number that the page shows; empty as the page stands.
    pub number: String,
}

impl ReplyForm {
    /// Whether the number that the page shows was copied.
    pub fn has(&self, number: u8) -> bool {
        digits(&self.number) == number.to_string()
    }

    /// The answer that was meant, or every problem at once. `number` is what the page shows.
    pub fn read(&self, number: u8) -> Result<Reply, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |field, key| problems.push(Problem { field, key });
        let answer = Reply::ALL.into_iter().find(|it| it.as_str() == self.answer);
        if answer.is_none() {
            wrong("answer", "appointments-reply-choose");
        }
        if !self.has(number) {
            wrong("number", "appointments-reply-number-wrong");
        }
        match answer {
            Some(answer) if problems.is_empty() => Ok(answer),
            _ => Err(problems),
        }
    }
}

/// What was typed, with the digits of Arabic keyboards as ours.
fn digits(typed: &str) -> String {
    let digit = |letter: char| match letter {
        '\u{660}'..='\u{669}' => char::from_digit(letter as u32 - 0x660, 10).unwrap_or(letter),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(letter as u32 - 0x6f0, 10).unwrap_or(letter),
        other => other,
    };
    typed.trim().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{Reply, ReplyForm};

    fn form(answer: &str, number: &str) -> ReplyForm {
        ReplyForm {
            answer: answer.into(),
            number: number.into(),
        }
    }

    #[test]
    fn the_form_as_it_stands_is_no_answer() {
        let problems = ReplyForm::default().read(47).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|it| it.field).collect();
        assert_eq!(fields, ["answer", "number"]);
    }

    #[test]
    fn neither_half_alone_is_an_answer() {
        for (answer, number) in [
            ("come", ""),
            ("", "47"),
            ("come", "48"),
            ("on", "47"),
            ("cancel", "answer"),
        ] {
            assert!(form(answer, number).read(47).is_err(), "{answer} {number}");
        }
    }

    #[test]
    fn a_person_chooses_and_copies_the_number_on_any_keyboard() {
        for typed in ["47", " 47 ", "٤٧", "۴۷"] {
            assert_eq!(form("come", typed).read(47), Ok(Reply::Come), "{typed}");
        }
        for reply in Reply::ALL {
            assert_eq!(form(reply.as_str(), "47").read(47), Ok(reply));
        }
    }
}
