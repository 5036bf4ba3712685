//! What a day holds: activities, how heavy they are, and what the person said of them.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::ids::{ActivityId, InterventionId};

/// A word in the database or in a form that stands for nothing we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a known word")]
pub struct UnknownWord;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$case_doc])* $case),* }

        impl $name {
            /// Every case, in the order in which a choice lists them.
            pub const ALL: &[Self] = &[$(Self::$case),*];

            /// The word that the database and forms know it by.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$case => $word),* }
            }

            /// The case that `word` stands for.
            pub fn parse(word: &str) -> Result<Self, UnknownWord> {
                match word { $($word => Ok(Self::$case),)* _ => Err(UnknownWord) }
            }
        }
    };
}

words! {
    /// How demanding an activity is for this person, by their own word.
    Category {
        /// Costs little.
        Light = "light",
        /// Costs something.
        Medium = "medium",
        /// Costs a lot.
        Heavy = "heavy",
        /// Gives energy back.
        Restorative = "restorative",
    }
}

words! {
    /// What an activity cost, against what was expected.
    Rating {
        /// Less than expected.
        Less = "less",
        /// As expected.
        AsExpected = "as_expected",
        /// More than expected.
        More = "more",
        /// Much more than expected.
        MuchMore = "much_more",
    }
}

words! {
    /// How much it matters that an activity happens when it was meant to.
    #[derive(Default)]
    Priority {
        /// It may well wait.
        CanWait = "can_wait",
        /// Like most things.
        #[default]
        Usual = "usual",
        /// The last thing to let go of.
        Matters = "matters",
    }
}

impl Priority {
    /// 1 for what may wait, to 3 for what matters.
    pub fn weight(self) -> u32 {
        match self {
            Self::CanWait => 1,
            Self::Usual => 2,
            Self::Matters => 3,
        }
    }
}

words! {
    /// What became of an activity. Leaving one is a choice, never a failure.
    State {
        /// Still ahead.
        Planned = "planned",
        /// Begun, and not done yet.
        Started = "started",
        /// Done.
        Done = "done",
        /// Left for another day, or for good.
        Left = "left",
    }
}

/// How long an activity takes.
///
/// Unit: whole minutes. Range: 5 to 480; anything else is [`NotMinutes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Minutes(u16);

/// A length that no activity can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an activity takes 5 to 480 minutes")]
pub struct NotMinutes;

impl Minutes {
    /// A length of 5 to 480 minutes.
    pub fn new(minutes: u16) -> Result<Self, NotMinutes> {
        if (5..=480).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(NotMinutes)
        }
    }

    /// The length as a number of minutes.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Minutes {
    type Error = NotMinutes;
    fn try_from(minutes: u16) -> Result<Self, NotMinutes> {
        Self::new(minutes)
    }
}

impl From<Minutes> for u16 {
    fn from(minutes: Minutes) -> u16 {
        minutes.0
    }
}

/// A smaller way of doing the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Easier {
    /// What it is called.
    pub title: String,
    /// How long it takes; less than the whole.
    pub minutes: Minutes,
}

/// How far an activity may be moved about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leeway {
    /// It stays where it is: nothing suggests to move it.
    pub fixed: bool,
    /// The first day it can be on; `None`: any.
    pub earliest: Option<Date>,
    /// The last day it can be on; `None`: any.
    pub latest: Option<Date>,
    /// How much it matters.
    pub priority: Priority,
    /// It is moved only together with the coordinator.
    pub asks_first: bool,
    /// An easier version, if there is one.
    pub easier: Option<Easier>,
}

impl Leeway {
    /// Whether the activity may be on `day`.
    pub fn allows(&self, day: Date) -> bool {
        self.earliest.is_none_or(|first| first <= day) && self.latest.is_none_or(|last| day <= last)
    }

    /// Whether a suggestion may touch it at all.
    pub fn is_loose(&self) -> bool {
        !self.fixed && !self.asks_first
    }
}

/// One activity on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// What the person calls it.
    pub title: String,
    /// What costs are learnt by, such as `walk`.
    pub kind: String,
    /// How demanding it is.
    pub category: Category,
    /// How long it takes.
    pub minutes: Minutes,
    /// The day it belongs to, in the programme's zone.
    pub day: Date,
    /// When it begins, local time; `None`: any time that day.
    pub starts: Option<Time>,
    /// What became of it.
    pub state: State,
    /// What it cost; only for what is done, and only if the person said so.
    pub rating: Option<Rating>,
    /// How far it may be moved about.
    pub leeway: Leeway,
    /// The easier version was chosen: title and minutes are already those.
    pub is_easier: bool,
    /// It is a meeting or the way there: counted, but shown and changed with the appointments.
    pub is_meeting: bool,
}

/// An activity before it has an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewActivity {
    /// The intervention of the plan that it belongs to; `None` for one of the person's own.
    pub intervention: Option<InterventionId>,
    /// What the person calls it.
    pub title: String,
    /// What costs are learnt by, such as `walk`.
    pub kind: String,
    /// How demanding it is.
    pub category: Category,
    /// How long it takes.
    pub minutes: Minutes,
    /// The day it belongs to, in the programme's zone.
    pub day: Date,
    /// When it begins, local time; `None`: any time that day.
    pub starts: Option<Time>,
    /// How far it may be moved about.
    pub leeway: Leeway,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Category, Leeway, Minutes, Priority, Rating, State};

    #[test]
    fn a_word_is_read_as_it_was_written_and_others_are_refused() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.as_str()), Ok(*category));
        }
        for rating in Rating::ALL {
            assert_eq!(Rating::parse(rating.as_str()), Ok(*rating));
        }
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Ok(*state));
        }
        for priority in Priority::ALL {
            assert_eq!(Priority::parse(priority.as_str()), Ok(*priority));
        }
        assert!(Rating::parse("Much_More").is_err());
        assert!(State::parse("").is_err());
    }

    #[test]
    fn nobody_is_asked_for_ten_hours_of_one_thing() {
        assert!(Minutes::new(4).is_err());
        assert!(Minutes::new(5).is_ok() && Minutes::new(480).is_ok());
        assert!(Minutes::new(481).is_err());
    }

    #[test]
    fn an_activity_stays_between_its_first_and_its_last_day() {
        let between = Leeway {
            earliest: Some(date(2026, 11, 24)),
            latest: Some(date(2026, 11, 26)),
            ..Leeway::default()
        };
        let allowed: Vec<bool> = (23..=27)
            .map(|day| between.allows(date(2026, 11, day)))
            .collect();
        assert_eq!(allowed, [false, true, true, true, false]);
        assert!(Leeway::default().allows(date(2026, 11, 24)) && Leeway::default().is_loose());
    }
}
