//! What labels leave to be said of a share: how sure, how many answered, reached or not.

use serde::Serialize;

use super::disclosure::{Label, Published};

/// A share that lies somewhere between two bounds.
///
/// Unit: 0 to 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The smallest it can be.
    pub low: f64,
    /// The largest it can be.
    pub high: f64,
}

impl Share {
    /// Halfway: the best single guess, for comparing; never shown alone.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// Whole percent, rounded outwards so that the interval never looks surer than it is.
    pub fn percent(self) -> (u32, u32) {
        // A hair of slack keeps 0.29 * 100 at 29.
        let low = (self.low * 100.0 + 1e-9).floor();
        let high = (self.high * 100.0 - 1e-9).ceil();
        (low.max(0.0) as u32, high.min(100.0) as u32)
    }
}

/// One or several blocks added up, from their labels alone.
///
/// Unit: answers. Adding labels widens the interval; nothing of the counts comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Union {
    answers: u32,
    unhappy: (u32, u32),
    happy: (u32, u32),
}

impl Union {
    /// The blocks together; `None` when there are none.
    pub fn of(blocks: &[Published]) -> Option<Self> {
        let sum = |label: fn(Published) -> Label| {
            blocks.iter().fold((0, 0), |(from, to), block| {
                let label = label(*block);
                (from + label.from(), to + label.to())
            })
        };
        (!blocks.is_empty()).then(|| Self {
            answers: blocks.iter().map(|block| block.size()).sum(),
            unhappy: sum(Published::unhappy),
            happy: sum(Published::happy),
        })
    }

    /// How many answers, "don't know" and skipped left out.
    pub fn answers(self) -> u32 {
        self.answers
    }

    /// Between how many and how many were happy.
    pub fn happy(self) -> (u32, u32) {
        self.happy
    }

    /// Between how many and how many were unhappy.
    pub fn unhappy(self) -> (u32, u32) {
        self.unhappy
    }
}

/// What is known of one question after its wave closed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    union: Union,
    invited: u32,
}

/// Whether a target was met, as far as labels and sample can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Even the lowest likely share meets it.
    Reached,
    /// Even the highest likely share falls short.
    NotReached,
    /// The target lies inside the uncertainty.
    CannotSay,
}

impl Estimate {
    /// What `union` says when `invited` people were asked; never fewer than answered.
    pub fn new(union: Union, invited: u32) -> Self {
        Self {
            union,
            invited: invited.max(union.answers),
        }
    }

    /// The labels it rests on.
    pub fn union(self) -> Union {
        self.union
    }

    /// How many were asked in the wave.
    pub fn invited(self) -> u32 {
        self.invited
    }

    /// Share of those asked whose answer counts, 0 to 1.
    pub fn response(self) -> f64 {
        f64::from(self.union.answers) / f64::from(self.invited)
    }

    /// The happy share among those who answered: the label, and no sampling in it.
    pub fn happy(self) -> Share {
        of_all(self.union.happy, self.union.answers)
    }

    /// The unhappy share among those who answered.
    pub fn unhappy(self) -> Share {
        of_all(self.union.unhappy, self.union.answers)
    }

    /// Where the happy share lies at 95 % confidence, had many more like them been asked.
    pub fn likely_happy(self) -> Share {
        wilson(self.union.happy, self.union.answers)
    }

    /// Where the unhappy share lies at 95 % confidence.
    pub fn likely_unhappy(self) -> Share {
        wilson(self.union.unhappy, self.union.answers)
    }

    /// The happy share among all who were asked, if those who did not answer were all
    /// not happy, or all happy.
    pub fn had_all_answered(self) -> Share {
        let (from, to) = self.union.happy;
        let silent = self.invited - self.union.answers;
        of_all((from, to + silent), self.invited)
    }

    /// Whether a happy share of `target` (0 to 1) was met.
    pub fn verdict(self, target: f64) -> Verdict {
        let likely = self.likely_happy();
        if likely.low >= target {
            Verdict::Reached
        } else if likely.high < target {
            Verdict::NotReached
        } else {
            Verdict::CannotSay
        }
    }
}

fn of_all((from, to): (u32, u32), all: u32) -> Share {
    Share {
        low: f64::from(from) / f64::from(all),
        high: f64::from(to) / f64::from(all),
    }
}

