//! A week as a whole: how full it was and how even.

use serde::{Deserialize, Serialize};

use super::{Constants, Points};

/// How even a week was. The words' limits are ours and unvalidated: text only.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evenness {
    /// Coefficient of variation: standard deviation of these days over their mean.
    pub variation: f64,
    /// Mean of the fullest day over each day; 1 when all are alike, at most 10.
    pub peaks: f64,
    /// The word for it.
    pub word: Steadiness,
}

/// A word for how even a week was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steadiness {
    /// One day much like the other.
    Even,
    /// Some days fuller than others.
    Uneven,
    /// Very full and very quiet days by turns.
    UpAndDown,
}

/// How even the logged days of a week were; `None` with fewer than five of them or when
/// nothing was spent at all.
pub fn evenness(logged: &[Points], constants: &Constants) -> Option<Evenness> {
    let most = logged.iter().copied().fold(Points::ZERO, Points::max);
    if logged.len() < constants.week_days as usize || most == Points::ZERO {
        return None;
    }
    let days = logged.len() as f64;
    let mean = logged.iter().map(|day| day.get()).sum::<f64>() / days;
    let square = |day: &Points| (day.get() - mean).powi(2);
    let variation = (logged.iter().map(square).sum::<f64>() / days).sqrt() / mean;
    let quietest = most.times(constants.quiet_day);
    let peak = |day: &Points| most.get() / day.max(quietest).get();
    let word = if variation < constants.even_below {
        Steadiness::Even
    } else if variation <= constants.uneven_to {
        Steadiness::Uneven
    } else {
        Steadiness::UpAndDown
    };
    Some(Evenness {
        variation,
        peaks: logged.iter().map(peak).sum::<f64>() / days,
        word,
    })
}

/// How full the days of a week were together, as a percentage of their budgets.
///
/// Each day is what was spent and what there was; `None` when there was nothing.
pub fn load(days: &[(Points, Points)]) -> Option<f64> {
    let spent: Points = days.iter().map(|(spent, _)| *spent).sum();
    let budget: Points = days.iter().map(|(_, budget)| *budget).sum();
    (budget > Points::ZERO).then(|| 100.0 * spent.get() / budget.get())
}

/// Whether to ask before a week is planned so: it holds more than a tenth above the mean
/// of the last three. `false` until there are three to compare with.
pub fn asks_before(planned: Points, last_three: &[Points; 3], constants: &Constants) -> bool {
    let mean = last_three.iter().map(|week| week.get()).sum::<f64>() / 3.0;
    mean > 0.0 && planned.get() > constants.week_growth * mean
}

#[cfg(test)]
mod tests {
    use super::{Steadiness, asks_before, evenness, load};
    use crate::pacing::{Constants, Points};

    fn points(of: &[f64]) -> Vec<Points> {
        of.iter().copied().map(Points::new).collect()
    }

    #[test]
    fn an_even_week_and_one_of_boom_and_bust_have_nearly_the_same_total() {
        let k = Constants::default();
        let even = points(&[14.0, 16.0, 15.0, 16.0, 17.0, 16.0, 15.0]);
        let found = evenness(&even, &k).unwrap();
        assert!((found.variation - 0.06).abs() < 0.005 && (found.peaks - 1.1).abs() < 0.01);
        assert_eq!(found.word, Steadiness::Even);

        let boom = points(&[30.0, 4.0, 3.0, 28.0, 5.0, 30.0, 8.0]);
        let found = evenness(&boom, &k).unwrap();
        assert!((found.variation - 0.787).abs() < 0.001 && (found.peaks - 4.332).abs() < 0.001);
        assert_eq!(found.word, Steadiness::UpAndDown);
    }

    #[test]
    fn a_quiet_day_counts_as_a_tenth_of_the_fullest_so_that_peaks_end_at_ten() {
        let found = evenness(&points(&[20.0, 0.0, 0.0, 0.0, 0.0]), &Constants::default()).unwrap();
        assert!((found.peaks - 8.2).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_said_of_a_week_with_four_logged_days() {
        let k = Constants::default();
        assert_eq!(evenness(&points(&[10.0; 4]), &k), None);
        assert_eq!(evenness(&points(&[0.0; 7]), &k), None);
    }

    #[test]
    fn a_week_is_asked_about_when_it_holds_much_more_than_the_last_three() {
        let k = Constants::default();
        let last = [Points::new(90.0), Points::new(100.0), Points::new(110.0)];
        assert!(!asks_before(Points::new(110.0), &last, &k));
        assert!(asks_before(Points::new(111.0), &last, &k));
        assert!(!asks_before(Points::new(50.0), &[Points::ZERO; 3], &k));
    }

    #[test]
    fn the_load_of_a_week_is_all_it_cost_against_all_there_was() {
        let day = |spent, budget| (Points::new(spent), Points::new(budget));
        assert_eq!(load(&[day(8.0, 10.0), day(14.0, 10.0)]), Some(110.0));
        assert_eq!(load(&[]), None);
    }
}
