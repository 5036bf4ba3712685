//! When to call someone who did not pick up: by day, in the evening, on a Saturday.

use jiff::Timestamp;
use jiff::civil::{Time, Weekday, time};
use jiff::{SignedDuration, ToSpan};

use super::Hours;

/// A time at which people may pick up who did not at another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A working day, 10:00–16:00.
    Day,
    /// The evening of a working day, 17:00–20:00.
    Evening,
    /// Saturday, 10:00–14:00.
    Saturday,
}

/// How far ahead a next try is looked for.
const AHEAD: i32 = 31;
/// At least so long between two tries.
const PAUSE: SignedDuration = SignedDuration::from_hours(20);
/// No two tries are planned farther apart, so that six of them fit into three weeks.
const APART: SignedDuration = SignedDuration::from_hours(4 * 24);

impl Slot {
    /// In the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::Day, Self::Evening, Self::Saturday];

    /// The word; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Evening => "evening",
            Self::Saturday => "saturday",
        }
    }

    /// The slot that an instant lies in or next to.
    pub fn of(at: Timestamp, hours: &Hours) -> Self {
        let local = hours.local(at);
        match local.date().weekday() {
            Weekday::Saturday | Weekday::Sunday => Self::Saturday,
            _ if local.time() >= time(16, 30, 0, 0) => Self::Evening,
            _ => Self::Day,
        }
    }

    fn hours(self) -> (Time, Time) {
        match self {
            Self::Day => (time(10, 0, 0, 0), time(16, 0, 0, 0)),
            Self::Evening => (time(17, 0, 0, 0), time(20, 0, 0, 0)),
            Self::Saturday => (time(10, 0, 0, 0), time(14, 0, 0, 0)),
        }
    }

    /// The first moment of this slot from `at` on; nobody is called on a holiday.
    fn next(self, at: Timestamp, hours: &Hours) -> Option<Timestamp> {
        let local = hours.local(at);
        let (from, to) = self.hours();
        let days = (0..=AHEAD).map(|ahead| local.date().saturating_add(ahead.days()));
        days.filter(|day| (day.weekday() == Weekday::Saturday) == (self == Self::Saturday))
            .filter(|day| hours.may_call_on(*day))
            .map(|day| local.max(day.to_datetime(from)))
            .find(|moment| (from..to).contains(&moment.time()))
            .map(|moment| hours.instant(moment).max(at))
    }
}

/// When to try again after the calls that were made at `tried`, and in which slot: the one
/// that was tried least, a day or more from now, and so soon that all `tries` fit before
/// `not_after`. `None`: that was the last of them, or there is no time for another.
pub fn next_try(
    hours: &Hours,
    tried: &[Timestamp],
    tries: u32,
    now: Timestamp,
    not_after: Timestamp,
) -> Option<(Timestamp, Slot)> {
    let made = u32::try_from(tried.len()).unwrap_or(u32::MAX);
    if made >= tries {
        return None;
    }
    let count = |slot: Slot| {
        let of = |at: &&Timestamp| Slot::of(**at, hours) == slot;
        tried.iter().filter(of).count()
    };
    let soon = now.saturating_add(PAUSE).unwrap_or(Timestamp::MAX);
    let late = soon.saturating_add(APART).unwrap_or(Timestamp::MAX);
    let mut slots = Slot::ALL.map(|slot| (count(slot), slot.next(soon, hours), slot));
    slots.sort_by_key(|(tried, ..)| *tried);
    let fits = |at: &Timestamp| *at < not_after;
    let found = |limit: Timestamp| {
        let in_time = |at: &Timestamp| fits(at) && *at <= limit;
        let mut slots = slots.iter();
        slots.find_map(|(_, at, slot)| at.filter(in_time).map(|at| (at, *slot)))
    };
    found(late).or_else(|| found(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::{Slot, next_try};
    use crate::scheduling::Hours;

    #[test]
    fn six_tries_in_three_weeks_are_by_day_in_the_evening_and_on_saturdays() {
        let hours = Hours::danish();
        let begins = hours.instant(date(2026, 11, 2).at(10, 30, 0, 0));
        let not_after = hours.instant(date(2026, 11, 23).at(0, 0, 0, 0));
        let mut tried = vec![begins];
        while let Some((at, slot)) = next_try(&hours, &tried, 6, tried[tried.len() - 1], not_after)
        {
            assert!(at > tried[tried.len() - 1] && at < not_after);
            assert_eq!(Slot::of(at, &hours), slot);
            tried.push(at);
        }
        assert_eq!(tried.len(), 6, "{tried:?}");
        for slot in Slot::ALL {
            let many = tried.iter().filter(|at| Slot::of(**at, &hours) == slot);
            assert_eq!(many.count(), 2, "{slot:?}: {tried:?}");
        }
    }

    #[test]
    fn nobody_is_called_on_a_sunday_at_christmas_or_after_the_end() {
        let hours = Hours::danish();
        let at = |day: i8| hours.instant(date(2026, 12, day).at(11, 0, 0, 0));
        let (next, slot) = next_try(&hours, &[at(23)], 6, at(23), Timestamp::MAX).unwrap();
        // Christmas Day is a Friday, Boxing Day a Saturday: the evening of the Monday after.
        assert_eq!(slot, Slot::Evening);
        assert_eq!(hours.local(next), date(2026, 12, 28).at(17, 0, 0, 0));
        assert_eq!(next_try(&hours, &[at(23)], 6, at(23), at(25)), None);
        assert_eq!(
            next_try(&hours, &[at(1); 3], 3, at(2), Timestamp::MAX),
            None
        );
    }
}
