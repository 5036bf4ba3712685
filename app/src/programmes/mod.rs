//! Programmes: what a programme is, read from a definition. Never code: laws change.

mod definition;
mod events;
mod period;

pub use definition::{
    Anchor, Arm, Channel, Collection, ConsentKind, Country, Deadline, Definition, Eligibility,
    Ladder, Metric, Names, Party, PartyRole, Phase, Quota, Respondent, Rule, Step, StudyArm,
    Target, Timing, Track,
};
pub use events::Events;
pub use period::{NotAPeriod, Period};
