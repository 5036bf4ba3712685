//! What is known of one person from before today, and how those days went.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::zone::percentage;
use super::{
    Activity, CheckIn, Constants, Energy, Learner, Points, Rating, State, Usual, debt_after,
    limits, morning_factor, spent, usual_morning,
};

/// A baseline that people decided together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// The first day it counts.
    pub from: Date,
    /// How much an ordinary day holds.
    pub points: Points,
}

/// A rating from before the days that a [`History`] holds in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated {
    /// What costs are learnt by.
    pub kind: String,
    /// What was said.
    pub rating: Rating,
}

/// What is known of one person from before today. Rows of today or later do not count.
///
/// Four weeks of activities are enough: payback halves every day. Check-ins go another 28
/// check-ins back, for the usual morning; ratings as far as there are any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Decided baselines; the latest that has begun counts.
    pub baselines: Vec<Baseline>,
    /// What was answered on each morning.
    pub check_ins: BTreeMap<Date, CheckIn>,
    /// The days on which the payback was set aside.
    pub feels_fine: BTreeSet<Date>,
    /// The activities of the last weeks, in the order in which they were settled.
    pub activities: Vec<Activity>,
    /// Ratings older than the oldest of `activities`; of each kind the oldest first.
    pub earlier_ratings: Vec<Rated>,
}

/// How one earlier day went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastDay {
    /// The day.
    pub date: Date,
    /// What was said that morning, if anything.
    pub morning: Option<Energy>,
    /// What was usual by then.
    pub usual: Usual,
    /// What the morning made of the baseline.
    pub factor: f64,
    /// What there was.
    pub budget: Points,
    /// What it cost.
    pub spent: Points,
    /// What the next day began with to pay back.
    pub debt_after: Points,
    /// Whether the person said that day that something was done, so that `spent` is known.
    /// A meeting alone says nothing of the rest of the day.
    pub logged: bool,
}

impl PastDay {
    /// Spending as a percentage of the budget.
    pub fn percentage(&self) -> f64 {
        percentage(self.spent, self.budget)
    }
}

/// How each day before `today` went, from the first with an activity.
pub fn past_days(history: &History, today: Date, constants: &Constants) -> Vec<PastDay> {
    walk(history, today, constants).0
}

/// The days before `today`, and what has been learnt by its morning.
pub(super) fn walk(
    history: &History,
    today: Date,
    constants: &Constants,
) -> (Vec<PastDay>, BTreeMap<String, Learner>) {
    let mut by_day: BTreeMap<Date, Vec<Activity>> = BTreeMap::new();
    for activity in history
        .activities
        .iter()
        .filter(|activity| activity.day < today)
    {
        by_day
            .entry(activity.day)
            .or_default()
            .push(activity.clone());
    }
    let mut known: BTreeMap<String, Learner> = BTreeMap::new();
    let learn = |known: &mut BTreeMap<String, Learner>, kind: &str, rating: Rating| {
        let learner = known.entry(kind.to_owned()).or_default();
        *learner = learner.after(rating, constants);
    };
    for rated in &history.earlier_ratings {
        learn(&mut known, &rated.kind, rated.rating);
    }
    let Some(first) = by_day.keys().next().copied() else {
        return (Vec::new(), known);
    };
    let mut days: Vec<PastDay> = Vec::new();
    let mut debt = Points::ZERO;
    for date in first
        .series(jiff::Span::new().days(1))
        .take_while(|date| *date < today)
    {
        let activities = by_day.get(&date).map(Vec::as_slice).unwrap_or_default();
        let (baseline, _) = baseline_on(history, date, constants);
        let morning = history.check_ins.get(&date).and_then(|said| said.energy());
        let usual = usual_on(history, date, constants);
        let factor = morning_factor(morning, usual, constants);
        let fine = history.feels_fine.contains(&date);
        let budget = limits(baseline, factor, debt, fine, constants).budget;
        let multiple = |kind: &str| known.get(kind).copied().unwrap_or_default().multiple();
        let spent = spent(activities, baseline, multiple, constants);
        let next = date.saturating_add(jiff::Span::new().days(1));
        let (next_baseline, _) = baseline_on(history, next, constants);
        debt = debt_after(debt, spent, budget, next_baseline, constants);
        days.push(PastDay {
            date,
            morning,
            usual,
            factor,
            budget,
            spent,
            debt_after: debt,
            logged: activities
                .iter()
                .any(|activity| activity.state == State::Done && !activity.is_meeting),
        });
        for (kind, rating) in activities
            .iter()
            .filter_map(|activity| activity.rating.map(|rating| (&activity.kind, rating)))
        {
            learn(&mut known, kind, rating);
        }
    }
    (days, known)
}

/// The baseline in force on `date`, and whether people have decided it.
pub(super) fn baseline_on(history: &History, date: Date, constants: &Constants) -> (Points, bool) {
    history
        .baselines
        .iter()
        .filter(|baseline| baseline.from <= date)
        .max_by_key(|baseline| baseline.from)
        .map_or(
            (Points::new(constants.baseline_until_decided), false),
            |baseline| (baseline.points, true),
        )
}

/// The usual morning by the check-ins before `date`.
pub(super) fn usual_on(history: &History, date: Date, constants: &Constants) -> Usual {
    let earlier: Vec<Energy> = history
        .check_ins
        .range(..date)
        .filter_map(|(_, said)| said.energy())
        .collect();
    usual_morning(&earlier, constants)
}

/// The day that most of what is left to pay back comes from.
pub(super) fn went_over(past: &[PastDay], today: Date, constants: &Constants) -> Option<Date> {
    let weight = |day: &PastDay| {
        let ago = today.since(day.date).map_or(0, |span| span.get_days());
        day.spent.less(day.budget).get() * constants.debt_kept.powi(ago)
    };
    past.iter()
        .filter(|day| day.spent > day.budget)
        .max_by(|a, b| weight(a).total_cmp(&weight(b)))
        .map(|day| day.date)
}
