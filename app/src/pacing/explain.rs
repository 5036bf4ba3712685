//! Why a budget is what it is: every input, so that each number can be said in words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CheckIn, Points, Usual};

/// What the budget comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The morning alone; there is no payback to count.
    Morning,
    /// There is payback, but the morning allows even less.
    MorningBelowPayback,
    /// The payback allows less than the morning.
    Payback,
    /// There is payback, and the person set it aside: "I feel fine".
    FeelsFine,
    /// Everything else would leave too little.
    Least,
}

/// Everything that a day's budget was made from, and what it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The version of the constants that were used.
    pub constants: u32,
    /// The baseline that was in force.
    pub baseline: Points,
    /// Whether people have decided that baseline, or it is only where we begin.
    pub decided: bool,
    /// What the person answered this morning; `None`: not checked in.
    pub check_in: Option<CheckIn>,
    /// What this person's mornings are like.
    pub usual: Usual,
    /// What the morning makes of the baseline, 0.6 to 1.1.
    pub factor: f64,
    /// What the morning allows.
    pub by_morning: Points,
    /// What is carried over from days that went over.
    pub debt: Points,
    /// What the payback allows; `None` when there is too little of it to count.
    pub by_payback: Option<Points>,
    /// The day that most of the payback comes from.
    pub went_over: Option<Date>,
    /// What the budget comes from.
    pub reason: Reason,
    /// The budget.
    pub budget: Points,
    /// On how many days something was logged.
    pub logged_days: u32,
    /// Whether those are too few: then nothing is warned about.
    pub learning: bool,
}

impl Explanation {
    /// Whether "I feel fine" would change anything: there is payback and it is not set aside.
    pub fn can_feel_fine(&self) -> bool {
        self.reason != Reason::FeelsFine
            && self
                .by_payback
                .is_some_and(|allowed| allowed < self.by_morning)
    }
}
