//! Walks a person through a questionnaire, one question at a time.

use std::collections::BTreeMap;

use super::answer::{Answer, Answers};
use super::element::Said;
use super::enabling::holds;
use super::resource::{Item, Kind, Questionnaire};
use crate::texts::Language;

/// Scales of whole numbers up to this many steps are shown as rows to tap, not as a field.
const ROWS: f64 = 11.0;

/// Which questions are asked now, in which order, given what was answered so far.
///
/// It holds no position: the answers alone say where someone was, so that another phone or
/// another day goes on exactly there.
#[derive(Clone, Debug)]
pub struct Runner<'q, 'a> {
    questionnaire: &'q Questionnaire,
    answers: &'a Answers,
    asked: Vec<Asked<'q>>,
    /// What hidden questions begin with, where their conditions hold.
    given: Vec<(&'q str, &'q Answer)>,
}

#[derive(Clone, Debug)]
struct Asked<'q> {
    item: &'q Item,
    /// Headings and texts that stand before it.
    before: Vec<&'q Item>,
}

/// "Question 2 of 4": counted over the questions that are asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// From 1.
    pub number: usize,
    /// How many.
    pub of: usize,
}

/// A question as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The name under which its answer is kept.
    pub link_id: String,
    /// The question itself.
    pub heading: Said,
    /// Headings and texts that stand before it.
    pub before: Vec<Said>,
    /// How it is answered.
    pub field: Field,
    /// Words that help to answer it.
    pub help: Vec<Said>,
    /// What a number counts.
    pub unit: Option<Said>,
    /// What was answered before, as a field shows it; what it begins with when nothing was.
    pub typed: String,
    /// What it begins with, as the form says; empty for most.
    pub initial: String,
    /// Where it stands.
    pub progress: Progress,
    /// With this one everything is answered.
    pub last: bool,
    /// The question before it, by link id.
    pub previous: Option<String>,
    /// Whose question it is, when the holder is to be named.
    pub source: Option<String>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// One of these rows.
    Rows(Vec<Choice>),
    /// One of these rows, or own words.
    RowsOrWords(Vec<Choice>),
    /// One of these, in a list that drops down.
    List(Vec<Choice>),
    /// As many of these rows as apply.
    Boxes {
        /// What may be chosen.
        rows: Vec<Choice>,
        /// Whether own words may be added.
        or_words: bool,
    },
    /// Yes or no.
    YesNo,
    /// A number.
    Number {
        /// Whether decimals are refused.
        whole: bool,
    },
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A day.
    Day,
    /// As many of these as there are, each in a field of its own.
    Several(Box<Field>),
}

/// One row to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What it is called.
    pub said: Said,
    /// What the end of a scale means, beside its number.
    pub meaning: Option<Said>,
}

impl<'q, 'a> Runner<'q, 'a> {
    /// Decides which questions are asked, in one pass from the first to the last.
    pub fn new(questionnaire: &'q Questionnaire, answers: &'a Answers) -> Self {
        let mut runner = Self {
            questionnaire,
            answers,
            asked: Vec::new(),
            given: Vec::new(),
        };
        let mut counting = BTreeMap::new();
        let mut before = Vec::new();
        runner.walk(questionnaire.items(), false, &mut counting, &mut before);
        runner
    }

