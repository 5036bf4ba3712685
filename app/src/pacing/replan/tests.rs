//! Invented weeks: what is suggested, what never is, and how much work it takes.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::super::{
    Activity, Category, Constants, Easier, Leeway, Minutes, Points, Priority, State,
};
use super::{Change, MOST_ITEMS, Morning, Outlook, Step, Suggestion, suggestion_for};
use crate::ids::ActivityId;

pub(super) const TODAY: Date = date(2026, 11, 24);

pub(super) fn on(day: i64, id: &str, category: Category, minutes: u16) -> Activity {
    Activity {
        id: ActivityId::new(id),
        title: "A walk".to_owned(),
        kind: "walk".to_owned(),
        category,
        minutes: Minutes::new(minutes).unwrap(),
        day: TODAY + day.days(),
        starts: None,
        state: State::Planned,
        rating: None,
        leeway: Leeway::default(),
        is_easier: false,
        is_meeting: false,
    }
}

const USUAL: Morning = Morning {
    factor: 1.0,
    debt: Points::ZERO,
    feels_fine: false,
};

pub(super) fn week(planned: &[Activity], baseline: f64, morning: Morning) -> Outlook {
    let baseline = Points::new(baseline);
    Outlook::new(
        TODAY,
        morning,
        planned,
        |_| baseline,
        |_| 1.0,
        &Constants::default(),
    )
}

fn suggested(planned: &[Activity], baseline: f64) -> Option<Suggestion> {
    suggestion_for(&week(planned, baseline, USUAL))
}

fn minutes(minutes: u16) -> Minutes {
    Minutes::new(minutes).unwrap()
}

/// The plan after a suggestion, as the server would keep it.
pub(super) fn applied(planned: &[Activity], steps: &[Step]) -> Vec<Activity> {
    let mut after = planned.to_vec();
    for step in steps {
        let place = after.iter().position(|it| it.id == step.activity).unwrap();
        assert!(step.still_fits(&after[place], TODAY), "{step}");
        match step.change {
            Change::Move { to } => after[place].day = to,
            Change::Shorten { minutes } => after[place].minutes = minutes,
            Change::Postpone => after[place].day = Step::postponed(step.from),
            Change::Split { minutes, to } => {
                let left = after[place].minutes.get() - minutes.get();
                let mut part = after[place].clone();
                part.id = ActivityId::new(format!("{}-part", part.id));
                (part.minutes, part.day) = (minutes, to);
                after[place].minutes = Minutes::new(left).unwrap();
                after.push(part);
            }
        }
    }
    after
}

pub(super) fn over(planned: &[Activity], baseline: f64, morning: Morning) -> f64 {
    let days = week(planned, baseline, morning).days();
    days.iter().map(|it| it.planned.less(it.budget).get()).sum()
}

#[test]
fn a_week_that_fits_is_left_alone() {
    assert_eq!(suggested(&[], 10.0), None);
    assert_eq!(suggested(&[on(0, "a", Category::Light, 300)], 10.0), None);
}

#[test]
fn one_move_is_enough_where_one_is_enough_and_the_week_ends_up_even() {
    let planned = [
        on(0, "bills", Category::Medium, 60),
        on(0, "washing", Category::Medium, 120),
        on(1, "walk", Category::Light, 120),
        on(2, "visit", Category::Light, 60),
    ];
    let found = suggested(&planned, 10.0).unwrap();
    let to = TODAY + 3.days();
    assert_eq!(found.steps.len(), 1, "{:?}", found.steps);
    // 12 points of 10: the bills alone bring the day to 8, and the third day is empty.
    assert_eq!(found.steps[0].activity.as_str(), "bills");
    assert_eq!(found.steps[0].change, Change::Move { to });
    // What is over counts once more in the payback of the days after, none of which is full.
    assert_eq!(
        (found.over_before.get(), found.over_after.get()),
        (2.0, 0.0)
    );
}

#[test]
fn what_matters_stays_and_what_can_wait_goes_when_no_day_has_room() {
    // Every day is as full as it may be; the third has room for one of two things.
    let full = |day| {
        let minutes = if day == 2 { 280 } else { 300 };
        on(day, &format!("fixed-{day}"), Category::Light, minutes)
    };
    let mut planned: Vec<Activity> = (0..7)
        .map(|day| Activity {
            leeway: Leeway {
                fixed: true,
                ..Leeway::default()
            },
            ..full(day)
        })
        .collect();
    let with = |id: &str, priority| Activity {
        leeway: Leeway {
            priority,
            ..Leeway::default()
        },
        ..on(2, id, Category::Light, 20)
    };
    planned.push(with("matters", Priority::Matters));
    planned.push(with("waits", Priority::CanWait));
    let found = suggested(&planned, 10.0).unwrap();
    assert_eq!(found.steps.len(), 1, "{:?}", found.steps);
    assert_eq!(found.steps[0].activity.as_str(), "waits");
    assert_eq!(found.steps[0].change, Change::Postpone);
}

