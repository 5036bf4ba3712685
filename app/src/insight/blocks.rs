//! Which answers are sealed together when a wave closes: by number and calendar alone.

use std::collections::BTreeMap;

use super::disclosure::{BLOCK, Band, BlockSize, Label, Published};
use super::noise::{Epsilon, Ledger, Noisy, Refused};

/// Where answers are gathered, from the narrowest group up: `participant/confidential`
/// merges up into `participant`, and that into everyone.
///
/// Declared before the wave opens; says nothing about an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stratum(String);

impl Stratum {
    /// Reads a path of lower-case words, digits and hyphens; `None` for anything else.
    /// The empty path is everyone.
    pub fn new(path: &str) -> Option<Self> {
        let word = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        (path.is_empty() || path.split('/').all(word)).then(|| Self(path.to_owned()))
    }

    /// Everyone who answers in a wave.
    pub fn everyone() -> Self {
        Self::default()
    }

    /// The path as text, for the database.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The next wider group; `None` above everyone.
    pub fn wider(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        let wider = self.0.rsplit_once('/').map_or("", |(wider, _)| wider);
        Some(Self(wider.to_owned()))
    }

    fn depth(&self) -> usize {
        if self.0.is_empty() {
            return 0;
        }
        self.0.split('/').count()
    }

    fn holds(&self, other: &Self) -> bool {
        self.0.is_empty()
            || other
                .0
                .strip_prefix(&self.0)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Answers to be sealed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The narrowest declared group that holds them all.
    pub stratum: Stratum,
    /// The strata whose answers it takes, in order.
    pub members: Vec<Stratum>,
    /// How many answers.
    pub size: BlockSize,
}

/// Divides the answers of one question into blocks, knowing only how many there are.
///
/// A stratum of [`BLOCK`] or more is a block. A smaller one merges up. Where that is
/// still too few, the smallest block below goes up with it, so that nobody's answer is
/// left out as long as there is a block at all. No blocks: too few answers, which are
/// never carried over.
pub fn blocks(sizes: &BTreeMap<Stratum, u32>) -> Vec<Block> {
    let mut waiting: BTreeMap<Stratum, (Vec<Stratum>, u32)> = sizes
        .iter()
        .filter(|(_, size)| **size > 0)
        .map(|(stratum, size)| (stratum.clone(), (vec![stratum.clone()], *size)))
        .collect();
    let mut blocks: Vec<Block> = Vec::new();
    // The deepest first: what merges up is met again one level higher.
    while let Some(stratum) = waiting.keys().max_by_key(|s| s.depth()).cloned() {
        let Some((mut members, mut answers)) = waiting.remove(&stratum) else {
            break;
        };
        if answers < BLOCK
            && let Some(below) = smallest_below(&blocks, &stratum)
        {
            let below = blocks.remove(below);
            answers += below.size.get();
            members.extend(below.members);
        }
        if let Ok(size) = BlockSize::new(answers) {
            members.sort();
            blocks.push(Block {
                stratum,
                members,
                size,
            });
        } else if let Some(wider) = stratum.wider() {
            let gathered = waiting.entry(wider).or_default();
            gathered.0.extend(members);
            gathered.1 += answers;
        }
    }
    blocks.sort_by(|a, b| (&a.stratum, &a.members).cmp(&(&b.stratum, &b.members)));
    blocks
}

fn smallest_below(blocks: &[Block], stratum: &Stratum) -> Option<usize> {
    (0..blocks.len())
        .filter(|i| stratum.holds(&blocks[*i].stratum))
        .min_by_key(|i| (blocks[*i].size, &blocks[*i].stratum))
}

/// How many answers of each band a stratum holds: what only the sealing may see.
///
/// It can be filled and sealed, and not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([u32; 3]);

impl Tally {
    /// Counts `more` answers of `band`.
    pub fn add(&mut self, band: Band, more: u32) {
        let count = &mut self.0[band as usize];
        *count = count.saturating_add(more);
    }

    fn size(self) -> u32 {
        self.0
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }
}

/// A sealed block and all that is ever said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The narrowest declared group that holds its answers.
    pub stratum: Stratum,
    /// The labels.
    pub labels: Published,
}

