//! Whole days of invented people, from their rows to their budget.

use jiff::ToSpan;
use jiff::civil::time;

use super::DayInput;
use super::people::{TODAY, about, activity, ago, on, said, spent_on, steady, today};
use crate::pacing::{
    Activity, Baseline, Category, CheckIn, Constants, Energy, History, Notice, Points, Rating,
    Reason, State, Zone, even_weeks, logged_days, past_days, suggestion, usual_morning,
};

#[test]
fn someone_new_begins_with_twelve_points_and_is_told_we_are_still_learning() {
    let found = on(
        &History::default(),
        DayInput {
            check_in: None,
            ..today()
        },
    );
    about(found.budget, 12.0);
    assert!(found.explanation.learning && !found.explanation.decided);
    assert_eq!(found.explanation.check_in, None);
    assert_eq!(found.notice, None);
}

#[test]
fn a_low_morning_after_a_day_that_went_over_gives_the_lower_of_both_and_says_which_day() {
    let mut history = steady();
    let yesterday = ago(1);
    history
        .activities
        .extend(spent_on(yesterday, 8.0 + 1.0 / 3.0));
    let found = on(
        &history,
        DayInput {
            check_in: said(3),
            ..today()
        },
    );
    about(found.explanation.by_morning, 12.8);
    about(found.explanation.debt, 5.0);
    about(found.budget, 11.0);
    assert_eq!(found.explanation.reason, Reason::Payback);
    assert_eq!(found.explanation.went_over, Some(yesterday));
    assert!(found.explanation.can_feel_fine());

    let fine = on(
        &history,
        DayInput {
            check_in: said(3),
            feels_fine: true,
            ..today()
        },
    );
    about(fine.budget, 12.8);
    assert_eq!(fine.explanation.reason, Reason::FeelsFine);
    assert!(!fine.explanation.can_feel_fine());
}

#[test]
fn six_points_over_on_one_day_are_gone_after_three_more() {
    let mut history = steady();
    history.activities.extend(spent_on(ago(4), 6.0));
    // Kept within the budget since: 12.4, 14.2 and 15.1 points.
    history.activities.retain(|activity| activity.day <= ago(4));
    for (days, points) in [(3, 12.0), (2, 14.0), (1, 15.0)] {
        history.activities.extend(spent_on(ago(days), points));
    }
    let budgets: Vec<f64> = past_days(&history, TODAY, &Constants::default())
        .iter()
        .rev()
        .take(3)
        .map(|day| (day.budget.get() * 10.0).round() / 10.0)
        .collect();
    assert_eq!(budgets, [15.1, 14.2, 12.4]);
    about(on(&history, today()).budget, 16.0);
}

#[test]
fn setting_the_payback_aside_on_one_day_counts_that_day_and_no_longer() {
    let mut history = steady();
    history.activities.extend(spent_on(ago(2), 6.0));
    let mut fine = history.clone();
    fine.feels_fine.insert(ago(1));
    let budget = |history: &History| {
        past_days(history, TODAY, &Constants::default())
            .last()
            .map(|day| day.budget.get())
    };
    assert!((budget(&history).unwrap() - 12.4).abs() < 0.005);
    assert!((budget(&fine).unwrap() - 16.0).abs() < 0.005);
    // With the payback counted, the same 16 points went over once more.
    assert!(on(&fine, today()).budget > on(&history, today()).budget);
}

#[test]
fn not_checking_in_and_not_today_both_count_as_a_usual_morning() {
    for check_in in [None, Some(CheckIn::NotToday)] {
        let found = on(
            &steady(),
            DayInput {
                check_in,
                ..today()
            },
        );
        about(found.budget, 16.0);
        assert_eq!(found.explanation.check_in, check_in);
    }
}

