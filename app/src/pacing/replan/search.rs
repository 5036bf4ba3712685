//! Tries every plan with one or two changes, and takes the best.

use serde::{Deserialize, Serialize};

use super::super::{Activity, Minutes, Points};
use super::outlook::Course;
use super::{Change, HORIZON, Outlook, Step};

/// A part of an activity shorter than this is not worth beginning, in minutes.
const LEAST_PART: u16 = 15;

/// One or two changes that make the days ahead fit better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What to change, one or two things.
    pub steps: Vec<Step>,
    /// How much the seven days are over their budgets as they are planned.
    pub over_before: Points,
    /// How much they would be.
    pub over_after: Points,
    /// How many plans were compared.
    pub plans: usize,
}

/// One way to change one item: what it takes from and adds to each day.
struct Way {
    item: usize,
    change: Change,
    less: (usize, f64),
    more: Option<(usize, f64)>,
    /// How much is let go: the weight of what is postponed twice, of what is shortened once.
    dropped: u32,
    /// The day on which the last of it then is, counted from today.
    last: u32,
}

impl Way {
    /// Whether one activity becomes two: more to remember than one that moves.
    fn is_split(&self) -> bool {
        matches!(self.change, Change::Split { .. })
    }
}

/// What one plan comes to, in the order in which plans are compared: the smaller the better.
///
/// Points over are compared in halves, as they are written, so that nobody is asked for a
/// second change for the sake of a number that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Merit {
    over: u64,
    changes: u8,
    dropped: u32,
    splits: u8,
    uneven: u64,
    moved: u64,
    last: u32,
}

impl Merit {
    fn of(course: &Course, ways: &[&Way]) -> Self {
        Self {
            over: halves(course.over),
            changes: ways.len() as u8,
            dropped: ways.iter().map(|way| way.dropped).sum(),
            splits: ways.iter().filter(|way| way.is_split()).count() as u8,
            uneven: ((course.squares - course.spent.powi(2) / HORIZON as f64) * 1e3).round() as u64,
            moved: halves(ways.iter().map(|way| way.less.1).sum()),
            last: ways.iter().map(|way| way.last).sum(),
        }
    }
}

/// The nearest number of half points.
fn halves(points: f64) -> u64 {
    (points * 2.0).round().max(0.0) as u64
}

/// The one or two changes that help most; `None` when none saves half a point or more.
///
/// The same week gives the same answer. No suggestion makes the days go over by more than
/// they do, or spends more in all.
pub fn suggestion_for(outlook: &Outlook) -> Option<Suggestion> {
    let before = outlook.course(&outlook.load);
    let none = Merit::of(&before, &[]);
    if none.over == 0 {
        return None;
    }
    let ways: Vec<Way> = (0..outlook.items.len())
        .flat_map(|item| ways(outlook, item))
        .collect();
    let mut plans = 0;
    let mut best: Option<(Merit, Course, Vec<usize>)> = None;
    let mut consider = |picked: &[usize]| {
        plans += 1;
        let chosen: Vec<&Way> = picked.iter().map(|way| &ways[*way]).collect();
        let course = outlook.course(&changed(&outlook.load, &chosen));
        let merit = Merit::of(&course, &chosen);
        let adds_load = course.spent > before.spent + 1e-6 || course.over > before.over;
        let is_better = best.as_ref().is_none_or(|(least, _, _)| merit < *least);
        if merit.over < none.over && !adds_load && is_better {
            best = Some((merit, course, picked.to_vec()));
        }
    };
    for (place, one) in ways.iter().enumerate() {
        consider(&[place]);
        for (later, other) in ways.iter().enumerate().skip(place + 1) {
            if one.item != other.item {
                consider(&[place, later]);
            }
        }
    }
    let (_, course, picked) = best?;
    Some(Suggestion {
        steps: picked
            .into_iter()
            .map(|way| step(outlook, &ways[way]))
            .collect(),
        over_before: Points::new(before.over),
        over_after: Points::new(course.over),
        plans,
    })
}

fn changed(load: &[f64; HORIZON], ways: &[&Way]) -> [f64; HORIZON] {
    let mut load = *load;
    for way in ways {
        load[way.less.0] -= way.less.1;
        if let Some((day, more)) = way.more {
            load[day] += more;
        }
    }
    load
}

/// Everything that may be done with one item.
fn ways(outlook: &Outlook, item: usize) -> Vec<Way> {
    let (day, cost, activity) = &outlook.items[item];
    let (day, cost) = (*day, cost.get());
    let weight = activity.leeway.priority.weight();
    let of = |minutes: Minutes| cost * f64::from(minutes.get()) / f64::from(activity.minutes.get());
    let days = (0..HORIZON).filter(|to| *to != day && activity.leeway.allows(outlook.date(*to)));
    let mut all = Vec::new();
    for to in days {
        let date = outlook.date(to);
        let moved = |change, points: f64, last: usize| Way {
            item,
            change,
            less: (day, points),
            more: Some((to, points)),
            dropped: 0,
            last: last as u32,
        };
        all.push(moved(Change::Move { to: date }, cost, to));
        if let Some(part) = half(activity) {
            let change = Change::Split {
                minutes: part,
                to: date,
            };
            all.push(moved(change, of(part), to.max(day)));
        }
    }
    if let Some(minutes) = shorter(activity) {
        all.push(Way {
            item,
            change: Change::Shorten { minutes },
            less: (day, cost - of(minutes)),
            more: None,
            dropped: weight,
            last: day as u32,
        });
    }
    if activity.leeway.allows(Step::postponed(activity.day)) {
        all.push(Way {
            item,
            change: Change::Postpone,
            less: (day, cost),
            more: None,
            dropped: 2 * weight,
            last: (day + HORIZON) as u32,
        });
    }
    all
}

/// Half of an activity in steps of five minutes, if both halves are worth beginning.
fn half(activity: &Activity) -> Option<Minutes> {
    let whole = activity.minutes.get();
    let part = whole / 2 / 5 * 5;
    (part >= LEAST_PART && whole - part >= LEAST_PART)
        .then(|| Minutes::new(part).ok())
        .flatten()
}

/// How short an activity may be made: its easier version, else half. What was made easier
/// once is not made easier again.
fn shorter(activity: &Activity) -> Option<Minutes> {
    match &activity.leeway.easier {
        _ if activity.is_easier => None,
        Some(easier) => Some(easier.minutes).filter(|minutes| *minutes < activity.minutes),
        None => half(activity),
    }
}

fn step(outlook: &Outlook, way: &Way) -> Step {
    let (_, _, activity) = &outlook.items[way.item];
    Step {
        activity: activity.id.clone(),
        from: activity.day,
        minutes: activity.minutes,
        change: way.change,
    }
}
