//! Own: a person's own data: what is kept, what staff see of it, carrying it away, erasing it.

mod erasing;
pub mod kept;
#[cfg(feature = "ssr")]
pub mod page;

pub use erasing::{AnswerForm, Erasing, ErasureForm, ErasureRequest};

use jiff::Timestamp;

/// A kind of energy data that its owner may share with the coordinator, and take back.
///
/// None is shared until its owner chooses so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// What was answered in the mornings.
    CheckIns,
    /// What was done and left, and what it cost.
    Activities,
    /// The points of today, and what is left of them.
    Budget,
}

impl Sharing {
    /// All kinds, as the page lists them.
    pub const ALL: [Self; 3] = [Self::CheckIns, Self::Activities, Self::Budget];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CheckIns => "check-ins",
            Self::Activities => "activities",
            Self::Budget => "budget",
        }
    }

    /// The kind of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A switch that was turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Which.
    pub kind: Sharing,
    /// On, or off.
    pub shared: bool,
    /// When.
    pub at: Timestamp,
}

/// What is shared, by everything that was ever turned, oldest first.
pub fn shared(turned: &[Turned]) -> Vec<Sharing> {
    let newest = |kind| turned.iter().rev().find(|it| it.kind == kind);
    let is_on = |kind: &Sharing| newest(*kind).is_some_and(|it| it.shared);
    Sharing::ALL.into_iter().filter(is_on).collect()
}

/// A consent as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnConsent {
    /// Which row.
    pub id: String,
    /// The word of its kind.
    pub kind: String,
    /// In which programme, by its name in the reader's language.
    pub programme: String,
    /// Between whom, in words; may be empty.
    pub parties: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// The last day, if there is one.
    pub until: Option<jiff::civil::Date>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// A phone or browser where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInOn {
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// Nothing is kept there.
    pub is_shared: bool,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Sharing, Turned, shared};

    #[test]
    fn nothing_is_shared_until_somebody_chooses_and_the_last_choice_counts() {
        let turned = |kind, shared| Turned {
            kind,
            shared,
            at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(shared(&[]), []);
        let all = [
            turned(Sharing::Budget, true),
            turned(Sharing::CheckIns, true),
            turned(Sharing::Budget, false),
        ];
        assert_eq!(shared(&all), [Sharing::CheckIns]);
        assert_eq!(shared(&all[..2]), [Sharing::CheckIns, Sharing::Budget]);
    }
}
