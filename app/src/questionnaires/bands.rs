//! The three bands into which an answer falls when results are counted.

use super::answer::{Answer, Answers};
use super::options::AnswerOption;
use super::resource::{Item, Questionnaire};
use super::runner::Runner;
use crate::insight::Band;

/// Says on an option which band it belongs to.
const BAND: &str = "https://dagsform.example/fhir/band";

/// Whether an option that names a band names one that there is.
pub(super) fn is_named_well(option: &AnswerOption) -> bool {
    option
        .extension(BAND)
        .is_none_or(|extension| extension.text().and_then(Band::of_word).is_some())
}

/// The band of each question that was asked and answered with one, by link id. "Don't know"
/// and what was skipped have no band.
pub fn bands(questionnaire: &Questionnaire, answers: &Answers) -> Vec<(String, Band)> {
    Runner::new(questionnaire, answers)
        .questions()
        .filter_map(|item| {
            let band = band(item, answers.to(item.link_id())?)?;
            Some((item.link_id().to_owned(), band))
        })
        .collect()
}

fn band(item: &Item, answer: &Answer) -> Option<Band> {
    let typed = answer.typed();
    let option = item
        .options()
        .iter()
        .find(|option| option.value() == typed)?;
    Band::of_word(option.extension(BAND)?.text()?)
}

impl Item {
    /// What an answer counts when answers are added up: the ordinal value of the option,
    /// or the number itself; none for words and for what was skipped.
    pub fn score(&self, answer: &Answer) -> Option<f64> {
        let typed = answer.typed();
        let option = self.options().iter().find(|option| option.value() == typed);
        match (answer, option) {
            (Answer::Integer(_) | Answer::Choice(_), Some(option)) => option.ordinal(),
            (Answer::Integer(number), None) => Some(f64::from(*number)),
            (Answer::Decimal(number), _) => Some(*number),
            _ => None,
        }
    }
}
