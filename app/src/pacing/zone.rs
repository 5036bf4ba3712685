//! How a day's spending stands to its budget, in a word.

use serde::{Deserialize, Serialize};

use super::{Constants, Points};

/// Where a day stands. Only words come of it, never an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Below 80 % of the budget.
    RoomLeft,
    /// 80 to 100 %.
    OnPlan,
    /// Over 100, up to 120 %.
    LittleOver,
    /// Over 120 %.
    Over,
}

/// Spending as a percentage of the budget; 0 when nothing is to be spent and nothing was.
pub(super) fn percentage(spent: Points, budget: Points) -> f64 {
    if spent == Points::ZERO {
        0.0
    } else {
        100.0 * spent.get() / budget.get()
    }
}

/// Where a day stands after spending `spent` of `budget`.
pub fn zone(spent: Points, budget: Points, constants: &Constants) -> Zone {
    // Sums of tenths are not exact; the last bit of a float must not decide over a word.
    let percentage = (percentage(spent, budget) * 1e6).round() / 1e6;
    if percentage < constants.plan_from {
        Zone::RoomLeft
    } else if percentage <= constants.plan_to {
        Zone::OnPlan
    } else if percentage <= constants.little_over_to {
        Zone::LittleOver
    } else {
        Zone::Over
    }
}

#[cfg(test)]
mod tests {
    use super::{Zone, zone};
    use crate::pacing::{Constants, Points};

    #[test]
    fn a_day_has_room_goes_as_planned_or_is_a_little_over() {
        for (spent, expected) in [
            (0.0, Zone::RoomLeft),
            (7.9, Zone::RoomLeft),
            (8.0, Zone::OnPlan),
            (10.0, Zone::OnPlan),
            (10.1, Zone::LittleOver),
            (12.0, Zone::LittleOver),
            (12.1, Zone::Over),
        ] {
            let got = zone(Points::new(spent), Points::new(10.0), &Constants::default());
            assert_eq!(got, expected, "{spent} of 10");
        }
    }
}