#[test]
fn an_easier_version_is_taken_where_the_day_can_not_change() {
    let today_only = Activity {
        leeway: Leeway {
            earliest: Some(TODAY),
            latest: Some(TODAY),
            easier: Some(Easier {
                title: "Round the house".into(),
                minutes: minutes(20),
            }),
            ..Leeway::default()
        },
        ..on(0, "walk", Category::Medium, 90)
    };
    let found = suggested(std::slice::from_ref(&today_only), 5.0).unwrap();
    let shorter = Change::Shorten {
        minutes: minutes(20),
    };
    assert_eq!(found.steps[0].change, shorter);
    // What was made easier once is as easy as it gets.
    let easier = Activity {
        is_easier: true,
        ..today_only
    };
    assert_eq!(suggested(&[easier], 5.0), None);
}

#[test]
fn a_long_activity_is_split_when_no_day_holds_all_of_it() {
    let planned = [on(0, "washing", Category::Light, 480)];
    let found = suggested(&planned, 10.0).unwrap();
    let Change::Split { minutes: part, to } = found.steps[0].change else {
        panic!("{:?}", found.steps);
    };
    assert_eq!((part.get(), to), (240, TODAY + 1.day()));
    assert_eq!(found.over_after.get(), 0.0);
}

#[test]
fn appointments_and_what_is_agreed_with_the_coordinator_are_never_moved() {
    let heavy = || on(0, "talk", Category::Heavy, 300);
    let fixed = Leeway {
        fixed: true,
        ..Leeway::default()
    };
    let asks = Leeway {
        asks_first: true,
        ..Leeway::default()
    };
    let stays = [
        Activity {
            is_meeting: true,
            ..heavy()
        },
        Activity {
            leeway: fixed,
            ..heavy()
        },
        Activity {
            leeway: asks,
            ..heavy()
        },
        Activity {
            state: State::Started,
            ..heavy()
        },
        Activity {
            state: State::Done,
            ..heavy()
        },
    ];
    for activity in stays {
        assert_eq!(suggested(std::slice::from_ref(&activity), 10.0), None);
        let step = Step {
            activity: activity.id.clone(),
            from: TODAY,
            minutes: activity.minutes,
            change: Change::Postpone,
        };
        assert!(!step.still_fits(&activity, TODAY), "{activity:?}");
    }
}

#[test]
fn twelve_activities_over_seven_days_take_no_more_than_fourteen_thousand_plans() {
    let planned: Vec<Activity> = (0..40)
        .map(|n| {
            on(
                n % 7,
                &format!("item-{n:02}"),
                Category::Medium,
                60 + n as u16,
            )
        })
        .collect();
    let found = suggested(&planned, 10.0).unwrap();
    // Each of twelve: six other days, whole or half, shorter, postponed: 14 ways. One of them,
    // or two of different activities.
    let ways = 14;
    let most = MOST_ITEMS * ways + MOST_ITEMS * (MOST_ITEMS - 1) / 2 * ways * ways;
    assert_eq!(most, 13_104);
    assert_eq!(found.plans, most);
}

#[test]
fn a_step_is_carried_by_a_form_and_anything_else_is_refused() {
    let to = TODAY + 2.days();
    let changes = [
        Change::Move { to },
        Change::Shorten {
            minutes: minutes(20),
        },
        Change::Split {
            minutes: minutes(30),
            to,
        },
        Change::Postpone,
    ];
    for change in changes {
        let step = Step {
            activity: ActivityId::new("0190a0a0-0000-7000-8000-000000000000"),
            from: TODAY,
            minutes: minutes(60),
            change,
        };
        assert_eq!(Step::read(&step.to_string()), Ok(step));
    }
    for odd in [
        "",
        "a",
        "a.2026-11-24.60",
        "a.2026-11-24.60.burn",
        "a.2026-13-24.60.postpone",
        "a.2026-11-24.4.postpone",
        "a.2026-11-24.60.move",
        "a.2026-11-24.60.move.soon",
        "\0.2026-11-24.60.postpone",
        "a b.2026-11-24.60.postpone",
        "a.2026-11-24.60.postpone.twice",
    ] {
        assert!(Step::read(odd).is_err(), "{odd:?}");
    }
}

#[test]
fn a_step_from_a_page_that_grew_old_no_longer_fits() {
    let walk = on(0, "walk", Category::Medium, 60);
    let step = Step {
        activity: walk.id.clone(),
        from: TODAY,
        minutes: walk.minutes,
        change: Change::Move {
            to: TODAY + 1.day(),
        },
    };
    assert!(step.still_fits(&walk, TODAY));
    let moved = Activity {
        day: TODAY + 1.day(),
        ..walk.clone()
    };
    let shorter = Activity {
        minutes: minutes(30),
        ..walk.clone()
    };
    let done = Activity {
        state: State::Done,
        ..walk.clone()
    };
    for since in [moved, shorter, done] {
        assert!(!step.still_fits(&since, TODAY), "{since:?}");
    }
    assert!(!step.still_fits(&walk, TODAY + 2.days()), "into the past");
}
