//! The files that others ask a programme for: each made of labels alone, each with a codebook.
//!
//! What nobody keeps here stands in them as an empty cell with a word that says why, so that a
//! file has the same lines in every programme.

mod finsam;
mod skandia;
mod status;

#[cfg(feature = "ssr")]
use super::codebook;
use super::csv::{COLUMNS, csv};
use super::register::RegisterFigure;
use super::results::Results;
#[cfg(feature = "ssr")]
use crate::texts::Words;

/// A file of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// How many took part, by year and sex: what Uppföljning Finsam asks for.
    Finsam,
    /// What people live on 1, 3, 6 and 12 months after the end, as Jobindsats counts it.
    Status,
    /// What a cost-savings analysis by the Skandia model starts from.
    Skandia,
    /// Every indicator with its interval, answers, people asked, target and verdict.
    Indicators,
}

impl File {
    /// In the order in which the page lists them.
    pub const ALL: [Self; 4] = [Self::Finsam, Self::Status, Self::Skandia, Self::Indicators];

    /// Its name without an ending; also the end of its keys in the texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Finsam => "finsam_year",
            Self::Status => "status_1_3_6_12",
            Self::Skandia => "skandia_inputs",
            Self::Indicators => "indicators",
        }
    }

    /// The file of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.name() == name)
    }

    /// What its columns are called, in order.
    pub fn columns(self) -> &'static str {
        match self {
            Self::Finsam => finsam::COLUMNS,
            Self::Status => status::COLUMNS,
            Self::Skandia => skandia::COLUMNS,
            Self::Indicators => COLUMNS,
        }
    }

    /// The figures as CSV (RFC 4180, UTF-8).
    pub fn figures(self, results: &Results) -> String {
        match self {
            Self::Finsam => finsam::csv(results),
            Self::Status => status::csv(results),
            Self::Skandia => skandia::csv(results),
            Self::Indicators => csv(results),
        }
    }

    /// What each of its columns means, as CSV.
    #[cfg(feature = "ssr")]
    pub fn codebook(self, words: Words) -> String {
        codebook::of(words, &format!("{}.csv", self.name()), self.columns())
    }
}

/// A share of people to three decimals, outwards, so that it never looks surer than it is.
fn shares(figure: &RegisterFigure, (from, to): (u32, u32)) -> String {
    let share = |count: u32| f64::from(count) / f64::from(figure.people()) * 1000.0;
    let low = (share(from) + 1e-9).floor() / 1000.0;
    let high = (share(to) - 1e-9).ceil() / 1000.0;
    format!("{low:.3},{high:.3}")
}

#[cfg(test)]
mod tests;
