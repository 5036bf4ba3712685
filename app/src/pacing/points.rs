//! Energy points, the one unit of this room.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// An amount of energy.
///
/// Unit: energy points; one is 30 minutes of an activity that this person finds light.
/// Range: 0 or more, always finite; anything else becomes 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Points(f64);

impl Points {
    /// Nothing at all.
    pub const ZERO: Self = Self(0.0);

    /// `points`, or 0 where that is negative or no number.
    pub fn new(points: f64) -> Self {
        Self(if points.is_finite() {
            points.max(0.0)
        } else {
            0.0
        })
    }

    /// The amount as a number.
    pub fn get(self) -> f64 {
        self.0
    }

    /// What is left when `other` is taken away; never below zero.
    pub fn less(self, other: Self) -> Self {
        Self::new(self.0 - other.0)
    }

    /// `share` of this amount.
    pub fn times(self, share: f64) -> Self {
        Self::new(self.0 * share)
    }

    /// The smaller of two amounts.
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The larger of two amounts.
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The nearest whole number of points, as pebbles show it.
    pub fn whole(self) -> u32 {
        // A float becomes the nearest integer that fits; a budget is far below that.
        self.0.round() as u32
    }

    /// The nearest half, as a cost is written: "1", "1½"; something is never "0".
    pub fn written(self) -> String {
        let halves = (self.0 * 2.0).round() as u32;
        let halves = if self.0 > 0.0 { halves.max(1) } else { 0 };
        match (halves / 2, halves % 2) {
            (0, 1) => "½".to_owned(),
            (whole, 1) => format!("{whole}½"),
            (whole, _) => whole.to_string(),
        }
    }
}

impl From<f64> for Points {
    fn from(points: f64) -> Self {
        Self::new(points)
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        points.0
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.0 + other.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn a_cost_is_written_to_the_nearest_half_and_a_small_one_is_not_nothing() {
        let written = |points: f64| Points::new(points).written();
        assert_eq!(written(0.0), "0");
        assert_eq!(written(0.1), "½");
        assert_eq!(written(1.08), "1");
        assert_eq!(written(1.3), "1½");
        assert_eq!(written(2.0), "2");
    }

    #[test]
    fn what_is_no_amount_becomes_nothing() {
        for odd in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(Points::new(odd), Points::ZERO);
        }
    }
}
