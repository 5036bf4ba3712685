//! One call for a day: from the last weeks' rows to budget, spending and reasons.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::cost::all_done;
use super::notice::{Ahead, notice};
use super::zone::percentage;
use super::{
    Activity, CheckIn, Constants, Energy, Explanation, Learner, Notice, Points, Rating, State,
    Usual, Zone, cost, debt_after, limits, morning_factor, spent, usual_morning, zone,
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
    /// Ratings older than the oldest of `activities`, the oldest first.
    pub earlier_ratings: Vec<Rated>,
}

/// What is known of today.
#[derive(Clone, Debug, PartialEq)]
pub struct DayInput {
    /// Today, in the programme's zone.
    pub date: Date,
    /// What was answered this morning; `None`: not checked in.
    pub check_in: Option<CheckIn>,
    /// Whether the payback is set aside for today.
    pub feels_fine: bool,
    /// Today's activities, in the order in which they are shown.
    pub activities: Vec<Activity>,
    /// Tomorrow's activities.
    pub tomorrow: Vec<Activity>,
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
    /// Whether anything was done that day, so that `spent` is known and not only 0.
    pub logged: bool,
}

impl PastDay {
    /// Spending as a percentage of the budget.
    pub fn percentage(&self) -> f64 {
        percentage(self.spent, self.budget)
    }
}

/// An activity and what it costs this person.
#[derive(Clone, Debug, PartialEq)]
pub struct Costed {
    /// The activity.
    pub activity: Activity,
    /// What it costs; for a restorative one, nothing.
    pub cost: Points,
    /// What it gives back, if it is restorative.
    pub gives: Points,
}

/// A day's budget, what has become of it, and why it is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct DayBudget {
    /// The day.
    pub date: Date,
    /// What there is today.
    pub budget: Points,
    /// What was spent so far.
    pub spent: Points,
    /// What is left; never below zero.
    pub left: Points,
    /// What was spent beyond the budget.
    pub over: Points,
    /// What would still be spent if everything planned were done.
    pub planned: Points,
    /// Where the day stands. Say nothing of it while [`Explanation::learning`].
    pub zone: Zone,
    /// Each activity of today with its cost, in the order given.
    pub activities: Vec<Costed>,
    /// Why the budget is what it is.
    pub explanation: Explanation,
    /// The one thing to say today, if there is any.
    pub notice: Option<Notice>,
}

/// A day in whole points, as pebbles and words show it: the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pebbles {
    /// All there was today.
    pub budget: u32,
    /// What is left.
    pub left: u32,
    /// How many of those left the rest of the plan would take.
    pub planned: u32,
    /// What is used.
    pub used: u32,
    /// What was used beyond the budget.
    pub over: u32,
}

impl DayBudget {
    /// The day in whole points. Left and used always make up the budget.
    pub fn pebbles(&self) -> Pebbles {
        let budget = self.budget.whole();
        let used = self.spent.whole().min(budget);
        let left = budget - used;
        Pebbles {
            budget,
            left,
            planned: self.planned.whole().min(left),
            used,
            over: self.spent.whole() - used,
        }
    }
}

/// The budget of `today` for someone with this `history`. The same rows give the same day.
///
/// Costs are as learnt from ratings up to yesterday: a rating counts from the next day,
/// so that no number of today moves under someone's eyes.
pub fn day(history: &History, today: DayInput, constants: &Constants) -> DayBudget {
    let (past, known) = walk(history, today.date, constants);
    let (baseline, decided) = baseline_on(history, today.date, constants);
    let said = today.check_in.and_then(CheckIn::energy);
    let usual = usual_on(history, today.date, constants);
    let factor = morning_factor(said, usual, constants);
    let debt = past.last().map_or(Points::ZERO, |day| day.debt_after);
    let debt = debt.min(baseline.times(constants.debt_most));
    let found = limits(baseline, factor, debt, today.feels_fine, constants);

    let multiple = |kind: &str| known.get(kind).copied().unwrap_or_default().multiple();
    let so_far = spent(&today.activities, baseline, multiple, constants);
    let if_all_done = spent(&all_done(&today.activities), baseline, multiple, constants);
    let logged_days = past.iter().filter(|day| day.logged).count() as u32;
    let explanation = Explanation {
        constants: constants.version,
        baseline,
        decided,
        check_in: today.check_in,
        usual,
        factor,
        by_morning: found.by_morning,
        debt,
        by_payback: found.by_payback,
        went_over: found
            .by_payback
            .and_then(|_| went_over(&past, today.date, constants)),
        reason: found.reason,
        budget: found.budget,
        logged_days,
        learning: logged_days < constants.baseline_days,
    };
    let (baseline_tomorrow, _) = baseline_on(
        history,
        today.date.saturating_add(jiff::Span::new().days(1)),
        constants,
    );
    let ahead = Ahead {
        said,
        budget: found.budget,
        if_all_done,
        tomorrow_budget: limits(
            baseline_tomorrow,
            1.0,
            debt_after(
                debt,
                if_all_done,
                found.budget,
                baseline_tomorrow,
                constants,
            ),
            false,
            constants,
        )
        .budget,
        tomorrow: spent(
            &all_done(&today.tomorrow),
            baseline_tomorrow,
            multiple,
            constants,
        ),
    };
    let notice = (!explanation.learning)
        .then(|| notice(&past, &today, &ahead, constants))
        .flatten();
    DayBudget {
        date: today.date,
        budget: found.budget,
        spent: so_far,
        left: found.budget.less(so_far),
        over: so_far.less(found.budget),
        planned: if_all_done.less(so_far),
        zone: zone(so_far, found.budget, constants),
        activities: today
            .activities
            .into_iter()
            .map(|activity| costed(activity, multiple, constants))
            .collect(),
        explanation,
        notice,
    }
}

/// How each day before `today` went, from the first with an activity.
pub fn past_days(history: &History, today: Date, constants: &Constants) -> Vec<PastDay> {
    walk(history, today, constants).0
}

fn costed(activity: Activity, multiple: impl Fn(&str) -> f64, constants: &Constants) -> Costed {
    let done = Activity {
        state: State::Done,
        ..activity.clone()
    };
    let multiple = multiple(&activity.kind);
    Costed {
        cost: cost(activity.category, activity.minutes, multiple, constants),
        // Without the day's ceiling: what this one gives, taken by itself.
        gives: super::rest(&[done], Points::new(f64::MAX), constants),
        activity,
    }
}

/// The days before `today`, and what has been learnt by its morning.
fn walk(
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
                .any(|activity| activity.state == State::Done),
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
fn baseline_on(history: &History, date: Date, constants: &Constants) -> (Points, bool) {
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
fn usual_on(history: &History, date: Date, constants: &Constants) -> Usual {
    let earlier: Vec<Energy> = history
        .check_ins
        .range(..date)
        .filter_map(|(_, said)| said.energy())
        .collect();
    usual_morning(&earlier, constants)
}

/// The day that most of what is left to pay back comes from.
fn went_over(past: &[PastDay], today: Date, constants: &Constants) -> Option<Date> {
    let weight = |day: &PastDay| {
        let ago = today.since(day.date).map_or(0, |span| span.get_days());
        day.spent.less(day.budget).get() * constants.debt_kept.powi(ago)
    };
    past.iter()
        .filter(|day| day.spent > day.budget)
        .max_by(|a, b| weight(a).total_cmp(&weight(b)))
        .map(|day| day.date)
}

#[cfg(test)]
mod tests;
