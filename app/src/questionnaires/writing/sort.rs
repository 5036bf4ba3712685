//! The sorts of question that can be written, in the words of whoever writes.

use super::has_worded_options;
use crate::questionnaires::resource::{Item, Kind};

/// Steps that a scale may have: more are no rows to tap.
pub(super) const STEPS: f64 = 10.0;

/// What kind of thing somebody writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// One line of own words.
    #[default]
    Short,
    /// Several lines of own words.
    Long,
    /// Whole numbers to tap, with words at both ends.
    Scale,
    /// One or several of some options.
    Choice,
    /// Yes or no.
    YesNo,
    /// A number to type.
    Number,
    /// A day.
    Date,
    /// A text that asks nothing.
    Heading,
    /// Something from elsewhere of which only the words are edited here.
    Other,
}

impl Sort {
    /// All that can be added, in the order in which they are offered.
    pub const NEW: [Self; 8] = [
        Self::YesNo,
        Self::Scale,
        Self::Choice,
        Self::Short,
        Self::Long,
        Self::Number,
        Self::Date,
        Self::Heading,
    ];

    /// The word in forms and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
            Self::Scale => "scale",
            Self::Choice => "choice",
            Self::YesNo => "yesno",
            Self::Number => "number",
            Self::Date => "date",
            Self::Heading => "heading",
            Self::Other => "other",
        }
    }

    /// What can be added under that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::NEW.into_iter().find(|sort| sort.word() == word)
    }

    /// Whether it waits for an answer.
    pub fn asks(self) -> bool {
        self != Self::Heading
    }

    /// What an item of a document is.
    pub fn of(item: &Item) -> Self {
        match item.kind() {
            Kind::Display => Self::Heading,
            Kind::String => Self::Short,
            Kind::Text => Self::Long,
            Kind::Boolean => Self::YesNo,
            Kind::Date => Self::Date,
            Kind::Integer => match item.bounds() {
                (Some(least), Some(most)) if most - least <= STEPS => Self::Scale,
                _ => Self::Number,
            },
            Kind::Decimal => Self::Number,
            Kind::Choice | Kind::OpenChoice if has_worded_options(item) => Self::Choice,
            Kind::Choice | Kind::OpenChoice | Kind::Group => Self::Other,
        }
    }
}
