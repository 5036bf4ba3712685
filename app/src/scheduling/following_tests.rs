//! What follows an answer or a meeting: due so long after each of them, and never by itself.

use jiff::civil::{Date, date};

use super::tests::{danish, days_of, rule, started, until};
use super::{next_look, occasions};
use crate::programmes::Happening;
use crate::scheduling::{Happened, Subject};

/// When the rule falls due, what happened, the end, and the days on which it asks.
type Case<'a> = (&'a str, Vec<Happened>, Option<Date>, Vec<Date>);

#[test]
fn what_follows_an_answer_falls_due_so_long_after_each_of_them() {
    let answered = |rule: &str, on: Date| Happened {
        what: Happening::Answer(rule.into()),
        on,
    };
    let june = |day| date(2026, 6, day);
    let week = r#"{ from = "answer", of = "start", after = "P7D" }"#;
    let month = r#"{ from = "answer", of = "start", after = "P1M" }"#;
    let same_day = r#"{ from = "answer", of = "start" }"#;
    let met = |kind: &str, on: Date| Happened {
        what: Happening::Appointment(kind.into()),
        on,
    };
    let review = r#"{ from = "appointment", of = "review", after = "P2D" }"#;
    let of_start = |days: &[Date]| days.iter().map(|on| answered("start", *on)).collect();
    let cases: [Case; 10] = [
        (week, vec![], None, vec![]),
        (week, vec![answered("other", june(1))], None, vec![]),
        (week, of_start(&[june(1)]), None, vec![june(8)]),
        (same_day, of_start(&[june(1)]), None, vec![june(1)]),
        // As they come, whatever their order in the list; two of one day are one.
        (
            week,
            of_start(&[june(9), june(2), june(2)]),
            None,
            vec![june(9), june(16)],
        ),
        (
            month,
            of_start(&[date(2026, 1, 31)]),
            None,
            vec![date(2026, 2, 28)],
        ),
        (
            review,
            vec![met("other", june(1)), met("review", june(3))],
            None,
            vec![june(5)],
        ),
        (review, vec![answered("review", june(3))], None, vec![]),
        // After the end nobody is asked any more.
        (
            week,
            of_start(&[june(1), june(9)]),
            Some(june(10)),
            vec![june(8)],
        ),
        (week, of_start(&[june(3)]), Some(june(10)), vec![june(10)]),
    ];
    for (when, happened, end, asked) in cases {
        let mut someone = started(date(2026, 1, 1));
        someone.events.end = end;
        someone.happened = happened;
        assert_eq!(
            days_of(when, someone.clone(), 2030),
            asked,
            "{when}: {someone:?}"
        );
    }
    let mut someone = started(date(2026, 1, 1));
    someone.happened = of_start(&[june(2), june(9)]);
    let (definition, hours) = danish(&rule(week));
    let subject = Subject::Enrolled(someone);
    let now = hours.start_of(june(10));
    let next = next_look(&definition, &hours, &subject, now);
    assert_eq!(next.map(|at| hours.day(at)), Some(june(16)));
    let numbers = occasions(&definition, &hours, &subject, until(2027));
    assert_eq!(
        numbers.iter().map(|it| it.number).collect::<Vec<_>>(),
        [1, 2]
    );
}
