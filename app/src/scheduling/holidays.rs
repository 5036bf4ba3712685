//! Days on which the country rests and no message leaves.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::programmes::Country;

/// Whether `day` is a public holiday of `country`, or a day on which offices are closed by
/// custom: Christmas Eve in both countries, Midsummer's Eve in Sweden.
///
/// Sources: Denmark's lov om helligdage (without Store Bededag from 2024) and Sweden's lag
/// (1989:253) om allmänna helgdagar. Weekends are not holidays by themselves.
pub fn is_holiday(country: Country, day: Date) -> bool {
    let from_easter = days_from_easter(day);
    let fixed = (day.month(), day.day());
    if matches!(fixed, (1, 1) | (12, 24..=26)) {
        return true;
    }
    // Good Friday, Easter, Easter Monday, Ascension, Pentecost.
    if matches!(from_easter, -2 | 0 | 1 | 39 | 49) {
        return true;
    }
    match country {
        // Maundy Thursday, Whit Monday, Store Bededag while there was one.
        Country::Denmark => {
            matches!(from_easter, -3 | 50) || (from_easter == 26 && day.year() < 2024)
        }
        Country::Sweden => matches!(fixed, (1, 6) | (5, 1) | (6, 6)) || is_swedish_eve_or_day(day),
    }
}

/// Midsummer (Saturday of 20–26 June) with its eve, and All Saints' (31 October–6 November).
fn is_swedish_eve_or_day(day: Date) -> bool {
    match day.weekday() {
        Weekday::Friday => day.month() == 6 && (19..=25).contains(&day.day()),
        Weekday::Saturday => matches!(
            (day.month(), day.day()),
            (6, 20..=26) | (10, 31) | (11, 1..=6)
        ),
        _ => false,
    }
}

/// Whole days from Easter Sunday of the same year to `day`.
fn days_from_easter(day: Date) -> i32 {
    let span: Span = easter(day.year())
        .until(day)
        .unwrap_or_else(|_| Span::new());
    span.get_days()
}

/// Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 8).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let from_march = h + l - 7 * m + 21;
    Date::constant(year, 3, 1).saturating_add(from_march.days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};

    use super::{easter, is_holiday};
    use crate::programmes::Country::{Denmark, Sweden};

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        let almanac = [
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2035, 3, 25),
            (2038, 4, 25),
        ];
        for (year, month, day) in almanac {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn each_country_rests_on_its_own_days() {
        let whit_monday = date(2026, 5, 25);
        assert!(is_holiday(Denmark, whit_monday));
        assert!(!is_holiday(Sweden, whit_monday));
        for swedish in [
            date(2026, 1, 6),
            date(2026, 5, 1),
            date(2026, 6, 6),
            date(2026, 6, 19),
            date(2026, 6, 20),
            date(2026, 10, 31),
        ] {
            assert!(is_holiday(Sweden, swedish), "{swedish}");
            assert!(!is_holiday(Denmark, swedish), "{swedish}");
        }
    }

    #[test]
    fn store_bededag_is_a_working_day_since_2024() {
        assert!(is_holiday(Denmark, date(2023, 5, 5)));
        assert!(!is_holiday(Denmark, date(2024, 4, 26)));
    }
    #[test]
    fn an_independent_almanac_lists_the_same_days() {
        let almanac = include_str!("holidays.txt");
        let mut listed = 0;
        for line in almanac.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let country = if words.next() == Some("DK") {
                Denmark
            } else {
                Sweden
            };
            let year: i16 = words.next().unwrap().parse().unwrap();
            let days: Vec<&str> = words.collect();
            listed += days.len();
            let mut day = date(year, 1, 1);
            while day.year() == year {
                let name = day.strftime("%m-%d").to_string();
                let eve = name == "12-24"
                    || (country == Sweden && day.month() == 6 && day.weekday() == Weekday::Friday);
                if !eve || days.contains(&name.as_str()) {
                    assert_eq!(
                        is_holiday(country, day),
                        days.contains(&name.as_str()),
                        "{day}"
                    );
                }
                day = day.tomorrow().unwrap();
            }
        }
        assert!(listed > 400, "{listed}");
    }
}
