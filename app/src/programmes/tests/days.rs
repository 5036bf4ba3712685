//! For each programme, from fixed event dates: which deadline falls on which day.

use jiff::civil::{Date, date};

use super::programme;
use crate::programmes::{DueDeadline, Events, Standing, due_deadlines};

/// A course through the first half of 2026, ended a fortnight late.
fn a_whole_course() -> Events {
    Events {
        referral: Some(date(2025, 12, 15)),
        inclusion: Some(date(2026, 1, 31)),
        assessment: Some(date(2026, 2, 20)),
        start: Some(date(2026, 3, 2)),
        planned_end: Some(date(2026, 5, 25)),
        end: Some(date(2026, 6, 8)),
    }
}

fn listed(due: &[DueDeadline]) -> Vec<String> {
    let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    due.iter()
        .map(|it| {
            format!(
                "{} {}: {} {} {}",
                it.id,
                it.number,
                day(it.amber_on),
                it.due_on,
                day(it.met_on)
            )
        })
        .collect()
}

/// Name, turn: amber, last day, met; in order of last day.
#[test]
fn each_programme_asks_for_each_thing_on_its_day() {
    let year = "one-year-follow-up 1: 2027-06-08 2027-09-06 -";
    let consent = "follow-up-consent 1: 2026-04-27 2026-05-25 -";
    let routes = "contact-routes 1: 2026-04-27 2026-05-25 -";
    let expected: [(&str, Vec<&str>); 8] = [
        (
            "ishoj-sme",
            vec![
                "first-assessment 1: 2026-02-21 2026-02-28 2026-02-20",
                "start 1: 2026-02-21 2026-02-28 2026-03-02",
                "report-after-assessment 1: 2026-02-27 2026-03-06 -",
                "plan-review 1: - 2026-04-13 -",
                "plan-review 2: - 2026-05-25 -",
                "discharge-checklist 1: 2026-04-27 2026-05-25 -",
                consent,
                routes,
                "report-after-end 1: 2026-06-22 2026-07-06 -",
                year,
            ],
        ),
        (
            "koll-pa-formaga",
            vec![
                "inventory 1: 2026-02-21 2026-02-28 2026-02-20",
                "plan-review 1: - 2026-03-30 -",
                "plan-review 2: - 2026-04-27 -",
                "plan-review 3: - 2026-05-25 -",
                "recommendation 1: 2026-05-11 2026-05-25 -",
                consent,
                routes,
                "activity-ends 1: 2026-05-11 2026-06-08 2026-06-08",
                year,
            ],
        ),
        (
            "ballerup-ressourceforlob",
            vec![
                "plan 1: 2026-02-21 2026-02-28 2026-02-20",
                "first-activity 1: 2026-03-13 2026-03-20 2026-03-02",
                "plan-review 1: - 2026-04-27 -",
                consent,
                routes,
                year,
            ],
        ),
        (
            "copenhagen-stress-clinics",
            vec![
                "first-conversation 1: 2026-02-21 2026-02-28 2026-02-20",
                "plan-review 1: - 2026-04-13 -",
                "plan-review 2: - 2026-05-25 -",
                consent,
                routes,
                year,
            ],
        ),
        (
            "copenhagen-business-case",
            vec![
                "assessment 1: 2026-02-21 2026-02-28 2026-02-20",
                "start 1: 2026-03-14 2026-03-31 2026-03-02",
                "plan-review 1: - 2026-04-27 -",
                consent,
                routes,
                year,
            ],
        ),
        (
            "insjoriket-individsamverkan",
            vec![
                "allocation 1: 2025-12-22 2025-12-29 -",
                "three-party-meeting 1: 2026-02-07 2026-02-14 -",
                "mapping 1: 2026-02-21 2026-02-28 2026-02-20",
                "plan-review 1: - 2026-04-27 -",
                consent,
                routes,
                year,
            ],
        ),
        (
            "insjoriket-balder",
            vec![
                "allocation 1: 2025-12-22 2025-12-29 -",
                "three-party-meeting 1: 2026-02-07 2026-02-14 -",
                "mapping 1: 2026-02-21 2026-02-28 2026-02-20",
                "plan-review 1: - 2026-04-27 -",
                consent,
                routes,
                year,
            ],
        ),
        (
            "insjoriket-aktiv",
            vec![
                "allocation 1: 2025-12-22 2025-12-29 -",
                "intro-talk 1: 2026-02-07 2026-02-14 2026-02-20",
                consent,
                routes,
                "closing-talk 1: 2026-05-11 2026-06-01 -",
                year,
            ],
        ),
    ];
    for (id, days) in expected {
        let due = due_deadlines(&programme(id), &a_whole_course(), date(2028, 1, 1));
        assert_eq!(listed(&due), days, "{id}");
    }
}

