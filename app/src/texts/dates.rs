//! Dates and times as each language writes them, by ICU4X.

use icu_datetime::input::{Date as IcuDate, Time as IcuTime};
use icu_datetime::{DateTimeFormatter, NoCalendarFormatter, fieldsets};
use icu_locale_core::Locale;
use jiff::civil::{Date, Time};

use super::Words;

/// A date by the given fields; by ISO 8601 if the data for it should be missing.
macro_rules! written {
    ($words:expr, $date:expr, $fields:expr) => {{
        let date = $date;
        let formatter = DateTimeFormatter::try_new($words.locale().into(), $fields);
        let of = IcuDate::try_new_iso(date.year().into(), date.month() as u8, date.day() as u8);
        match (formatter, of) {
            (Ok(formatter), Ok(of)) => formatter.format(&of).to_string(),
            _ => date.to_string(),
        }
    }};
}

/// With a capital, as a line begins: Danish and Swedish weekdays begin small.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

impl Words {
    /// A day as it is spoken: "tirsdag 24. november".
    pub fn day(self, date: Date) -> String {
        written!(self, date, fieldsets::MDE::long())
    }

    /// A day with its year: "24. november 2026".
    pub fn date(self, date: Date) -> String {
        written!(self, date, fieldsets::YMD::long())
    }

    /// The name of a day of the week: "tirsdag".
    pub fn weekday(self, date: Date) -> String {
        written!(self, date, fieldsets::E::long())
    }

    /// The same in few letters, under a chart.
    pub fn short_weekday(self, date: Date) -> String {
        written!(self, date, fieldsets::E::medium())
    }

    /// A month with its year: "november 2026".
    pub fn month(self, first: Date) -> String {
        written!(self, first, fieldsets::YM::long())
    }

    /// A month in few letters, for charts: "nov."
    pub fn short_month(self, first: Date) -> String {
        written!(self, first, fieldsets::M::medium())
    }

    /// A day in few letters, for tables: "24. nov."
    pub fn short_day(self, date: Date) -> String {
        written!(self, date, fieldsets::MD::medium())
    }

    /// The time of day: "09.30" in Danish, "09:30" in Swedish.
    pub fn time(self, time: Time) -> String {
        let formatter = NoCalendarFormatter::try_new(self.locale().into(), fieldsets::T::hm());
        let of = IcuTime::try_new(time.hour() as u8, time.minute() as u8, 0, 0);
        match (formatter, of) {
            (Ok(formatter), Ok(of)) => formatter.format(&of).to_string(),
            _ => time.strftime("%H:%M").to_string(),
        }
    }

    fn locale(self) -> Locale {
        let region = self.language().facts().region;
        region.parse().unwrap_or(Locale::UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use crate::texts::{Language, Words};

    #[test]
    fn each_language_writes_a_day_its_own_way() {
        let day = date(2026, 11, 24);
        let said = |language| Words::of(language).day(day);
        assert_eq!(said(Language::Da), "tirsdag 24. november");
        assert_eq!(said(Language::Sv), "tisdag 24 november");
        assert_eq!(said(Language::En), "Tuesday 24 November");
        let name = |language| Words::of(language).weekday(day);
        assert_eq!(name(Language::Da), "tirsdag");
        assert_eq!(name(Language::Sv), "tisdag");
        assert_eq!(name(Language::En), "Tuesday");
    }

    #[test]
    fn a_line_begins_with_a_capital() {
        let said = |text: &str| super::capital(text);
        assert_eq!(said("tirsdag 24. november"), "Tirsdag 24. november");
        assert_eq!((said("øl"), said("")), ("Øl".to_owned(), String::new()));
        assert_eq!(said("الثلاثاء"), "الثلاثاء");
    }

    #[test]
    fn the_clock_has_24_hours_everywhere() {
        let said = |language| Words::of(language).time(time(15, 5, 0, 0));
        assert_eq!(said(Language::Da), "15.05");
        assert_eq!(said(Language::Sv), "15:05");
        assert_eq!(said(Language::En), "15:05");
        assert!(said(Language::Ar).contains('٥') || said(Language::Ar).contains("15"));
    }
}
