//! Young people: who is under age, and who decides for them.

use jiff::civil::Date;
use serde::Deserialize;

/// The age from which everybody decides alone, in Denmark and Sweden.
const OF_AGE: i64 = 18;

/// What a year of birth says about somebody's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Under age, or not known to have had this year's birthday yet.
    MayBeUnder,
    /// Grown up, or nobody knows the year.
    Grown,
}

/// The age of somebody born in this year, as far as the year alone tells it on `today`.
pub fn age(year_of_birth: Option<i64>, today: Date) -> Age {
    match year_of_birth {
        Some(year) if i64::from(today.year()) - year <= OF_AGE => Age::MayBeUnder,
        _ => Age::Grown,
    }
}

/// Who decides for a young person, as staff have noted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// A guardian, who has said yes.
    Guardian,
    /// The young person alone: old enough for this matter.
    Own,
}

impl Decides {
    /// Both, as a choice lists them.
    pub const ALL: [Self; 2] = [Self::Guardian, Self::Own];

    /// The word in the database and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guardian => "guardian",
            Self::Own => "own",
        }
    }

    /// Whoever has that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// The form that notes who decides, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GuardianForm {
    /// The word of [`Decides`], or `asked`: grown by now, and asked again.
    pub decides: String,
}

/// What a person's page has to say about it, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Young {
    /// Nobody has noted who decides: neither invite nor consent before that.
    Unsaid,
    /// Noted, and still young.
    Said(Decides),
    /// Grown since a guardian said yes: to be asked again.
    CameOfAge,
}

impl Young {
    /// What there is to say about somebody of this age, for whom this is noted.
    pub fn of(age: Age, noted: Option<Decides>) -> Option<Self> {
        match (age, noted) {
            (Age::MayBeUnder, None) => Some(Self::Unsaid),
            (Age::MayBeUnder, Some(decides)) => Some(Self::Said(decides)),
            (Age::Grown, Some(Decides::Guardian)) => Some(Self::CameOfAge),
            (Age::Grown, _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Age, Decides, Young, age};

    #[test]
    fn whoever_may_be_seventeen_still_is_asked_about() {
        let on = |year| age(Some(year), date(2026, 11, 2));
        assert_eq!(on(2010), Age::MayBeUnder);
        assert_eq!(on(2008), Age::MayBeUnder, "the birthday may be in December");
        assert_eq!(on(2007), Age::Grown);
        assert_eq!(age(None, date(2026, 11, 2)), Age::Grown, "nobody knows");
    }

    #[test]
    fn a_guardians_yes_is_asked_for_anew_once_they_are_grown_and_an_own_one_is_not() {
        let grown = |noted| Young::of(Age::Grown, noted);
        assert_eq!(grown(Some(Decides::Guardian)), Some(Young::CameOfAge));
        assert_eq!(grown(Some(Decides::Own)), None);
        assert_eq!(grown(None), None);
        assert_eq!(Young::of(Age::MayBeUnder, None), Some(Young::Unsaid));
    }
}
