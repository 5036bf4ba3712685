//! What is known of a programme's years: figures, what waits, and the file with all of it.

use std::fmt::Write;

use jiff::civil::Date;

use super::csv::field;
use super::register::{Measure, RegisterFigure, Year};

/// The register's figures of one programme, by year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegisterYears {
    /// The counted years, the newest first.
    pub counted: Vec<CountedYear>,
    /// The next year to be counted; `None` for nobody at all.
    pub waits: Option<Year>,
}

/// One counted year.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedYear {
    /// Which.
    pub year: Year,
    /// What is told of it. A measure that is not there had too few people.
    pub figures: Vec<RegisterFigure>,
}

impl CountedYear {
    /// The figure of `measure`; `None`: too few people.
    pub fn figure(&self, measure: Measure) -> Option<&RegisterFigure> {
        self.figures.iter().find(|one| one.measure() == measure)
    }
}

/// So many counted years are listed.
const LISTED: usize = 6;

impl RegisterYears {
    /// What is shown on `today`, from the years that are counted and what was published.
    pub fn new(figures: Vec<RegisterFigure>, counted: Vec<Year>, today: Date) -> Self {
        let of = |year: Year| {
            let its = figures.iter().filter(|one| one.year() == year);
            CountedYear {
                year,
                figures: its.cloned().collect(),
            }
        };
        Self {
            counted: counted.into_iter().take(LISTED).map(of).collect(),
            waits: Some(Year::newest_sealed(today).next()),
        }
    }
}

/// What each column of the register's file is called.
pub const REGISTER_COLUMNS: &str =
    "programme,year,measure,state,people,group,people_from,people_to,share_low,share_high";

/// The register's figures as CSV (RFC 4180, UTF-8): one line for each group.
pub fn register_csv(programme: &str, years: &RegisterYears) -> String {
    let mut file = format!("{REGISTER_COLUMNS}\r\n");
    let programme = field(programme);
    if let Some(year) = years.waits {
        let _ = write!(file, "{programme},{},,open,,,,,,\r\n", year.number());
    }
    for counted in &years.counted {
        let year = counted.year.number();
        for measure in Measure::ALL {
            let word = measure.word();
            let Some(figure) = counted.figure(measure) else {
                if !measure.is_counted() {
                    continue;
                }
                let _ = write!(file, "{programme},{year},{word},too_few,,,,,,\r\n");
                continue;
            };
            let people = figure.people();
            for (group, (from, to)) in measure.groups().iter().zip(figure.groups()) {
                let share = |count: u32| f64::from(count) / f64::from(people) * 1000.0;
                // Outwards, so that the interval never looks surer than it is.
                let low = (share(*from) + 1e-9).floor() / 1000.0;
                let high = (share(*to) - 1e-9).ceil() / 1000.0;
                let _ = write!(
                    file,
                    "{programme},{year},{word},sealed,{people},{},{from},{to},{low:.3},{high:.3}\r\n",
                    field(group)
                );
            }
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{REGISTER_COLUMNS, RegisterYears, register_csv};
    use crate::insight::{Cohort, Measure, Year};

    #[test]
    fn every_line_has_every_column_and_says_why_there_is_no_figure() {
        let mut cohort = Cohort::new(Measure::Missed);
        for missed in [0, 0, 0, 0, 0, 0, 1, 1, 2, 7] {
            cohort.add(missed);
        }
        let year = Year::of(date(2026, 2, 2));
        let figures = vec![cohort.seal(year).unwrap()];
        let years = RegisterYears::new(figures, vec![year], date(2027, 8, 1));
        let file = register_csv("=koll,1", &years);
        let lines: Vec<_> = file.trim_end().split("\r\n").collect();
        assert_eq!(lines[0], REGISTER_COLUMNS);
        assert_eq!(lines[1], "\"koll,1\",2027,,open,,,,,,");
        assert_eq!(lines[2], "\"koll,1\",2026,first-activity,too_few,,,,,,");
        assert_eq!(
            lines[4],
            "\"koll,1\",2026,missed,sealed,10,none,6,10,0.600,1.000"
        );
        assert_eq!(
            lines[6],
            "\"koll,1\",2026,missed,sealed,10,more,0,5,0.000,0.500"
        );
        let columns = REGISTER_COLUMNS.split(',').count() + 1;
        assert!(
            lines[1..]
                .iter()
                .all(|line| line.split(',').count() == columns),
            "{file}"
        );
    }
}
