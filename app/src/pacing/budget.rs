//! Today's budget and what is carried over from days that went over.

use serde::{Deserialize, Serialize};

use super::{Constants, Points, Reason};

/// What a day's budget may be, by the morning and by the payback, and which of them counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// What the morning allows.
    pub by_morning: Points,
    /// What the payback allows; `None` when there is too little of it to count.
    pub by_payback: Option<Points>,
    /// The budget.
    pub budget: Points,
    /// Which of them the budget comes from.
    pub reason: Reason,
}

/// The budget of a day: the lower of what the morning and the payback allow.
///
/// The lower, not both together, because a low morning may already *be* the payback.
/// `feels_fine` sets the payback aside for the day; the budget is then never more than
/// the baseline. At least 0.4 of the baseline is always left.
pub fn limits(
    baseline: Points,
    factor: f64,
    debt: Points,
    feels_fine: bool,
    constants: &Constants,
) -> Limits {
    let by_morning = baseline.times(factor);
    let by_payback = (debt.get() >= constants.debt_counts).then(|| baseline.less(debt));
    let (allowed, reason) = match by_payback {
        None => (by_morning, Reason::Morning),
        Some(_) if feels_fine => (by_morning.min(baseline), Reason::FeelsFine),
        Some(by_payback) if by_payback < by_morning => (by_payback, Reason::Payback),
        Some(_) => (by_morning, Reason::MorningBelowPayback),
    };
    let least = baseline.times(constants.budget_least);
    Limits {
        by_morning,
        by_payback,
        budget: allowed.max(least),
        reason: if allowed < least {
            Reason::Least
        } else {
            reason
        },
    }
}

