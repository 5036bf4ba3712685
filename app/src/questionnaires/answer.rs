//! Answers, and how they are written down.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a person answered to one question.
///
/// As JSON it is the value of a FHIR answer, `{"valueInteger":7}` or
/// `{"valueCoding":{"code":"good"}}`, a list of these where several were chosen, and `null` when
/// the question was skipped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Option<Written>", into = "Option<Written>")]
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
    /// Several options, own words among them; at least one, and none of them skipped.
    Several(Vec<Answer>),
}

impl Answer {
    /// The answers in it, one by one: none when it was skipped.
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Skipped => &[],
            Self::Several(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// The answer in an element with FHIR's `value…`; none for kinds that we do not read.
    pub(super) fn of_fhir(element: &serde_json::Value) -> Option<Self> {
        let read: Value = serde_json::from_value(element.clone()).ok()?;
        Some(read.into())
    }

    /// What a form field shows again for it; a line for each of several.
    pub fn typed(&self) -> String {
        match self {
            Self::Skipped => String::new(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Choice(text) | Self::Text(text) => text.clone(),
            Self::Date(day) => day.to_string(),
            Self::Several(all) => all.iter().map(Self::typed).collect::<Vec<_>>().join("\n"),
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

/// One, or several.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    One(Value),
    Several(Vec<Value>),
}

impl From<Value> for Answer {
    fn from(value: Value) -> Self {
        match value {
            Value::Boolean(yes) => Self::Boolean(yes),
            Value::Integer(number) => Self::Integer(number),
            Value::Decimal(number) => Self::Decimal(number),
            Value::Coding { code } => Self::Choice(code),
            Value::String(text) => Self::Text(text),
            Value::Date(day) => Self::Date(day),
        }
    }
}

impl From<Option<Written>> for Answer {
    fn from(written: Option<Written>) -> Self {
        match written {
            None => Self::Skipped,
            Some(Written::One(value)) => value.into(),
            Some(Written::Several(values)) if values.is_empty() => Self::Skipped,
            Some(Written::Several(values)) => {
                Self::Several(values.into_iter().map(Self::from).collect())
            }
        }
    }
}

impl Value {
    fn of(answer: &Answer) -> Option<Self> {
        Some(match answer {
            Answer::Skipped | Answer::Several(_) => return None,
            Answer::Boolean(yes) => Self::Boolean(*yes),
            Answer::Integer(number) => Self::Integer(*number),
            Answer::Decimal(number) => Self::Decimal(*number),
            Answer::Choice(code) => Self::Coding { code: code.clone() },
            Answer::Text(text) => Self::String(text.clone()),
            Answer::Date(day) => Self::Date(*day),
        })
    }
}

impl From<Answer> for Option<Written> {
    fn from(answer: Answer) -> Self {
        match &answer {
            Answer::Several(all) => {
                Some(Written::Several(all.iter().filter_map(Value::of).collect()))
            }
            one => Value::of(one).map(Written::One),
        }
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
            (
                Answer::Several(vec![Answer::Choice("a".into()), Answer::Text("b".into())]),
                r#"[{"valueCoding":{"code":"a"}},{"valueString":"b"}]"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&answer).unwrap(), json);
            assert_eq!(serde_json::from_str::<Answer>(json).unwrap(), answer);
        }
    }
}
