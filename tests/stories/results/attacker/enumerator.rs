//! What may anyone have answered? Every course of counts that fits what was told is followed.

use std::collections::{BTreeMap, BTreeSet};

use super::cohorts::BANDS;

/// Numbers of unhappy, between and happy answers.
pub(super) type Histogram = [usize; BANDS];

/// What happens, in order.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// Someone answers.
    Joins(usize),
    /// Someone's answer is taken out.
    Leaves(usize),
    /// Something is published: these are the counts that would have been published so.
    Told(BTreeSet<Histogram>),
}

/// All that the attacker knows of one wave.
#[derive(Clone, Debug)]
pub(super) struct Case {
    /// People are numbered from 0.
    pub(super) people: usize,
    pub(super) events: Vec<Event>,
    /// What the colluders said.
    pub(super) known: BTreeMap<usize, usize>,
}

/// Who may have said what: for each person and band.
pub(super) type Possible = BTreeMap<usize, [bool; BANDS]>;

impl Case {
    /// Those whose answers count and are not known.
    pub(super) fn strangers(&self) -> impl Iterator<Item = usize> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::Joins(who) if !self.known.contains_key(who) => Some(*who),
            _ => None,
        })
    }
}

fn plus(mut histogram: Histogram, band: usize) -> Histogram {
    histogram[band] += 1;
    histogram
}

/// Every histogram of `n` answers.
pub(super) fn all(n: usize) -> impl Iterator<Item = Histogram> {
    (0..=n).flat_map(move |u| (0..=n - u).map(move |h| [u, n - u - h, h]))
}

/// A stretch of the course between two things told: who comes in whose answers are open, and
/// by how much the counts move besides.
#[derive(Default)]
struct Stretch {
    open: Vec<usize>,
    added: Histogram,
    removed: Histogram,
}

impl Stretch {
    /// Where a course may be after the stretch that is at `at` before it, when the open ones
    /// answered `open`.
    fn after(&self, at: Histogram, open: Histogram) -> Option<Histogram> {
        let mut next = at;
        for band in 0..BANDS {
            next[band] =
                (at[band] + self.added[band] + open[band]).checked_sub(self.removed[band])?;
        }
        Some(next)
    }
}

/// What each person may have answered, given everything; exact.
pub(super) fn possible(case: &Case) -> Possible {
    let leaving = case.events.iter().filter_map(|event| match event {
        Event::Leaves(who) if !case.known.contains_key(who) => Some(*who),
        _ => None,
    });
    let leaving: Vec<usize> = leaving.collect();
    let mut possible: Possible = case.strangers().map(|who| (who, [false; BANDS])).collect();
    // Whoever leaves again is tried with each answer in turn.
    for choice in 0..BANDS.pow(leaving.len() as u32) {
        let mut known = case.known.clone();
        for (place, who) in leaving.iter().enumerate() {
            known.insert(*who, choice / BANDS.pow(place as u32) % BANDS);
        }
        let supposed = leaving.iter().map(|who| (*who, known[who])).collect();
        follow(case, &known, &supposed, &mut possible);
    }
    possible
}

/// Follows every course in which `known` is what those people said.
fn follow(
    case: &Case,
    known: &BTreeMap<usize, usize>,
    supposed: &BTreeMap<usize, usize>,
    possible: &mut Possible,
) {
    let mut stretches = Vec::new();
    let mut now = Stretch::default();
    for event in &case.events {
        match event {
            Event::Joins(who) => match known.get(who) {
                Some(band) => now.added[*band] += 1,
                None => now.open.push(*who),
            },
            Event::Leaves(who) => now.removed[known[who]] += 1,
            Event::Told(told) => stretches.push((std::mem::take(&mut now), told)),
        }
    }
    let mut may_be = vec![BTreeSet::from([[0; BANDS]])];
    for (stretch, told) in &stretches {
        let before = &may_be[may_be.len() - 1];
        let mut next = BTreeSet::new();
        for open in all(stretch.open.len()) {
            let reached = before.iter().filter_map(|at| stretch.after(*at, open));
            next.extend(reached.filter(|at| told.contains(at)));
        }
        may_be.push(next);
    }
    for (place, (stretch, _)) in stretches.iter().enumerate().rev() {
        let (before, after) = may_be.split_at_mut(place + 1);
        let ways: Vec<Histogram> = all(stretch.open.len()).collect();
        let leads_on = |at: Histogram, open: Histogram| {
            stretch
                .after(at, open)
                .is_some_and(|it| after[0].contains(&it))
        };
        before[place].retain(|at| ways.iter().any(|open| leads_on(*at, *open)));
        if stretch.open.is_empty() {
            continue;
        }
        // Those of one stretch are alike: what one of them may have said, each may.
        for band in 0..BANDS {
            let mut others = all(stretch.open.len() - 1);
            let may = others.any(|rest| {
                before[place]
                    .iter()
                    .any(|at| leads_on(*at, plus(rest, band)))
            });
            for who in &stretch.open {
                possible.entry(*who).or_default()[band] |= may;
            }
        }
    }
    if !may_be[0].is_empty() {
        for (who, band) in supposed {
            possible.entry(*who).or_default()[*band] = true;
        }
        // Nothing was told of those who came after the last thing told.
        for who in &now.open {
            possible.insert(*who, [true; BANDS]);
        }
    }
}

/// Of how many people it is settled whether they are unhappy, or whether they are happy.
pub(super) fn settled(case: &Case) -> usize {
    let fixed = |[unhappy, between, happy]: &[bool; BANDS]| {
        let open = |is: bool, is_not: bool| is && is_not;
        !open(*unhappy, *between || *happy) || !open(*happy, *between || *unhappy)
    };
    possible(case).values().filter(|one| fixed(one)).count()
}

#[test]
fn the_enumerator_knows_what_is_certain() {
    let told = |of: &[Histogram]| Event::Told(of.iter().copied().collect());
    let case = |events, known: &[(usize, usize)]| Case {
        people: 3,
        events,
        known: known.iter().copied().collect(),
    };
    // One of three is happy, and nothing else is told.
    let one = [
        Event::Joins(0),
        Event::Joins(1),
        Event::Joins(2),
        told(&[[1, 1, 1], [2, 0, 1]]),
    ];
    assert_eq!(settled(&case(one.to_vec(), &[])), 0);
    assert_eq!(
        settled(&case(one.to_vec(), &[(0, 2)])),
        2,
        "it is the colluder"
    );
    // Told again after the third: one more is happy than before.
    let live = [
        Event::Joins(0),
        Event::Joins(1),
        told(&[[1, 0, 1]]),
        Event::Joins(2),
        told(&[[1, 0, 2]]),
    ];
    assert_eq!(
        possible(&case(live.to_vec(), &[]))[&2],
        [false, false, true]
    );
    assert_eq!(settled(&case(live.to_vec(), &[])), 1);
    // Told again after somebody left: it was a happy one.
    let left = [
        Event::Joins(0),
        Event::Joins(1),
        told(&[[1, 0, 1], [0, 1, 1]]),
        Event::Leaves(1),
        told(&[[1, 0, 0], [0, 1, 0]]),
    ];
    assert_eq!(
        possible(&case(left.to_vec(), &[])),
        Possible::from([(0, [true, true, false]), (1, [false, false, true])])
    );
}
