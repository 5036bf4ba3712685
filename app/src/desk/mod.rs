//! The desk: what needs a human this morning, and sending questions now.

#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod surveys;

use jiff::Timestamp;
use jiff::civil::Date;

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

/// What needs a person, most pressing first.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// Messages went unanswered: call, and note how it went.
    Call {
        /// The contact to settle.
        contact: String,
        /// Where calls go, if anywhere.
        phone: Option<String>,
        /// Since when the call is due.
        since: Timestamp,
        /// A letter rather than a call.
        is_letter: bool,
    },
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
    },
}

impl Matter {
    /// The group's word, in the order in which groups are shown.
    pub const GROUPS: [&'static str; 6] = [
        "call",
        "wish",
        "attendance",
        "plan-reply",
        "message",
        "deadline",
    ];

    /// The group it stands in.
    pub fn group(&self) -> &'static str {
        match self {
            Self::Call { .. } => "call",
            Self::Wish { .. } => "wish",
            Self::Attendance { .. } => "attendance",
            Self::PlanReply { .. } => "plan-reply",
            Self::Message => "message",
            Self::Deadline { .. } => "deadline",
        }
    }
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallResult {
    /// Talked to; answered or will answer.
    Reached,
    /// Nobody picked up; try again tomorrow.
    NotReached,
    /// The person does not want to answer: nothing more is sent.
    Declined,
}

impl CallResult {
    /// All, as a row of buttons shows them.
    pub const ALL: [Self; 3] = [Self::Reached, Self::NotReached, Self::Declined];

    /// The word on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NotReached => "not-reached",
            Self::Declined => "declined",
        }
    }

    /// The result of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.as_str() == word)
    }
}
