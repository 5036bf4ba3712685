//! Which questionnaires somebody must, and may, have been asked: counted day by day from
//! what was known of the person at the time.

use std::collections::BTreeMap;

use app::participants::Dates;
use app::programmes::{Anchor, ConsentKind, Respondent, Rule, StudyArm, Timing};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Wish;
use super::cast::{Cast, Deed, Who, called};
use super::history::{Event, What};
use super::store::OccasionRow;

/// After a fault an enrolment is looked at again within an hour.
const AFTERMATH: SignedDuration = SignedDuration::from_mins(65);

/// What must be there and what may be, by person, rule and local day; with the opening.
#[derive(Debug, Default)]
pub(super) struct Expected {
    must: BTreeMap<(usize, String, Date), Timestamp>,
    may: BTreeMap<(usize, String, Date), Timestamp>,
}

/// What the office knew of somebody from an instant on.
#[derive(Clone, Copy, Default)]
struct Facts {
    dates: Dates,
    agreed: bool,
}

impl Expected {
    pub(super) fn of(wish: &Wish, cast: &Cast, history: &[Event], end: Timestamp) -> Self {
        let mut expected = Self::default();
        if !wish.is_strict {
            return expected;
        }
        let ticks = sure_ticks(history);
        for (index, person) in cast.people() {
            let facts = known(index, person.dates, history);
            let mut day = wish.span.from;
            for _ in 0..=wish.span.days {
                for rule in &wish.protocol.definition().rules {
                    expected.add(wish, &cast.zone, index, rule, day, &facts, &ticks, end);
                }
                day = day.saturating_add(1.day());
            }
        }
        expected
    }

    #[expect(clippy::too_many_arguments, reason = "a table of all there is to know")]
    fn add(
        &mut self,
        wish: &Wish,
        zone: &TimeZone,
        index: usize,
        rule: &Rule,
        day: Date,
        facts: &[(Timestamp, Facts)],
        ticks: &[Timestamp],
        end: Timestamp,
    ) {
        let Some(time) = time_of_day(rule, day, wish.protocol.definition().send_at) else {
            return;
        };
        let local = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible();
        let Ok(opens) = local.map(|it| it.timestamp()) else {
            return;
        };
        let key = (index, rule.id.clone(), day);
        if opens <= end && facts.iter().any(|(_, facts)| is_due(rule, facts, day)) {
            self.may.insert(key.clone(), opens);
        }
        let Some(looked) = ticks.iter().find(|at| **at >= opens) else {
            return;
        };
        let first = facts.iter().rposition(|(at, _)| *at < opens);
        let in_force = first.map_or(&[][..], |first| &facts[first..]);
        let mut in_force = in_force
            .iter()
            .take_while(|(at, _)| at <= looked)
            .peekable();
        if in_force.peek().is_some() && in_force.all(|(_, facts)| is_due(rule, facts, day)) {
            self.must.insert(key, opens);
        }
    }
}

/// What there is to say about the occasions that were issued.
pub(super) fn complaints(expected: &Expected, rows: &[&OccasionRow]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut seen = BTreeMap::new();
    for row in rows {
        let index = row.name.as_deref().and_then(called);
        let (Some(index), Ok(day)) = (index, row.due_on.parse::<Date>()) else {
            continue;
        };
        let key = (index, row.rule_id.clone(), day);
        let who = Who::Person(index);
        match expected.may.get(&key) {
            None => complaints.push(format!(
                "{who} was asked {} of {day} for no reason",
                row.rule_id
            )),
            Some(opens) if opens.as_millisecond() != row.opens_at => {
                complaints.push(format!(
                    "{who}: {} of {day} opened at the wrong hour",
                    row.rule_id
                ));
            }
            Some(_) => {}
        }
        if seen.insert(key, ()).is_some() {
            complaints.push(format!("{who} was asked {} of {day} twice", row.rule_id));
        }
    }
    for (index, rule, day) in expected.must.keys() {
        if !seen.contains_key(&(*index, rule.clone(), *day)) {
            complaints.push(format!(
                "{} was never asked {rule} of {day}",
                Who::Person(*index)
            ));
        }
    }
    complaints
}

