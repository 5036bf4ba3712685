//! What holds for every person and every fortnight.

use proptest::prelude::*;

use super::DayInput;
use super::people::{TODAY, about, ago, on, said, spent_on, today};
use crate::pacing::{Baseline, History, Points};

/// Any two weeks: what each day cost, the mornings, and the days someone felt fine.
fn weeks() -> impl Strategy<Value = History> {
    let day = (0.0..40.0_f64, prop::option::of(0..=10_u8), any::<bool>());
    (prop::collection::vec(day, 0..14), 4.0..30.0_f64).prop_map(|(days, points)| {
        let mut history = History {
            baselines: vec![Baseline {
                from: ago(60),
                points: Points::new(points),
            }],
            ..History::default()
        };
        for (index, (spent, morning, fine)) in days.into_iter().enumerate() {
            let date = ago(14 - index as i64);
            history.activities.extend(spent_on(date, spent));
            if let Some(morning) = morning.and_then(said) {
                history.check_ins.insert(date, morning);
            }
            if fine {
                history.feels_fine.insert(date);
            }
        }
        history
    })
}

proptest! {
    #[test]
    fn the_same_rows_give_the_same_day(history in weeks(), morning in 0..=10_u8) {
        let of = |history: &History| on(history, DayInput { check_in: said(morning), ..today() });
        let mut otherwise = history.clone();
        otherwise.activities.reverse();
        prop_assert_eq!(of(&history), of(&history));
        about(of(&otherwise).budget, of(&history).budget.get());
    }

    #[test]
    fn every_day_has_at_least_four_tenths_of_the_baseline(history in weeks(), morning in 0..=10_u8) {
        let found = on(&history, DayInput { check_in: said(morning), ..today() });
        prop_assert!(found.budget.get() >= 0.4 * found.explanation.baseline.get());
        prop_assert!(found.explanation.debt.get() <= 0.5 * found.explanation.baseline.get());
    }

    #[test]
    fn doing_more_yesterday_never_raises_todays_budget(history in weeks(), more in 0.0..20.0_f64) {
        let mut busier = history.clone();
        busier.activities.extend(spent_on(ago(1), more));
        prop_assert!(on(&busier, today()).budget <= on(&history, today()).budget);
    }

    #[test]
    fn pebbles_left_and_used_always_make_up_the_budget(history in weeks(), spent in 0.0..40.0_f64) {
        let activities = spent_on(TODAY, spent);
        let found = on(&history, DayInput { activities, ..today() });
        let pebbles = found.pebbles();
        prop_assert_eq!(pebbles.left + pebbles.used, found.budget.whole());
        prop_assert!(pebbles.planned <= pebbles.left);
    }
}
