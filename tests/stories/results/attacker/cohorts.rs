//! People who are asked for two years: who answers when, what, and who is erased.

use std::collections::BTreeMap;

/// Unhappy, between, happy.
pub(super) const BANDS: usize = 3;
/// Quarters in two years.
pub(super) const QUARTERS: usize = 8;

/// A programme's people and all that they do. Everything follows from a seed.
#[derive(Clone, Debug)]
pub(super) struct Cohort {
    pub(super) seed: u64,
    pub(super) people: usize,
    /// For each quarter who answers what, in order.
    pub(super) answers: Vec<Vec<(usize, usize)>>,
    /// For each quarter who is erased once it is sealed.
    pub(super) erased: Vec<Vec<usize>>,
    /// Who tell each other what they said.
    pub(super) colluders: [usize; 2],
}

/// Seeded chance (SplitMix64).
#[derive(Debug)]
pub(in super::super) struct Dice(u64);

impl Dice {
    pub(in super::super) fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub(in super::super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(in super::super) fn roll(&mut self, below: usize) -> usize {
        (self.bits() % below as u64) as usize
    }
}

impl Cohort {
    pub(super) fn of(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let people = 10 + dice.roll(31);
        let often = 50 + dice.roll(51);
        // Some agree in everything, some but for one or two, some in nothing.
        let odd = [0, 5, 15, 60, 100][dice.roll(5)];
        let common = dice.roll(BANDS);
        let mut here: Vec<bool> = vec![true; people];
        let (mut answers, mut erased) = (Vec::new(), Vec::new());
        for _ in 0..QUARTERS {
            let mut wave = Vec::new();
            for (person, _) in here.iter().enumerate().filter(|(_, here)| **here) {
                if dice.roll(100) < often {
                    let band = if dice.roll(100) < odd {
                        dice.roll(BANDS)
                    } else {
                        common
                    };
                    wave.push((person, band));
                }
            }
            for last in (1..wave.len()).rev() {
                wave.swap(last, dice.roll(last + 1));
            }
            let gone: Vec<usize> = (0..dice.roll(3))
                .filter_map(|_| wave.get(dice.roll(wave.len().max(1))).map(|it| it.0))
                .collect();
            let mut gone = gone;
            gone.sort_unstable();
            gone.dedup();
            for person in &gone {
                here[*person] = false;
            }
            answers.push(wave);
            erased.push(gone);
        }
        let first = dice.roll(people);
        Self {
            seed,
            people,
            answers,
            erased,
            colluders: [first, (first + 1 + dice.roll(people - 1)) % people],
        }
    }

    /// What the colluders know of one quarter: their own answers.
    pub(super) fn known(&self, quarter: usize) -> BTreeMap<usize, usize> {
        let said = self.answers[quarter].iter();
        said.filter(|(person, _)| self.colluders.contains(person))
            .copied()
            .collect()
    }
}
