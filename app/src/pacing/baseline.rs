//! A suggestion for the baseline. People decide together; nothing applies itself.

use jiff::civil::Date;

use super::morning::median;
use super::{Constants, Energy, PastDay, Points, Steadiness, Usual, evenness};

/// Days on which less than half of the baseline was written down tell of little writing, not of
/// little energy: nothing is suggested from them. *ours*: half, as where it is asked whether
/// there was room left.
const LEAST_TOLD: f64 = 0.5;

/// One day on which something was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoggedDay {
    /// What the day cost.
    pub spent: Points,
    /// Whether the morning after showed that it was being paid back.
    pub paid_back: bool,
}

/// What baseline these days speak for, if it differs from `current`.
///
/// Eight tenths of the middle day, leaving out days that were paid back. `None` with
/// fewer than five days to go by, or where the middle one has less than half of `current`. Lower is suggested at once; higher only after
/// `even_weeks` of at least two, and then by a tenth at most, because activity is never
/// raised by a formula alone.
pub fn suggestion(
    days: &[LoggedDay],
    current: Points,
    even_weeks: u32,
    constants: &Constants,
) -> Option<Points> {
    let counted: Vec<f64> = days
        .iter()
        .filter(|day| !day.paid_back)
        .map(|day| day.spent.get())
        .collect();
    if counted.len() < constants.baseline_days as usize {
        return None;
    }
    let middle = Points::new(median(counted)?);
    if middle < current.times(LEAST_TOLD) {
        return None;
    }
    let spoken_for = middle.times(constants.baseline_share);
    if spoken_for > current && even_weeks < constants.baseline_even_weeks {
        return None;
    }
    let highest = current.times(1.0 + constants.baseline_rise);
    let suggested = spoken_for.min(highest);
    // Half a point more or less is no reason for a conversation.
    ((suggested.get() - current.get()).abs() >= 0.5).then_some(suggested)
}

/// The days on which something was done, and how the morning after each was.
///
/// `today` is this morning's word and what was usual by then. A morning two steps or more
/// below the usual marks the day before as paid back.
pub fn logged_days(
    past: &[PastDay],
    today: (Option<Energy>, Usual),
    constants: &Constants,
) -> Vec<LoggedDay> {
    let mornings = past.iter().skip(1).map(|day| (day.morning, day.usual));
    past.iter()
        .zip(mornings.chain([today]))
        .filter(|(day, _)| day.logged)
        .map(|(day, (said, usual))| LoggedDay {
            spent: day.spent,
            paid_back: said.is_some_and(|said| {
                usual.energy - f64::from(said.get()) >= constants.payback_morning
            }),
        })
        .collect()
}

/// How many weeks before `today` were even, counted back until one was not.
pub fn even_weeks(past: &[PastDay], today: Date, constants: &Constants) -> u32 {
    let week = |ago: i32| -> Vec<Points> {
        let weeks_back = |day: &PastDay| {
            today
                .since(day.date)
                .map_or(-1, |span| (span.get_days() - 1).div_euclid(7))
        };
        past.iter()
            .filter(|day| day.logged && weeks_back(day) == ago)
            .map(|day| day.spent)
            .collect()
    };
    (0..)
        .take_while(|ago| {
            evenness(&week(*ago), constants).is_some_and(|week| week.word == Steadiness::Even)
        })
        .count() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LoggedDay, suggestion};
    use crate::pacing::{Constants, Points};

    fn days(spent: &[f64]) -> Vec<LoggedDay> {
        let day = |spent: &f64| LoggedDay {
            spent: Points::new(*spent),
            paid_back: false,
        };
        spent.iter().map(day).collect()
    }

    fn suggested(days: &[LoggedDay], current: f64, even_weeks: u32) -> Option<f64> {
        suggestion(
            days,
            Points::new(current),
            even_weeks,
            &Constants::default(),
        )
        .map(Points::get)
    }

    #[test]
    fn a_lower_baseline_is_suggested_from_the_middle_of_five_days() {
        assert_eq!(suggested(&days(&[10.0, 8.0, 12.0, 10.0]), 12.0, 0), None);
        assert_eq!(
            suggested(&days(&[10.0, 8.0, 30.0, 10.0, 2.0]), 12.0, 0),
            Some(8.0)
        );
    }

    #[test]
    fn days_of_which_little_is_known_speak_for_nothing() {
        assert_eq!(suggested(&days(&[3.0; 9]), 11.0, 4), None);
        assert_eq!(suggested(&days(&[5.5; 9]), 11.0, 4), Some(4.4));
    }

    #[test]
    fn a_day_that_was_paid_back_does_not_speak_for_more() {
        let mut with_boom = days(&[10.0, 10.0, 10.0, 10.0, 10.0]);
        for _ in 0..6 {
            with_boom.push(LoggedDay {
                spent: Points::new(40.0),
                paid_back: true,
            });
        }
        assert_eq!(suggested(&with_boom, 12.0, 4), Some(8.0));
        with_boom.pop();
        with_boom.remove(0);
        assert_eq!(
            suggested(&with_boom, 12.0, 4),
            None,
            "four days are too few"
        );
    }

    #[test]
    fn a_higher_one_waits_for_two_even_weeks_and_rises_by_a_tenth() {
        let busy = days(&[20.0; 7]);
        assert_eq!(suggested(&busy, 10.0, 1), None);
        assert_eq!(suggested(&busy, 10.0, 2), Some(11.0));
        assert_eq!(
            suggested(&days(&[20.0; 7]), 16.2, 2),
            None,
            "too near to talk about"
        );
    }

    proptest! {
        #[test]
        fn no_suggestion_adds_more_than_a_tenth(
            spent in prop::collection::vec(0.0..80.0_f64, 0..40), current in 1.0..40.0_f64,
            even_weeks in 0..5_u32,
        ) {
            if let Some(points) = suggested(&days(&spent), current, even_weeks) {
                prop_assert!(points <= 1.1 * current + 1e-9);
                prop_assert!(even_weeks >= 2 || points < current);
            }
        }
    }
}
