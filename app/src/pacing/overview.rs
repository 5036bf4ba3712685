//! The week as a whole: seven days ahead beside what there will be, and how the last ones went.

use jiff::civil::Date;

use super::baseline::{even_weeks, logged_days, suggestion};
use super::history::{baseline_on, usual_on};
use super::replan::DayAhead;
use super::{
    CheckIn, Constants, DayInput, Evenness, History, PastDay, Points, asks_before, evenness, load,
};

/// How the last seven days went.
#[derive(Clone, Debug, PartialEq)]
pub struct LastWeek {
    /// What they cost.
    pub spent: Points,
    /// What there was.
    pub budget: Points,
    /// The one as a percentage of the other.
    pub load: f64,
    /// How even they were; `None` when too few are known.
    pub evenness: Option<Evenness>,
}

/// What the page about the week shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Today.
    pub today: Date,
    /// The seven days from today on.
    pub days: Vec<DayAhead>,
    /// How the seven before today went; `None` until something is known of them.
    pub last: Option<LastWeek>,
    /// The days ahead hold much more than the last three weeks did.
    pub much_more: bool,
    /// What baseline the days speak for, if it is another. A suggestion to talk about.
    pub baseline: Option<Points>,
    /// Too little is known: nothing is said of days that are over.
    pub learning: bool,
}

impl Week {
    /// The week around `today`, from the days `past` and the days ahead.
    pub fn of(
        history: &History,
        today: &DayInput,
        days: Vec<DayAhead>,
        past: &[PastDay],
        constants: &Constants,
    ) -> Self {
        let logged = past.iter().filter(|day| day.logged).count() as u32;
        let learning = logged < constants.baseline_days;
        let planned: Points = days.iter().map(|day| day.planned).sum();
        let (current, _) = baseline_on(history, today.date, constants);
        let said = today.check_in.and_then(CheckIn::energy);
        let usual = usual_on(history, today.date, constants);
        let known = logged_days(past, (said, usual), constants);
        let even = even_weeks(past, today.date, constants);
        Self {
            today: today.date,
            last: last_week(past, today.date, constants),
            much_more: last_three(past, today.date)
                .is_some_and(|last| asks_before(planned, &last, constants)),
            baseline: suggestion(&known, current, even, constants),
            learning,
            days,
        }
    }

    /// The days that hold more than there will be, unless that is still a guess.
    pub fn over(&self) -> Vec<&DayAhead> {
        let is_over = |day: &&DayAhead| day.planned.get() > day.budget.get() + 0.5;
        match self.learning {
            true => Vec::new(),
            false => self.days.iter().filter(is_over).collect(),
        }
    }
}

fn days_ago(day: &PastDay, today: Date) -> i32 {
    today.since(day.date).map_or(0, |span| span.get_days())
}

fn last_week(past: &[PastDay], today: Date, constants: &Constants) -> Option<LastWeek> {
    let days: Vec<&PastDay> = past
        .iter()
        .filter(|day| days_ago(day, today) <= 7)
        .collect();
    let logged: Vec<Points> = days
        .iter()
        .filter(|day| day.logged)
        .map(|day| day.spent)
        .collect();
    if logged.is_empty() {
        return None;
    }
    let both: Vec<(Points, Points)> = days.iter().map(|day| (day.spent, day.budget)).collect();
    Some(LastWeek {
        spent: both.iter().map(|(spent, _)| *spent).sum(),
        budget: both.iter().map(|(_, budget)| *budget).sum(),
        load: load(&both)?,
        evenness: evenness(&logged, constants),
    })
}

/// What each of the last three weeks cost; `None` until three are known.
fn last_three(past: &[PastDay], today: Date) -> Option<[Points; 3]> {
    let reaches = past.first().is_some_and(|day| days_ago(day, today) >= 21);
    let week = |ago: i32| -> Points {
        let is_in = |day: &&PastDay| (days_ago(day, today) - 1).div_euclid(7) == ago;
        past.iter().filter(is_in).map(|day| day.spent).sum()
    };
    reaches.then(|| [week(0), week(1), week(2)])
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{Date, date};

    use super::Week;
    use crate::pacing::replan::DayAhead;
    use crate::pacing::{Constants, DayInput, History, PastDay, Points, Steadiness, Usual};

    const TODAY: Date = date(2026, 11, 24);

    fn today() -> DayInput {
        DayInput {
            date: TODAY,
            check_in: None,
            feels_fine: false,
            activities: Vec::new(),
            tomorrow: Vec::new(),
            noticed: None,
        }
    }

    fn past(days: i64, spent: f64) -> Vec<PastDay> {
        let day = |ago: i64| PastDay {
            date: TODAY - ago.days(),
            morning: None,
            usual: Usual {
                energy: 5.0,
                known: false,
            },
            factor: 1.0,
            budget: Points::new(12.0),
            spent: Points::new(spent),
            debt_after: Points::ZERO,
            logged: true,
        };
        (1..=days).rev().map(day).collect()
    }

    fn ahead(planned: f64) -> Vec<DayAhead> {
        let day = |n: i64| DayAhead {
            date: TODAY + n.days(),
            budget: Points::new(12.0),
            planned: Points::new(planned),
        };
        (0..7).map(day).collect()
    }

    fn week(past: &[PastDay], planned: f64) -> Week {
        let k = Constants::default();
        Week::of(&History::default(), &today(), ahead(planned), past, &k)
    }

    #[test]
    fn the_last_week_is_told_in_points_and_in_a_word() {
        let last = week(&past(10, 9.0), 9.0).last.unwrap();
        assert_eq!((last.spent.get(), last.budget.get()), (63.0, 84.0));
        assert!((last.load - 75.0).abs() < 1e-9);
        assert_eq!(last.evenness.unwrap().word, Steadiness::Even);
        assert_eq!(week(&[], 9.0).last, None);
    }

    #[test]
    fn a_week_with_much_more_than_the_last_three_is_asked_about_once_three_are_known() {
        assert!(week(&past(21, 10.0), 11.1).much_more);
        assert!(!week(&past(21, 10.0), 11.0).much_more);
        assert!(!week(&past(20, 10.0), 40.0).much_more);
    }

    #[test]
    fn days_that_are_over_are_named_once_enough_is_known() {
        assert_eq!(week(&past(5, 10.0), 13.0).over().len(), 7);
        assert_eq!(week(&past(5, 10.0), 12.4).over().len(), 0);
        assert_eq!(week(&past(4, 10.0), 13.0).over().len(), 0);
    }

    #[test]
    fn the_days_speak_for_a_baseline_to_talk_about() {
        // Until one is decided there are twelve points; eight tenths of ten are eight.
        let spoken_for = week(&past(10, 10.0), 10.0).baseline.unwrap();
        assert_eq!(spoken_for.get(), 8.0);
        assert_eq!(week(&past(4, 10.0), 10.0).baseline, None);
    }
}
