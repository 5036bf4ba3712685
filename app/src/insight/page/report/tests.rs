//! That a report tells all of it, in every language, with a table beside each drawing.

use std::collections::BTreeMap;

use jiff::civil::date;
use leptos::prelude::*;

use super::{ReportPage, ReportPageProps, Span};
use crate::insight::disclosure::{Label, Published};
use crate::insight::{
    Cohort, Indicator, Measure, Quarter, RegisterYears, Results, Tile, Wave, Year,
};
use crate::texts::{Language, Words};

fn report(language: Language, span: Span, people: usize) -> String {
    let [few, many] = [(0, 3), (9, 12)].map(|(a, b)| Label::published(12, a, b).unwrap());
    let wave = || Wave {
        blocks: vec![Published::new(few, many).unwrap()],
        invited: 16,
    };
    let quarter = Quarter::of(date(2026, 7, 1));
    let waves = BTreeMap::from([(quarter, wave()), (quarter.previous(), wave())]);
    let today = date(2026, 11, 24);
    let tile = |indicator| Tile::new(indicator, Some(0.75), quarter, today, &waves);
    let year = Year::of(date(2025, 1, 1));
    let sealed = Measure::ALL.into_iter().filter_map(|measure| {
        let mut cohort = Cohort::new(measure);
        for person in 0..people {
            cohort.add(person % 3);
        }
        cohort.seal(year)
    });
    let results = Results {
        programme: "Koll på förmåga".into(),
        definition: "koll-pa-formaga".into(),
        others: Vec::new(),
        tiles: Indicator::ALL.map(tile).into(),
        public: Vec::new(),
        register: RegisterYears::new(sealed.collect(), vec![year], today),
        arms: Some((30, 30)),
        planned: None,
    };
    let props = ReportPageProps {
        words: Words::of(language),
        results,
        programme: "p1".into(),
        span,
        today,
    };
    Owner::new().with(|| ReportPage(props).to_html())
}

#[test]
fn every_language_says_all_of_it() {
    for language in Language::ALL {
        for span in Span::ALL {
            let html = report(language, span, 30);
            assert!(!html.contains("Unknown localization"), "{html}");
            assert!(!html.contains("{$"), "{html}");
        }
    }
}

#[test]
fn a_report_of_the_programme_tells_every_wave_and_each_drawing_has_its_table() {
    let quarter = report(Language::En, Span::Quarter, 30);
    let programme = report(Language::En, Span::Programme, 30);
    let drawings = |html: &str| html.matches("class=\"interval\"").count();
    let twins = |html: &str| html.matches("class=\"twin\"").count();
    assert_eq!((drawings(&quarter), twins(&quarter)), (3, 3), "{quarter}");
    assert_eq!((drawings(&programme), twins(&programme)), (6, 6));
    for said in ["12 answers from 16", "46–100", "Women and men", "54"] {
        assert!(quarter.contains(said), "{said}: {quarter}");
    }
    assert!(
        !quarter.contains("<details"),
        "what is folded in is not printed"
    );
}

#[test]
fn nine_people_stand_in_no_report() {
    let html = report(Language::En, Span::Programme, 9);
    assert!(!html.contains("share-bar"), "{html}");
    assert_eq!(
        html.matches("Too few people").count(),
        1,
        "one line: {html}"
    );
}

#[test]
fn a_span_is_one_of_two() {
    assert_eq!(Span::of("programme"), Span::Programme);
    assert_eq!(Span::of("x"), Span::Quarter);
}
