//! The open questionnaires that come with Dagsform, as data in `app/questionnaires`.

use super::options::AnswerOption;
use super::resource::{Item, Questionnaire};
use crate::texts::Language;

/// A questionnaire that comes with Dagsform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The name by which programmes refer to it, such as `self-rating`.
    pub key: &'static str,
    /// Raised whenever a word of the document changes: what was issued stays as it was.
    pub version: u32,
    /// FHIR R4 JSON.
    pub document: &'static str,
}

macro_rules! shipped {
    ($($key:literal $version:literal),* $(,)?) => {
        &[$(Shipped {
            key: $key,
            version: $version,
            document: include_str!(concat!("../../questionnaires/", $key, ".json")),
        }),*]
    };
}

/// All of them. None is an instrument that somebody else licenses: those are imported.
pub const SHIPPED: &[Shipped] = shipped![
    "annual-satisfaction" 1,
    "contact-check" 1,
    "cross-sector" 1,
    "energy-day" 1,
    "goal-attainment" 1,
    "influence" 1,
    "one-year-follow-up" 1,
    "self-rating" 1,
];

/// What one may live on, as the follow-up a year on asks it: codes, with their names in a language.
pub fn livelihood_sources(language: Language) -> Vec<(String, String)> {
    let form = SHIPPED.iter().find(|one| one.key == "one-year-follow-up");
    let form = form.and_then(|one| Questionnaire::read(one.document).ok());
    let Some(form) = form else { return Vec::new() };
    let options = form
        .item("livelihood")
        .map(Item::options)
        .unwrap_or_default();
    let named = |option: &AnswerOption| {
        let said = option.text(form.language(), language);
        (option.value(), said.text)
    };
    options.iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::SHIPPED;
    use crate::insight::Band;
    use crate::questionnaires::{
        Answer, Answers, Extension, Field, Questionnaire, Runner, bands, import, scores,
    };
    use crate::texts::Language;

    const LICENCE: &str = "https://dagsform.example/fhir/licence";
    const NATIVE: [Language; 3] = [Language::Da, Language::Sv, Language::En];

    fn shipped(key: &str) -> Questionnaire {
        let found = SHIPPED.iter().find(|shipped| shipped.key == key).unwrap();
        Questionnaire::read(found.document).unwrap()
    }

    #[test]
    fn every_word_is_there_in_four_languages_but_for_health_in_arabic() {
        for shipped in SHIPPED {
            let form = Questionnaire::read(shipped.document).expect(shipped.key);
            // Answered with the first option each time, so that nothing stays unasked.
            let mut answers = Answers::default();
            while let Some(item) = Runner::new(&form, &answers).first_unanswered() {
                let first = item.options().first();
                let typed = first.map_or("5".to_owned(), |option| option.value());
                answers.keep(item.link_id(), item.answer(&typed).unwrap());
            }
            let runner = Runner::new(&form, &answers);
            assert_eq!(
                runner.questions().count(),
                form.items().len(),
                "{}",
                shipped.key
            );
            // Health questions are not translated by us: Arabic readers get English words.
            let is_health = ["self-rating", "energy-day"].contains(&shipped.key);
            let arabic = (!is_health).then_some(Language::Ar);
            for language in NATIVE.into_iter().chain(arabic) {
                let mut said = vec![form.title(language)];
                for item in runner.questions() {
                    let question = runner.question(item.link_id(), language).unwrap();
                    said.push(question.heading);
                    let Field::Rows(rows) = question.field else {
                        panic!("rows to tap")
                    };
                    said.extend(
                        rows.into_iter()
                            .flat_map(|row| [Some(row.said), row.meaning])
                            .flatten(),
                    );
                }
                for said in said {
                    assert_eq!(
                        said.language,
                        language.tag(),
                        "{}: {}",
                        shipped.key,
                        said.text
                    );
                    assert!(!said.text.trim().is_empty());
                    assert!(said.text.split_whitespace().count() <= 15, "{}", said.text);
                }
            }
            if is_health {
                assert_eq!(form.title(Language::Ar), form.title(Language::En));
            }
        }
    }

    #[test]
    fn what_is_shipped_may_be_passed_on_and_says_whose_it_is() {
        for shipped in SHIPPED {
            let form = Questionnaire::read(shipped.document).unwrap();
            assert!(form.copyright().is_some(), "{}", shipped.key);
            for item in form.items() {
                let licence = item.extension(LICENCE).or_else(|| form.extension(LICENCE));
                let says = |part: &str| licence.and_then(|licence| licence.part(part));
                let name = item.link_id();
                assert!(
                    says("redistributable").is_some_and(Extension::is_true),
                    "{name}"
                );
                assert!(
                    says("commercialOk").is_some_and(Extension::is_true),
                    "{name}"
                );
                assert!(
                    !says("requiresAttestation").is_some_and(Extension::is_true),
                    "{name}"
                );
                for part in ["holder", "terms", "source", "attribution"] {
                    let text = says(part).and_then(Extension::text);
                    assert!(text.is_some_and(|text| !text.is_empty()), "{name}: {part}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_lost_between_reading_and_writing() {
        for shipped in SHIPPED {
            let form = Questionnaire::read(shipped.document).unwrap();
            let before: Value = serde_json::from_str(shipped.document).unwrap();
            assert_eq!(
                serde_json::to_value(&form).unwrap(),
                before,
                "{}",
                shipped.key
            );
        }
    }

    #[test]
    fn agreement_falls_into_three_bands_and_not_knowing_into_none() {
        for (key, link_id) in [
            ("influence", "influence"),
            ("cross-sector", "cross_sector"),
            ("annual-satisfaction", "satisfied"),
        ] {
            let form = shipped(key);
            for (code, band) in [
                ("strongly_agree", Some(Band::Happy)),
                ("agree", Some(Band::Happy)),
                ("neither", Some(Band::Between)),
                ("disagree", Some(Band::Unhappy)),
                ("strongly_disagree", Some(Band::Unhappy)),
                ("dont_know", None),
            ] {
                let mut answers = Answers::default();
                answers.keep(link_id, form.item(link_id).unwrap().answer(code).unwrap());
                let expected: Vec<_> = band
                    .map(|band| (link_id.to_owned(), band))
                    .into_iter()
                    .collect();
                assert_eq!(bands(&form, &answers), expected, "{key}: {code}");
            }
            let mut skipped = Answers::default();
            skipped.keep(link_id, Answer::Skipped);
            assert!(bands(&form, &skipped).is_empty());
        }
        assert_eq!(shipped("annual-satisfaction").items().len(), 2);
    }

    #[test]
    fn a_self_rating_takes_two_minutes_and_is_scored_as_its_sources_say() {
        let form = shipped("self-rating");
        let links: Vec<&str> = form.items().iter().map(|item| item.link_id()).collect();
        assert_eq!(links, ["health", "life", "energy", "everyday"]);
        let score = |link_id: &str, typed: &str| {
            let item = form.item(link_id).unwrap();
            item.score(&item.answer(typed).unwrap())
        };
        assert_eq!(
            score("health", "1"),
            Some(1.0),
            "very good, as Eurostat codes it"
        );
        assert_eq!(score("health", "5"), Some(5.0));
        assert_eq!(score("life", "0"), Some(0.0));
        assert_eq!(score("life", "10"), Some(10.0));
        assert!(form.item("life").unwrap().answer("11").is_err());
    }

    #[test]
    fn goals_are_rated_one_by_one_and_come_to_the_published_score() {
        let form = shipped("goal-attainment");
        let rated = |goals: &[&str]| {
            let mut answers = Answers::default();
            for (place, level) in goals.iter().enumerate() {
                let link_id = format!("goal_{}", place + 1);
                let item = form.item(&link_id).unwrap();
                answers.keep(link_id, item.answer(level).unwrap());
            }
            let asked = Runner::new(&form, &answers).questions().count();
            (asked, scores(&form, &answers)[0].value.unwrap())
        };
        for (goals, asked, expected) in [
            (&["expected", "expected", "expected"][..], 3, 50.00),
            (&["less", "less", "less"], 3, 36.31),
            (&["better", "expected", "expected"], 3, 54.56),
            (&["much_better", "much_better", "much_better"], 3, 77.39),
            // Who has one goal is not asked for a third.
            (&["better", "no_goal"], 2, 60.00),
            (&["much_less", "no_goal"], 2, 30.00),
            (&["better", "less", "no_goal"], 3, 50.00),
        ] {
            let (count, value) = rated(goals);
            assert_eq!(count, asked, "{goals:?}");
            assert!((value - expected).abs() < 0.005, "{goals:?}: {value}");
        }
    }

    #[test]
    fn the_questions_of_a_day_are_ours_word_for_word() {
        let form = shipped("energy-day");
        let said: Vec<String> = form
            .items()
            .iter()
            .map(|item| item.text("en", Language::Da).text)
            .collect();
        let expected = [
            "Hvor meget energi har du i dag?",
            "Hvor meget energi brugte du i dag?",
            "Hvor meget energi har du tilbage?",
            "Kostede det mere end ventet?",
            "Passede dagen til din energi?",
        ];
        assert_eq!(said, expected);
    }

    /// The recipe for WHO-5 has the rule and the licence, and none of the words.
    #[test]
    fn the_recipe_of_an_instrument_is_taken_scored_and_needs_a_word() {
        let recipe = include_str!("../../../docs/recipes/who-5.json");
        let form = import(recipe.as_bytes()).unwrap().questionnaire;
        assert!(form.licence().needs_attestation);
        let mut answers = Answers::default();
        for (place, typed) in ["3", "2", "3", "2", "3"].into_iter().enumerate() {
            let item = &form.items()[place];
            assert!(item.text("en", Language::En).text.starts_with("(statement"));
            assert_eq!(scores(&form, &answers)[0].value, None);
            answers.keep(item.link_id(), item.answer(typed).unwrap());
        }
        assert_eq!(scores(&form, &answers)[0].value, Some(52.0));
    }

    #[test]
    fn someone_who_skips_their_livelihood_is_not_asked_how_much_of_it() {
        let form = shipped("one-year-follow-up");
        let mut answers = Answers::default();
        answers.keep("livelihood", Answer::Skipped);
        let asked: Vec<&str> = Runner::new(&form, &answers)
            .questions()
            .map(|item| item.link_id())
            .collect();
        assert_eq!(asked, ["livelihood", "occupation", "plan_followed"]);
        answers.keep("livelihood", Answer::Choice("wage".into()));
        assert_eq!(Runner::new(&form, &answers).questions().count(), 4);
    }
}
