//! Appointments: booked meetings, who came, and what the participant wishes.

mod form;
#[cfg(feature = "ssr")]
pub mod page;

pub use form::{AppointmentForm, NewAppointment};

use jiff::Timestamp;

use crate::ids::{AppointmentId, EnrolmentId};

/// One booked meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Appointment {
    /// Which.
    pub id: AppointmentId,
    /// In whose course.
    pub enrolment: EnrolmentId,
    /// What it is about.
    pub title: String,
    /// Whom the participant meets.
    pub with_whom: String,
    /// Where.
    pub place: String,
    /// What to bring; empty when nothing.
    pub bring: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long, in minutes.
    pub minutes: i64,
    /// The interpreter's language; empty when none is booked.
    pub interpreter: String,
    /// Declining is a choice and never a no-show.
    pub voluntary: bool,
    /// It was cancelled.
    pub cancelled: bool,
    /// Who came, once registered.
    pub attendance: Option<Attendance>,
    /// What the participant asked for, until it is dealt with.
    pub wish: Option<Wish>,
}

/// Whether someone came. Absence has many reasons; only one of them is a no-show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Came.
    Attended,
    /// Called it off in time.
    CancelledInTime,
    /// Met another day instead.
    Rescheduled,
    /// Stayed away without a word.
    NoShow,
    /// Stayed away for lack of energy, or was otherwise excused.
    Excused,
}

impl Attendance {
    /// All, as a choice lists them.
    pub const ALL: [Self; 5] = [
        Self::Attended,
        Self::CancelledInTime,
        Self::Rescheduled,
        Self::Excused,
        Self::NoShow,
    ];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attended => "attended",
            Self::CancelledInTime => "cancelled-in-time",
            Self::Rescheduled => "rescheduled",
            Self::NoShow => "no-show",
            Self::Excused => "excused",
        }
    }

    /// The attendance of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|attendance| attendance.as_str() == word)
    }

    /// Whether it may be said of an appointment: declining a voluntary one is never a no-show.
    pub fn fits(self, voluntary: bool) -> bool {
        !(voluntary && self == Self::NoShow)
    }
}

/// What a participant may ask of an appointment; a person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Call it off.
    Cancel,
    /// Another time.
    Move,
}

impl Wish {
    /// Both, as a page offers them.
    pub const ALL: [Self; 2] = [Self::Move, Self::Cancel];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Move => "move",
        }
    }

    /// The wish of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.as_str() == word)
    }
}