/// Seals the answers of one question of one wave. Empty: too few answers.
pub fn seal(tallies: &BTreeMap<Stratum, Tally>) -> Vec<Sealed> {
    let sizes = tallies
        .iter()
        .map(|(stratum, tally)| (stratum.clone(), tally.size()))
        .collect();
    blocks(&sizes)
        .into_iter()
        .filter_map(|block| {
            let count = |band: Band| -> u32 {
                block
                    .members
                    .iter()
                    .filter_map(|member| tallies.get(member))
                    .map(|tally| tally.0[band as usize])
                    .sum()
            };
            let label = |band| Label::of(count(band), block.size);
            // Counts of one block never exceed its size, so this always holds.
            let labels = Published::new(label(Band::Unhappy), label(Band::Happy)).ok()?;
            Some(Sealed {
                stratum: block.stratum,
                labels,
            })
        })
        .collect()
}

/// Draws the public's figure of one question, over everyone who answered in the wave.
/// Refused below [`super::PUBLIC`] answers, and when the ledger has no more to spend.
pub fn draw(
    question: &str,
    tallies: &BTreeMap<Stratum, Tally>,
    cost: Epsilon,
    ledger: &mut Ledger,
    bits: &mut impl FnMut() -> u64,
) -> Result<Noisy, Refused> {
    let sum = |of: &dyn Fn(&Tally) -> u32| {
        tallies
            .values()
            .fold(0_u32, |sum, tally| sum.saturating_add(of(tally)))
    };
    let count = |band: Band| sum(&|tally| tally.0[band as usize]);
    let ends = (count(Band::Unhappy), count(Band::Happy));
    let answers = sum(&|tally| tally.size());
    Noisy::draw(question, ends, answers, cost, ledger, bits)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Band, Stratum, Tally, blocks, seal};

    fn sizes(of: &[(&str, u32)]) -> BTreeMap<Stratum, u32> {
        of.iter()
            .map(|(path, size)| (Stratum::new(path).unwrap(), *size))
            .collect()
    }

    fn plan(of: &[(&str, u32)]) -> Vec<(String, u32)> {
        blocks(&sizes(of))
            .into_iter()
            .map(|block| (block.stratum.as_str().to_owned(), block.size.get()))
            .collect()
    }

    #[test]
    fn nine_are_too_few_and_ten_are_a_block() {
        assert_eq!(plan(&[("staff", 9)]), []);
        assert_eq!(plan(&[("staff", 10)]), [("staff".into(), 10)]);
        assert_eq!(plan(&[]), []);
    }

    #[test]
    fn a_group_that_is_too_small_merges_up() {
        let two_small = [("north/app", 6), ("north/paper", 5)];
        assert_eq!(plan(&two_small), [("north".into(), 11)]);
        let two_sites = [("north/app", 4), ("south/app", 7)];
        assert_eq!(plan(&two_sites), [("".into(), 11)]);
    }

    #[test]
    fn nobody_is_left_out_when_there_is_a_block_to_join() {
        let few = [("north", 30), ("south", 12), ("west", 3)];
        assert_eq!(plan(&few), [("".into(), 15), ("north".into(), 30)]);
    }

    #[test]
    fn a_path_is_plain_words() {
        assert!(Stratum::new("participant/confidential").is_some());
        assert!(Stratum::new("").is_some());
        for wrong in ["/", "a//b", "Ada", "a/", "å"] {
            assert!(Stratum::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn labels_are_made_of_the_whole_block() {
        let mut tallies = BTreeMap::new();
        for (path, happy) in [("app", 6), ("link", 5)] {
            let mut tally = Tally::default();
            tally.add(Band::Happy, happy);
            tallies.insert(Stratum::new(path).unwrap(), tally);
        }
        let sealed = seal(&tallies);
        assert_eq!(sealed.len(), 1);
        let labels = sealed[0].labels;
        assert_eq!(labels.size(), 11);
        assert_eq!((labels.happy().from(), labels.happy().to()), (8, 11));
        assert_eq!((labels.unhappy().from(), labels.unhappy().to()), (0, 3));
    }

    proptest! {
        #[test]
        fn every_answer_is_in_one_block_or_none_is(
            counts in proptest::collection::btree_map("[ab](/[cd](/[ef])?)?", 0_u32..25, 0..8)
        ) {
            let sizes: BTreeMap<_, _> = counts
                .iter()
                .map(|(path, size)| (Stratum::new(path).unwrap(), *size))
                .collect();
            let blocks = blocks(&sizes);
            let all: u32 = sizes.values().sum();
            let sealed: u32 = blocks.iter().map(|block| block.size.get()).sum();
            prop_assert_eq!(sealed, if all < 10 { 0 } else { all });
            let mut members: Vec<_> = blocks.iter().flat_map(|block| &block.members).collect();
            let before = members.len();
            members.sort();
            members.dedup();
            prop_assert_eq!(members.len(), before);
            for block in &blocks {
                for member in &block.members {
                    prop_assert!(block.stratum.holds(member));
                }
            }
        }
    }
}
