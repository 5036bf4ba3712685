//! Seven days ahead: what is planned on each, and what there will be if all goes so.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::cost::{cost, rests};
use super::super::history::{baseline_on, usual_on, walk};
use super::super::{
    Activity, Category, CheckIn, Constants, DayInput, History, Points, State, debt_after, limits,
    morning_factor,
};

/// How many days lie ahead, today counted.
pub const HORIZON: usize = 7;

/// What one day ahead holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayAhead {
    /// Which.
    pub date: Date,
    /// What there will be, if the days before go as planned; mornings ahead count as usual ones.
    pub budget: Points,
    /// What is planned or done, less what rest gives back.
    pub planned: Points,
}

/// What is known of today, before anything is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Morning {
    /// What the morning makes of the baseline.
    pub factor: f64,
    /// What there is to pay back.
    pub debt: Points,
    /// Whether that is set aside for today.
    pub feels_fine: bool,
}

/// A week's load and how it would go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Course {
    /// All that is over the budgets, in points.
    pub(super) over: f64,
    /// All that is spent, in points.
    pub(super) spent: f64,
    /// How uneven the days are: the sum of their squares.
    pub(super) squares: f64,
}

/// What is known of the seven days that begin today.
#[derive(Clone, Debug)]
pub struct Outlook {
    pub(super) first: Date,
    morning: Morning,
    baselines: [Points; HORIZON],
    /// What rest gives back on each day, as far as it is allowed to.
    rest: [Points; HORIZON],
    /// What everything planned or done on each day costs.
    pub(super) load: [f64; HORIZON],
    /// What can be changed, each with the day it is on and its cost.
    pub(super) items: Vec<(usize, Points, Activity)>,
    constants: Constants,
}

impl Outlook {
    /// The week that begins today for someone with this `history`; `later` holds the
    /// activities of the days after today.
    pub fn of(
        history: &History,
        today: &DayInput,
        later: &[Activity],
        constants: &Constants,
    ) -> Self {
        let (past, known) = walk(history, today.date, constants);
        let (baseline, _) = baseline_on(history, today.date, constants);
        let said = today.check_in.and_then(CheckIn::energy);
        let usual = usual_on(history, today.date, constants);
        let debt = past.last().map_or(Points::ZERO, |day| day.debt_after);
        let morning = Morning {
            factor: morning_factor(said, usual, constants),
            debt: debt.min(baseline.times(constants.debt_most)),
            feels_fine: today.feels_fine,
        };
        let planned: Vec<Activity> = today.activities.iter().chain(later).cloned().collect();
        Self::new(
            today.date,
            morning,
            &planned,
            |date| baseline_on(history, date, constants).0,
            |kind| known.get(kind).copied().unwrap_or_default().multiple(),
            constants,
        )
    }

    /// The week that begins with `first`, from what is planned on it.
    ///
    /// `morning` is what is known of today; `baseline` is asked for each day and `learnt` for
    /// each kind of activity. What lies outside the seven days does not count.
    pub fn new(
        first: Date,
        morning: Morning,
        planned: &[Activity],
        baseline: impl Fn(Date) -> Points,
        learnt: impl Fn(&str) -> f64,
        constants: &Constants,
    ) -> Self {
        let date = |day: usize| first.saturating_add((day as i64).days());
        let baselines: [Points; HORIZON] = std::array::from_fn(|day| baseline(date(day)));
        let mut load = [0.0; HORIZON];
        let mut gives = [Points::ZERO; HORIZON];
        let mut items = Vec::new();
        let costs = |it: &Activity| cost(it.category, it.minutes, learnt(&it.kind), constants);
        // Sums of tenths are not exact: always in one order, so that the same week is the same.
        let mut counted: Vec<&Activity> = planned
            .iter()
            .filter(|it| it.state != State::Left)
            .collect();
        counted.sort_by(|one, other| one.id.cmp(&other.id));
        for activity in counted {
            let Some(day) = (0..HORIZON).find(|day| date(*day) == activity.day) else {
                continue;
            };
            if activity.category == Category::Restorative {
                gives[day] = gives[day] + rests(activity.minutes, constants);
                continue;
            }
            let costs = costs(activity);
            load[day] += costs.get();
            let is_loose = activity.leeway.is_loose() && !activity.is_meeting;
            if activity.state == State::Planned && is_loose && costs > Points::ZERO {
                items.push((day, costs, activity.clone()));
            }
        }
        // The dearest first, so that what the bound leaves out helps least.
        items.sort_by(|(_, a, one), (_, b, other)| {
            b.get()
                .total_cmp(&a.get())
                .then_with(|| one.id.cmp(&other.id))
        });
        items.truncate(super::MOST_ITEMS);
        let most = |day: usize| baselines[day].times(constants.rest_most);
        Self {
            first,
            morning,
            baselines,
            rest: std::array::from_fn(|day| gives[day].min(most(day))),
            load,
            items,
            constants: constants.clone(),
        }
    }

    /// The day that is `ahead` days after today.
    pub(super) fn date(&self, ahead: usize) -> Date {
        self.first.saturating_add((ahead as i64).days())
    }

    /// Each day as it is planned.
    pub fn days(&self) -> Vec<DayAhead> {
        let mut days = Vec::with_capacity(HORIZON);
        self.walk(&self.load, |day, planned, budget| {
            let date = self.date(day);
            days.push(DayAhead {
                date,
                budget,
                planned,
            });
        });
        days
    }

    /// How the week would go with these loads.
    pub(super) fn course(&self, load: &[f64; HORIZON]) -> Course {
        let mut course = Course {
            over: 0.0,
            spent: 0.0,
            squares: 0.0,
        };
        self.walk(load, |_, spent, budget| {
            course.over += spent.less(budget).get();
            course.spent += spent.get();
            course.squares += spent.get() * spent.get();
        });
        course
    }

    /// Lives through the week: today by its own morning, the days after by usual ones.
    fn walk(&self, load: &[f64; HORIZON], mut visit: impl FnMut(usize, Points, Points)) {
        let mut debt = self.morning.debt;
        for (day, cost) in load.iter().enumerate() {
            let (factor, fine) = match day {
                0 => (self.morning.factor, self.morning.feels_fine),
                _ => (1.0, false),
            };
            let budget = limits(self.baselines[day], factor, debt, fine, &self.constants).budget;
            let spent = Points::new(*cost).less(self.rest[day]);
            visit(day, spent, budget);
            let next = self.baselines[(day + 1).min(HORIZON - 1)];
            debt = debt_after(debt, spent, budget, next, &self.constants);
        }
    }
}
