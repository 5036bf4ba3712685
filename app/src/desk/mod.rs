//! The desk: what needs a human this morning, and sending questions now.

mod calls;
pub mod deadlines;
pub mod followup;
pub mod overrides;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod photo;
#[cfg(feature = "ssr")]
pub mod surveys;

pub use calls::{CallForm, Noted, Outcome};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::scheduling::Slot;

/// Something that needs a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The participant's id, for the link.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// What it is about.
    pub matter: Matter,
}

/// A questionnaire that the reader is asked to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOfMe {
    /// The occasion, for the link.
    pub id: String,
    /// What it is called, in the reader's language.
    pub title: String,
    /// The person whom it is about; nobody when it is about the programme.
    pub about: Option<String>,
    /// The last day.
    pub until: Date,
}

/// What needs a person, most pressing first.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// Messages went unanswered: call, and note how it went.
    Call(Box<Call>),
    /// The participant asked to move or cancel an appointment.
    Wish {
        /// The word of an [`crate::appointments::Wish`].
        wish: &'static str,
        /// What the appointment is about.
        title: String,
        /// When it is.
        at: Timestamp,
    },
    /// An appointment is over and nobody noted who came.
    Attendance {
        /// What the appointment is about.
        title: String,
        /// When it was.
        at: Timestamp,
    },
    /// The participant says the plan is not what they meant.
    PlanReply {
        /// Their words, may be empty.
        comment: String,
    },
    /// The participant wrote.
    Message,
    /// A deadline of the programme has passed or is near.
    Deadline {
        /// What it is called.
        name: String,
        /// When it is or was.
        on: Date,
        /// Whether it has passed.
        overdue: bool,
        /// Enrolment, short name and number: where to note what became of it.
        key: String,
        /// Why it is late, as noted before.
        late: Option<deadlines::Late>,
        /// A deed of staff meets it, so that it can be ticked off here.
        by_deed: bool,
    },
    /// A year on nobody was reached: look the livelihood up in the register.
    Register {
        /// Enrolment and rule: where to note that it was looked up.
        occasion: String,
        /// When the follow-up closes.
        closes: Date,
    },
    /// The person says that number or address have changed.
    Routes,
    /// The person asks that what is kept of them be erased.
    Erasure {
        /// The last day to answer.
        by: Date,
    },
}

/// A call to make, or a letter to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The contact to settle.
    pub contact: String,
    /// Where calls go, if anywhere.
    pub phone: Option<String>,
    /// Since when the call is due.
    pub since: Timestamp,
    /// A letter rather than a call.
    pub is_letter: bool,
    /// How often somebody has called already.
    pub tried: u32,
    /// How often they call at most.
    pub tries: u32,
    /// Until when it makes sense.
    pub until: Timestamp,
    /// When to try again if nobody picks up now.
    pub next: Option<(Timestamp, Slot)>,
    /// The language for which an interpreter is needed; empty when none is known.
    pub interpreter: Option<String>,
    /// It goes to the agreed contact person: name and number, as far as they are known.
    pub contact_person: Option<(String, String)>,
    /// The questionnaire, in the reader's language.
    pub about: String,
    /// The person chose this time.
    pub is_wished: bool,
}

impl Matter {
    /// The group's word, in the order in which groups are shown.
    pub const GROUPS: [&'static str; 9] = [
        "call",
        "routes",
        "erasure",
        "wish",
        "attendance",
        "plan-reply",
        "message",
        "register",
        "deadline",
    ];

    /// The group it stands in.
    pub fn group(&self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Routes => "routes",
            Self::Erasure { .. } => "erasure",
            Self::Register { .. } => "register",
            Self::Wish { .. } => "wish",
            Self::Attendance { .. } => "attendance",
            Self::PlanReply { .. } => "plan-reply",
            Self::Message => "message",
            Self::Deadline { .. } => "deadline",
        }
    }
}
