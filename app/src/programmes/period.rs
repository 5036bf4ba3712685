//! Calendar periods as definitions write them: `P1M`, `P12W`, `P14D`, `PT24H`.

use jiff::{Span, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// A length of calendar time, as an ISO 8601 period.
///
/// Months and years follow the calendar: 29 February plus a year is 28 February, and
/// 31 January plus a month is the last day of February.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    months: i32,
    days: i32,
    hours: i32,
}

// From the first day of the calendar to the last: the years -9999 to 9999.
const MONTHS: i32 = 19_998 * 12;
const DAYS: i32 = 7_304_484;

/// Why a text is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no ISO 8601 period such as P1M, P12W, P14D or PT24H")]
pub struct NotAPeriod(String);

impl Period {
    /// No time at all.
    pub const NONE: Self = Self {
        months: 0,
        days: 0,
        hours: 0,
    };

    /// So many days.
    pub const fn days(days: i32) -> Self {
        Self {
            months: 0,
            days,
            hours: 0,
        }
    }

    /// So many hours.
    pub const fn hours(hours: i32) -> Self {
        Self {
            months: 0,
            days: 0,
            hours,
        }
    }

    /// So many calendar months.
    pub const fn months(months: i32) -> Self {
        Self {
            months,
            days: 0,
            hours: 0,
        }
    }

    /// Reads `P1Y2M3W4DT5H`; a minus sign in front counts backwards.
    pub fn parse(text: &str) -> Result<Self, NotAPeriod> {
        let no = || NotAPeriod(text.to_owned());
        let span: Span = text.parse().map_err(|_| no())?;
        if span.get_minutes() != 0 || span.get_seconds() != 0 || !text.contains('P') {
            return Err(no());
        }
        Ok(Self {
            months: i32::from(span.get_years()) * 12 + span.get_months(),
            days: span.get_weeks() * 7 + span.get_days(),
            hours: span.get_hours(),
        })
    }

    /// The day this long after `date`, whole days of the hours included.
    ///
    /// Clamps at the end of the calendar (year 9999), where no rule has a say.
    pub fn after(self, date: Date) -> Date {
        self.times_after(1, date)
    }

    /// The day `times` periods after `date`, counted in one leap so that month ends do
    /// not wear down: 31 January, 28 February, 31 March.
    pub fn times_after(self, times: i32, date: Date) -> Date {
        // Beyond these a span is no span; the calendar ends long before.
        let months = self.months.saturating_mul(times).clamp(-MONTHS, MONTHS);
        let whole_days = self.hours.saturating_mul(times) / 24;
        let days = self.days.saturating_mul(times).saturating_add(whole_days);
        let span = months.months().days(days.clamp(-DAYS, DAYS));
        date.saturating_add(span)
    }

    /// This period and `times` another on top, as one period, so that counting it from a
    /// day is one leap.
    pub fn plus(self, times: i32, other: Self) -> Self {
        let sum = |own: i32, other: i32| own.saturating_add(other.saturating_mul(times));
        Self {
            months: sum(self.months, other.months),
            days: sum(self.days, other.days),
            hours: sum(self.hours, other.hours),
        }
    }

    /// The hours beyond whole days, 0 to 23.
    pub fn spare_hours(self) -> i32 {
        self.hours % 24
    }

    /// The months, when the period is made of whole calendar months and nothing else.
    pub fn whole_months(self) -> Option<i32> {
        (self.days == 0 && self.hours == 0).then_some(self.months)
    }

    /// Whether the period counts backwards.
    pub fn is_negative(self) -> bool {
        self.about_days() < 0.0
    }

    /// Whether the period has no length.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Rough length in days, only for putting periods in order.
    pub fn about_days(self) -> f64 {
        f64::from(self.months) * 30.44 + f64::from(self.days) + f64::from(self.hours) / 24.0
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;
    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        Self::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_none() {
            return f.write_str("P0D");
        }
        let negative = self.months < 0 || self.days < 0 || self.hours < 0;
        f.write_str(if negative { "-P" } else { "P" })?;
        if self.months != 0 {
            write!(f, "{}M", self.months.abs())?;
        }
        if self.days != 0 {
            write!(f, "{}D", self.days.abs())?;
        }
        if self.hours != 0 {
            write!(f, "T{}H", self.hours.abs())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Period;

    #[test]
    fn a_year_after_a_leap_day_is_the_last_of_february() {
        let year = Period::parse("P1Y").unwrap();
        assert_eq!(year.after(date(2024, 2, 29)), date(2025, 2, 28));
    }

    #[test]
    fn month_ends_do_not_wear_down() {
        let month = Period::months(1);
        assert_eq!(month.times_after(1, date(2026, 1, 31)), date(2026, 2, 28));
        assert_eq!(month.times_after(2, date(2026, 1, 31)), date(2026, 3, 31));
    }

    #[test]
    fn a_period_longer_than_the_calendar_ends_with_it() {
        let long = Period::parse("P9998Y").unwrap();
        assert_eq!(long.times_after(9, date(2026, 1, 1)), date(9999, 12, 31));
        let hours = Period::parse("PT99999999H").unwrap();
        assert_eq!(hours.times_after(i32::MAX, date(2026, 1, 1)), Date::MAX);
        let days = Period::days(i32::MAX).plus(2, Period::days(1));
        assert_eq!(days.after(date(2026, 1, 1)), Date::MAX);
        assert_eq!(Period::days(i32::MIN).after(date(2026, 1, 1)), Date::MIN);
    }

    #[test]
    fn periods_put_together_are_counted_in_one_leap() {
        let month = Period::months(1);
        assert_eq!(
            month.plus(1, month).after(date(2026, 1, 31)),
            date(2026, 3, 31)
        );
    }

    #[test]
    fn a_period_is_written_as_it_was_read() {
        for text in ["P1M", "P14D", "PT24H", "P0D", "-P14D"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        for wrong in ["", "1 month", "P", "PT5M", "14D"] {
            assert!(Period::parse(wrong).is_err(), "{wrong}");
        }
    }
}
