//! Figures that may leave the office: counts under noise, and their file.

use std::fmt::Write;

use super::csv::field;
use super::noise::Noisy;
use super::results::Indicator;
use super::waves::Quarter;

/// The counts of one wave of one indicator, under noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublicFigure {
    /// What was asked.
    pub indicator: Indicator,
    /// In which wave.
    pub quarter: Quarter,
    /// The counts.
    pub noisy: Noisy,
}

impl PublicFigure {
    /// The happy share and what it may be off by, 95 times of 100: 0 to 1. A count that
    /// noise took below zero or above all is read as none or all.
    pub fn happy(self) -> (f64, f64) {
        let answers = f64::from(self.noisy.answers());
        let share = self.noisy.happy() as f64 / answers;
        (
            share.clamp(0.0, 1.0),
            f64::from(self.noisy.within()) / answers,
        )
    }
}

/// What each column of the public's file is called.
pub const PUBLIC_COLUMNS: &str = "programme,indicator,wave,answers,happy,unhappy,within,epsilon";

/// The public's figures as CSV (RFC 4180, UTF-8).
pub fn public_csv(programme: &str, figures: &[PublicFigure]) -> String {
    let mut file = format!("{PUBLIC_COLUMNS}\r\n");
    for figure in figures {
        let noisy = figure.noisy;
        let _ = write!(
            file,
            "{},{},{},{},{},{},{},{:.3}\r\n",
            field(programme),
            figure.indicator.word(),
            figure.quarter,
            noisy.answers(),
            noisy.happy(),
            noisy.unhappy(),
            noisy.within(),
            f64::from(noisy.cost().thousandths()) / 1000.0,
        );
    }
    file
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Noisy, PublicFigure, public_csv};
    use crate::insight::{Indicator, Ledger, Quarter};

    #[test]
    fn a_count_below_zero_is_told_as_it_was_drawn_and_read_as_none() {
        let mut ledger = Ledger::default();
        let noisy = Noisy::published("influence", (240, -3), 250, 500, &mut ledger).unwrap();
        let figure = PublicFigure {
            indicator: Indicator::Influence,
            quarter: Quarter::of(date(2026, 10, 1)),
            noisy,
        };
        assert_eq!(figure.happy().0, 0.0);
        let file = public_csv("koll", &[figure]);
        assert!(
            file.contains("koll,influence,2026-Q4,250,-3,240,12,0.500\r\n"),
            "{file}"
        );
    }
}
