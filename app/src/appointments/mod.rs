//! Appointments: booked meetings, who came, and what the participant wishes.

#[cfg(feature = "ssr")]
pub mod calendar;
mod form;
pub mod group;
#[cfg(feature = "ssr")]
pub mod page;
pub mod reply;
#[cfg(feature = "ssr")]
mod told;

pub use form::{AppointmentForm, NewAppointment, TimeForm};
#[cfg(feature = "ssr")]
pub use told::told;

use jiff::{SignedDuration, Timestamp};

use crate::ids::{AppointmentId, EnrolmentId};
use crate::pacing::Category;

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
    /// How to get there, in words; empty when nobody wrote it.
    pub directions: String,
    /// The way there, in minutes, one way; 0 when there is none or nobody knows.
    pub travel: u16,
    /// What such a meeting asks of this person.
    pub demand: Category,
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
    /// The participant said that they will come.
    pub confirmed: bool,
}

impl Appointment {
    /// When it is over.
    pub fn ends_at(&self) -> Timestamp {
        self.starts_at
            .saturating_add(SignedDuration::from_mins(self.minutes))
            .unwrap_or(Timestamp::MAX)
    }

    /// What may be said of who came, at `now`; the reason when it may not.
    pub fn may_register(&self, attendance: Attendance, now: Timestamp) -> Result<(), NotSaid> {
        if self.cancelled {
            Err(NotSaid::Cancelled)
        } else if !attendance.fits(self.voluntary) {
            Err(NotSaid::Voluntary)
        } else if attendance.is_of_the_day() && now < self.starts_at {
            Err(NotSaid::TooEarly)
        } else {
            Ok(())
        }
    }
}

/// Why something may not be said of who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaid {
    /// The meeting was called off.
    Cancelled,
    /// Staying away from what is a free choice is never a no-show.
    Voluntary,
    /// The meeting has yet to begin.
    TooEarly,
}

impl NotSaid {
    /// The key of the sentence that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cancelled => "appointments-not-cancelled",
            Self::Voluntary => "appointments-not-voluntary",
            Self::TooEarly => "appointments-not-yet",
        }
    }
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

    /// Whether the person was there, so that it cost them something.
    pub fn took_place(self) -> bool {
        self == Self::Attended
    }

    /// Whether nobody can know it before the meeting begins.
    pub fn is_of_the_day(self) -> bool {
        matches!(self, Self::Attended | Self::NoShow)
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

#[cfg(test)]
mod tests {
    use super::{Appointment, Attendance, NotSaid};
    use crate::ids::{AppointmentId, EnrolmentId};
    use crate::pacing::Category;

    fn at_ten(voluntary: bool) -> Appointment {
        Appointment {
            id: AppointmentId::new("a"),
            enrolment: EnrolmentId::new("e"),
            title: "Talk".into(),
            with_whom: "Kim".into(),
            place: "Office".into(),
            bring: String::new(),
            directions: String::new(),
            travel: 0,
            demand: Category::Medium,
            starts_at: "2026-11-02T09:00:00Z".parse().unwrap(),
            minutes: 45,
            interpreter: String::new(),
            voluntary,
            cancelled: false,
            attendance: None,
            wish: None,
            confirmed: false,
        }
    }

    #[test]
    fn staying_away_from_a_free_choice_is_never_a_no_show() {
        let later = "2026-11-02T12:00:00Z".parse().unwrap();
        for attendance in Attendance::ALL {
            let said = at_ten(true).may_register(attendance, later);
            let refused = attendance == Attendance::NoShow;
            assert_eq!(said.is_err(), refused, "{attendance:?}");
            assert_eq!(at_ten(false).may_register(attendance, later), Ok(()));
        }
    }

    #[test]
    fn nobody_has_come_before_the_meeting_begins() {
        let before = "2026-11-02T08:59:00Z".parse().unwrap();
        let said = |attendance| at_ten(false).may_register(attendance, before);
        assert_eq!(said(Attendance::Attended), Err(NotSaid::TooEarly));
        assert_eq!(said(Attendance::NoShow), Err(NotSaid::TooEarly));
        assert_eq!(said(Attendance::Excused), Ok(()));
        assert_eq!(said(Attendance::CancelledInTime), Ok(()));
    }

    #[test]
    fn a_meeting_is_over_when_its_minutes_are() {
        assert_eq!(at_ten(false).ends_at().to_string(), "2026-11-02T09:45:00Z");
    }
}
