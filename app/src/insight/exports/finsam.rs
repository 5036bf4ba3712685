//! `finsam_year.csv`: how many were included and ended, year by year, and how many are women and men.

use std::fmt::Write;

use crate::insight::csv::field;
use crate::insight::register::Measure;
use crate::insight::results::Results;

/// What each column is called.
pub(super) const COLUMNS: &str = "programme,year,state,budgeted,included,ended,\
     women_from,women_to,men_from,men_to,other_from,other_to,unknown_from,unknown_to";

/// One line for each year that is counted, and one for the year that runs.
pub(super) fn csv(results: &Results) -> String {
    let mut file = format!("{COLUMNS}\r\n");
    let programme = field(&results.definition);
    let budgeted = results.planned.map(|it| it.to_string()).unwrap_or_default();
    if let Some(year) = results.register.waits {
        let year = year.number();
        let _ = write!(file, "{programme},{year},open,{budgeted},,,,,,,,,,\r\n");
    }
    for counted in &results.register.counted {
        let people = |measure| {
            let figure = counted.figure(measure);
            figure.map(|it| it.people().to_string())
        };
        let (included, ended) = (
            people(Measure::FirstActivity),
            people(Measure::LivelihoodEnd).or_else(|| people(Measure::CourseLength)),
        );
        let state = match (&included, &ended) {
            (None, None) => "too_few",
            _ => "sealed",
        };
        // Unknown stands first among the groups, and last in the file.
        let sexes = counted.figure(Measure::Sex).map(|figure| {
            let groups = figure.groups();
            let ordered = groups.iter().skip(1).chain(groups.first());
            let told: Vec<String> = ordered.map(|(from, to)| format!("{from},{to}")).collect();
            told.join(",")
        });
        let _ = write!(
            file,
            "{programme},{},{state},{budgeted},{},{},{}\r\n",
            counted.year.number(),
            included.unwrap_or_default(),
            ended.unwrap_or_default(),
            sexes.unwrap_or_else(|| ",".repeat(7)),
        );
    }
    file
}
