//! What things are called inside: one type for each kind of id, a UUIDv7 as text.
//!
//! An id says nothing about the person it stands for; it may appear in logs and in
//! job payloads where names may not.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes an id as it stands in the database or in a URL; it may not exist.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text, for SQL and for URLs.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// An office that runs programmes: the tenant that every key leads with.
    OrganisationId,
    /// Someone who works in the programme: coordinator, manager, clinician.
    StaffId,
    /// Someone of a partner authority who answers forms but has no account.
    PartnerId,
    /// A person who takes part.
    ParticipantId,
    /// A programme of an organisation, running one definition.
    ProgrammeId,
    /// One person's course through one programme.
    EnrolmentId,
    /// One issued version of a questionnaire.
    QuestionnaireId,
    /// One due questionnaire or task for one enrolment (or one member of staff).
    OccasionId,
    /// One message or call for an occasion.
    ContactId,
    /// One booked meeting.
    AppointmentId,
    /// One activity on one day.
    ActivityId,
    /// One progression goal; the same through all revisions of a plan.
    GoalId,
    /// One intervention of a plan; the same through all revisions.
    InterventionId,
    /// One revision of an action plan.
    PlanRevisionId,
    /// One calendar quarter of a programme's answers, or one named survey.
    WaveId,
    /// One sealed group of answers.
    BlockId,
    /// One message between a participant and the coordinator.
    MessageId,
}
