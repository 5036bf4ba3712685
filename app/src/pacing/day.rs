//! One call for a day: from the last weeks' rows to budget, spending and reasons.

use jiff::civil::Date;

use super::cost::{all_done, rests};
use super::history::{baseline_on, usual_on, walk, went_over};
use super::notice::{Ahead, notice};
use super::{
    Activity, Category, CheckIn, Constants, Explanation, History, Notice, Points, Zone, cost,
    debt_after, limits, morning_factor, spent, zone,
};

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
    /// What was said today already. Then nothing else is, and this no longer once it is mended.
    pub noticed: Option<Notice>,
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

fn costed(activity: Activity, multiple: impl Fn(&str) -> f64, constants: &Constants) -> Costed {
    let multiple = multiple(&activity.kind);
    let is_rest = activity.category == Category::Restorative;
    Costed {
        cost: cost(activity.category, activity.minutes, multiple, constants),
        gives: if is_rest {
            rests(activity.minutes, constants)
        } else {
            Points::ZERO
        },
        activity,
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod people;
#[cfg(test)]
mod tests;
