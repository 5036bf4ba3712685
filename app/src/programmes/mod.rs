//! Programmes: what a programme is, read from a definition. Never code: laws change.

mod changes;
#[cfg(feature = "ssr")]
mod check;
mod deadlines;
mod definition;
mod events;
#[cfg(feature = "ssr")]
pub mod page;
mod party;
mod period;
#[cfg(feature = "ssr")]
mod read;
mod reminder;
mod rule;
#[cfg(feature = "ssr")]
mod say;
#[cfg(feature = "ssr")]
mod shipped;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
mod timing;

pub use changes::Changes;
pub use deadlines::{DueDeadline, Standing, due_deadlines};
pub use definition::{
    Anchor, AppointmentKind, Arm, Country, Deadline, Definition, Duty, Eligibility, Metric, Names,
    Phase, Quota, StudyArm, Target, Track, in_words,
};
pub use events::{Events, Happening};
pub use party::{Consent, ConsentKind, Party, PartyRole, Referral};
pub use period::{NotAPeriod, Period};
#[cfg(feature = "ssr")]
pub use read::{Wrong, read, read_kept};
pub use reminder::Reminder;
pub use rule::{Channel, Collection, Day, Ladder, Respondent, Rule, Step, Whom};
#[cfg(feature = "ssr")]
pub use say::Say;
#[cfg(feature = "ssr")]
pub use shipped::shipped;
pub use timing::Timing;
