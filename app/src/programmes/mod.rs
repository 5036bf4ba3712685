//! Programmes: what a programme is, read from a definition. Never code: laws change.

mod definition;
mod period;

pub use definition::{
    Anchor, Arm, Channel, Collection, ConsentKind, Country, Deadline, Definition, Eligibility,
    Ladder, Metric, Names, Party, PartyRole, Phase, Quota, Respondent, Rule, Step, StudyArm,
    Target, Timing, Track,
};
pub use period::{NotAPeriod, Period};
