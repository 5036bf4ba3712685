//! `before_after.csv`: one row for each course, with a pseudonym in place of the person.

use std::fmt::Write;

use jiff::civil::Date;

#[cfg(feature = "ssr")]
use crate::insight::explained;
use crate::insight::field;
use crate::participants::{Background, Dates, EndReason, Living};
#[cfg(feature = "ssr")]
use crate::texts::Words;

/// What each column is called.
pub const ROW_COLUMNS: &str = "pseudonym,programme,sex,born,education,included_month,started_month,ended_month,\
     before_source,before_share,end_source,end_share,year_source,year_share,end_reason,track";

/// One course of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Of the person, in this project and in no other.
    pub pseudonym: String,
    /// Year of birth.
    pub born: Option<i64>,
    /// What was noted.
    pub background: Background,
    /// What happened when.
    pub dates: Dates,
    /// What they live on a year after the end.
    pub year: Option<Living>,
    /// Why the course ended.
    pub end_reason: Option<EndReason>,
}

/// A month, so that no day tells whose course it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(Date);

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(day)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

/// The five years in which someone was born: `1980-1984`.
pub fn born(year: i64) -> String {
    let from = year.div_euclid(5) * 5;
    format!("{from}-{}", from + 4)
}

/// The rows as CSV (RFC 4180, UTF-8), in the order of the pseudonyms: no order of ours is told.
pub fn rows_csv(programme: &str, mut rows: Vec<Row>) -> String {
    rows.sort_by(|a, b| a.pseudonym.cmp(&b.pseudonym));
    let mut file = format!("{ROW_COLUMNS}\r\n");
    for row in rows {
        let month = |day: Option<Date>| day.map(|day| Month::of(day).to_string());
        let source = |living: &Option<Living>| living.as_ref().map(|it| field(&it.source));
        let share = |living: &Option<Living>| {
            let share = living.as_ref().and_then(|it| it.share);
            share.map(|share| share.to_string())
        };
        let of = &row.background;
        let cells = [
            Some(field(&row.pseudonym)),
            Some(field(programme)),
            of.sex.map(|it| it.as_str().to_owned()),
            row.born.map(born),
            of.education.map(|it| it.as_str().to_owned()),
            month(row.dates.included),
            month(row.dates.started),
            month(row.dates.ended),
            source(&of.before),
            share(&of.before),
            source(&of.at_end),
            share(&of.at_end),
            source(&row.year),
            share(&row.year),
            row.end_reason.map(|it| it.as_str().to_owned()),
            of.track.as_deref().map(field),
        ];
        let _ = write!(
            file,
            "{}\r\n",
            cells.map(Option::unwrap_or_default).join(",")
        );
    }
    file
}

/// What its columns mean, as CSV.
#[cfg(feature = "ssr")]
pub fn rows_codebook(words: Words) -> String {
    explained(words, "before_after.csv", ROW_COLUMNS)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{ROW_COLUMNS, Row, born, rows_codebook, rows_csv};
    use crate::participants::{Background, Dates, Education, EndReason, Living, Sex};
    use crate::texts::{Language, Words};

    #[test]
    fn a_row_says_months_and_five_years_and_nothing_nearer() {
        let living = |source: &str, share| Living {
            source: source.to_owned(),
            share,
        };
        let full = Row {
            pseudonym: "K7QH-2M4P".into(),
            born: Some(1987),
            background: Background {
                sex: Some(Sex::Woman),
                education: Some(Education::Secondary),
                before: Some(living("social_assistance", Some(100))),
                at_end: Some(living("wage", None)),
                track: Some("activity".into()),
            },
            dates: Dates {
                included: Some(date(2027, 1, 11)),
                started: Some(date(2027, 2, 1)),
                ended: Some(date(2027, 5, 3)),
                ..Dates::default()
            },
            year: Some(living("=wage", Some(75))),
            end_reason: Some(EndReason::Completed),
        };
        let bare = Row {
            pseudonym: "A1".into(),
            born: None,
            background: Background::default(),
            dates: Dates::default(),
            year: None,
            end_reason: None,
        };
        assert_eq!(
            rows_csv("koll", vec![full, bare]).replace("\r\n", "\n"),
            "pseudonym,programme,sex,born,education,included_month,started_month,ended_month,before_source,before_share,\
             end_source,end_share,year_source,year_share,end_reason,track
A1,koll,,,,,,,,,,,,,,
K7QH-2M4P,koll,woman,1985-1989,secondary,2027-01,2027-02,2027-05,social_assistance,100,wage,,wage,75,completed,activity
"
        );
        assert_eq!([born(1989), born(1990)], ["1985-1989", "1990-1994"]);
    }

    #[test]
    fn every_column_is_explained_in_every_language() {
        for language in Language::ALL {
            let book = rows_codebook(Words::of(language));
            assert_eq!(book.lines().count(), 1 + ROW_COLUMNS.split(',').count());
            assert!(!book.contains("Unknown localization"), "{book}");
        }
    }
}
