//! Figures for the public: exact counts under noise, and a ledger of what that has cost.

use serde::Serialize;

/// So many answers at least for a figure with noise: with fewer it would say nothing.
pub const PUBLIC: u32 = 250;

/// Privacy spent, in thousandths of an epsilon (differential privacy, one person's answers
/// to one wave being the unit that is protected).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Epsilon(u32);

impl Epsilon {
    /// All that one wave may ever cost one person: an epsilon of 1.
    pub const WAVE: Self = Self(1000);

    /// An equal part of this for each of `parts`, rounded down; nothing for no parts.
    pub fn split(self, parts: u32) -> Self {
        Self(self.0.checked_div(parts).unwrap_or(0))
    }

    /// In thousandths.
    pub fn thousandths(self) -> u32 {
        self.0
    }
}

/// What one wave has spent, and how much is left of [`Epsilon::WAVE`].
///
/// What was published before is read into it first, so that no figure is drawn twice: two
/// draws of one count, averaged, would tell more than either.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Vec<(String, Epsilon)>);

/// A figure that the ledger refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Fewer than [`PUBLIC`] answers.
    #[error("fewer than {PUBLIC} answers")]
    TooFew,
    /// More counts than answers.
    #[error("more counts than answers")]
    Nonsense,
    /// The question has been published.
    #[error("published before")]
    Drawn,
    /// Nothing, or not as much, is left.
    #[error("the budget of the wave is spent")]
    Spent,
}

impl Ledger {
    /// Takes down what was spent on a question, now or earlier.
    pub fn spend(&mut self, question: &str, cost: Epsilon) -> Result<(), Refused> {
        if self.0.iter().any(|(drawn, _)| drawn == question) {
            return Err(Refused::Drawn);
        }
        let spent = u64::from(self.spent().0) + u64::from(cost.0);
        if cost.0 == 0 || spent > u64::from(Epsilon::WAVE.0) {
            return Err(Refused::Spent);
        }
        self.0.push((question.to_owned(), cost));
        Ok(())
    }

    /// What is spent so far.
    pub fn spent(&self) -> Epsilon {
        Epsilon(self.0.iter().map(|(_, cost)| cost.0).sum())
    }
}

/// The two ends of a question under noise: good to publish beyond the office.
///
/// Unit: answers; a count may come out below zero or above all. Made once, when a wave is
/// sealed, and only against a [`Ledger`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Noisy {
    answers: u32,
    unhappy: i64,
    happy: i64,
    cost: Epsilon,
}

impl Noisy {
    /// Draws noise for both ends. `bits` are 64 random ones at each call, from the
    /// operating system.
    ///
    /// Whoever answers otherwise moves one end down and the other up, so the two counts
    /// change by two in all, and each bears noise of twice one over the cost.
    pub fn draw(
        question: &str,
        (unhappy, happy): (u32, u32),
        answers: u32,
        cost: Epsilon,
        ledger: &mut Ledger,
        bits: &mut impl FnMut() -> u64,
    ) -> Result<Self, Refused> {
        if answers < PUBLIC {
            return Err(Refused::TooFew);
        }
        if unhappy.checked_add(happy).is_none_or(|sum| sum > answers) {
            return Err(Refused::Nonsense);
        }
        ledger.spend(question, cost)?;
        let mut noise = || discrete_laplace(2 * Epsilon::WAVE.0, cost.0, bits);
        Ok(Self {
            answers,
            unhappy: i64::from(unhappy) + noise(),
            happy: i64::from(happy) + noise(),
            cost,
        })
    }

    /// A figure as it was published before, taken down in the ledger.
    pub fn published(
        question: &str,
        (unhappy, happy): (i64, i64),
        answers: u32,
        cost: u32,
        ledger: &mut Ledger,
    ) -> Result<Self, Refused> {
        if answers < PUBLIC {
            return Err(Refused::TooFew);
        }
        ledger.spend(question, Epsilon(cost))?;
        Ok(Self {
            answers,
            unhappy,
            happy,
            cost: Epsilon(cost),
        })
    }

    /// How many answers.
    pub fn answers(self) -> u32 {
        self.answers
    }

    /// The number of happy ones, with its noise.
    pub fn happy(self) -> i64 {
        self.happy
    }

    /// The number of unhappy ones, with its noise.
    pub fn unhappy(self) -> i64 {
        self.unhappy
    }

    /// What it cost.
    pub fn cost(self) -> Epsilon {
        self.cost
    }

    /// Answers that the noise stays within 95 times of 100.
    pub fn within(self) -> u32 {
        let ratio = (-f64::from(self.cost.0) / f64::from(2 * Epsilon::WAVE.0)).exp();
        // P(|x| > k) = 2 ratio^(k+1) / (1 + ratio)
        let k = ((0.05 * (1.0 + ratio) / 2.0).ln() / ratio.ln() - 1.0).ceil();
        k.max(0.0) as u32
    }
}

