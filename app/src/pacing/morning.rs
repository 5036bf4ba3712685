//! The morning's own word: how much energy there is, against what is usual.

use serde::{Deserialize, Serialize};

use super::Constants;

/// How much energy someone says there is this morning.
///
/// Unit: the person's own scale, 0 (none) to 10 (as much as can be).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Energy(u8);

impl Energy {
    /// The highest step of the scale.
    pub const MOST: u8 = 10;

    /// A step of the scale; `None` above 10.
    pub fn new(energy: u8) -> Option<Self> {
        (energy <= Self::MOST).then_some(Self(energy))
    }

    /// The step as a number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Energy {
    type Error = &'static str;
    fn try_from(energy: u8) -> Result<Self, Self::Error> {
        Self::new(energy).ok_or("energy is 0 to 10")
    }
}

impl From<Energy> for u8 {
    fn from(energy: Energy) -> u8 {
        energy.0
    }
}

/// What someone answered in the morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckIn {
    /// A step of the scale.
    Said(Energy),
    /// "Not today": an answer as good as any, and counted against nobody.
    NotToday,
}

impl CheckIn {
    /// The step that was said, if one was.
    pub fn energy(self) -> Option<Energy> {
        match self {
            Self::Said(energy) => Some(energy),
            Self::NotToday => None,
        }
    }
}

/// What this person's mornings are like.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Usual {
    /// The middle morning, 0 to 10; assumed to be 5 until enough are known.
    pub energy: f64,
    /// Whether enough mornings are known.
    pub known: bool,
}

/// The usual morning by the check-ins of earlier days, the newest last.
pub fn usual_morning(earlier: &[Energy], constants: &Constants) -> Usual {
    let window = constants.usual_window as usize;
    let newest = &earlier[earlier.len().saturating_sub(window)..];
    let enough = newest.len() >= constants.usual_needed as usize;
    let energies: Vec<f64> = newest
        .iter()
        .map(|energy| f64::from(energy.get()))
        .collect();
    match median(energies).filter(|_| enough) {
        Some(energy) => Usual {
            energy,
            known: true,
        },
        None => Usual {
            energy: constants.usual_assumed,
            known: false,
        },
    }
}

/// What the morning makes of the baseline: 1 for a usual one, and when nothing was said.
pub fn morning_factor(said: Option<Energy>, usual: Usual, constants: &Constants) -> f64 {
    let Some(energy) = said else { return 1.0 };
    let above = f64::from(energy.get()) - usual.energy;
    let strength = if above < 0.0 {
        constants.below_usual
    } else {
        constants.above_usual
    };
    (1.0 + strength * above / 10.0)
        .max(constants.morning_lowest)
        .min(constants.morning_highest)
}

/// The middle of `values`; between the two middle ones when their number is even.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(values.len() / 2 - 1)?;
    Some((lower + upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{Energy, Usual, morning_factor, usual_morning};
    use crate::pacing::Constants;

    fn mornings(of: &[u8]) -> Vec<Energy> {
        of.iter()
            .filter_map(|energy| Energy::new(*energy))
            .collect()
    }

    #[test]
    fn the_usual_morning_is_the_middle_one_once_there_are_seven() {
        let k = Constants::default();
        let few = usual_morning(&mornings(&[1, 1, 1, 1, 1, 1]), &k);
        assert_eq!((few.energy, few.known), (5.0, false));
        let seven = usual_morning(&mornings(&[3, 9, 3, 4, 2, 3, 8]), &k);
        assert_eq!((seven.energy, seven.known), (3.0, true));
        let eight = usual_morning(&mornings(&[2, 2, 2, 2, 5, 5, 5, 5]), &k);
        assert_eq!(eight.energy, 3.5);
    }

    #[test]
    fn mornings_longer_ago_than_twenty_eight_check_ins_are_forgotten() {
        let mut all = mornings(&[9; 40]);
        all.extend(mornings(&[3; 28]));
        assert_eq!(usual_morning(&all, &Constants::default()).energy, 3.0);
    }

    #[test]
    fn a_good_morning_adds_a_tenth_at_most_and_a_low_one_leaves_six_tenths() {
        let usual = Usual {
            energy: 5.0,
            known: true,
        };
        let factor = |energy| morning_factor(Energy::new(energy), usual, &Constants::default());
        let expected = [
            (0, 0.6),
            (1, 0.6),
            (2, 0.7),
            (3, 0.8),
            (4, 0.9),
            (5, 1.0),
            (6, 1.05),
            (7, 1.1),
            (8, 1.1),
            (10, 1.1),
        ];
        for (energy, expected) in expected {
            assert!((factor(energy) - expected).abs() < 1e-9, "{energy}");
        }
        assert_eq!(morning_factor(None, usual, &Constants::default()), 1.0);
    }
}
