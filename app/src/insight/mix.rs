//! Labels for people who fall into several groups, such as the tracks after an assessment.

use serde::Serialize;

use super::disclosure::{BlockSize, COLLUDERS, NotALabel, WIDTH};

/// How many people of a cohort fall into each of several groups, as intervals.
///
/// All groups are told, so what is told of one bounds another: five groups at their lower
/// ends would settle the sixth. So the intervals are cut so that lower ends never add up
/// to within [`COLLUDERS`] of everyone: they begin at multiples of a width that leaves at
/// least [`COLLUDERS`]` + 1` over. The width depends on the number of people alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Mix {
    size: BlockSize,
    groups: Vec<Interval>,
}

/// An interval of people, both ends included.
pub type Interval = (u32, u32);

/// The smallest width of at least [`WIDTH`] that leaves more than [`COLLUDERS`] over.
fn width(size: BlockSize) -> u32 {
    let n = size.get();
    (WIDTH..n)
        .find(|width| n % width > COLLUDERS)
        .unwrap_or(n + 1)
}

/// Where `count` of `size` lies. What is left over widens nothing but the last interval.
fn interval(count: u32, size: BlockSize) -> Interval {
    let (n, width) = (size.get(), width(size));
    let from = count.min(n) / width * width;
    (from, (from + width - 1).min(n))
}

/// The label of `count` of `n` people, for proofs that take several figures together.
#[cfg(test)]
pub(super) fn interval_of(count: u32, n: u32) -> Interval {
    interval(count, BlockSize::new(n).expect("ten people or more"))
}

impl Mix {
    /// The labels of these counts; `None` when they add up to fewer than a block or stand
    /// alone.
    pub(super) fn of(counts: &[u32]) -> Option<Self> {
        let all = counts
            .iter()
            .try_fold(0_u32, |sum, n| sum.checked_add(*n))?;
        let size = BlockSize::new(all).ok()?;
        (counts.len() > 1).then(|| Self {
            size,
            groups: counts.iter().map(|count| interval(*count, size)).collect(),
        })
    }

    /// Labels as they were published before; [`NotALabel`] unless sealing can have made them.
    pub fn published(size: u32, groups: Vec<Interval>) -> Result<Self, NotALabel> {
        let size = BlockSize::new(size).map_err(|_| NotALabel)?;
        let made =
            |(from, to): &Interval| *from <= size.get() && interval(*from, size) == (*from, *to);
        let sum = |end: fn(&Interval) -> u32| groups.iter().map(|it| u64::from(end(it))).sum();
        let (least, most): (u64, u64) = (sum(|it| it.0), sum(|it| it.1));
        let n = u64::from(size.get());
        if groups.len() < 2 || !groups.iter().all(made) || least > n || most < n {
            return Err(NotALabel);
        }
        Ok(Self { size, groups })
    }

    /// How many people.
    pub fn size(&self) -> u32 {
        self.size.get()
    }

    /// Where the number of people in each group lies, in the order of the groups.
    pub fn groups(&self) -> &[Interval] {
        &self.groups
    }

    /// Where the number of people in the groups before `end` lies, all added up.
    pub fn before(&self, end: usize) -> Interval {
        let end = end.min(self.groups.len());
        let (these, others) = self.groups.split_at(end);
        let sum = |of: &[Interval], it: fn(&Interval) -> u32| of.iter().map(it).sum::<u32>();
        let n = self.size.get();
        let from = sum(these, |it| it.0).max(n.saturating_sub(sum(others, |it| it.1)));
        let to = sum(these, |it| it.1).min(n - sum(others, |it| it.0).min(n));
        (from, to)
    }

