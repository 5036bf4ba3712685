//! Cron expressions read on the wall clock: `cron-parser` knows the fields, we the zone.

use chrono::{DateTime as Carrier, Datelike, NaiveDate, Timelike, Utc};
use cron_parser::Schedule;
use jiff::civil::{Date, DateTime, Time};

/// A cron expression as a rule of the wall clock.
///
/// Five fields; day of month and day of week must both fit ("0 9 13 * 5" is Friday the
/// 13th). The expression is evaluated on wall-clock time that `chrono` carries as if it
/// were UTC, so that no night of summer time can skip or double it; the zone is laid over
/// the result by [`super::Hours::instant`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallClock(Schedule);

/// Why an expression was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{expression}` is no cron expression of five fields: {reason}")]
pub struct NotACron {
    expression: String,
    reason: String,
}

impl WallClock {
    /// Reads five fields; refuses dates that no year has.
    pub fn parse(expression: &str) -> Result<Self, NotACron> {
        let read = Schedule::parse(expression);
        read.map(Self).map_err(|error| NotACron {
            expression: expression.to_owned(),
            reason: error.to_string(),
        })
    }

    /// Every moment of the wall clock from the first minute of `day` on, in order.
    pub fn from(&self, day: Date) -> impl Iterator<Item = DateTime> + use<> {
        let midnight = carried(day).and_then(|day| day.and_hms_opt(0, 0, 0));
        // Strictly after, so start a minute earlier.
        let start = midnight.map(|at| at.and_utc() - chrono::TimeDelta::minutes(1));
        let schedule = self.0.clone();
        start
            .into_iter()
            .flat_map(move |start| schedule.clone().after_owned(start))
            .map_while(wall)
    }
}

fn carried(day: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        day.year().into(),
        day.month().unsigned_abs().into(),
        day.day().unsigned_abs().into(),
    )
}

fn wall(at: Carrier<Utc>) -> Option<DateTime> {
    let date = Date::new(
        at.year().try_into().ok()?,
        at.month().try_into().ok()?,
        at.day().try_into().ok()?,
    );
    let time = Time::new(
        at.hour().try_into().ok()?,
        at.minute().try_into().ok()?,
        0,
        0,
    );
    Some(DateTime::from_parts(date.ok()?, time.ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::WallClock;

    #[test]
    fn days_of_month_and_week_must_both_fit() {
        let friday_13th = WallClock::parse("0 9 13 * 5").unwrap();
        let first = friday_13th.from(date(2026, 1, 1)).next().unwrap();
        assert_eq!(first, date(2026, 2, 13).at(9, 0, 0, 0));
    }

    #[test]
    fn the_first_minute_of_the_first_day_counts() {
        let midnight = WallClock::parse("0 0 * * *").unwrap();
        let first = midnight.from(date(2026, 1, 1)).next().unwrap();
        assert_eq!(first, date(2026, 1, 1).at(0, 0, 0, 0));
    }

    #[test]
    fn an_impossible_date_is_refused_with_its_expression() {
        let refused = WallClock::parse("0 9 30 2 *").unwrap_err().to_string();
        assert!(refused.contains("`0 9 30 2 *`"), "{refused}");
    }
}
