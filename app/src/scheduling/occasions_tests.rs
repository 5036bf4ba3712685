//! Occasions across the calendar: what falls due for whom, through summer time and leap days.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::{next_look, occasions};
use crate::programmes::{ConsentKind, Definition, Events, Respondent, StudyArm};
use crate::scheduling::{Due, Enrolled, Hours, Permit, Subject, fresh};

/// A definition of these rules; `ZONE` and the rest are what every test shares.
fn definition(zone: &str, rules: &str) -> Definition {
    let text = format!(
        r#"
        id = "test"
        version = 1
        name = {{ en = "A test" }}
        country = "DK"
        zone = "{zone}"
        [[phase]]
        id = "course"
        name = {{ en = "The course" }}
        from = "start"
        {rules}
        "#
    );
    toml::from_str(&text).unwrap()
}

pub(super) fn rule(when: &str) -> String {
    rule_with(when, "")
}

fn rule_with(when: &str, more: &str) -> String {
    format!(
        r#"
        [[rule]]
        id = "it"
        questionnaire = "self-rating"
        when = {when}
        open_for = "P14D"
        ladder = "gentle"
        {more}
        "#
    )
}

pub(super) fn danish(rules: &str) -> (Definition, Hours) {
    let definition = definition("Europe/Copenhagen", rules);
    let hours = Hours::of(&definition).unwrap();
    (definition, hours)
}

pub(super) fn started(on: Date) -> Enrolled {
    Enrolled {
        events: Events {
            inclusion: Some(on),
            start: Some(on),
            ..Events::default()
        },
        ..Enrolled::default()
    }
}

fn ended(start: Date, end: Date) -> Enrolled {
    let mut enrolled = started(start);
    enrolled.events.end = Some(end);
    enrolled
}

pub(super) fn until(year: i16) -> Timestamp {
    date(year, 1, 1).in_tz("UTC").unwrap().timestamp()
}

fn days(dues: &[Due]) -> Vec<Date> {
    dues.iter().map(|due| due.due_on).collect()
}

pub(super) fn days_of(when: &str, enrolled: Enrolled, year: i16) -> Vec<Date> {
    let (definition, hours) = danish(&rule(when));
    days(&occasions(
        &definition,
        &hours,
        &Subject::Enrolled(enrolled),
        until(year),
    ))
}

#[test]
fn the_follow_up_comes_a_year_after_the_actual_end_also_from_a_leap_day() {
    let follow_up = rule_with(
        r#"{ from = "end", after = "P1Y" }"#,
        r#"needs = "follow_up""#,
    );
    let (definition, hours) = danish(&follow_up);
    let mut someone = ended(date(2027, 9, 1), date(2028, 2, 29));
    someone.events.planned_end = Some(date(2028, 6, 1));
    let compile = |someone: &Enrolled| {
        let subject = Subject::Enrolled(someone.clone());
        days(&occasions(&definition, &hours, &subject, until(2040)))
    };
    assert_eq!(
        compile(&someone),
        [],
        "nobody is asked who did not agree to it"
    );
    someone.consents.push(Permit {
        kind: ConsentKind::FollowUp,
        until: None,
    });
    assert_eq!(compile(&someone), [date(2029, 2, 28)]);
    someone.consents[0].until = Some(date(2029, 2, 27));
    assert_eq!(
        compile(&someone),
        [],
        "a consent that has run out permits nothing"
    );
}

#[test]
fn month_ends_do_not_wear_down() {
    let monthly = r#"{ every = "P1M", from = "start", until = "end" }"#;
    let asked = days_of(monthly, started(date(2026, 1, 31)), 2026);
    assert_eq!(asked, [], "nothing before the first month is over");
    let asked = days_of(monthly, ended(date(2026, 1, 31), date(2026, 6, 1)), 2030);
    let ends = [(2, 28), (3, 31), (4, 30), (5, 31)].map(|(month, day)| date(2026, month, day));
    assert_eq!(asked, ends);
}

#[test]
fn the_planned_end_stops_nothing_and_the_actual_end_does() {
    let weekly = r#"{ every = "P1W", from = "start", until = "planned_end" }"#;
    let mut someone = ended(date(2026, 3, 2), date(2026, 3, 23));
    someone.events.planned_end = Some(date(2026, 3, 10));
    assert_eq!(
        days_of(weekly, someone, 2030),
        [date(2026, 3, 9), date(2026, 3, 16)]
    );
}

