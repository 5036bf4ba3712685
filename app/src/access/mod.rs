//! Access: who read or wrote what about whom, for the participant to see.

#[cfg(feature = "ssr")]
pub mod page;

use serde::{Deserialize, Serialize};

/// What a member of staff, or another system, did with a participant's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Opened the overview of a person.
    ReadOverview,
    /// Added the person.
    Added,
    /// Made an invite.
    Invited,
    /// Changed dates, consents or contact details.
    ChangedDetails,
    /// Wrote a revision of the plan.
    WrotePlan,
    /// Booked or changed an appointment.
    Booked,
    /// Registered who came.
    RegisteredAttendance,
    /// Planned an activity or decided a baseline.
    PlannedActivity,
    /// Sent a questionnaire.
    SentQuestionnaire,
    /// Read or wrote a message.
    Messaged,
    /// Registered a call.
    Called,
    /// Let a message go again that could not be handed over.
    SentAgain,
    /// Wrote a letter, or noted that it was posted.
    WroteLetter,
    /// Answered, as the coordinator, what is kept with the person's course.
    AnsweredAbout,
    /// Read what the person answered.
    ReadAnswers,
    /// Noted that name and address are protected.
    ProtectedIdentity,
    /// Noted that they are protected no more.
    LiftedProtection,
    /// Read what the person shares of their energy.
    ReadEnergy,
    /// Looked at, or answered, a request to erase.
    Erasure,
    /// Another system read which questions there are, and until when.
    ReadOccasions,
    /// Another system sent answers in.
    SentAnswers,
    /// Took a row about the person, without their name.
    TookRows,
}

impl Deed {
    /// All deeds, in the order of the catalogue.
    pub const ALL: [Self; 22] = [
        Self::ReadOverview,
        Self::Added,
        Self::Invited,
        Self::ChangedDetails,
        Self::WrotePlan,
        Self::Booked,
        Self::RegisteredAttendance,
        Self::PlannedActivity,
        Self::SentQuestionnaire,
        Self::Messaged,
        Self::Called,
        Self::SentAgain,
        Self::WroteLetter,
        Self::AnsweredAbout,
        Self::ReadAnswers,
        Self::ProtectedIdentity,
        Self::LiftedProtection,
        Self::ReadEnergy,
        Self::Erasure,
        Self::ReadOccasions,
        Self::SentAnswers,
        Self::TookRows,
    ];

    /// The word in the log; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadOverview => "read-overview",
            Self::Added => "added",
            Self::Invited => "invited",
            Self::ChangedDetails => "changed-details",
            Self::WrotePlan => "wrote-plan",
            Self::Booked => "booked",
            Self::RegisteredAttendance => "registered-attendance",
            Self::PlannedActivity => "planned-activity",
            Self::SentQuestionnaire => "sent-questionnaire",
            Self::Messaged => "messaged",
            Self::Called => "called",
            Self::SentAgain => "sent-again",
            Self::WroteLetter => "wrote-letter",
            Self::AnsweredAbout => "answered-about",
            Self::ReadAnswers => "read-answers",
            Self::ProtectedIdentity => "protected-identity",
            Self::LiftedProtection => "lifted-protection",
            Self::ReadEnergy => "read-energy",
            Self::Erasure => "erasure",
            Self::ReadOccasions => "read-occasions",
            Self::SentAnswers => "sent-answers",
            Self::TookRows => "took-rows",
        }
    }
}
