//! Identity: roles and what each may see; the code that lets someone in.

mod code;
#[cfg(feature = "ssr")]
pub mod page;

pub use code::{Code, CodeForm, NotACode};

use serde::{Deserialize, Serialize};

/// What a member of staff does, and so what they may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Plans, books, sends, and sees the people in their care.
    Coordinator,
    /// Doctor, physiotherapist, psychologist: sees the people of the programme.
    Clinician,
    /// Decides on pacing together with the participant.
    OccupationalTherapist,
    /// Sees aggregates, and asks for rows without names; another decides.
    Evaluator,
    /// Sees aggregates only: the steering group.
    Manager,
    /// Looks after staff and definitions; sees no one's content.
    Administrator,
}

impl Role {
    /// All roles, as a choice lists them.
    pub const ALL: [Self; 6] = [
        Self::Coordinator,
        Self::Clinician,
        Self::OccupationalTherapist,
        Self::Evaluator,
        Self::Manager,
        Self::Administrator,
    ];

    /// The word in the database and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Clinician => "clinician",
            Self::OccupationalTherapist => "occupational_therapist",
            Self::Evaluator => "evaluator",
            Self::Manager => "manager",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Whether the role works with named people.
    pub fn sees_people(self) -> bool {
        matches!(
            self,
            Self::Coordinator | Self::Clinician | Self::OccupationalTherapist
        )
    }

    /// Whether the role may plan, book and send.
    pub fn plans(self) -> bool {
        matches!(self, Self::Coordinator | Self::OccupationalTherapist)
    }

    /// Whether the role looks after the programmes' definitions.
    pub fn defines(self) -> bool {
        self == Self::Administrator
    }

    /// Whether the role writes and publishes what people are asked.
    pub fn writes_questionnaires(self) -> bool {
        matches!(self, Self::Coordinator | Self::Administrator)
    }

    /// Whether the role may ask for rows without names, and take them once somebody has approved.
    pub fn asks_for_rows(self) -> bool {
        self == Self::Evaluator
    }

    /// Whether the role decides who may take such rows.
    pub fn decides_on_rows(self) -> bool {
        self == Self::Manager
    }

    /// Whether the role sees the anonymised results.
    pub fn sees_results(self) -> bool {
        self != Self::Administrator
    }
}
