//! When a message may leave: local wall-clock time, quiet hours, weekends and holidays.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use super::{Window, is_holiday};
use crate::programmes::{Country, Definition};

/// From this local time of day nothing leaves.
pub const QUIET_FROM: Time = Time::constant(21, 0, 0, 0);
/// From this local time of day messages may leave again.
pub const QUIET_UNTIL: Time = Time::constant(8, 0, 0, 0);
/// The last hour before the quiet ones, for what may not wait until the next day.
const LAST_HOUR: Time = Time::constant(20, 0, 0, 0);
/// How far back a contact may be moved when the days after it are too late.
const DAYS_BACK: i32 = 14;
/// How far ahead a step looks for a day on which it may happen.
const A_MONTH: i32 = 31;

/// The local time of a programme, and the hours in which it may write to people.
#[derive(Clone, Debug)]
pub struct Hours {
    zone: TimeZone,
    country: Country,
    send_at: Time,
}

/// A definition names a zone that the time zone database does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone such as Europe/Copenhagen")]
pub struct UnknownZone(String);

impl Hours {
    /// The hours of a programme; a send hour in the quiet hours becomes 09:00.
    pub fn of(definition: &Definition) -> Result<Self, UnknownZone> {
        let zone =
            TimeZone::get(&definition.zone).map_err(|_| UnknownZone(definition.zone.clone()))?;
        let awake = (QUIET_UNTIL..QUIET_FROM).contains(&definition.send_at);
        Ok(Self {
            zone,
            country: definition.country,
            send_at: if awake {
                definition.send_at
            } else {
                Time::constant(9, 0, 0, 0)
            },
        })
    }

    /// The local time at which messages leave unless a step says otherwise.
    pub fn send_at(&self) -> Time {
        self.send_at
    }

