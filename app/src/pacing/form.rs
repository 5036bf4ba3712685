//! The forms of this room, read at the door.

use serde::Deserialize;

use super::{CheckIn, Energy, Rating, UnknownWord};

/// The morning check-in, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct CheckInForm {
    /// `0` to `10`, or `not_today`.
    #[serde(default)]
    pub energy: String,
}

/// Why a check-in could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckIn {
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    Nothing,
    /// Something else than 0 to 10 or "not today".
    #[error("energy is 0 to 10 or not_today")]
    OffTheScale,
}

impl CheckInForm {
    /// What was answered.
    pub fn read(&self) -> Result<CheckIn, NotACheckIn> {
        match self.energy.trim() {
            "" => Err(NotACheckIn::Nothing),
            "not_today" => Ok(CheckIn::NotToday),
            step => step
                .parse()
                .ok()
                .and_then(Energy::new)
                .map(CheckIn::Said)
                .ok_or(NotACheckIn::OffTheScale),
        }
    }
}

/// What an activity cost, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RatingForm {
    /// `less`, `as_expected`, `more` or `much_more`.
    #[serde(default)]
    pub rating: String,
}

/// A rating that is none of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rating is less, as_expected, more or much_more")]
pub struct NotARating;

impl RatingForm {
    /// What was said.
    pub fn read(&self) -> Result<Rating, NotARating> {
        Rating::parse(self.rating.trim()).map_err(|UnknownWord| NotARating)
    }
}

/// What a person does with one activity. The same deed twice is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It was done.
    Done,
    /// It has begun.
    Start,
    /// The easier version will do.
    Easier,
    /// The whole of it after all.
    Whole,
    /// It was left: a choice like any other.
    Left,
    /// Neither; it is ahead again, and what was said of its cost is forgotten.
    Undo,
    /// What it cost. Counts only for what is done.
    Rate(Rating),
}

#[cfg(test)]
mod tests {
    use super::{CheckInForm, NotACheckIn, NotARating, RatingForm};
    use crate::pacing::{CheckIn, Energy, Rating};

    fn read(typed: &str) -> Result<CheckIn, NotACheckIn> {
        let energy = typed.to_owned();
        CheckInForm { energy }.read()
    }

    #[test]
    fn a_morning_is_a_step_of_the_scale_or_not_today() {
        for step in 0..=10 {
            let said = Energy::new(step).map(CheckIn::Said);
            assert_eq!(read(&step.to_string()).ok(), said);
        }
        assert_eq!(read("not_today"), Ok(CheckIn::NotToday));
        assert_eq!(read(" "), Err(NotACheckIn::Nothing));
        for odd in [
            "11",
            "-1",
            "3.5",
            "256",
            "tired",
            "٣",
            "0x3",
            "99999999999999999999",
        ] {
            assert_eq!(read(odd), Err(NotACheckIn::OffTheScale), "{odd}");
        }
    }

    #[test]
    fn a_rating_is_one_of_four_words() {
        let read = |rating: &str| {
            let rating = rating.to_owned();
            RatingForm { rating }.read()
        };
        assert_eq!(read("much_more"), Ok(Rating::MuchMore));
        assert_eq!(read("awful"), Err(NotARating));
        assert_eq!(read(""), Err(NotARating));
    }
}
