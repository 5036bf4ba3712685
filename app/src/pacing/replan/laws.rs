//! What holds for every week and every suggestion.

use jiff::ToSpan;
use proptest::prelude::*;

use super::super::{Activity, Category, Leeway, Points, Priority};
use super::tests::{TODAY, applied, on, over, week};
use super::{Change, HORIZON, Morning, suggestion_for};

/// Any plan of up to ten activities.
fn plans() -> impl Strategy<Value = Vec<Activity>> {
    let activity = (
        0..7_i64,
        0..4_usize,
        1..40_u16,
        0..3_usize,
        any::<[bool; 3]>(),
        0..7_i64,
    );
    prop::collection::vec(activity, 0..10).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(
                |(n, (day, category, fives, priority, [fixed, asks, bound], latest))| {
                    let leeway = Leeway {
                        fixed: fixed && asks,
                        asks_first: asks && !fixed,
                        priority: Priority::ALL[priority],
                        latest: bound.then(|| TODAY + latest.max(day).days()),
                        ..Leeway::default()
                    };
                    Activity {
                        leeway,
                        ..on(
                            day,
                            &format!("item-{n}"),
                            Category::ALL[category],
                            fives * 5,
                        )
                    }
                },
            )
            .collect()
    })
}

fn mornings() -> impl Strategy<Value = Morning> {
    (0.6..1.1_f64, 0.0..8.0_f64, any::<bool>()).prop_map(|(factor, debt, feels_fine)| Morning {
        factor,
        debt: Points::new(debt),
        feels_fine,
    })
}

proptest! {
    #[test]
    fn no_suggestion_makes_the_week_go_over_by_more_or_adds_to_it(
        planned in plans(), baseline in 4.0..30.0_f64, morning in mornings(),
    ) {
        let Some(found) = suggestion_for(&week(&planned, baseline, morning)) else { return Ok(()) };
        prop_assert!((1..=2).contains(&found.steps.len()));
        let after = applied(&planned, &found.steps);
        let (before_over, after_over) =
            (over(&planned, baseline, morning), over(&after, baseline, morning));
        prop_assert!(after_over < before_over);
        prop_assert!((found.over_after.get() - after_over).abs() < 1e-6);
        prop_assert!((found.over_before.get() - before_over).abs() < 1e-6);
        let total = |planned: &[Activity]| -> u32 {
            planned.iter().map(|it| u32::from(it.minutes.get())).sum()
        };
        prop_assert!(total(&after) <= total(&planned));
        let spent = |planned: &[Activity]| -> f64 {
            week(planned, baseline, morning).days().iter().map(|it| it.planned.get()).sum()
        };
        prop_assert!(spent(&after) <= spent(&planned) + 1e-6);
    }

    #[test]
    fn what_is_fixed_or_asked_for_first_stays_where_it_is(
        planned in plans(), baseline in 4.0..30.0_f64, morning in mornings(),
    ) {
        let Some(found) = suggestion_for(&week(&planned, baseline, morning)) else { return Ok(()) };
        for step in &found.steps {
            let activity = planned.iter().find(|it| it.id == step.activity).unwrap();
            prop_assert!(activity.leeway.is_loose() && activity.category != Category::Restorative);
            if let Change::Move { to } | Change::Split { to, .. } = step.change {
                prop_assert!(activity.leeway.allows(to));
                prop_assert!(to >= TODAY && to < TODAY + (HORIZON as i64).days());
            }
        }
    }

    #[test]
    fn the_same_week_gives_the_same_suggestion_in_whatever_order_it_is_told(
        planned in plans(), baseline in 4.0..30.0_f64, morning in mornings(),
    ) {
        let mut otherwise = planned.clone();
        otherwise.reverse();
        let steps = |planned: &[Activity]| {
            suggestion_for(&week(planned, baseline, morning)).map(|found| found.steps)
        };
        prop_assert_eq!(steps(&planned), steps(&planned));
        prop_assert_eq!(steps(&planned), steps(&otherwise));
    }
}