/// The ticks after which everything due was issued: nothing had broken shortly before.
fn sure_ticks(history: &[Event]) -> Vec<Timestamp> {
    let mut broke = Timestamp::MIN;
    let mut ticks = Vec::new();
    for event in history {
        match event.what {
            What::Broke { .. } | What::Off { .. } => broke = event.at,
            What::Clock { .. } => broke = event.at + SignedDuration::from_hours(36),
            What::Ticked { .. } if event.at.duration_since(broke) > AFTERMATH => {
                ticks.push(event.at);
            }
            _ => {}
        }
    }
    ticks
}

/// What was known of a person, from when on. `all` are the dates that the person got in the end.
fn known(index: usize, all: Dates, history: &[Event]) -> Vec<(Timestamp, Facts)> {
    let mut facts = Facts::default();
    let mut known = Vec::new();
    for event in history {
        let What::Did { who, deed, .. } = &event.what else {
            continue;
        };
        if *who != Who::Person(index) {
            continue;
        }
        match deed {
            Deed::Join => facts.dates.included = all.included,
            Deed::Start => {
                facts.dates.started = all.started;
                facts.dates.planned_end = all.planned_end;
            }
            Deed::End | Deed::Die => facts.dates.ended = all.ended,
            Deed::Agree => facts.agreed = true,
            Deed::Withdraw => facts.agreed = false,
            _ => continue,
        }
        known.push((event.at, facts));
    }
    known
}

/// The local time at which a rule opens on a day, if the day's weekday and date allow it.
fn time_of_day(rule: &Rule, day: Date, send_at: Time) -> Option<Time> {
    let Timing::Cron { expression, .. } = &rule.when else {
        return Some(send_at);
    };
    let fields: Vec<&str> = expression.split_whitespace().collect();
    let [minute, hour, date, month, weekday] = fields.as_slice() else {
        return None;
    };
    let lists =
        |field: &str, value: i8| field == "*" || field.split(',').any(|it| it.parse() == Ok(value));
    let fits = lists(date, day.day())
        && lists(month, day.month())
        && lists(weekday, day.weekday().to_sunday_zero_offset());
    let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    fits.then_some(time)
}

/// Whether a rule asks somebody of whom this is known, on this day.
fn is_due(rule: &Rule, facts: &Facts, day: Date) -> bool {
    let dates = &facts.dates;
    let on = |anchor: Anchor| match anchor {
        Anchor::Referral => dates.referred,
        Anchor::Inclusion => dates.included,
        Anchor::Assessment => dates.assessed,
        Anchor::Start => dates.started,
        Anchor::PlannedEnd => dates.planned_end,
        Anchor::End => dates.ended,
    };
    let is_asked =
        rule.respondent == Respondent::Participant && rule.arms.contains(&StudyArm::Intervention);
    let agreed = rule.needs != Some(ConsentKind::FollowUp) || facts.agreed;
    if !is_asked || !agreed {
        return false;
    }
    let has_ended = dates.ended.is_some_and(|end| day >= end);
    match &rule.when {
        Timing::Once { from, after } => {
            let later = *from == Anchor::End
                || rule.needs.is_some()
                || dates.ended.is_none_or(|end| day <= end);
            later && on(*from).is_some_and(|start| after.after(start) == day)
        }
        Timing::Every { period, from, .. } => {
            let falls = |start: Date| {
                (1..)
                    .map(|n| period.times_after(n, start))
                    .take_while(|at| *at <= day)
                    .any(|at| at == day)
            };
            !has_ended && on(*from).is_some_and(falls)
        }
        Timing::Cron { from, .. } => !has_ended && on(*from).is_some_and(|start| day >= start),
        Timing::On { date } => {
            *date == day && !has_ended && dates.included.is_some_and(|it| it <= day)
        }
        Timing::Calendar { .. } | Timing::Following { .. } | Timing::ByHand => false,
    }
}
