//! The action plan: goals in the person's words, interventions by sector, and what changed.

mod change;
mod form;
mod merge;
#[cfg(feature = "ssr")]
pub mod page;
mod revision;
pub mod timeline;

pub use change::{Change, changes};
pub use form::{PlanForm, PlanProblem};
pub use merge::merged;
pub use revision::{NewReply, Reply, ReplyForm, Revision};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{GoalId, InterventionId};

/// What was agreed: the whole content of one revision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What the person wants to reach.
    pub goals: Vec<Goal>,
    /// What is done to get there, by whom.
    pub interventions: Vec<Intervention>,
}

/// A progression goal in the person's own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// The same through all revisions.
    pub id: GoalId,
    /// As the person says it.
    pub words: String,
    /// How far it is reached, by Goal Attainment Scaling.
    pub attainment: Attainment,
    /// What each step means here, in the person's own words, lowest first; empty where nothing
    /// was agreed.
    #[serde(default)]
    pub steps: [String; 5],
}

/// Goal Attainment Scaling: five steps around what was expected.
///
/// Source: DOMAIN's instrument table; -2 much less than expected to +2 much better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attainment {
    /// −2.
    MuchLess,
    /// −1: where most people begin.
    #[default]
    Less,
    /// 0: as was expected.
    Expected,
    /// +1.
    Better,
    /// +2.
    MuchBetter,
}

impl Attainment {
    /// All steps, lowest first.
    pub const ALL: [Self; 5] = [
        Self::MuchLess,
        Self::Less,
        Self::Expected,
        Self::Better,
        Self::MuchBetter,
    ];

    /// The word on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MuchLess => "much-less",
            Self::Less => "less",
            Self::Expected => "expected",
            Self::Better => "better",
            Self::MuchBetter => "much-better",
        }
    }

    /// The step of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// The number on the scale, −2 to 2.
    pub fn score(self) -> i8 {
        match self {
            Self::MuchLess => -2,
            Self::Less => -1,
            Self::Expected => 0,
            Self::Better => 1,
            Self::MuchBetter => 2,
        }
    }
}

/// One measure of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intervention {
    /// The same through all revisions.
    pub id: InterventionId,
    /// What it is called.
    pub title: String,
    /// Which sector answers for it.
    pub sector: Sector,
    /// Who answers for it, by name or office.
    pub responsible: String,
    /// First day, if it is known.
    pub from: Option<Date>,
    /// Last day, if it is known.
    pub to: Option<Date>,
}

impl Intervention {
    /// Where `today` lies in it. One without days runs now; its first and last day belong to it.
    pub fn stands(&self, today: Date) -> Stands {
        if self.from.is_some_and(|from| today < from) {
            Stands::Later
        } else if self.to.is_some_and(|to| to < today) {
            Stands::Over
        } else {
            Stands::Now
        }
    }
}

/// Where a day lies in an intervention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It runs.
    Now,
    /// It has yet to begin.
    Later,
    /// It has ended.
    Over,
}

impl Plan {
    /// Whether two plans say the same, whatever ids their rows have.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let goals = |plan: &Self| -> Vec<_> {
            let goals = plan.goals.iter();
            goals
                .map(|g| (g.words.clone(), g.attainment, g.steps.clone()))
                .collect()
        };
        let steps = |plan: &Self| -> Vec<_> {
            let id = InterventionId::new("");
            let steps = plan.interventions.iter().cloned();
            steps
                .map(|step| Intervention {
                    id: id.clone(),
                    ..step
                })
                .collect()
        };
        goals(self) == goals(other) && steps(self) == steps(other)
    }
}

/// The sectors that work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Health care and rehabilitation.
    Health,
    /// Social services.
    Social,
    /// Employment.
    Employment,
    /// Education.
    Education,
}

impl Sector {
    /// All sectors, in the order in which a plan shows them.
    pub const ALL: [Self; 4] = [
        Self::Health,
        Self::Social,
        Self::Employment,
        Self::Education,
    ];

    /// The word on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Social => "social",
            Self::Employment => "employment",
            Self::Education => "education",
        }
    }

    /// The sector of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sector| sector.as_str() == word)
    }
}
