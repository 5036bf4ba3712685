//! The compiler: from a definition and the dates of one subject to its occasions.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan};

use super::{Due, Enrolled, Hours, Subject, WallClock, announced_at};
use crate::programmes::{Anchor, ConsentKind, Definition, Period, Rule, Timing};

/// The occurrences of a rule on the wall clock, numbered from 1, in order.
type Moments = Box<dyn Iterator<Item = (i64, DateTime)>>;

/// Every occasion of `subject` that has opened by `until`, or of which people are told by
/// then, in the order in which they open.
///
/// There is no horizon: what falls due in ten years is found in ten years. By-hand rules
/// have no occasions here; a deed of the coordinator makes them.
pub fn occasions(
    definition: &Definition,
    hours: &Hours,
    subject: &Subject,
    until: Timestamp,
) -> Vec<Due> {
    let mut dues: Vec<Due> = rules(definition, subject)
        .flat_map(|rule| {
            let ladder = definition.ladder(&rule.ladder);
            let told = move |due: &Due| announced_at(due, ladder, hours) <= until;
            dues(rule, hours, subject).take_while(told)
        })
        .collect();
    dues.sort_by_key(|due| due.opens_at);
    dues
}

/// When the next occasion after `now` opens, or people are first told of it, as the dates
/// stand; `None`: never, until a date, a consent or the definition changes.
pub fn next_look(
    definition: &Definition,
    hours: &Hours,
    subject: &Subject,
    now: Timestamp,
) -> Option<Timestamp> {
    rules(definition, subject)
        .filter_map(|rule| {
            let ladder = definition.ladder(&rule.ladder);
            dues(rule, hours, subject)
                .map(|due| announced_at(&due, ladder, hours))
                .find(|at| *at > now)
        })
        .min()
}

/// The rules that may ask this subject at all.
fn rules<'a>(
    definition: &'a Definition,
    subject: &'a Subject,
) -> impl Iterator<Item = &'a Rule> + use<'a> {
    definition.rules.iter().filter(move |rule| match subject {
        Subject::Enrolled(enrolled) => {
            rule.respondent == enrolled.respondent && rule.arms.contains(&enrolled.arm)
        }
        Subject::Standing { respondent, .. } => rule.respondent == *respondent,
    })
}

/// The occasions of one rule for one subject, in order, without end if the rule has none.
pub(crate) fn dues<'a>(
    rule: &'a Rule,
    hours: &'a Hours,
    subject: &'a Subject,
) -> impl Iterator<Item = Due> + use<'a> {
    let moments = match subject {
        Subject::Enrolled(enrolled) => of_enrolled(rule, hours, enrolled),
        Subject::Standing { since, .. } => of_standing(rule, hours, *since),
    };
    // A consent stands up to a day and not after it, so the first day without it ends the rule.
    let permitted = move |due: &Due| match (rule.needs, subject) {
        (Some(kind), Subject::Enrolled(enrolled)) => enrolled.permits(kind, due.due_on),
        _ => true,
    };
    let mut last = Timestamp::MIN;
    moments
        .map(move |(number, at)| due(rule, hours, number, at))
        // Two moments that a spring night pushes together are one, and time only goes on.
        .filter(move |due| {
            let later = due.opens_at > last;
            last = last.max(due.opens_at);
            later && due.closes_at > due.opens_at
        })
        .take_while(permitted)
}

fn due(rule: &Rule, hours: &Hours, number: i64, at: DateTime) -> Due {
    let last = rule.open_for.after(at.date());
    let closes_at = match rule.open_for.spare_hours() {
        0 => hours.start_of(last),
        spare => hours.instant(later(last.to_datetime(at.time()), spare)),
    };
    Due {
        rule_id: rule.id.clone(),
        number,
        due_on: at.date(),
        opens_at: hours.instant(at),
        closes_at,
    }
}