#[test]
fn a_review_comes_back_as_long_as_the_course_lasts_and_no_longer() {
    let ishoj = programme("ishoj-sme");
    let mut events = a_whole_course();
    events.end = None;
    let reviews = |events: &Events, by: Date| {
        due_deadlines(&ishoj, events, by)
            .into_iter()
            .filter(|it| it.id == "plan-review")
            .map(|it| it.due_on)
            .collect::<Vec<_>>()
    };
    let first = [date(2026, 4, 13), date(2026, 5, 25), date(2026, 7, 6)];
    assert_eq!(
        reviews(&events, date(2026, 4, 13)),
        first[..1],
        "today is enough"
    );
    assert_eq!(
        reviews(&events, date(2026, 4, 14)),
        first[..2],
        "the next one shows"
    );
    assert_eq!(
        reviews(&events, date(2026, 7, 1)),
        first,
        "past the planned end"
    );
    events.end = Some(date(2026, 5, 25));
    assert_eq!(reviews(&events, date(2026, 7, 1)), first[..2]);
}

#[test]
fn the_last_day_of_a_month_is_in_time_and_the_day_after_is_late() {
    let ishoj = programme("ishoj-sme");
    let mut events = Events {
        inclusion: Some(date(2026, 1, 31)),
        ..Events::default()
    };
    let first = due_deadlines(&ishoj, &events, date(2026, 2, 1)).remove(0);
    assert_eq!(first.overdue_on, date(2026, 3, 1));
    let on = |day| first.standing(day);
    assert_eq!(on(date(2026, 2, 20)), Standing::Ahead);
    assert_eq!(on(date(2026, 2, 21)), Standing::Amber);
    assert_eq!(on(date(2026, 2, 28)), Standing::Amber);
    assert_eq!(on(date(2026, 3, 1)), Standing::Overdue);

    events.assessment = Some(date(2026, 2, 28));
    let met = due_deadlines(&ishoj, &events, date(2026, 3, 1)).remove(0);
    assert_eq!(met.standing(date(2026, 3, 1)), Standing::Met);
    events.assessment = Some(date(2026, 3, 1));
    let late = due_deadlines(&ishoj, &events, date(2026, 3, 1)).remove(0);
    assert_eq!(late.standing(date(2026, 3, 1)), Standing::MetLate);
}

#[test]
fn someone_who_leaves_before_the_start_is_late_for_nothing_that_cannot_happen_any_more() {
    let events = Events {
        inclusion: Some(date(2026, 1, 31)),
        end: Some(date(2026, 2, 10)),
        ..Events::default()
    };
    let due = due_deadlines(&programme("ishoj-sme"), &events, date(2027, 1, 1));
    let ids: Vec<_> = due.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["report-after-end", "one-year-follow-up"]);
}

#[test]
fn a_person_is_in_the_phase_that_the_last_event_began() {
    let ishoj = programme("ishoj-sme");
    let mut events = a_whole_course();
    let phase = |events: &Events| ishoj.phase(events).map(|it| it.id.clone());
    assert_eq!(phase(&events).as_deref(), Some("follow-up"));
    events.end = None;
    assert_eq!(phase(&events).as_deref(), Some("course"));
    events.start = None;
    events.assessment = None;
    assert_eq!(phase(&events).as_deref(), Some("assessment"));
    assert_eq!(phase(&Events::default()), None);
}
