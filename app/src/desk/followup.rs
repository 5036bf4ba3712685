//! The follow-up a year on: everyone ends in exactly one disposition.

use jiff::civil::Date;

use crate::programmes::Period;

/// How the follow-up of one person ended. Everyone ends in exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Disposition {
    /// All the core questions were answered.
    Complete,
    /// Some of them were.
    Partial,
    /// The person did not want to.
    Refused,
    /// Nobody was reached, though the ways to them seemed right.
    NotReached,
    /// No way led to the person any more.
    BadContact,
    /// Has died.
    Deceased,
    /// Name and address are protected: nobody was contacted.
    Protected,
    /// Had not agreed to be asked later, or took it back.
    NoConsent,
    /// Not answered; the livelihood is known from the register.
    RegisterOnly,
}

impl Disposition {
    /// All, in the order in which a list shows them.
    pub const ALL: [Self; 9] = [
        Self::Complete,
        Self::Partial,
        Self::RegisterOnly,
        Self::Refused,
        Self::NotReached,
        Self::BadContact,
        Self::NoConsent,
        Self::Protected,
        Self::Deceased,
    ];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partial => "partial",
            Self::Refused => "refused",
            Self::NotReached => "not-reached",
            Self::BadContact => "bad-contact",
            Self::Deceased => "deceased",
            Self::Protected => "protected",
            Self::NoConsent => "no-consent",
            Self::RegisterOnly => "register-only",
        }
    }

    /// The disposition of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What is known of one person's follow-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Has died.
    pub died: bool,
    /// Name and address are protected.
    pub protected: bool,
    /// The consent to be asked later stood when it fell due, and stands.
    pub consented: bool,
    /// The answers were sent.
    pub sent: bool,
    /// Some core questions have an answer that is no skip.
    pub some_core: bool,
    /// All of them have.
    pub all_core: bool,
    /// The first of them, the livelihood, has.
    pub livelihood_said: bool,
    /// The livelihood was looked up in the register.
    pub livelihood_in_register: bool,
    /// The person said no.
    pub refused: bool,
    /// The number was wrong, or no address is known, and nothing else led to the person.
    pub no_way: bool,
    /// Somebody talked to the person, or they opened a message of it.
    pub was_reached: bool,
}

impl Known {
    /// The one disposition that all this comes to; the order is the order of the questions.
    pub fn disposition(self) -> Disposition {
        if self.died {
            return Disposition::Deceased;
        }
        if self.sent && self.all_core {
            return Disposition::Complete;
        }
        if self.some_core {
            return Disposition::Partial;
        }
        if self.livelihood_in_register {
            return Disposition::RegisterOnly;
        }
        if self.refused {
            return Disposition::Refused;
        }
        if self.protected {
            return Disposition::Protected;
        }
        if !self.consented {
            return Disposition::NoConsent;
        }
        if self.no_way && !self.was_reached {
            return Disposition::BadContact;
        }
        Disposition::NotReached
    }

    /// Whether somebody or something got through to the person.
    pub fn reached(self) -> bool {
        self.was_reached || self.some_core || self.refused
    }

    /// Whether the person answered, in whole or in part.
    pub fn answered(self) -> bool {
        self.some_core
    }

    /// Whether the livelihood is known, from the person or from the register.
    pub fn livelihood_known(self) -> bool {
        self.livelihood_said || self.livelihood_in_register
    }
}

/// The three figures of a follow-up, which are three and never one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Everyone whose year is over.
    pub everyone: u32,
    /// Of them: somebody or something got through.
    pub reached: u32,
    /// Of them: answered, in whole or in part.
    pub answered: u32,
    /// Of them: the livelihood is known.
    pub livelihood: u32,
}

impl Figures {
    /// Counts these people.
    pub fn of(all: impl IntoIterator<Item = Known>) -> Self {
        all.into_iter().fold(Self::default(), |mut sum, known| {
            sum.everyone += 1;
            sum.reached += u32::from(known.reached());
            sum.answered += u32::from(known.answered());
            sum.livelihood += u32::from(known.livelihood_known());
            sum
        })
    }
}

/// The days of one person's follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// It falls due: a year after the end.
    pub due: Date,
    /// The register is looked up for whoever was not reached.
    pub register: Date,
    /// It closes.
    pub closes: Date,
}

impl Days {
    /// The days of a follow-up that counts from `end`.
    pub fn of(end: Date, after: Period, register_after: Period, open_for: Period) -> Self {
        let due = after.after(end);
        Self {
            due,
            register: register_after.after(due),
            closes: open_for.after(due),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Disposition, Figures, Known};

    fn known() -> Known {
        Known {
            consented: true,
            ..Known::default()
        }
    }

    #[test]
    fn whoever_died_is_deceased_whatever_else_is_known() {
        let all = Known {
            died: true,
            sent: true,
            all_core: true,
            some_core: true,
            refused: true,
            ..known()
        };
        assert_eq!(all.disposition(), Disposition::Deceased);
    }

    #[test]
    fn each_story_ends_in_one_disposition() {
        let sent = Known {
            sent: true,
            some_core: true,
            all_core: true,
            livelihood_said: true,
            ..known()
        };
        let begun = Known {
            sent: false,
            all_core: false,
            ..sent
        };
        let skipped_all = Known {
            sent: true,
            was_reached: true,
            ..known()
        };
        let wrong_number = Known {
            no_way: true,
            ..known()
        };
        let register = Known {
            livelihood_in_register: true,
            refused: true,
            ..known()
        };
        let stories = [
            (sent, Disposition::Complete),
            (begun, Disposition::Partial),
            (skipped_all, Disposition::NotReached),
            (wrong_number, Disposition::BadContact),
            (register, Disposition::RegisterOnly),
            (known(), Disposition::NotReached),
            (Known::default(), Disposition::NoConsent),
        ];
        for (story, end) in stories {
            assert_eq!(story.disposition(), end, "{story:?}");
        }
        let figures = Figures::of(stories.map(|(story, _)| story));
        assert_eq!(
            (
                figures.everyone,
                figures.reached,
                figures.answered,
                figures.livelihood
            ),
            (7, 4, 2, 3),
            "three figures, and no two the same"
        );
    }
}