fn of_enrolled(rule: &Rule, hours: &Hours, enrolled: &Enrolled) -> Moments {
    let events = &enrolled.events;
    match &rule.when {
        Timing::Once { from, after } => {
            let at = events.on(*from).map(|day| once(*after, hours, day));
            let asks =
                at.filter(|at| *from == Anchor::End || may_still_ask(rule, enrolled, at.date()));
            Box::new(asks.map(|at| (1, at)).into_iter())
        }
        Timing::Following { what, after } => {
            let mut days: Vec<Date> = enrolled
                .happened
                .iter()
                .filter(|it| it.what == *what)
                .map(|it| it.on)
                .collect();
            days.sort();
            let mut asks: Vec<DateTime> = days
                .into_iter()
                .map(|day| once(*after, hours, day))
                .collect();
            asks.retain(|at| may_still_ask(rule, enrolled, at.date()));
            Box::new((1..).zip(asks))
        }
        Timing::Every {
            period,
            from,
            until,
        } => match events.on(*from) {
            Some(start) => before(stop(enrolled, *from, *until), every(*period, hours, start)),
            None => none(),
        },
        Timing::Cron {
            expression,
            from,
            until,
        } => match events.on(*from) {
            Some(start) => before(stop(enrolled, *from, *until), by_cron(expression, start)),
            None => none(),
        },
        Timing::On { date } => {
            let joined = events.inclusion.or(events.start);
            let enrolled_then = joined.is_some_and(|joined| joined <= *date)
                && events.end.is_none_or(|end| *date < end);
            let at = enrolled_then.then(|| (1, date.to_datetime(hours.send_at())));
            Box::new(at.into_iter())
        }
        Timing::Calendar { .. } | Timing::ByHand => none(),
    }
}

fn of_standing(rule: &Rule, hours: &Hours, since: Date) -> Moments {
    match &rule.when {
        Timing::Once { after, .. } => Box::new(std::iter::once((1, once(*after, hours, since)))),
        Timing::Every { period, .. } => every(*period, hours, since),
        Timing::Cron { expression, .. } | Timing::Calendar { expression } => {
            by_cron(expression, since)
        }
        Timing::On { date } => {
            let at = (*date >= since).then(|| (1, date.to_datetime(hours.send_at())));
            Box::new(at.into_iter())
        }
        Timing::Following { .. } | Timing::ByHand => none(),
    }
}

/// After the end nobody is asked anything but what counts from the end, or what they
/// agreed to be asked later: the follow-up, and research.
fn may_still_ask(rule: &Rule, enrolled: &Enrolled, day: Date) -> bool {
    let agreed = matches!(
        rule.needs,
        Some(ConsentKind::FollowUp | ConsentKind::Research)
    );
    agreed || enrolled.events.end.is_none_or(|end| day <= end)
}

/// The first day on which a repeated rule no longer asks; `None`: it goes on.
///
/// A planned end stops nothing and the actual end stops everything that began before it.
fn stop(enrolled: &Enrolled, from: Anchor, until: Anchor) -> Option<Date> {
    let events = &enrolled.events;
    match (from, until) {
        (Anchor::End, Anchor::End | Anchor::PlannedEnd) => events.end,
        (Anchor::End, until) => events.on(until),
        (_, Anchor::End | Anchor::PlannedEnd) => events.end,
        (_, until) => events.on(until).into_iter().chain(events.end).min(),
    }
}

fn once(after: Period, hours: &Hours, day: Date) -> DateTime {
    later(
        after.after(day).to_datetime(hours.send_at()),
        after.spare_hours(),
    )
}

fn later(at: DateTime, spare_hours: i32) -> DateTime {
    at.saturating_add(spare_hours.hours())
}

/// Counted from the first day in one leap each, so that month ends do not wear down. A
/// period of less than a day asks nothing.
fn every(period: Period, hours: &Hours, start: Date) -> Moments {
    if period.after(start) <= start {
        return none();
    }
    let at = hours.send_at();
    let mut last = start;
    let days = (1..).map(move |times| (i64::from(times), period.times_after(times, start)));
    // At the end of the calendar the days stand still, and the rule ends.
    let going_on = days.take_while(move |(_, day)| {
        let goes_on = *day > last;
        last = *day;
        goes_on
    });
    Box::new(going_on.map(move |(number, day)| (number, day.to_datetime(at))))
}

/// An expression that cannot be read asks nothing: definitions are checked when they load.
fn by_cron(expression: &str, start: Date) -> Moments {
    match WallClock::parse(expression) {
        Ok(cron) => Box::new((1..).zip(cron.from(start))),
        Err(_) => none(),
    }
}

fn before(stop: Option<Date>, moments: Moments) -> Moments {
    match stop {
        Some(stop) => Box::new(moments.take_while(move |(_, at)| at.date() < stop)),
        None => moments,
    }
}

fn none() -> Moments {
    Box::new(std::iter::empty())
}

#[cfg(test)]
#[path = "occasions_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "following_tests.rs"]
mod following_tests;
