//! `skandia_inputs.csv`: what a cost-savings analysis starts from. The calculus itself is theirs.

use std::fmt::Write;

use crate::insight::csv::field;
use crate::insight::register::{Measure, RegisterFigure};
use crate::insight::results::Results;
use crate::insight::years::CountedYear;

/// What each column is called.
pub(super) const COLUMNS: &str = "programme,year,input,group,unit,state,people,from,to";

/// What the analysis needs and nobody keeps here.
const NOT_KEPT: [(&str, &str); 3] = [
    ("cost", "money per person"),
    ("livelihood-weeks", "weeks"),
    ("effect-duration", "years"),
];

/// The inputs of each year that is counted.
pub(super) fn csv(results: &Results) -> String {
    let mut file = format!("{COLUMNS}\r\n");
    let programme = field(&results.definition);
    for counted in &results.register.counted {
        let year = counted.year.number();
        let before = format!("{programme},{year}");
        people(&mut file, &before, counted);
        weeks(&mut file, &before, counted);
        for (measure, input) in [
            (Measure::LivelihoodBefore, "livelihood-before"),
            (Measure::LivelihoodEnd, "livelihood-end"),
            (Measure::LivelihoodYear, "livelihood-year"),
        ] {
            match counted.figure(measure) {
                None => line(&mut file, &before, &format!("{input},,people,too_few,,,")),
                Some(figure) => groups(&mut file, &before, input, figure),
            }
        }
        for (input, unit) in NOT_KEPT {
            line(&mut file, &before, &format!("{input},,{unit},not_kept,,,"));
        }
    }
    file
}

fn line(file: &mut String, before: &str, rest: &str) {
    let _ = write!(file, "{before},{rest}\r\n");
}

fn people(file: &mut String, before: &str, counted: &CountedYear) {
    match counted.figure(Measure::FirstActivity) {
        None => line(file, before, "included,,people,too_few,,,"),
        Some(figure) => {
            let n = figure.people();
            line(
                file,
                before,
                &format!("included,,people,sealed,{n},{n},{n}"),
            );
        }
    }
}

fn weeks(file: &mut String, before: &str, counted: &CountedYear) {
    let figure = counted.figure(Measure::CourseLength);
    for (group, share) in [("half", 0.5), ("nine-of-ten", 0.9)] {
        let told = figure.and_then(|it| Some((it.people(), it.quantile(share)?)));
        let rest = match told {
            None => format!("course-length,{group},weeks,too_few,,,"),
            Some((n, (from, to))) => {
                let to = to.map(|to| to.to_string()).unwrap_or_default();
                format!("course-length,{group},weeks,sealed,{n},{from},{to}")
            }
        };
        line(file, before, &rest);
    }
}

fn groups(file: &mut String, before: &str, input: &str, figure: &RegisterFigure) {
    let names = figure.measure().groups();
    for (group, (from, to)) in names.iter().zip(figure.groups()) {
        let n = figure.people();
        let rest = format!("{input},{group},people,sealed,{n},{from},{to}");
        line(file, before, &rest);
    }
}
