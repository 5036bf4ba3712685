//! The files letter by letter, and that every column is explained.

use jiff::civil::date;

use super::File;
use crate::insight::{Cohort, Measure, RegisterFigure, RegisterYears, Results, Year};
use crate::texts::{Language, Words};

fn sealed(measure: Measure, groups: &[(usize, usize)]) -> Option<RegisterFigure> {
    let mut cohort = Cohort::new(measure);
    for (group, people) in groups {
        for _ in 0..*people {
            cohort.add(*group);
        }
    }
    cohort.seal(Year::of(date(2026, 1, 1)))
}

/// 2026 is counted, 2025 had nine people, and 2027 runs.
fn results() -> Results {
    let figures = [
        sealed(Measure::FirstActivity, &[(0, 12), (1, 9), (4, 9)]),
        sealed(Measure::CourseLength, &[(1, 12), (3, 14)]),
        sealed(Measure::Sex, &[(1, 17), (2, 11), (0, 2)]),
        sealed(Measure::LivelihoodBefore, &[(3, 26), (0, 4)]),
        sealed(Measure::LivelihoodEnd, &[(1, 8), (3, 18)]),
        sealed(Measure::LivelihoodYear, &[(1, 9), (3, 9), (5, 2), (0, 1)]),
    ];
    let year = Year::of(date(2026, 1, 1));
    let counted = vec![year, year.previous()];
    let register = RegisterYears::new(
        figures.into_iter().flatten().collect(),
        counted,
        date(2027, 8, 1),
    );
    Results {
        programme: "Koll på förmåga".into(),
        definition: "=koll".into(),
        others: Vec::new(),
        tiles: Vec::new(),
        public: Vec::new(),
        register,
        arms: None,
        planned: Some(55),
    }
}

#[test]
fn the_years_of_finsam() {
    assert_eq!(
        File::Finsam.figures(&results()).replace("\r\n", "\n"),
        "programme,year,state,budgeted,included,ended,women_from,women_to,men_from,men_to,other_from,other_to,unknown_from,unknown_to
koll,2027,open,55,,,,,,,,,,
koll,2026,sealed,55,30,26,16,23,8,15,0,7,0,7
koll,2025,too_few,55,,,,,,,,,,
"
    );
}

#[test]
fn what_people_live_on_after_so_many_months() {
    assert_eq!(
        File::Status.figures(&results()).replace("\r\n", "\n"),
        "programme,year,months,state,people,group,people_from,people_to,share_low,share_high
koll,2027,1,not_asked,,,,,,
koll,2027,3,not_asked,,,,,,
koll,2027,6,not_asked,,,,,,
koll,2027,12,open,,,,,,
koll,2026,1,not_asked,,,,,,
koll,2026,3,not_asked,,,,,,
koll,2026,6,not_asked,,,,,,
koll,2026,12,sealed,21,unknown,0,5,0.000,0.239
koll,2026,12,sealed,21,work,6,11,0.285,0.524
koll,2026,12,sealed,21,study,0,5,0.000,0.239
koll,2026,12,sealed,21,benefit,6,11,0.285,0.524
koll,2026,12,sealed,21,other,0,5,0.000,0.239
koll,2026,12,sealed,21,looked-up,0,5,0.000,0.239
koll,2025,1,not_asked,,,,,,
koll,2025,3,not_asked,,,,,,
koll,2025,6,not_asked,,,,,,
koll,2025,12,too_few,,,,,,
"
    );
}

#[test]
fn what_a_cost_savings_analysis_starts_from() {
    let file = File::Skandia.figures(&results()).replace("\r\n", "\n");
    let of_2026: Vec<_> = file.lines().filter(|it| it.contains(",2026,")).collect();
    assert_eq!(
        of_2026,
        [
            "koll,2026,included,,people,sealed,30,30,30",
            "koll,2026,course-length,half,weeks,sealed,26,18,26",
            "koll,2026,course-length,nine-of-ten,weeks,sealed,26,18,",
            "koll,2026,livelihood-before,unknown,people,sealed,30,0,7",
            "koll,2026,livelihood-before,work,people,sealed,30,0,7",
            "koll,2026,livelihood-before,study,people,sealed,30,0,7",
            "koll,2026,livelihood-before,benefit,people,sealed,30,24,30",
            "koll,2026,livelihood-before,other,people,sealed,30,0,7",
            "koll,2026,livelihood-end,unknown,people,sealed,26,0,6",
            "koll,2026,livelihood-end,work,people,sealed,26,7,13",
            "koll,2026,livelihood-end,study,people,sealed,26,0,6",
            "koll,2026,livelihood-end,benefit,people,sealed,26,14,20",
            "koll,2026,livelihood-end,other,people,sealed,26,0,6",
            "koll,2026,livelihood-year,unknown,people,sealed,21,0,5",
            "koll,2026,livelihood-year,work,people,sealed,21,6,11",
            "koll,2026,livelihood-year,study,people,sealed,21,0,5",
            "koll,2026,livelihood-year,benefit,people,sealed,21,6,11",
            "koll,2026,livelihood-year,other,people,sealed,21,0,5",
            "koll,2026,livelihood-year,looked-up,people,sealed,21,0,5",
            "koll,2026,cost,,money per person,not_kept,,,",
            "koll,2026,livelihood-weeks,,weeks,not_kept,,,",
            "koll,2026,effect-duration,,years,not_kept,,,",
        ]
    );
    assert!(file.contains("koll,2025,included,,people,too_few,,,\n"));
}

#[test]
fn every_line_has_every_column_and_every_column_is_explained_in_every_language() {
    for file in File::ALL {
        let columns = file.columns().split(',').count();
        for line in file.figures(&results()).lines() {
            assert_eq!(line.split(',').count(), columns, "{line}");
            assert!(!line.starts_with(['=', '+', '-', '@']), "{line}");
        }
        assert_eq!(File::of(file.name()), Some(file));
        for language in Language::ALL {
            let book = file.codebook(Words::of(language));
            assert_eq!(book.lines().count(), 1 + columns, "{book}");
            assert!(!book.contains("Unknown localization"), "{book}");
        }
    }
}