#[test]
fn the_usual_morning_does_not_hear_todays_own() {
    let mut history = History::default();
    for days in 0..=6 {
        let low = CheckIn::Said(Energy::new(1).unwrap());
        history.check_ins.insert(ago(days), low);
    }
    // Seven with today's, but only six before it: too few to know what is usual.
    let usual = on(&history, today()).explanation.usual;
    assert_eq!((usual.energy, usual.known), (5.0, false));
}

#[test]
fn what_is_done_is_spent_and_what_is_left_costs_nothing() {
    let activities = vec![
        activity(TODAY, Category::Medium, 60, State::Done),
        activity(TODAY, Category::Heavy, 60, State::Left),
        activity(TODAY, Category::Light, 60, State::Planned),
        activity(TODAY, Category::Restorative, 60, State::Done),
    ];
    let found = on(
        &steady(),
        DayInput {
            activities,
            ..today()
        },
    );
    about(found.spent, 3.0);
    about(found.left, 13.0);
    about(found.planned, 2.0);
    assert_eq!(found.zone, Zone::RoomLeft);
    let costs: Vec<f64> = found
        .activities
        .iter()
        .map(|costed| costed.cost.get())
        .collect();
    assert_eq!(costs, [4.0, 6.0, 2.0, 0.0]);
    about(found.activities[3].gives, 1.0);
    let pebbles = found.pebbles();
    assert_eq!((pebbles.budget, pebbles.left, pebbles.used), (16, 13, 3));
    assert_eq!((pebbles.planned, pebbles.over), (2, 0));
}

#[test]
fn rest_gives_back_a_fifth_of_the_baseline_at_most_and_never_more_than_was_spent() {
    let with = |minutes: u16, spent: f64| {
        let mut activities = spent_on(TODAY, spent);
        activities.push(activity(TODAY, Category::Restorative, minutes, State::Done));
        on(
            &steady(),
            DayInput {
                activities,
                ..today()
            },
        )
        .spent
    };
    about(with(480, 10.0), 6.8);
    about(with(480, 1.0), 0.0);
}

#[test]
fn a_rating_counts_from_the_next_day_and_for_its_own_kind_alone() {
    let mut rated = activity(TODAY, Category::Light, 30, State::Done);
    rated.rating = Some(Rating::MuchMore);
    let of_today = DayInput {
        activities: vec![rated.clone()],
        ..today()
    };
    about(on(&steady(), of_today).spent, 1.0);

    rated.day = ago(1);
    let mut history = steady();
    history.activities.push(rated);
    let mut cooking = activity(TODAY, Category::Light, 30, State::Planned);
    cooking.kind = "cooking".to_owned();
    let activities = vec![
        activity(TODAY, Category::Light, 30, State::Planned),
        cooking,
    ];
    let found = on(
        &history,
        DayInput {
            activities,
            ..today()
        },
    );
    about(found.activities[0].cost, 1.75_f64.powf(0.25));
    about(found.activities[1].cost, 1.0);
}

#[test]
fn a_decided_baseline_counts_from_its_day_and_not_before() {
    let mut history = steady();
    for (from, points) in [(TODAY + 1.day(), 30.0), (TODAY, 10.0)] {
        history.baselines.insert(
            0,
            Baseline {
                from,
                points: Points::new(points),
            },
        );
    }
    let found = on(&history, today());
    about(found.budget, 10.0);
    assert!(found.explanation.decided);
}