    /// Collects what is asked. `counting` holds the answers that conditions may see: those
    /// of questions that are asked themselves and were not skipped, and what hidden ones begin with.
    /// What stands in a hidden item is `hidden` with it.
    fn walk<'s>(
        &mut self,
        items: &'q [Item],
        hidden: bool,
        counting: &mut BTreeMap<&'q str, &'s Answer>,
        before: &mut Vec<&'q Item>,
    ) where
        'q: 's,
        'a: 's,
    {
        for item in items {
            if item.is_label() || !holds(item, counting) {
                continue;
            }
            let hidden = hidden || item.hidden();
            if hidden {
                if let Some(initial) = item.initial() {
                    counting.insert(item.link_id(), initial);
                    self.given.push((item.link_id(), initial));
                }
            } else if item.kind().asks() {
                let before = std::mem::take(before);
                self.asked.push(Asked { item, before });
                match self.answers.to(item.link_id()) {
                    None | Some(Answer::Skipped) => {}
                    Some(answer) => {
                        counting.insert(item.link_id(), answer);
                    }
                }
            } else {
                before.push(item);
            }
            self.walk(item.items(), hidden, counting, before);
        }
    }

    /// The questions that are asked now, in order.
    pub fn questions(&self) -> impl Iterator<Item = &'q Item> {
        self.asked.iter().map(|asked| asked.item)
    }

    /// The question of this link id, unless there is none or it is not asked now.
    pub fn asked(&self, link_id: &str) -> Option<&'q Item> {
        Some(self.asked[self.place(link_id)?].item)
    }

    /// The answer that counts for a question: it is asked now and was not skipped, or it is hidden
    /// and begins with one.
    pub fn counts(&self, link_id: &str) -> Option<&Answer> {
        let given = self.given.iter().find(|(name, _)| *name == link_id);
        if let Some((_, answer)) = given {
            return Some(answer);
        }
        let answer = self.asked(link_id).and(self.answers.to(link_id))?;
        (*answer != Answer::Skipped).then_some(answer)
    }

    /// The first question that was neither answered nor skipped.
    pub fn first_unanswered(&self) -> Option<&'q Item> {
        self.questions()
            .find(|item| self.answers.to(item.link_id()).is_none())
    }

    /// Whether every question that is asked was answered or skipped.
    pub fn is_complete(&self) -> bool {
        self.first_unanswered().is_none()
    }

    /// The question before this one.
    pub fn previous(&self, link_id: &str) -> Option<&'q Item> {
        let place = self.place(link_id)?.checked_sub(1)?;
        Some(self.asked[place].item)
    }

    /// The question after this one.
    pub fn next(&self, link_id: &str) -> Option<&'q Item> {
        let place = self.place(link_id)? + 1;
        Some(self.asked.get(place)?.item)
    }

    /// Where a question stands among those that are asked now.
    pub fn progress(&self, link_id: &str) -> Option<Progress> {
        Some(Progress {
            number: self.place(link_id)? + 1,
            of: self.asked.len(),
        })
    }

    /// A question as it is shown in the reader's language; none when it is not asked now.
    pub fn question(&self, link_id: &str, wanted: Language) -> Option<Question> {
        let Asked { item, before } = &self.asked[self.place(link_id)?];
        let base = self.questionnaire.language();
        let others_answered = self
            .questions()
            .all(|other| other.link_id() == link_id || self.answers.to(other.link_id()).is_some());
        let initial = item.initial().map(Answer::typed).unwrap_or_default();
        let answered = self.answers.to(link_id).map(Answer::typed);
        Some(Question {
            link_id: link_id.to_owned(),
            heading: item.text(base, wanted),
            before: before.iter().map(|item| item.text(base, wanted)).collect(),
            field: field(item, base, wanted),
            help: item.help(base, wanted),
            unit: item.unit(base, wanted),
            typed: answered.unwrap_or_else(|| initial.clone()),
            initial,
            progress: self.progress(link_id)?,
            last: others_answered && self.next(link_id).is_none(),
            previous: self.previous(link_id).map(|item| item.link_id().to_owned()),
            source: item.source().map(str::to_owned),
        })
    }

    fn place(&self, link_id: &str) -> Option<usize> {
        self.asked
            .iter()
            .position(|asked| asked.item.link_id() == link_id)
    }
}

pub(super) fn field(item: &Item, base: &str, wanted: Language) -> Field {
    if item.lists() {
        return Field::Several(Box::new(match item.kind() {
            Kind::Integer => Field::Number { whole: true },
            Kind::Decimal => Field::Number { whole: false },
            Kind::Date => Field::Day,
            _ => Field::Line,
        }));
    }
    match item.kind() {
        Kind::Boolean => Field::YesNo,
        Kind::Integer => match item.bounds() {
            (Some(least), Some(most)) if most - least < ROWS => {
                Field::Rows(scale(item, least.ceil() as i32, most as i32, base, wanted))
            }
            _ => Field::Number { whole: true },
        },
        Kind::Decimal => Field::Number { whole: false },
        Kind::String => Field::Line,
        Kind::Text => Field::Lines,
        Kind::Date => Field::Day,
        Kind::Choice | Kind::OpenChoice => chosen(item, options(item, base, wanted)),
        Kind::Group | Kind::Display => Field::Rows(Vec::new()),
    }
}

fn chosen(item: &Item, rows: Vec<Choice>) -> Field {
    let drops = item.is_shown_as("drop-down") || item.is_shown_as("autocomplete");
    match (item.kind() == Kind::OpenChoice, item.repeats()) {
        (or_words, true) => Field::Boxes { rows, or_words },
        (true, false) => Field::RowsOrWords(rows),
        (false, false) if drops => Field::List(rows),
        (false, false) => Field::Rows(rows),
    }
}

fn options(item: &Item, base: &str, wanted: Language) -> Vec<Choice> {
    let options = item.options().iter();
    options
        .map(|option| Choice {
            value: option.value(),
            said: option.text(base, wanted),
            meaning: None,
        })
        .collect()
}

/// The rows of a scale. FHIR writes what its ends mean as items marked `lower` and `upper`.
fn scale(item: &Item, least: i32, most: i32, base: &str, wanted: Language) -> Vec<Choice> {
    let end = |control: &str| {
        let label = item
            .items()
            .iter()
            .find(|label| label.is_shown_as(control))?;
        Some(label.text(base, wanted))
    };
    (least..=most)
        .map(|number| Choice {
            value: number.to_string(),
            said: Said {
                text: number.to_string(),
                language: wanted.tag().to_owned(),
            },
            meaning: match number {
                number if number == least => end("lower"),
                number if number == most => end("upper"),
                _ => None,
            },
        })
        .collect()
}