/// The payback that tomorrow begins with: half of today's, and a part of what went over.
///
/// `baseline` is tomorrow's; the payback is never more than half of it, so that it
/// can't run away however long someone goes over.
pub fn debt_after(
    debt: Points,
    spent: Points,
    budget: Points,
    baseline: Points,
    constants: &Constants,
) -> Points {
    let over = spent.less(budget);
    (debt.times(constants.debt_kept) + over.times(constants.debt_added))
        .min(baseline.times(constants.debt_most))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{debt_after, limits};
    use crate::pacing::{Constants, Energy, Points, Reason, Usual, morning_factor};

    const USUAL: Usual = Usual {
        energy: 5.0,
        known: true,
    };

    fn budget(baseline: f64, morning: u8, debt: f64) -> f64 {
        let k = Constants::default();
        let factor = morning_factor(Energy::new(morning), USUAL, &k);
        limits(Points::new(baseline), factor, Points::new(debt), false, &k)
            .budget
            .get()
    }

    fn about(got: f64, expected: f64) {
        assert!(
            (got - expected).abs() < 0.005,
            "{got} instead of {expected}"
        );
    }

    #[test]
    fn the_morning_sets_the_budget() {
        for (morning, expected) in [
            (2, 11.2),
            (3, 12.8),
            (5, 16.0),
            (7, 17.6),
            (9, 17.6),
            (0, 9.6),
        ] {
            about(budget(16.0, morning, 0.0), expected);
        }
    }

    #[test]
    fn the_lower_of_morning_and_payback_counts_not_their_sum() {
        let k = Constants::default();
        let of = |factor, debt| limits(Points::new(16.0), factor, Points::new(debt), false, &k);
        let paying = of(0.8, 5.0);
        about(paying.budget.get(), 11.0);
        assert_eq!(paying.reason, Reason::Payback);
        let low = of(0.6, 5.0);
        about(low.budget.get(), 9.6);
        assert_eq!(low.reason, Reason::MorningBelowPayback);
        assert_eq!(of(0.8, 0.49).reason, Reason::Morning);
    }

    #[test]
    fn someone_who_feels_fine_gets_the_day_without_payback_but_no_more_than_usual() {
        let k = Constants::default();
        let fine = |factor, debt| limits(Points::new(16.0), factor, Points::new(debt), true, &k);
        about(fine(1.1, 5.0).budget.get(), 16.0);
        about(fine(0.8, 5.0).budget.get(), 12.8);
        assert_eq!(fine(1.1, 5.0).reason, Reason::FeelsFine);
        // With nothing to pay back there is nothing to set aside.
        about(fine(1.1, 0.0).budget.get(), 17.6);
    }

    #[test]
    fn six_points_over_are_paid_back_in_three_days() {
        let k = Constants::default();
        let base = Points::new(16.0);
        let mut debt = debt_after(Points::ZERO, Points::new(22.0), base, base, &k);
        let mut paid = 0.0;
        for expected in [12.4, 14.2, 15.1, 16.0] {
            let today = limits(base, 1.0, debt, false, &k).budget;
            about(today.get(), expected);
            paid += 16.0 - today.get();
            debt = debt_after(debt, today, today, base, &k);
        }
        about(paid, 6.3);
    }

    #[test]
    fn going_over_every_day_settles_and_does_not_spiral() {
        let k = Constants::default();
        let base = Points::new(16.0);
        let (mut debt, mut today) = (Points::ZERO, base);
        for _ in 0..60 {
            debt = debt_after(debt, today.times(1.3), today, base, &k);
            today = limits(base, 1.0, debt, false, &k).budget;
        }
        about(debt.get(), 4.24);
        about(today.get(), 11.76);
    }

    #[test]
    fn where_the_constants_would_leave_too_little_the_least_is_left() {
        let harsh = Constants {
            debt_most: 0.9,
            ..Constants::default()
        };
        let low = limits(Points::new(16.0), 1.0, Points::new(14.0), false, &harsh);
        about(low.budget.get(), 6.4);
        assert_eq!(low.reason, Reason::Least);
    }

    proptest! {
        #[test]
        fn at_least_four_tenths_of_the_baseline_is_always_left(
            baseline in 0.5..60.0_f64, factor in 0.0..2.0_f64, debt in 0.0..80.0_f64, fine: bool,
        ) {
            let k = Constants::default();
            let today = limits(Points::new(baseline), factor, Points::new(debt), fine, &k);
            prop_assert!(today.budget.get() >= 0.4 * baseline);
        }

        #[test]
        fn spending_more_never_raises_tomorrows_budget(
            baseline in 1.0..60.0_f64, debt in 0.0..30.0_f64, today in 0.4..60.0_f64,
            spent in 0.0..60.0_f64, more in 0.0..60.0_f64, factor in 0.6..1.1_f64,
        ) {
            let k = Constants::default();
            let base = Points::new(baseline);
            let tomorrow = |spent: f64| {
                let debt =
                    debt_after(Points::new(debt), Points::new(spent), Points::new(today), base, &k);
                limits(base, factor, debt, false, &k).budget
            };
            prop_assert!(tomorrow(spent + more) <= tomorrow(spent));
        }

        #[test]
        fn the_payback_is_at_most_half_the_baseline(
            baseline in 0.5..60.0_f64, days in prop::collection::vec(0.0..200.0_f64, 1..60),
        ) {
            let k = Constants::default();
            let base = Points::new(baseline);
            let mut debt = Points::ZERO;
            for spent in days {
                let today = limits(base, 1.0, debt, false, &k).budget;
                debt = debt_after(debt, Points::new(spent), today, base, &k);
                prop_assert!(debt.get() <= 0.5 * baseline);
            }
        }

        #[test]
        fn a_lower_morning_never_raises_the_budget(
            baseline in 1.0..60.0_f64, debt in 0.0..30.0_f64, usual in 0.0..=10.0_f64,
            morning in 1..=10_u8, fine: bool,
        ) {
            let k = Constants::default();
            let usual = Usual { energy: usual, known: true };
            let of = |morning| {
                let factor = morning_factor(Energy::new(morning), usual, &k);
                limits(Points::new(baseline), factor, Points::new(debt), fine, &k).budget
            };
            prop_assert!(of(morning - 1) <= of(morning));
        }

        #[test]
        fn saying_i_feel_fine_never_lowers_the_budget(
            baseline in 1.0..60.0_f64, factor in 0.6..1.1_f64, debt in 0.0..30.0_f64,
        ) {
            let k = Constants::default();
            let of = |fine| limits(Points::new(baseline), factor, Points::new(debt), fine, &k).budget;
            prop_assert!(of(true) >= of(false));
        }
    }
}