#[test]
fn one_thing_is_said_a_day_and_nothing_while_still_learning() {
    let heavy = |starts, minutes| Activity {
        starts: Some(time(starts, 0, 0, 0)),
        ..activity(TODAY, Category::Heavy, minutes, State::Planned)
    };
    let noticed = |history: &History, activities: Vec<Activity>| {
        on(
            history,
            DayInput {
                activities,
                ..today()
            },
        )
        .notice
    };
    assert_eq!(noticed(&steady(), Vec::new()), None);
    assert_eq!(
        noticed(&steady(), vec![heavy(9, 180)]),
        Some(Notice::PlanIsOver)
    );
    assert_eq!(noticed(&History::default(), vec![heavy(9, 180)]), None);
    assert_eq!(
        noticed(&steady(), vec![heavy(9, 100)]),
        Some(Notice::HeavyWithoutRest)
    );
    assert_eq!(
        noticed(&steady(), vec![heavy(10, 30), heavy(9, 60)]),
        Some(Notice::HeavyBackToBack)
    );
    assert_eq!(noticed(&steady(), vec![heavy(11, 30), heavy(9, 60)]), None);

    let mut over = steady();
    for days in 1..=3 {
        over.activities.extend(spent_on(ago(days), 2.0));
    }
    assert_eq!(noticed(&over, Vec::new()), Some(Notice::DaysOver));

    let mut low = steady();
    for days in 1..=2 {
        low.check_ins
            .insert(ago(days), CheckIn::Said(Energy::new(2).unwrap()));
    }
    let lowest = DayInput {
        check_in: said(1),
        ..today()
    };
    assert_eq!(on(&low, lowest).notice, Some(Notice::LowMornings));
    assert_eq!(on(&low, today()).notice, None);

    let mut quiet = steady();
    quiet.activities.clear();
    for days in 1..=7 {
        quiet.activities.extend(spent_on(ago(days), 4.0));
    }
    assert_eq!(noticed(&quiet, Vec::new()), Some(Notice::QuietDays));

    let tomorrow = spent_on(TODAY + 1.day(), 17.0);
    let found = on(
        &steady(),
        DayInput {
            tomorrow,
            ..today()
        },
    );
    assert_eq!(found.notice, Some(Notice::TomorrowIsOver));
}

#[test]
fn what_was_said_this_morning_is_all_that_is_said_today() {
    let heavy = |minutes| vec![activity(TODAY, Category::Heavy, minutes, State::Planned)];
    let of = |minutes, noticed| {
        let activities = heavy(minutes);
        let today = DayInput {
            activities,
            noticed,
            ..today()
        };
        on(&steady(), today).notice
    };
    assert_eq!(of(180, None), Some(Notice::PlanIsOver));
    let said = Some(Notice::PlanIsOver);
    assert_eq!(of(180, said), said);
    // Once the plan is smaller there is a demanding stretch left, and it waits for tomorrow.
    assert_eq!(of(100, None), Some(Notice::HeavyWithoutRest));
    assert_eq!(of(100, said), None);
}

#[test]
fn a_meeting_costs_energy_but_does_not_make_a_day_known() {
    let meeting = |day| Activity {
        is_meeting: true,
        ..activity(day, Category::Medium, 60, State::Done)
    };
    let mut history = steady();
    history.activities.retain(|activity| activity.day != ago(1));
    history.activities.push(meeting(ago(1)));
    let past = past_days(&history, TODAY, &Constants::default());
    let yesterday = past.last().unwrap();
    about(yesterday.spent, 4.0);
    assert!(!yesterday.logged);
}

#[test]
fn a_baseline_is_suggested_from_the_days_and_a_day_paid_back_is_left_out() {
    let k = Constants::default();
    let mut history = steady();
    history.activities.extend(spent_on(ago(3), 20.0));
    history
        .check_ins
        .insert(ago(2), CheckIn::Said(Energy::new(2).unwrap()));
    let past = past_days(&history, TODAY, &k);
    let days = logged_days(&past, (Energy::new(5), usual_morning(&[], &k)), &k);
    let paid_back: Vec<bool> = days.iter().rev().take(4).map(|day| day.paid_back).collect();
    assert_eq!(paid_back, [false, false, true, false]);
    let suggested = suggestion(&days, Points::new(16.0), even_weeks(&past, TODAY, &k), &k);
    about(suggested.unwrap(), 12.8);
    assert_eq!(even_weeks(&past_days(&steady(), TODAY, &k), TODAY, &k), 1);
}
