//! Waves: the calendar quarter whose answers are counted together, and when it closes.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// One calendar quarter of a programme, in the programme's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Date", into = "Date")]
pub struct Quarter(Date);

/// A date on which no quarter begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no quarter begins on {0}")]
pub struct NotAQuarter(Date);

impl Quarter {
    /// The quarter in which `date` lies.
    pub fn of(date: Date) -> Self {
        let first_month = (date.month() - 1) / 3 * 3 + 1;
        Self(Date::constant(date.year(), first_month, 1))
    }

    /// The quarter that runs at `now` where the programme is.
    pub fn at(now: Timestamp, zone: &TimeZone) -> Self {
        Self::of(now.to_zoned(zone.clone()).date())
    }

    /// The quarter in whose wave an answer is counted that is given at `now` to what may be
    /// answered until `closes_at`.
    ///
    /// The one in which the window ends, so that a round of questions is never split over
    /// two waves and nobody is counted as silent who still has time. An answer that comes
    /// later joins the wave that runs then.
    pub fn counting(closes_at: Timestamp, now: Timestamp, zone: &TimeZone) -> Self {
        // A window that ends as the quarter ends was open in that quarter alone.
        let last = closes_at
            .saturating_sub(1.millisecond())
            .unwrap_or(closes_at);
        Self::at(last, zone).max(Self::at(now, zone))
    }

    /// The first day.
    pub fn starts_on(self) -> Date {
        self.0
    }

    /// The first day after it: the wave closes as that day begins.
    pub fn ends_on(self) -> Date {
        self.0.saturating_add(3.months())
    }

    /// The instant at which the wave closes.
    ///
    /// An answer at that instant belongs to the next wave. The last instant there is, for
    /// a quarter at the end of the calendar.
    pub fn closes_at(self, zone: &TimeZone) -> Timestamp {
        self.ends_on()
            .to_zoned(zone.clone())
            .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// The quarter after this one.
    pub fn next(self) -> Self {
        Self::of(self.ends_on())
    }

    /// The quarter before this one.
    pub fn previous(self) -> Self {
        Self::of(self.0.saturating_sub(1.day()))
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Which quarter of the year, 1 to 4.
    pub fn number(self) -> i8 {
        (self.0.month() - 1) / 3 + 1
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-Q{}", self.year(), self.number())
    }
}

impl TryFrom<Date> for Quarter {
    type Error = NotAQuarter;
    fn try_from(date: Date) -> Result<Self, NotAQuarter> {
        let quarter = Self::of(date);
        if quarter.0 != date {
            return Err(NotAQuarter(date));
        }
        Ok(quarter)
    }
}

impl From<Quarter> for Date {
    fn from(quarter: Quarter) -> Date {
        quarter.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};

    use super::Quarter;

    #[test]
    fn a_quarter_runs_from_its_first_day_to_the_day_before_the_next() {
        let quarter = Quarter::of(date(2026, 11, 24));
        assert_eq!(quarter.starts_on(), date(2026, 10, 1));
        assert_eq!(quarter.ends_on(), date(2027, 1, 1));
        assert_eq!((quarter.year(), quarter.number()), (2026, 4));
        assert_eq!(Quarter::of(date(2026, 12, 31)), quarter);
        assert_eq!(Quarter::of(date(2027, 1, 1)), quarter.next());
        assert_eq!(quarter.next().previous(), quarter);
        assert_eq!(quarter.previous().starts_on(), date(2026, 7, 1));
    }

    #[test]
    fn the_wave_closes_at_midnight_where_the_programme_is() {
        let zone = TimeZone::get("Europe/Copenhagen").unwrap();
        let summer = Quarter::of(date(2026, 5, 1));
        assert_eq!(summer.closes_at(&zone).to_string(), "2026-06-30T22:00:00Z");
        let winter = Quarter::of(date(2026, 12, 1));
        assert_eq!(winter.closes_at(&zone).to_string(), "2026-12-31T23:00:00Z");
        assert_eq!(Quarter::at(winter.closes_at(&zone), &zone), winter.next());
    }

    #[test]
    fn a_round_of_questions_is_counted_together_in_the_quarter_in_which_it_ends() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
        let counted = |closes, now| Quarter::counting(at(closes), at(now), &zone).to_string();
        let april = "2026-04-12T22:00:00Z";
        assert_eq!(counted(april, "2026-03-16T09:00:00Z"), "2026-Q2");
        assert_eq!(counted(april, "2026-04-02T09:00:00Z"), "2026-Q2");
        assert_eq!(
            counted(april, "2026-07-02T09:00:00Z"),
            "2026-Q3",
            "long after"
        );
        let midnight = "2026-03-31T22:00:00Z";
        assert_eq!(counted(midnight, "2026-03-30T09:00:00Z"), "2026-Q1");
    }

    #[test]
    fn only_the_first_day_of_a_quarter_names_one() {
        assert!(Quarter::try_from(date(2026, 10, 1)).is_ok());
        assert!(Quarter::try_from(date(2026, 10, 2)).is_err());
        assert!(Quarter::try_from(date(2026, 11, 1)).is_err());
    }
}
