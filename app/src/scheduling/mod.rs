//! Scheduling: from a programme's rules to occasions, and from an occasion to its contacts.
//!
//! Everything here is pure: the same compiler serves the server, the preview and the
//! tests. An occasion is one due questionnaire for one subject, a contact is one message
//! or call for one occasion, a ladder is the order in which contacts follow each other.

mod aside;
mod backoff;
mod calls;
mod contacts;
#[cfg(feature = "ssr")]
mod cron;
mod due;
mod floor;
mod fresh;
mod holidays;
mod hours;
#[cfg(feature = "ssr")]
mod impact;
#[cfg(feature = "ssr")]
mod occasions;
pub mod offer;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod preview;
mod reminders;
mod says;
mod truth;
mod ways;
mod window;

pub use aside::{Again, Why};
pub use backoff::{TRIES, pause};
pub use calls::{Slot, next_try};
pub use contacts::{Planned, Preferred, Reach, announced_at, contacts};
#[cfg(feature = "ssr")]
pub use cron::{NotACron, WallClock};
pub use due::{Due, Enrolled, Happened, Permit, Subject};
pub use floor::{floor, is_believable, jumped, was_set_back};
pub use fresh::{Issued, Settled, fresh, settle};
pub use holidays::is_holiday;
pub use hours::{Hours, QUIET_FROM, QUIET_UNTIL, UnknownZone};
#[cfg(feature = "ssr")]
pub use impact::{AHEAD, Everything, Impact, impact};
#[cfg(feature = "ssr")]
pub(crate) use occasions::dues;
#[cfg(feature = "ssr")]
pub use occasions::{next_look, occasions};
#[cfg(feature = "ssr")]
pub(crate) use reminders::of_one as reminders_of;
pub use reminders::{
    Booked, CALLED_OFF, Reminding, called_off, next_reminder, reminder_contacts, reminders,
};
pub use says::RemindersSay;
pub use truth::{A_DAY, CATCHING_UP, End, Truth, Verdict};
pub use window::{NotAWindow, Window};