    /// The wall clock at an instant.
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// The local day of an instant.
    pub fn day(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The instant at which a wall clock shows `local`: in the gap of spring the same
    /// distance after it, in the fold of autumn the first of the two.
    pub fn instant(&self, local: DateTime) -> Timestamp {
        self.zone
            .to_ambiguous_zoned(local)
            .compatible()
            .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// The first instant of a local day.
    pub fn start_of(&self, day: Date) -> Timestamp {
        self.instant(day.to_datetime(Time::midnight()))
    }

    /// Whether people are left in peace: 21:00–08:00, weekends, holidays.
    pub fn is_quiet(&self, at: Timestamp) -> bool {
        let local = self.local(at);
        !self.is_working(local.date()) || !(QUIET_UNTIL..QUIET_FROM).contains(&local.time())
    }

    /// Whether people sleep: 21:00–08:00 on any day. What may leave at weekends asks this.
    pub fn is_night(&self, at: Timestamp) -> bool {
        !(QUIET_UNTIL..QUIET_FROM).contains(&self.local(at).time())
    }

    /// `at` itself, or the last waking hour before it when it lies in the night.
    pub fn awake_by(&self, at: Timestamp) -> Timestamp {
        let local = self.local(at);
        let day = local.date();
        match local.time() {
            time if time >= QUIET_FROM => self.instant(day.to_datetime(LAST_HOUR)),
            time if time < QUIET_UNTIL => {
                self.instant(day.saturating_sub(1.day()).to_datetime(LAST_HOUR))
            }
            _ => at,
        }
    }

    /// `at` itself, or the end of the night that it lies in.
    pub fn awake_from(&self, at: Timestamp) -> Timestamp {
        let local = self.local(at);
        let day = local.date();
        match local.time() {
            time if time >= QUIET_FROM => self.instant(next(day).to_datetime(QUIET_UNTIL)),
            time if time < QUIET_UNTIL => self.instant(day.to_datetime(QUIET_UNTIL)),
            _ => at,
        }
    }

    /// `at` itself, or the next send hour when it lies in quiet hours.
    pub fn waking(&self, at: Timestamp) -> Timestamp {
        if !self.is_quiet(at) {
            return at;
        }
        let local = self.local(at);
        let mut day = local.date();
        if local.time() >= QUIET_FROM {
            day = next(day);
        }
        self.send_hour_from(day)
    }

    /// The send hour of the first working day after that of `at`.
    pub fn tomorrow(&self, at: Timestamp) -> Timestamp {
        self.send_hour_from(next(self.day(at)))
    }

    /// As [`Hours::waking`]; when that is not before `end`, the last waking hour before
    /// `at` but not before `start`; when there is none, the waking hour that is too late.
    pub fn waking_within(&self, at: Timestamp, start: Timestamp, end: Timestamp) -> Timestamp {
        let waking = self.waking(at);
        if waking < end {
            return waking;
        }
        let day = self.day(at);
        (0..=DAYS_BACK)
            .map(|back| day.saturating_sub(back.days()))
            .filter(|day| self.is_working(*day))
            .map(|day| self.instant(day.to_datetime(LAST_HOUR)))
            .find(|hour| *hour <= at && *hour < end)
            .filter(|hour| *hour >= start)
            .unwrap_or(waking)
    }

    /// `at` itself, or the next moment in `window` on which people are not at rest. Who is
    /// called by a person may be called on a Saturday too. `None`: not within a month.
    pub fn within(&self, window: Window, at: Timestamp, by_hand: bool) -> Option<Timestamp> {
        let local = self.local(at);
        let suits = |day: Date| match by_hand {
            true => self.may_call_on(day),
            false => self.is_working(day),
        };
        (0..=A_MONTH)
            .map(|ahead| local.date().saturating_add(ahead.days()))
            .filter(|day| suits(*day))
            .map(|day| local.max(day.to_datetime(window.from())))
            .find(|moment| window.holds(*moment))
            .map(|moment| self.instant(moment).max(at))
    }

    /// Whether people may be called on this day: not on Sundays and holidays.
    pub fn may_call_on(&self, day: Date) -> bool {
        day.weekday() != Weekday::Sunday && !is_holiday(self.country, day)
    }

    /// Those of a programme in Denmark, for tests.
    #[cfg(test)]
    pub(super) fn danish() -> Self {
        Self {
            zone: TimeZone::get("Europe/Copenhagen").unwrap(),
            country: Country::Denmark,
            send_at: Time::constant(9, 0, 0, 0),
        }
    }

    /// Whether it is neither a weekend nor a holiday.
    pub fn is_working(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !is_holiday(self.country, day)
    }

    fn send_hour_from(&self, mut day: Date) -> Timestamp {
        // No country rests for longer; the bound keeps the end of the calendar finite.
        for _ in 0..31 {
            if self.is_working(day) {
                break;
            }
            day = next(day);
        }
        self.instant(day.to_datetime(self.send_at))
    }
}

fn next(day: Date) -> Date {
    day.saturating_add(1.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Hours;

    #[test]
    fn nobody_is_woken_at_night_or_on_a_sunday() {
        let hours = Hours::danish();
        let cases = [
            // A Tuesday at noon is fine as it is.
            ((24, 12, 0), (24, 12, 0)),
            ((24, 8, 0), (24, 8, 0)),
            ((24, 7, 59), (24, 9, 0)),
            ((24, 20, 59), (24, 20, 59)),
            ((24, 21, 0), (25, 9, 0)),
            // Friday night to Monday.
            ((27, 21, 30), (30, 9, 0)),
            ((28, 12, 0), (30, 9, 0)),
        ];
        for ((day, hour, minute), (on, at, past)) in cases {
            let asked = hours.instant(date(2026, 11, day).at(hour, minute, 0, 0));
            let told = hours.instant(date(2026, 11, on).at(at, past, 0, 0));
            assert_eq!(hours.waking(asked), told, "{day} {hour}:{minute}");
            assert!(!hours.is_quiet(told));
        }
    }

    #[test]
    fn christmas_and_the_weekend_after_it_are_one_long_silence() {
        let hours = Hours::danish();
        let eve = hours.instant(date(2026, 12, 24).at(10, 0, 0, 0));
        let back = hours.instant(date(2026, 12, 28).at(9, 0, 0, 0));
        assert_eq!(hours.waking(eve), back);
    }

    #[test]
    fn what_ends_in_quiet_hours_leaves_in_the_last_hour_before() {
        let hours = Hours::danish();
        let at = |day, hour| hours.instant(date(2026, 11, day).at(hour, 0, 0, 0));
        assert_eq!(
            hours.waking_within(at(24, 22), at(24, 9), at(25, 8)),
            at(24, 20)
        );
        // The weekend's message leaves on Friday when Monday is too late.
        assert_eq!(
            hours.waking_within(at(28, 9), at(25, 9), at(30, 0)),
            at(27, 20)
        );
        // But never before it opens: then it stays too late, and ends as expired.
        assert_eq!(
            hours.waking_within(at(28, 9), at(28, 9), at(30, 0)),
            at(30, 9)
        );
    }

    #[test]
    fn a_gap_moves_forward_and_a_fold_comes_once() {
        let hours = Hours::danish();
        let gap = hours.instant(date(2027, 3, 28).at(2, 30, 0, 0));
        assert_eq!(hours.local(gap), date(2027, 3, 28).at(3, 30, 0, 0));
        let fold = hours.instant(date(2026, 10, 25).at(2, 30, 0, 0));
        assert_eq!(fold.to_string(), "2026-10-25T00:30:00Z");
    }
}