    /// The first and the last group in which the person at `share` (0 to 1) of an ordered
    /// row may stand: 0.5 for the median.
    pub fn quantile(&self, share: f64) -> (usize, usize) {
        let n = self.size.get();
        // Rank as scipy's and R's type 1 count it: the smallest with at least that share.
        let rank = ((f64::from(n) * share - 1e-9).ceil() as u32).clamp(1, n);
        let last = self.groups.len() - 1;
        let first = |reaches: &dyn Fn(Interval) -> u32| {
            (0..last)
                .find(|group| reaches(self.before(group + 1)) >= rank)
                .unwrap_or(last)
        };
        (first(&|sum| sum.1), first(&|sum| sum.0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BlockSize, COLLUDERS, Interval, Mix, WIDTH, interval, width};

    fn size(n: u32) -> BlockSize {
        BlockSize::new(n).unwrap()
    }

    /// The intervals that a count out of `n` can have.
    fn intervals(n: u32) -> Vec<Interval> {
        let mut intervals: Vec<_> = (0..=n).map(|count| interval(count, size(n))).collect();
        intervals.dedup();
        intervals
    }

    #[test]
    fn intervals_cover_every_count_and_are_never_narrow() {
        for n in 10..=1000 {
            let cut = intervals(n);
            assert_eq!((cut[0].0, cut[cut.len() - 1].1), (0, n));
            assert!(cut.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{n}");
            assert!(cut.iter().all(|(from, to)| to - from + 1 >= WIDTH), "{n}");
            assert!(cut.len() > 1 && width(size(n)) <= 13, "{n}: {cut:?}");
        }
        assert_eq!(intervals(10), [(0, 5), (6, 10)]);
        assert_eq!(intervals(15), [(0, 3), (4, 7), (8, 11), (12, 15)]);
        assert_eq!(intervals(30), [(0, 7), (8, 15), (16, 23), (24, 30)]);
    }

    /// The smallest and largest count that one group can have, when `least` people are
    /// known to be in each group; `None` when nobody can see these labels and know that.
    fn range(n: u32, told: &[Interval], least: &[u32], group: usize) -> Option<Interval> {
        let low = |i: usize| told[i].0.max(least[i]);
        let others = (0..told.len()).filter(|i| *i != group);
        let (mut from, mut to) = (0, 0);
        for other in others {
            if low(other) > told[other].1 {
                return None;
            }
            from += low(other);
            to += told[other].1;
        }
        let range = (
            low(group).max(n.saturating_sub(to)),
            told[group].1.min(n.checked_sub(from)?),
        );
        (range.0 <= range.1).then_some(range)
    }

    /// Every way in which `people` can be spread over `groups`.
    fn spread(people: u32, groups: usize) -> Vec<Vec<u32>> {
        if groups == 1 {
            return vec![vec![people]];
        }
        (0..=people)
            .flat_map(|first| {
                spread(people - first, groups - 1)
                    .into_iter()
                    .map(move |mut rest| {
                        rest.insert(0, first);
                        rest
                    })
            })
            .collect()
    }

    /// How many labels of `groups` groups let colluders settle somebody else's group, with
    /// the intervals that `cut` says; and how many were looked at.
    fn bad(n: u32, groups: usize, cut: &[Interval]) -> (u64, u64) {
        let known: Vec<Vec<u32>> = (0..=COLLUDERS).flat_map(|c| spread(c, groups)).collect();
        let (mut bad, mut looked) = (0, 0);
        // The order of groups does not matter: labels in one order stand for all.
        let mut chosen = vec![0; groups];
        loop {
            let told: Vec<Interval> = chosen.iter().map(|i| cut[*i]).collect();
            for least in &known {
                let others = n - least.iter().sum::<u32>();
                for group in 0..groups {
                    let Some((from, to)) = range(n, &told, least, group) else {
                        continue;
                    };
                    looked += 1;
                    let may_be = to > least[group];
                    let may_not = from < least[group] + others;
                    bad += u64::from(!may_be || !may_not);
                }
            }
            let Some(next) = (0..groups).rev().find(|i| chosen[*i] + 1 < cut.len()) else {
                return (bad, looked);
            };
            let value = chosen[next] + 1;
            chosen[next..].fill(value);
        }
    }

    fn none_is_bad(sizes: std::ops::RangeInclusive<u32>, groups: &[usize]) {
        let mut looked = 0;
        for n in sizes {
            for &groups in groups {
                let (bad, seen) = bad(n, groups, &intervals(n));
                assert_eq!(bad, 0, "{n} people in {groups} groups");
                looked += seen;
            }
        }
        println!("{looked} questions asked of labels, 0 answered");
    }

    #[test]
    fn no_mix_lets_two_colluders_settle_anyones_group() {
        none_is_bad(10..=40, &[2, 3, 4, 5]);
        none_is_bad(41..=90, &[2, 3, 4]);
        none_is_bad(91..=200, &[2, 3]);
    }

    #[test]
    #[ignore = "long proof: up to six groups of many people"]
    fn no_mix_of_many_people_lets_two_colluders_settle_anyones_group() {
        none_is_bad(10..=100, &[6]);
        none_is_bad(41..=140, &[4, 5]);
        none_is_bad(201..=1000, &[2, 3]);
    }

    #[test]
    fn the_search_convicts_intervals_that_leave_nothing_over() {
        // The labels of answers, told of all groups: 4 and 4 and 4 of twelve settle the rest.
        assert!(bad(12, 4, &[(0, 3), (4, 8), (9, 12)]).0 > 0);
        assert!(bad(16, 3, &[(0, 3), (4, 7), (8, 11), (12, 16)]).0 > 0);
    }

    #[test]
    fn a_quantile_is_where_the_row_may_stand() {
        let mix = Mix::of(&[20, 8, 2]).unwrap();
        assert_eq!(mix.groups(), [(16, 23), (8, 15), (0, 7)]);
        assert_eq!(mix.before(1), (16, 22), "eight at least are elsewhere");
        assert_eq!(mix.quantile(0.5), (0, 0));
        assert_eq!(mix.quantile(0.9), (1, 2));
    }

    #[test]
    fn labels_from_the_database_must_be_what_sealing_makes() {
        let mix = Mix::of(&[20, 8, 2]).unwrap();
        assert_eq!(Mix::published(30, mix.groups().to_vec()), Ok(mix));
        for (n, groups) in [
            (9, vec![(0, 5), (6, 9)]),
            (30, vec![(20, 23), (8, 15)]),
            (30, vec![(0, 7), (0, 7)]),
            (30, vec![(24, 30), (8, 15)]),
            (30, vec![(24, 30)]),
            (30, vec![(32, 30), (0, 7)]),
        ] {
            assert!(
                Mix::published(n, groups.clone()).is_err(),
                "{n}: {groups:?}"
            );
        }
        assert!(Mix::of(&[5, 4]).is_none(), "nine people");
        assert!(Mix::of(&[u32::MAX, 2]).is_none());
    }

    proptest! {
        #[test]
        fn the_truth_is_always_inside(
            counts in proptest::collection::vec(0_u32..40, 2..7),
            share in 0.01_f64..1.0,
        ) {
            let n: u32 = counts.iter().sum();
            let Some(mix) = Mix::of(&counts) else {
                prop_assert!(n < 10);
                return Ok(());
            };
            for (count, (from, to)) in counts.iter().zip(mix.groups()) {
                prop_assert!(from <= count && count <= to);
            }
            let mut row = Vec::new();
            for (group, count) in counts.iter().enumerate() {
                row.extend(std::iter::repeat_n(group, *count as usize));
                let (from, to) = mix.before(group + 1);
                prop_assert!(from as usize <= row.len() && row.len() <= to as usize);
            }
            let truth = row[((n as f64 * share - 1e-9).ceil() as usize).clamp(1, row.len()) - 1];
            let (first, last) = mix.quantile(share);
            prop_assert!(first <= truth && truth <= last);
            prop_assert_eq!(Mix::published(n, mix.groups().to_vec()), Ok(mix));
        }
    }
}