/// A whole number drawn with probability in proportion to `exp(-|x| * den / num)`.
///
/// Exact: whole numbers and random bits only, as Canonne, Kamath and Steinke (2020,
/// algorithm 2) draw it; a floating-point logarithm would leave gaps that betray the count.
/// `num` and `den` must not be zero.
pub fn discrete_laplace(num: u32, den: u32, bits: &mut impl FnMut() -> u64) -> i64 {
    let (num, den) = (u64::from(num.max(1)), u64::from(den.max(1)));
    loop {
        let part = below(num, bits);
        if !exp_minus(part, num, bits) {
            continue;
        }
        let mut whole = 0;
        while exp_minus(1, 1, bits) {
            whole += 1;
        }
        let size = ((part + num * whole) / den) as i64;
        let is_negative = bits() & 1 == 1;
        // Zero would come up twice as often as it should.
        if is_negative && size == 0 {
            continue;
        }
        return if is_negative { -size } else { size };
    }
}

/// A whole number below `n`, each as likely as any other.
fn below(n: u64, bits: &mut impl FnMut() -> u64) -> u64 {
    let fair = u64::MAX - u64::MAX % n;
    loop {
        let drawn = bits();
        if drawn < fair {
            return drawn % n;
        }
    }
}

/// True with probability `exp(-num / den)`, for `num` of at most `den`.
fn exp_minus(num: u64, den: u64, bits: &mut impl FnMut() -> u64) -> bool {
    let mut k = 1;
    // True with probability num / (den * k): once in k, and then num in den.
    while below(k, bits) == 0 && below(den, bits) < num {
        k += 1;
    }
    k % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::{Epsilon, Ledger, Noisy, PUBLIC, Refused, discrete_laplace};

    /// Random bits by a seed (SplitMix64).
    fn bits(mut seed: u64) -> impl FnMut() -> u64 {
        move || {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }
    }

    #[test]
    fn noise_is_drawn_as_often_as_it_should_be() {
        let mut bits = bits(7);
        let draws = 60_000_u32;
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..draws {
            *seen
                .entry(discrete_laplace(2, 1, &mut bits))
                .or_insert(0_u32) += 1;
        }
        let ratio = (-0.5_f64).exp();
        for x in -6_i64..=6 {
            let p = (1.0 - ratio) / (1.0 + ratio) * ratio.powi(x.unsigned_abs() as i32);
            let expected = p * f64::from(draws);
            let off = (f64::from(seen[&x]) - expected) / (expected * (1.0 - p)).sqrt();
            assert!(off.abs() < 4.5, "{x}: {} beside {expected:.0}", seen[&x]);
        }
    }

    /// The largest odds at which one draw may tell two neighbours apart, as seen, under
    /// noise of `2 / den`.
    fn odds(den: u32) -> f64 {
        let mut bits = bits(11);
        let mut drawn = |count: i64| {
            let mut seen = std::collections::BTreeMap::new();
            for _ in 0..60_000 {
                let told = count + discrete_laplace(2, den, &mut bits);
                *seen.entry(told).or_insert(0_u32) += 1;
            }
            seen
        };
        let (one, other) = (drawn(100), drawn(101));
        let often = |x: &&i64| one[*x] > 500 && other.get(*x).is_some_and(|n| *n > 500);
        let ratios = one.keys().filter(often).map(|x| {
            let ratio = f64::from(one[x]) / f64::from(other[x]);
            ratio.max(1.0 / ratio)
        });
        ratios.fold(0.0, f64::max)
    }

    #[test]
    fn one_answer_moves_the_odds_of_a_count_by_half_of_what_it_may_cost() {
        // The other half is for the other end, which moves as well.
        assert!(odds(1) < 0.5_f64.exp() * 1.25);
        assert!(
            odds(4) > 0.5_f64.exp() * 1.25,
            "planted: a quarter of the noise"
        );
    }

    #[test]
    fn a_wave_costs_nobody_more_than_it_may() {
        let mut ledger = Ledger::default();
        let cost = Epsilon::WAVE.split(3);
        let draw = |question: &str, ledger: &mut Ledger| {
            Noisy::draw(question, (30, 200), 260, cost, ledger, &mut bits(3))
        };
        for question in ["a", "b", "c"] {
            assert!(draw(question, &mut ledger).is_ok());
        }
        assert_eq!(ledger.spent().thousandths(), 999);
        assert_eq!(draw("d", &mut ledger), Err(Refused::Spent));
        assert_eq!(
            draw("a", &mut ledger),
            Err(Refused::Drawn),
            "never averaged"
        );
        assert_eq!(ledger.spend("e", Epsilon(0)), Err(Refused::Spent));
    }

    #[test]
    fn noise_is_for_many_answers_only() {
        let draw = |answers, ends| {
            let mut ledger = Ledger::default();
            Noisy::draw("q", ends, answers, Epsilon::WAVE, &mut ledger, &mut bits(5))
        };
        assert_eq!(draw(PUBLIC - 1, (1, 2)), Err(Refused::TooFew));
        assert_eq!(draw(PUBLIC, (200, 51)), Err(Refused::Nonsense));
        let noisy = draw(PUBLIC, (10, 200)).unwrap();
        assert_eq!(noisy.within(), 6);
        assert!((noisy.happy() - 200).abs() < 40);
        let again = (noisy.unhappy(), noisy.happy());
        let read = Noisy::published("q", again, PUBLIC, 1000, &mut Ledger::default());
        assert_eq!(read, Ok(noisy));
    }
}
