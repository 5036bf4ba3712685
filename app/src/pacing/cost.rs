//! What an activity costs, how that is learnt, and what rest gives back.

use super::{Activity, Category, Constants, Minutes, Points, Rating, State};

/// What `minutes` of an activity cost a person who has learnt the multiple `learnt` for it.
///
/// Restorative activities cost nothing; what they give back is [`rest`].
pub fn cost(category: Category, minutes: Minutes, learnt: f64, constants: &Constants) -> Points {
    let weight = match category {
        Category::Light => constants.light,
        Category::Medium => constants.medium,
        Category::Heavy => constants.heavy,
        Category::Restorative => 0.0,
    };
    Points::new(weight * half_hours(minutes) * learnt)
}

fn half_hours(minutes: Minutes) -> f64 {
    f64::from(minutes.get()) / 30.0
}

/// What the person's ratings have taught about one kind of activity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learner {
    multiple: f64,
    ratings: u32,
}

impl Default for Learner {
    fn default() -> Self {
        Self {
            multiple: 1.0,
            ratings: 0,
        }
    }
}

impl Learner {
    /// How much this kind costs, as a multiple of what its category says; 0.5 to 2.5.
    pub fn multiple(self) -> f64 {
        self.multiple
    }

    /// What is known after one more rating: the first few move it more.
    pub fn after(self, rating: Rating, constants: &Constants) -> Self {
        let said = match rating {
            Rating::Less => constants.less,
            Rating::AsExpected => constants.as_expected,
            Rating::More => constants.more,
            Rating::MuchMore => constants.much_more,
        };
        let believed = if self.ratings < constants.first_ratings {
            constants.believed_first
        } else {
            constants.believed_later
        };
        Self {
            // `max` and `min` rather than `clamp`, which panics on limits the wrong way round.
            multiple: (self.multiple * said.powf(believed))
                .max(constants.learnt_lowest)
                .min(constants.learnt_highest),
            ratings: self.ratings.saturating_add(1),
        }
    }
}

/// The multiple that `ratings` of one kind teach, the oldest first.
pub fn learnt(ratings: &[Rating], constants: &Constants) -> f64 {
    ratings
        .iter()
        .fold(Learner::default(), |known, rating| {
            known.after(*rating, constants)
        })
        .multiple()
}

/// What `minutes` of rest give back, taken by themselves.
pub(super) fn rests(minutes: Minutes, constants: &Constants) -> Points {
    Points::new(constants.rest_gives * half_hours(minutes))
}

/// What the restorative activities that were done give back, at most a share of `baseline`.
pub fn rest(activities: &[Activity], baseline: Points, constants: &Constants) -> Points {
    let given: Points = activities
        .iter()
        .filter(|activity| {
            activity.category == Category::Restorative && activity.state == State::Done
        })
        .map(|activity| rests(activity.minutes, constants))
        .sum();
    given.min(baseline.times(constants.rest_most))
}

/// The same activities with everything that is still ahead done.
pub(super) fn all_done(activities: &[Activity]) -> Vec<Activity> {
    let mut done = activities.to_vec();
    for activity in &mut done {
        if matches!(activity.state, State::Planned | State::Started) {
            activity.state = State::Done;
        }
    }
    done
}

/// What a day has cost so far: what was done, less what rest gave back; never below zero.
pub fn spent(
    activities: &[Activity],
    baseline: Points,
    learnt: impl Fn(&str) -> f64,
    constants: &Constants,
) -> Points {
    let done: Points = activities
        .iter()
        .filter(|activity| activity.state == State::Done)
        .map(|done| cost(done.category, done.minutes, learnt(&done.kind), constants))
        .sum();
    done.less(rest(activities, baseline, constants))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Learner, cost, learnt};
    use crate::pacing::{Category, Constants, Minutes, Rating};

    #[test]
    fn half_an_hour_of_something_light_is_one_point() {
        let k = Constants::default();
        let of = |category, minutes, multiple| {
            cost(category, Minutes::new(minutes).unwrap(), multiple, &k).get()
        };
        assert_eq!(of(Category::Light, 30, 1.0), 1.0);
        assert_eq!(of(Category::Medium, 45, 1.0), 3.0);
        assert_eq!(of(Category::Heavy, 60, 1.5), 9.0);
        assert_eq!(of(Category::Restorative, 120, 2.0), 0.0);
    }

    #[test]
    fn ratings_move_the_cost_and_the_first_four_move_it_most() {
        let k = Constants::default();
        let close = |ratings: &[Rating], expected: f64| {
            let got = learnt(ratings, &k);
            assert!((got - expected).abs() < 0.001, "{ratings:?}: {got}");
        };
        close(&[], 1.0);
        close(&[Rating::AsExpected; 9], 1.0);
        close(&[Rating::More], 1.078);
        close(&[Rating::Less], 0.931);
        close(&[Rating::MuchMore; 4], 1.75);
        close(&[Rating::MuchMore; 5], 1.851);
        close(&[Rating::MuchMore; 60], 2.5);
        close(&[Rating::Less; 60], 0.5);
    }

    /// Rates as someone would for whom things truly cost `truth`, a little unsurely.
    fn taught(truth: f64, ratings: u32) -> f64 {
        let k = Constants::default();
        let steps = [
            (Rating::Less, k.less),
            (Rating::AsExpected, k.as_expected),
            (Rating::More, k.more),
            (Rating::MuchMore, k.much_more),
        ];
        let mut state = 7_u64;
        let mut unsure = || {
            // The sum of twelve even numbers is nearly normal; 0.18 of it is the doubt.
            let sum: f64 = (0..12)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    (state >> 11) as f64 / (1_u64 << 53) as f64
                })
                .sum();
            0.18 * (sum - 6.0)
        };
        let people = 500;
        (0..people)
            .map(|_| {
                (0..ratings)
                    .fold(Learner::default(), |known, _| {
                        let felt = (truth / known.multiple()).ln() + unsure();
                        let away = |says: f64| (says.ln() - felt).abs();
                        let nearest = steps
                            .iter()
                            .min_by(|(_, a), (_, b)| away(*a).total_cmp(&away(*b)))
                            .unwrap();
                        known.after(nearest.0, &k)
                    })
                    .multiple()
            })
            .sum::<f64>()
            / f64::from(people)
    }

    #[test]
    fn unsure_people_still_teach_it_what_things_cost_them() {
        for (truth, after, expected) in [
            (1.5, 4, 1.33),
            (1.5, 15, 1.44),
            (1.5, 30, 1.50),
            (0.7, 4, 0.81),
            (0.7, 15, 0.75),
            (0.7, 30, 0.72),
        ] {
            let got = taught(truth, after);
            assert!(
                (got - expected).abs() < 0.02,
                "{truth} after {after}: {got}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_learnt_stays_within_its_limits(which in prop::collection::vec(0..4_usize, 0..80)) {
            let ratings: Vec<Rating> = which.iter().map(|i| Rating::ALL[*i]).collect();
            let multiple = learnt(&ratings, &Constants::default());
            prop_assert!((0.5..=2.5).contains(&multiple));
        }
    }
}
