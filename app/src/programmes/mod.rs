//! Programmes: what a programme is, read from a definition. Never code: laws change.

mod definition;
mod events;
mod party;
mod period;
mod rule;
mod timing;

pub use definition::{
    Anchor, Arm, Country, Deadline, Definition, Duty, Eligibility, Metric, Names, Phase, Quota,
    StudyArm, Target, Track, in_words,
};
pub use events::Events;
pub use party::{Consent, ConsentKind, Party, PartyRole, Referral};
pub use period::{NotAPeriod, Period};
pub use rule::{Channel, Collection, Ladder, Respondent, Rule, Step};
pub use timing::Timing;
