//! `status_1_3_6_12.csv`: what people live on some months after the end.

use std::fmt::Write;

use super::shares;
use crate::insight::csv::field;
use crate::insight::register::Measure;
use crate::insight::results::Results;

/// What each column is called.
pub(super) const COLUMNS: &str =
    "programme,year,months,state,people,group,people_from,people_to,share_low,share_high";

/// Months after the end at which nobody is asked what they live on.
const NOT_ASKED: [u32; 3] = [1, 3, 6];
/// Months after the end of the follow-up.
const ASKED: u32 = 12;

/// One line for each group of each year whose follow-ups have closed.
pub(super) fn csv(results: &Results) -> String {
    let mut file = format!("{COLUMNS}\r\n");
    let programme = field(&results.definition);
    let years = results.register.counted.iter();
    let waits = results.register.waits.map(|year| (year.number(), None));
    let years = years.map(|it| (it.year.number(), Some(it)));
    for (year, counted) in waits.into_iter().chain(years) {
        for months in NOT_ASKED {
            let _ = write!(file, "{programme},{year},{months},not_asked,,,,,,\r\n");
        }
        let Some(counted) = counted else {
            let _ = write!(file, "{programme},{year},{ASKED},open,,,,,,\r\n");
            continue;
        };
        let found = counted.figure(Measure::LivelihoodYear);
        let found = found.or_else(|| counted.figure(Measure::Livelihood));
        let Some(figure) = found else {
            let _ = write!(file, "{programme},{year},{ASKED},too_few,,,,,,\r\n");
            continue;
        };
        let people = figure.people();
        let groups = figure.measure().groups();
        for (group, (from, to)) in groups.iter().zip(figure.groups()) {
            let _ = write!(
                file,
                "{programme},{year},{ASKED},sealed,{people},{group},{from},{to},{}\r\n",
                shares(figure, (*from, *to))
            );
        }
    }
    file
}