/// The lower Wilson bound of the lowest count and the upper one of the highest.
///
/// Wilson 1927, score interval without continuity correction, two-sided 95 %.
fn wilson((from, to): (u32, u32), all: u32) -> Share {
    const Z: f64 = 1.959_963_984_540_054;
    let n = f64::from(all);
    let bound = |count: u32, sign: f64| {
        let p = f64::from(count) / n;
        let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        ((p + Z * Z / (2.0 * n) + sign * spread) / (1.0 + Z * Z / n)).clamp(0.0, 1.0)
    };
    Share {
        low: bound(from, -1.0),
        high: bound(to, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Estimate, Share, Union, Verdict, wilson};
    use crate::insight::disclosure::{BlockSize, Label, Published};

    fn block(n: u32, unhappy: u32, happy: u32) -> Published {
        let size = BlockSize::new(n).unwrap();
        Published::new(Label::of(unhappy, size), Label::of(happy, size)).unwrap()
    }

    fn estimate(n: u32, happy: u32, invited: u32) -> Estimate {
        Estimate::new(Union::of(&[block(n, 0, happy)]).unwrap(), invited)
    }

    #[test]
    fn thirty_of_forty_is_somewhere_between_60_and_86_percent() {
        assert_eq!(wilson((30, 30), 40).percent(), (59, 86));
        let share = wilson((30, 30), 40);
        assert!((share.low - 0.598).abs() < 0.001 && (share.high - 0.858).abs() < 0.001);
        assert_eq!(wilson((0, 0), 10).percent(), (0, 28));
        assert_eq!(wilson((10, 10), 10).percent(), (72, 100));
    }

    #[test]
    fn percent_never_looks_surer_than_it_is() {
        assert_eq!(
            Share {
                low: 0.29,
                high: 0.57
            }
            .percent(),
            (29, 57)
        );
        assert_eq!(
            Share {
                low: 0.299,
                high: 0.571
            }
            .percent(),
            (29, 58)
        );
        assert_eq!(
            Share {
                low: 0.0,
                high: 1.0
            }
            .percent(),
            (0, 100)
        );
    }

    #[test]
    fn a_target_is_reached_only_when_nothing_likely_falls_short() {
        assert_eq!(estimate(85, 80, 90).verdict(0.75), Verdict::Reached);
        assert_eq!(estimate(85, 65, 90).verdict(0.75), Verdict::CannotSay);
        assert_eq!(estimate(85, 40, 90).verdict(0.75), Verdict::NotReached);
        assert_eq!(estimate(10, 10, 10).verdict(0.75), Verdict::CannotSay);
    }

    #[test]
    fn those_who_did_not_answer_could_have_said_anything() {
        let twelve_of_twenty = estimate(12, 10, 20);
        assert_eq!(twelve_of_twenty.response(), 0.6);
        assert_eq!(
            twelve_of_twenty.happy(),
            Share {
                low: 0.75,
                high: 1.0
            }
        );
        assert_eq!(
            twelve_of_twenty.had_all_answered(),
            Share {
                low: 0.45,
                high: 1.0
            }
        );
        assert_eq!(
            estimate(12, 10, 0).invited(),
            12,
            "more cannot answer than were asked"
        );
    }

    #[test]
    fn several_blocks_add_up_from_labels_alone() {
        let both = Union::of(&[block(30, 2, 20), block(12, 5, 6)]).unwrap();
        assert_eq!(both.answers(), 42);
        assert_eq!(both.happy(), (18 + 4, 22 + 8));
        assert_eq!(both.unhappy(), (4, 3 + 8));
        assert!(Union::of(&[]).is_none());
    }

    #[test]
    fn the_true_share_is_never_outside_what_is_shown() {
        for n in 10..=120 {
            for happy in 0..=n {
                let shown = estimate(n, happy, n);
                let truth = f64::from(happy) / f64::from(n);
                assert!(shown.happy().low <= truth && truth <= shown.happy().high);
                assert!(shown.likely_happy().low <= shown.happy().low + 1e-12);
                assert!(shown.likely_happy().high >= shown.happy().high - 1e-12);
            }
        }
    }

    /// Error of the middle of the label, in percentage points, over all counts alike.
    fn errors(n: u32) -> Vec<f64> {
        (0..=n)
            .map(|happy| {
                let truth = f64::from(happy) / f64::from(n);
                (estimate(n, happy, n).happy().middle() - truth).abs() * 100.0
            })
            .collect()
    }

    #[test]
    fn labels_cost_little_beside_the_sample() {
        for (n, goal) in [
            (15, None),
            (30, Some(4.5)),
            (60, None),
            (85, Some(1.5)),
            (250, None),
        ] {
            let errors = errors(n);
            let mean = errors.iter().sum::<f64>() / errors.len() as f64;
            let most = errors.iter().copied().fold(0.0, f64::max);
            println!("n {n}: mean {mean:.2}, largest {most:.2} points");
            if let Some(goal) = goal {
                assert!(mean <= goal, "n {n}: {mean:.2} points");
            }
        }
    }
}
