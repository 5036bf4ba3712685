//! The attacker: knows who answered, in which order, and what two colluders said, and
//! asks of every published figure whether it settles anyone else's answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::{Band, Stratum, Tally, seal};

/// Numbers of unhappy, between and happy answers.
type Histogram = [u32; 3];

/// A way of publishing: what is on the page when `answers` have come in, `last` of them
/// being all that will.
type Mechanism = fn(answers: Histogram, last: bool) -> String;

fn size(answers: Histogram) -> u32 {
    answers.iter().sum()
}

/// Ours: nothing until the wave closes, then labels.
fn sealed_labels(answers: Histogram, last: bool) -> String {
    if !last {
        return String::new();
    }
    let mut tally = Tally::default();
    for band in Band::ALL {
        tally.add(band, answers[band as usize]);
    }
    let blocks = seal(&BTreeMap::from([(Stratum::everyone(), tally)]));
    format!(
        "{:?}",
        blocks.iter().map(|block| block.labels).collect::<Vec<_>>()
    )
}

fn percent(answers: Histogram) -> String {
    let n = size(answers).max(1);
    format!("{:?}", answers.map(|count| (count * 100 + n / 2) / n))
}

/// Planted: whole percent, refreshed with every answer, from the first.
fn raw_percent_live(answers: Histogram, _: bool) -> String {
    percent(answers)
}

/// Planted: the same from five answers on.
fn threshold_five_live(answers: Histogram, _: bool) -> String {
    if size(answers) < 5 {
        String::new()
    } else {
        percent(answers)
    }
}

/// Planted: exact counts, but only when the wave has closed with ten or more.
fn exact_counts_once(answers: Histogram, last: bool) -> String {
    if last && size(answers) >= 10 {
        format!("{answers:?}")
    } else {
        String::new()
    }
}

/// Planted: the same with counts of one to seven shown as five.
fn small_counts_as_five(answers: Histogram, last: bool) -> String {
    if !last || size(answers) < 10 {
        return String::new();
    }
    format!(
        "{:?}",
        answers.map(|count| if (1..=7).contains(&count) { 5 } else { count })
    )
}

/// Planted: labels half as wide as they must be.
fn narrow_labels(answers: Histogram, last: bool) -> String {
    if !last || size(answers) < 10 {
        return String::new();
    }
    format!("{:?}", [answers[0] / 2, answers[2] / 2])
}

/// Planted: our labels, but refreshed with every answer from ten on.
fn labels_live(answers: Histogram, _: bool) -> String {
    sealed_labels(answers, true)
}

fn plus(histogram: Histogram, band: Band) -> Histogram {
    let mut more = histogram;
    more[band as usize] += 1;
    more
}

/// Someone who looks at everything that is published, and remembers it.
struct Observer {
    mechanism: Mechanism,
    told: HashMap<(Histogram, bool), Rc<str>>,
}

impl Observer {
    fn of(mechanism: Mechanism) -> Self {
        Self {
            mechanism,
            told: HashMap::new(),
        }
    }

    fn sees(&mut self, answers: Histogram, last: bool) -> Rc<str> {
        let told = self.told.entry((answers, last));
        Rc::clone(told.or_insert_with(|| (self.mechanism)(answers, last).into()))
    }

    /// How many people other than the colluders have their answer settled: whether it is
    /// unhappy or not, or whether it is happy or not.
    ///
    /// Exact: every course of histograms that fits all that was published is followed.
    fn settled(&mut self, answers: &[Band], colluders: &[usize]) -> usize {
        let n = answers.len();
        let open_to = |who: usize| {
            let known = colluders.contains(&who).then(|| answers[who]);
            Band::ALL
                .into_iter()
                .filter(move |band| known.is_none_or(|known| known == *band))
        };
        // Forwards: what may have been so far. Backwards: what may still lead to the end.
        let mut may_be: Vec<BTreeSet<Histogram>> = vec![BTreeSet::from([[0; 3]])];
        let mut so_far = [0; 3];
        for (t, band) in answers.iter().enumerate() {
            so_far = plus(so_far, *band);
            let seen = self.sees(so_far, t + 1 == n);
            let next: BTreeSet<_> = may_be[t]
                .iter()
                .flat_map(|h| open_to(t).map(|band| plus(*h, band)))
                .collect();
            let fits = |h: &Histogram| self.sees(*h, t + 1 == n) == seen;
            may_be.push(next.into_iter().filter(fits).collect());
        }
        for t in (0..n).rev() {
            let (before, after) = may_be.split_at_mut(t + 1);
            before[t].retain(|h| open_to(t).any(|band| after[0].contains(&plus(*h, band))));
        }
        let possible = |who: usize, band: Band| {
            let leads_on = |h: &Histogram| may_be[who + 1].contains(&plus(*h, band));
            may_be[who].iter().any(leads_on)
        };
        (0..n)
            .filter(|who| !colluders.contains(who))
            .filter(|who| {
                let [unhappy, between, happy] = Band::ALL.map(|band| possible(*who, band));
                let either = |is: bool, is_not: bool| is && is_not;
                !either(unhappy, between || happy) || !either(happy, between || unhappy)
            })
            .count()
    }
}

/// Courses of answers: everyone alike, all but a few alike, and mixed ones by a seed.
fn cohorts(sizes: &[usize]) -> Vec<Vec<Band>> {
    let mut cohorts = Vec::new();
    for &n in sizes {
        for common in Band::ALL {
            for rare in Band::ALL {
                for few in [0, 1, 2, 3] {
                    let band = |i| {
                        if i % 7 == 3 && i / 7 < few {
                            rare
                        } else {
                            common
                        }
                    };
                    cohorts.push((0..n).map(band).collect());
                }
            }
        }
        let mut seed = 7_u64 + n as u64;
        for _ in 0..8 {
            let mut draw = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                Band::ALL[(seed >> 33) as usize % 3]
            };
            cohorts.push((0..n).map(|_| draw()).collect());
        }
    }
    cohorts
}

/// How many answers the mechanism gives away over all cohorts and pairs of colluders.
fn given_away(mechanism: Mechanism, sizes: &[usize]) -> usize {
    let mut observer = Observer::of(mechanism);
    cohorts(sizes)
        .iter()
        .map(|answers| {
            let n = answers.len();
            [vec![], vec![0, 1], vec![3, 10 % n], vec![n / 2, n - 1]]
                .iter()
                .map(|colluders| observer.settled(answers, colluders))
                .sum::<usize>()
        })
        .sum()
}

#[test]
fn sealed_labels_give_nobody_away() {
    assert_eq!(given_away(sealed_labels, &[10, 11, 12, 15, 23]), 0);
}

#[test]
fn every_planted_mechanism_is_convicted_by_the_same_attacker() {
    let planted: [(&str, Mechanism); 6] = [
        ("whole percent, live", raw_percent_live),
        ("whole percent, live, from five", threshold_five_live),
        ("exact counts, once", exact_counts_once),
        ("one to seven as five, once", small_counts_as_five),
        ("labels of two counts", narrow_labels),
        ("our labels, live", labels_live),
    ];
    for (name, mechanism) in planted {
        let given_away = given_away(mechanism, &[10, 12, 23]);
        println!("{name}: {given_away} answers settled");
        assert!(given_away > 0, "{name} was acquitted");
    }
}

#[test]
fn live_percent_from_five_fixes_every_later_answer() {
    let answers: Vec<Band> = (0..30).map(|i| Band::ALL[i * 5 % 3]).collect();
    assert_eq!(Observer::of(threshold_five_live).settled(&answers, &[]), 25);
}
