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
    /// What became of an activity. Leaving one is a choice, never a failure.
    State {
        /// Still ahead.
        Planned = "planned",
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
}

#[cfg(test)]
mod tests {
    use super::{Category, Minutes, Rating, State};

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
        assert!(Rating::parse("Much_More").is_err());
        assert!(State::parse("").is_err());
    }

    #[test]
    fn nobody_is_asked_for_ten_hours_of_one_thing() {
        assert!(Minutes::new(4).is_err());
        assert!(Minutes::new(5).is_ok() && Minutes::new(480).is_ok());
        assert!(Minutes::new(481).is_err());
    }
}
