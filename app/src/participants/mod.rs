//! Participants: who takes part, from referral to discharge.

mod background;
mod forms;
mod guardian;
mod mobile;
#[cfg(feature = "ssr")]
pub mod page;
mod protection;
mod routes;
mod team;

pub use background::{Background, BackgroundForm, Education, Livelihood, Living, SHARES, Sex};
pub use guardian::{Age, Decides, GuardianForm, Young, age};
pub use protection::{ProtectionForm, ProtectionReason};
pub use routes::{PREFERRED, Routes, RoutesForm, TimeOfDay};
pub use team::{Referrer, ReferrerForm};

pub use forms::{DatesForm, NewDates, NewParticipant, PersonForm, Problem};
pub use mobile::Mobile;

use jiff::civil::Date;

use crate::ids::{EnrolmentId, ParticipantId, ProgrammeId, StaffId};
use crate::programmes::StudyArm;
use crate::texts::Language;

/// A person who takes part, with the ways to reach them.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Who.
    pub id: ParticipantId,
    /// As the person is called.
    pub name: String,
    /// Asked for when a printed code is used; unknown stays unknown.
    pub year_of_birth: Option<i64>,
    /// The language the person reads.
    pub language: Language,
    /// Where mail goes, if anywhere.
    pub email: Option<String>,
    /// Where calls go, if anywhere.
    pub phone: Option<String>,
    /// Where text messages go, if anywhere.
    pub mobile: Option<String>,
    /// Name and address are protected by the authorities: no message, no search, no export, and
    /// a record that the own coordinator alone opens.
    pub protected_identity: bool,
}

/// One person's course through one programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Enrolment {
    /// Which.
    pub id: EnrolmentId,
    /// Whose.
    pub participant: ParticipantId,
    /// Through which programme.
    pub programme: ProgrammeId,
    /// The constant person.
    pub coordinator: StaffId,
    /// Takes part, or is compared with.
    pub arm: StudyArm,
    /// What happened when, in the programme's local days.
    pub dates: Dates,
    /// Why it ended, in a word of [`EndReason`].
    pub end_reason: Option<EndReason>,
}

/// The dated events of an enrolment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The referral was received.
    pub referred: Option<Date>,
    /// Included in the programme.
    pub included: Option<Date>,
    /// The assessment was completed.
    pub assessed: Option<Date>,
    /// The intervention began.
    pub started: Option<Date>,
    /// The intervention is planned to end.
    pub planned_end: Option<Date>,
    /// The intervention actually ended.
    pub ended: Option<Date>,
}

/// Why a course ended. "The right benefit was found" is an outcome as good as work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// Went through to the end.
    Completed,
    /// Left for work or studies.
    WorkOrStudies,
    /// Guided to the right authority and benefit.
    RightBenefit,
    /// Stopped for health reasons.
    Health,
    /// Chose to stop.
    OwnChoice,
    /// Moved away or anything else.
    Other,
}

impl EndReason {
    /// All reasons, as a choice lists them.
    pub const ALL: [Self; 6] = [
        Self::Completed,
        Self::WorkOrStudies,
        Self::RightBenefit,
        Self::Health,
        Self::OwnChoice,
        Self::Other,
    ];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::WorkOrStudies => "work-or-studies",
            Self::RightBenefit => "right-benefit",
            Self::Health => "health",
            Self::OwnChoice => "own-choice",
            Self::Other => "other",
        }
    }

    /// The reason of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}