#[test]
fn whoever_left_early_is_not_asked_how_it_goes() {
    let after_eight_weeks = r#"{ from = "start", after = "P8W" }"#;
    let left = ended(date(2026, 3, 2), date(2026, 4, 1));
    assert_eq!(days_of(after_eight_weeks, left, 2030), []);
    let stayed = ended(date(2026, 3, 2), date(2026, 4, 27));
    assert_eq!(
        days_of(after_eight_weeks, stayed, 2030),
        [date(2026, 4, 27)]
    );
    let at_the_end = r#"{ from = "end" }"#;
    let left = ended(date(2026, 3, 2), date(2026, 4, 1));
    assert_eq!(days_of(at_the_end, left, 2030), [date(2026, 4, 1)]);
}

#[test]
fn controls_are_asked_nothing_but_what_names_their_arm() {
    let mut control = started(date(2026, 1, 5));
    control.arm = StudyArm::Control;
    let both = format!(
        "{}{}",
        rule(r#"{ from = "start" }"#),
        rule_with(
            r#"{ from = "start", after = "P1D" }"#,
            r#"arms = ["control"]"#
        )
    );
    let (definition, hours) = danish(&both);
    let asked = occasions(
        &definition,
        &hours,
        &Subject::Enrolled(control),
        until(2030),
    );
    assert_eq!(days(&asked), [date(2026, 1, 6)]);
}

#[test]
fn a_date_asks_those_who_are_enrolled_then() {
    let census = r#"{ date = "2026-05-04" }"#;
    let day = date(2026, 5, 4);
    assert_eq!(days_of(census, started(day), 2030), [day]);
    assert_eq!(days_of(census, started(date(2026, 5, 5)), 2030), []);
    assert_eq!(days_of(census, ended(date(2026, 1, 5), day), 2030), []);
}

#[test]
fn summer_time_moves_a_gap_forward_and_fires_once_in_a_fold() {
    for zone in ["Europe/Copenhagen", "Europe/Stockholm"] {
        let nightly = rule(r#"{ cron = "30 2 * * *", from = "start", until = "end" }"#);
        let definition = definition(zone, &nightly);
        let hours = Hours::of(&definition).unwrap();
        let around = |start: Date| {
            let end = start.saturating_add(3.days());
            let subject = Subject::Enrolled(ended(start, end));
            let asked = occasions(&definition, &hours, &subject, until(2040));
            asked
                .iter()
                .map(|due| due.opens_at.to_string())
                .collect::<Vec<_>>()
        };
        let spring = [
            "2027-03-27T01:30:00Z",
            "2027-03-28T01:30:00Z",
            "2027-03-29T00:30:00Z",
        ];
        assert_eq!(
            around(date(2027, 3, 27)),
            spring,
            "{zone}: 03:30 in the gap"
        );
        let autumn = [
            "2026-10-24T00:30:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-26T01:30:00Z",
        ];
        assert_eq!(
            around(date(2026, 10, 24)),
            autumn,
            "{zone}: once in the fold"
        );
    }
}

#[test]
fn nine_in_the_morning_is_nine_in_the_morning_all_year() {
    let (definition, hours) = danish(&rule(r#"{ every = "P1W", from = "start", until = "end" }"#));
    let subject = Subject::Enrolled(ended(date(2026, 1, 5), date(2028, 1, 5)));
    let asked = occasions(&definition, &hours, &subject, until(2040));
    assert!(asked.len() > 100);
    for due in asked {
        assert_eq!(hours.local(due.opens_at), due.due_on.at(9, 0, 0, 0));
        assert_eq!(
            hours.local(due.closes_at).date(),
            due.due_on.saturating_add(14.days())
        );
    }
}

#[test]
fn staff_and_partners_are_asked_by_the_calendar() {
    let twice_a_year = rule_with(r#"{ cron = "0 9 1 3,9 *" }"#, r#"respondent = "partner""#);
    let (definition, hours) = danish(&twice_a_year);
    let since = date(2026, 4, 1);
    let ask = |respondent| {
        let subject = Subject::Standing { respondent, since };
        days(&occasions(&definition, &hours, &subject, until(2028)))
    };
    let asked = [date(2026, 9, 1), date(2027, 3, 1), date(2027, 9, 1)];
    assert_eq!(ask(Respondent::Partner), asked);
    assert_eq!(ask(Respondent::Staff), []);
    let subject = Subject::Enrolled(started(since));
    assert_eq!(occasions(&definition, &hours, &subject, until(2028)), []);
}

#[test]
fn a_coordinator_is_asked_by_the_dates_of_the_course_and_nobody_else_is() {
    let at_the_start = rule_with(r#"{ from = "start" }"#, r#"respondent = "coordinator""#);
    let (definition, hours) = danish(&at_the_start);
    let on = date(2026, 4, 1);
    let ask = |respondent| {
        let subject = Subject::Enrolled(Enrolled {
            respondent,
            ..started(on)
        });
        days(&occasions(&definition, &hours, &subject, until(2028)))
    };
    assert_eq!(ask(Respondent::Coordinator), [on]);
    assert_eq!(ask(Respondent::Referrer), []);
    assert_eq!(ask(Respondent::Participant), []);
}

#[test]
fn an_edited_rule_keeps_the_keys_of_what_was_issued() {
    let subject = Subject::Enrolled(ended(date(2026, 1, 5), date(2026, 6, 1)));
    let compile = |cron: &str, zone: &str| {
        let rules = rule(&format!(
            r#"{{ cron = "{cron}", from = "start", until = "end" }}"#
        ));
        let definition = definition(zone, &rules);
        let hours = Hours::of(&definition).unwrap();
        occasions(&definition, &hours, &subject, until(2040))
    };
    let keys = |dues: &[Due]| {
        dues.iter()
            .map(|due| (due.rule_id.clone(), due.number))
            .collect::<Vec<_>>()
    };
    let mondays = compile("0 9 * * 1", "Europe/Copenhagen");
    let tuesdays = compile("30 10 * * 2", "Europe/Stockholm");
    assert_eq!(keys(&mondays), keys(&tuesdays));
    let last = mondays.last().unwrap();
    let issued = [crate::scheduling::Issued {
        rule_id: last.rule_id.clone(),
        number: last.number,
        opens_at: last.opens_at,
    }];
    assert_eq!(fresh(tuesdays, &issued), [], "nobody is asked again");
}

fn timings() -> impl Strategy<Value = String> {
    let anchors = prop_oneof![Just("start"), Just("inclusion")];
    let periods = prop_oneof![
        Just("P1D"),
        Just("P5D"),
        Just("P1W"),
        Just("P2W"),
        Just("P1M"),
        Just("P3M"),
        Just("P1Y"),
        Just("PT36H"),
    ];
    let crons = prop_oneof![
        Just("0 9 * * 1"),
        Just("30 2 * * *"),
        Just("15 */6 * * *"),
        Just("0 10 29 2 *"),
        Just("0 9 31 * *"),
    ];
    prop_oneof![
        (anchors.clone(), periods.clone())
            .prop_map(|(from, after)| format!(r#"{{ from = "{from}", after = "{after}" }}"#)),
        (anchors.clone(), periods).prop_map(|(from, every)| format!(
            r#"{{ every = "{every}", from = "{from}", until = "end" }}"#
        )),
        (anchors, crons).prop_map(|(from, cron)| format!(
            r#"{{ cron = "{cron}", from = "{from}", until = "end" }}"#
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn looking_only_when_told_to_finds_every_occasion(
        when in timings(), start in 0_i32..3000, length in 0_i32..200
    ) {
        let (definition, hours) = danish(&rule(&when));
        let start = date(2024, 1, 1).saturating_add(start.days());
        let enrolled = ended(start, start.saturating_add(length.days()));
        let subject = Subject::Enrolled(enrolled);
        let all = occasions(&definition, &hours, &subject, until(2045));
        let mut found = Vec::new();
        let mut now = Timestamp::MIN;
        while let Some(at) = next_look(&definition, &hours, &subject, now) {
            prop_assert!(at > now, "time goes on");
            now = at;
            found = occasions(&definition, &hours, &subject, now);
            prop_assert_eq!(&found[..], &all[..found.len()], "what was found stays");
            prop_assert_eq!(found.last().map(|due| due.opens_at), Some(now));
        }
        prop_assert_eq!(found.len(), all.len());
        for pair in all.windows(2) {
            prop_assert!(pair[0].opens_at < pair[1].opens_at && pair[0].number < pair[1].number);
        }
        prop_assert!(all.iter().all(|due| due.opens_at < due.closes_at));
    }
}
