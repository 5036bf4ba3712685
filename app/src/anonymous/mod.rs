//! Anonymous answers: for what a phone holds a token, and why a token or an answer is refused.
//!
//! A phone fetches its tokens while it is signed in, for this quarter and the next, whether or not
//! anything is asked yet. An answer comes later with a token and without a name. The `blind`
//! crate makes it so that the one can't be joined to the other.

#[cfg(feature = "ssr")]
pub mod page;

use crate::ids::EnrolmentId;
use crate::insight::Quarter;
use crate::programmes::{Collection, ConsentKind, Definition, Respondent, StudyArm};

/// What one token is for: one questionnaire, asked of one person in the wave of one quarter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round {
    /// Of which course.
    pub enrolment: EnrolmentId,
    /// Key of the questionnaire.
    pub asked: String,
    /// The quarter in which its window ends.
    pub quarter: Quarter,
}

impl Round {
    /// Reads what [`Round`] writes; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let (enrolment, day, asked) = (parts.next()?, parts.next()?, parts.next()?);
        let quarter = Quarter::try_from(day.parse::<jiff::civil::Date>().ok()?).ok()?;
        let is_word = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        (is_word(enrolment) && is_word(asked)).then(|| Self {
            enrolment: EnrolmentId::new(enrolment),
            asked: asked.to_owned(),
            quarter,
        })
    }
}

impl std::fmt::Display for Round {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = self.quarter.starts_on();
        write!(f, "{} {day} {}", self.enrolment, self.asked)
    }
}

/// For which rounds somebody holds a token: what is asked of them in confidence, in the quarter that
/// runs and in the next one, in which the window of a question from this one may end.
///
/// The whole cohort holds them, asked or not, willing or not: holding one says nothing.
pub fn rounds(
    definition: &Definition,
    enrolment: &EnrolmentId,
    arm: StudyArm,
    permitted: &[ConsentKind],
    quarter: Quarter,
) -> Vec<Round> {
    let asked = definition.rules.iter().filter(|rule| {
        rule.respondent == Respondent::Participant
            && rule.collection == Collection::Confidential
            && rule.arms.contains(&arm)
            && rule.needs.is_none_or(|kind| permitted.contains(&kind))
    });
    let mut rounds: Vec<Round> = asked
        .flat_map(|rule| {
            [quarter, quarter.next()].map(|quarter| Round {
                enrolment: enrolment.clone(),
                asked: rule.questionnaire.clone(),
                quarter,
            })
        })
        .collect();
    rounds.sort();
    rounds.dedup();
    rounds
}

/// Why a token was not given, or an answer not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCounted {
    /// The request could not be understood.
    NotUnderstood,
    /// Nothing of the kind is asked of this person.
    NotAsked,
    /// A token for this round was given already, to whoever asked with something else.
    Given,
    /// The person has answered this round in confidence.
    InConfidence,
    /// There is no such wave.
    Unknown,
    /// The wave is over.
    Over,
    /// The key of this wave did not make this token: it is forged, or of another wave.
    Forged,
    /// The token was used before.
    Used,
    /// These are not the questions of this wave.
    OtherQuestions,
    /// Something is no answer to its question, or a question has none.
    Unfit,
    /// Our own fault; later it may go.
    Trouble,
}

impl NotCounted {
    /// The word for programs, and the end of the key of its sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotUnderstood => "not-understood",
            Self::NotAsked => "not-asked",
            Self::Given => "given-already",
            Self::InConfidence => "in-confidence",
            Self::Unknown => "unknown-wave",
            Self::Over => "over",
            Self::Forged => "forged",
            Self::Used => "used",
            Self::OtherQuestions => "other-questions",
            Self::Unfit => "unfit",
            Self::Trouble => "trouble",
        }
    }

    /// The status of HTTP.
    pub fn status(self) -> u16 {
        match self {
            Self::NotUnderstood => 400,
            Self::Forged => 403,
            Self::NotAsked | Self::Unknown => 404,
            Self::Given | Self::InConfidence | Self::Used => 409,
            Self::Over => 410,
            Self::OtherQuestions | Self::Unfit => 422,
            Self::Trouble => 503,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{ConsentKind, EnrolmentId, Quarter, Round, StudyArm, rounds};
    use crate::programmes::read;

    const DEFINITION: &str = include_str!("../../programmes/koll-pa-formaga.toml");

    #[test]
    fn a_round_is_read_as_it_was_written() {
        let round = Round {
            enrolment: EnrolmentId::new("0190-a"),
            asked: "influence".into(),
            quarter: Quarter::of(date(2026, 11, 2)),
        };
        let written = round.to_string();
        assert_eq!(written, "0190-a 2026-10-01 influence");
        assert_eq!(Round::read(&written), Some(round));
        for wrong in [
            "",
            "0190-a",
            "0190-a 2026-10-01",
            "0190-a 2026-10-02 influence",
            "0190-a 2026-10-01 in fluence",
            "0190-a 2026-10-01 in\0fluence",
            " 2026-10-01 influence",
        ] {
            assert_eq!(Round::read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn everyone_who_takes_part_holds_tokens_for_this_quarter_and_the_next() {
        let definition = read("koll-pa-formaga.toml", DEFINITION).unwrap();
        let ada = EnrolmentId::new("ada");
        let quarter = Quarter::of(date(2026, 12, 31));
        let all: Vec<ConsentKind> = definition.rules.iter().filter_map(|it| it.needs).collect();
        let of = |arm, permitted: &[ConsentKind]| {
            rounds(&definition, &ada, arm, permitted, quarter)
                .iter()
                .map(Round::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(StudyArm::Intervention, &all),
            ["ada 2026-10-01 influence", "ada 2027-01-01 influence"]
        );
        assert!(of(StudyArm::Control, &all).is_empty());
    }
}
