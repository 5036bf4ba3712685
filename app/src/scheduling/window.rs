//! The days of the week and the hours in which one step of a ladder may happen.

use std::str::FromStr;

use jiff::civil::{DateTime, Time};

use super::{QUIET_FROM, QUIET_UNTIL};
use crate::programmes::{Day, Step};

/// Days of the week and a stretch of the day, in local time.
///
/// Written as `6 10:00-14:00`, the days as ISO numbers from Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// Bit 0 is Monday.
    days: u8,
    from: Time,
    to: Time,
}

/// A text that is no window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no window such as `12345 17:00-20:00`")]
pub struct NotAWindow;

impl Window {
    /// Every day of the week, from `from` until before `to`.
    pub fn daily(from: Time, to: Time) -> Self {
        let days = 0b111_1111;
        Self { days, from, to }
    }

    /// On these days of the week, from `from` until before `to`.
    pub fn on(days: &[Day], from: Time, to: Time) -> Self {
        let bits = days.iter().map(|day| 1 << (*day as u8 - 1));
        let days = bits.fold(0, |all, bit| all | bit);
        Self { days, from, to }
    }

    /// The window that a step of a ladder says; `None` when any waking hour will do.
    pub fn of(step: &Step) -> Option<Self> {
        if step.on.is_empty() && step.between.is_none() {
            return None;
        }
        let (from, to) = step.between.unwrap_or((QUIET_UNTIL, QUIET_FROM));
        Some(if step.on.is_empty() {
            Self::daily(from, to)
        } else {
            Self::on(&step.on, from, to)
        })
    }

    /// When it opens on a day.
    pub fn from(self) -> Time {
        self.from
    }

    /// When it closes on a day.
    pub fn to(self) -> Time {
        self.to
    }

    /// Whether it opens at all on the day of `local`.
    pub fn has_day(self, local: DateTime) -> bool {
        let nth = local.date().weekday().to_monday_zero_offset();
        self.days & (1 << nth) != 0
    }

    /// Whether the wall clock stands inside it.
    pub fn holds(self, local: DateTime) -> bool {
        self.has_day(local) && (self.from..self.to).contains(&local.time())
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for nth in (0..7).filter(|nth| self.days & (1 << nth) != 0) {
            write!(f, "{}", nth + 1)?;
        }
        write!(
            f,
            " {}-{}",
            self.from.strftime("%H:%M"),
            self.to.strftime("%H:%M")
        )
    }
}

impl FromStr for Window {
    type Err = NotAWindow;

    fn from_str(text: &str) -> Result<Self, NotAWindow> {
        let (days, hours) = text.split_once(' ').ok_or(NotAWindow)?;
        let (from, to) = hours.split_once('-').ok_or(NotAWindow)?;
        let time = |text: &str| Time::strptime("%H:%M", text).map_err(|_| NotAWindow);
        let mut bits = 0;
        for day in days.chars() {
            let nth = day.to_digit(10).filter(|nth| (1..=7).contains(nth));
            bits |= 1 << (nth.ok_or(NotAWindow)? - 1);
        }
        Ok(Self {
            days: bits,
            from: time(from)?,
            to: time(to)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::Window;
    use crate::programmes::Day;

    #[test]
    fn a_saturday_morning_is_a_saturday_morning() {
        let window = Window::on(&[Day::Sat], time(10, 0, 0, 0), time(14, 0, 0, 0));
        let saturday = date(2026, 11, 7);
        assert!(window.holds(saturday.at(10, 0, 0, 0)));
        assert!(!window.holds(saturday.at(14, 0, 0, 0)));
        assert!(!window.holds(saturday.tomorrow().unwrap().at(11, 0, 0, 0)));
        assert_eq!(window.to_string(), "6 10:00-14:00");
        assert_eq!("6 10:00-14:00".parse(), Ok(window));
        for wrong in ["", "8 10:00-14:00", "6 10-14", "6"] {
            assert!(wrong.parse::<Window>().is_err(), "{wrong}");
        }
    }
}
