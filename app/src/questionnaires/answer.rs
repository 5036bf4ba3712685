//! Answers, and how they are written down.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a person answered to one question.
///
/// As JSON it is the value of a FHIR answer, `{"valueInteger":7}` or
/// `{"valueCoding":{"code":"good"}}`, and `null` when the question was skipped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Option<Value>", into = "Option<Value>")]
pub enum Answer {
    /// Seen and left: it counts as done, and in no figure.
    Skipped,
    /// Yes or no.
    Boolean(bool),
    /// A whole number, in the unit of the question.
    Integer(i32),
    /// A number, finite, in the unit of the question.
    Decimal(f64),
    /// The code of the option that was chosen.
    Choice(String),
    /// Words, with `\n` between lines.
    Text(String),
    /// A day.
    Date(Date),
}

impl Answer {
    /// What a form field shows again for it.
    pub fn typed(&self) -> String {
        match self {
            Self::Skipped => String::new(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Choice(text) | Self::Text(text) => text.clone(),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// The same in FHIR's words.
#[derive(Serialize, Deserialize)]
enum Value {
    #[serde(rename = "valueBoolean")]
    Boolean(bool),
    #[serde(rename = "valueInteger")]
    Integer(i32),
    #[serde(rename = "valueDecimal")]
    Decimal(f64),
    #[serde(rename = "valueCoding")]
    Coding { code: String },
    #[serde(rename = "valueString")]
    String(String),
    #[serde(rename = "valueDate")]
    Date(Date),
}

impl From<Option<Value>> for Answer {
    fn from(value: Option<Value>) -> Self {
        match value {
            None => Self::Skipped,
            Some(Value::Boolean(yes)) => Self::Boolean(yes),
            Some(Value::Integer(number)) => Self::Integer(number),
            Some(Value::Decimal(number)) => Self::Decimal(number),
            Some(Value::Coding { code }) => Self::Choice(code),
            Some(Value::String(text)) => Self::Text(text),
            Some(Value::Date(day)) => Self::Date(day),
        }
    }
}

impl From<Answer> for Option<Value> {
    fn from(answer: Answer) -> Self {
        Some(match answer {
            Answer::Skipped => return None,
            Answer::Boolean(yes) => Value::Boolean(yes),
            Answer::Integer(number) => Value::Integer(number),
            Answer::Decimal(number) => Value::Decimal(number),
            Answer::Choice(code) => Value::Coding { code },
            Answer::Text(text) => Value::String(text),
            Answer::Date(day) => Value::Date(day),
        })
    }
}

/// All that a person has answered so far, by link id.
///
/// Answers to questions that are no longer asked stay here: when the person changes their
/// mind again, nothing has to be said twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// Keeps an answer, in place of an earlier one to the same question.
    pub fn keep(&mut self, link_id: impl Into<String>, answer: Answer) {
        self.0.insert(link_id.into(), answer);
    }

    /// The answer to a question, also when it was skipped.
    pub fn to(&self, link_id: &str) -> Option<&Answer> {
        self.0.get(link_id)
    }

    /// Every answer, by link id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0
            .iter()
            .map(|(link_id, answer)| (link_id.as_str(), answer))
    }

    /// How many questions have been answered or skipped.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has been answered yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<T: IntoIterator<Item = (String, Answer)>>(answers: T) -> Self {
        Self(answers.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Answer;

    #[test]
    fn an_answer_is_written_as_fhir_writes_it_and_reads_back_the_same() {
        for (answer, json) in [
            (Answer::Skipped, "null"),
            (Answer::Boolean(true), r#"{"valueBoolean":true}"#),
            (Answer::Integer(-3), r#"{"valueInteger":-3}"#),
            (Answer::Decimal(2.5), r#"{"valueDecimal":2.5}"#),
            (
                Answer::Choice("good".into()),
                r#"{"valueCoding":{"code":"good"}}"#,
            ),
            (Answer::Text("ja\n😀".into()), r#"{"valueString":"ja\n😀"}"#),
            (
                Answer::Date(date(2028, 2, 29)),
                r#"{"valueDate":"2028-02-29"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&answer).unwrap(), json);
            assert_eq!(serde_json::from_str::<Answer>(json).unwrap(), answer);
        }
    }
}
