//! Invented people and their days, for the tests of a day.

use jiff::Span;
use jiff::civil::{Date, date};

use super::{DayBudget, DayInput, day};
use crate::ids::ActivityId;
use crate::pacing::{
    Activity, Baseline, Category, CheckIn, Constants, Energy, History, Leeway, Minutes, Points,
    State,
};

pub(super) const TODAY: Date = date(2026, 11, 24);

pub(super) fn ago(days: i64) -> Date {
    TODAY - Span::new().days(days)
}

pub(super) fn said(energy: u8) -> Option<CheckIn> {
    Energy::new(energy).map(CheckIn::Said)
}

pub(super) fn activity(day: Date, category: Category, minutes: u16, state: State) -> Activity {
    Activity {
        id: ActivityId::new(format!("{day}-{}-{minutes}", category.as_str())),
        title: "A walk".to_owned(),
        kind: "walk".to_owned(),
        category,
        minutes: Minutes::new(minutes).unwrap(),
        day,
        starts: None,
        state,
        rating: None,
        leeway: Leeway::default(),
        is_easier: false,
        is_meeting: false,
    }
}

/// `points` spent on `day` by light activities, to the nearest ten minutes.
pub(super) fn spent_on(day: Date, points: f64) -> Vec<Activity> {
    let mut minutes = (points * 3.0).round() as u16 * 10;
    let mut all = Vec::new();
    while minutes > 0 {
        let now = minutes.min(480);
        all.push(activity(day, Category::Light, now, State::Done));
        minutes -= now;
    }
    all
}

/// Someone with a baseline of 16 points who spent 16 on each of the last ten days.
pub(super) fn steady() -> History {
    let mut history = History {
        baselines: vec![Baseline {
            from: ago(60),
            points: Points::new(16.0),
        }],
        ..History::default()
    };
    for days in (1..=10).rev() {
        history.activities.extend(spent_on(ago(days), 16.0));
        history
            .check_ins
            .insert(ago(days), CheckIn::Said(Energy::new(5).unwrap()));
    }
    history
}

pub(super) fn today() -> DayInput {
    DayInput {
        date: TODAY,
        check_in: said(5),
        feels_fine: false,
        activities: Vec::new(),
        tomorrow: Vec::new(),
        noticed: None,
    }
}

pub(super) fn on(history: &History, today: DayInput) -> DayBudget {
    day(history, today, &Constants::default())
}

pub(super) fn about(got: Points, expected: f64) {
    assert!(
        (got.get() - expected).abs() < 0.005,
        "{got:?} instead of {expected}"
    );
}
