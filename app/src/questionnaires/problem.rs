//! Why a field could not be taken as an answer, and which sentence says what to do.

use jiff::civil::Date;

/// Why a field could not be taken as an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was chosen or typed where something is needed.
    #[error("nothing was answered")]
    Empty,
    /// Not one of the options.
    #[error("not one of the options")]
    NotAnOption,
    /// Not a number at all.
    #[error("not a number")]
    NotANumber,
    /// A number with decimals where a whole one is needed.
    #[error("not a whole number")]
    NotWhole,
    /// Less than the least, or more than the most.
    #[error("not between {least:?} and {most:?}")]
    OutOfRange {
        /// The least, as it is shown.
        least: Option<String>,
        /// The most, as it is shown.
        most: Option<String>,
    },
    /// More characters than there is room for.
    #[error("{typed} characters where {most} fit")]
    TooLong {
        /// How many fit.
        most: usize,
        /// How many were typed.
        typed: usize,
    },
    /// Not a day of the calendar.
    #[error("not a day")]
    NotADay,
    /// Before the first day, or after the last.
    #[error("not between {first:?} and {last:?}")]
    DayOutOfRange {
        /// The first day that is taken.
        first: Option<Date>,
        /// The last day that is taken.
        last: Option<Date>,
    },
    /// More answers than there is room for.
    #[error("more than {most} answers")]
    TooMany {
        /// How many fit.
        most: usize,
    },
}

impl Problem {
    /// The key of the sentence that says what to do about it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "questions-problem-empty",
            Self::NotAnOption => "questions-problem-option",
            Self::NotANumber => "questions-problem-number",
            Self::NotWhole => "questions-problem-whole",
            Self::OutOfRange {
                least: Some(_),
                most: Some(_),
            } => "questions-problem-range",
            Self::OutOfRange { least: Some(_), .. } => "questions-problem-least",
            Self::OutOfRange { .. } => "questions-problem-most",
            Self::TooLong { .. } => "questions-problem-long",
            Self::NotADay => "questions-problem-day",
            Self::DayOutOfRange {
                first: Some(_),
                last: Some(_),
            } => "questions-problem-days",
            Self::DayOutOfRange { first: Some(_), .. } => "questions-problem-first-day",
            Self::DayOutOfRange { .. } => "questions-problem-last-day",
            Self::TooMany { .. } => "questions-problem-many",
        }
    }
}
