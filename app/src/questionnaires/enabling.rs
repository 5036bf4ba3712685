//! When a question is asked: conditions on earlier answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::answer::Answer;
use super::options::AnswerOption;
use super::resource::Item;

/// How several conditions work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Together {
    /// Each must hold.
    All,
    /// One is enough.
    Any,
}

/// One condition on an earlier answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnableWhen {
    /// The link id of the earlier question.
    pub question: String,
    /// How the answer is compared.
    pub operator: Operator,
    /// `answerBoolean`, `answerCoding` and so on, as it came.
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

/// How an answer is compared with the one in a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// There is an answer (or there is none).
    #[serde(rename = "exists")]
    Exists,
    /// The same.
    #[serde(rename = "=")]
    Equal,
    /// No answer that is the same.
    #[serde(rename = "!=")]
    NotEqual,
    /// More, or later.
    #[serde(rename = ">")]
    Greater,
    /// Less, or earlier.
    #[serde(rename = "<")]
    Less,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
}

impl Operator {
    /// Whether it asks which of two comes first.
    pub(super) fn orders(self) -> bool {
        !matches!(self, Self::Exists | Self::Equal | Self::NotEqual)
    }
}

/// Whether an item's own conditions hold, given the answers that count so far.
pub(super) fn holds(item: &Item, counting: &BTreeMap<&str, &Answer>) -> bool {
    let mut conditions = item.enable_when().iter();
    let one = |condition: &EnableWhen| {
        condition.holds(counting.get(condition.question.as_str()).copied())
    };
    match item.together() {
        _ if item.enable_when().is_empty() => true,
        Together::All => conditions.all(one),
        Together::Any => conditions.any(one),
    }
}

impl EnableWhen {
    /// Whether a code in it is of the same system as that option of the question: "1" of one list
    /// is another thing than "1" of the next. A code without a system is that of the option.
    pub(super) fn is_of(&self, item: &Item) -> bool {
        let coding = self.rest.get("answerCoding");
        let part = |name: &str| coding?.get(name)?.as_str();
        let code = part("code");
        let option = item
            .options()
            .iter()
            .find(|option| Some(&*option.value()) == code);
        let systems = option.and_then(AnswerOption::system).zip(part("system"));
        systems.is_none_or(|(ours, theirs)| ours == theirs)
    }

    /// The answer to compare with; none when it is missing or of a kind we do not read.
    pub(super) fn value(&self) -> Option<Answer> {
        let (name, value) = self
            .rest
            .iter()
            .find(|(name, _)| name.starts_with("answer"))?;
        match (name.as_str(), value) {
            ("answerBoolean", Value::Bool(yes)) => Some(Answer::Boolean(*yes)),
            ("answerInteger", number) => Some(Answer::Integer(number.as_i64()?.try_into().ok()?)),
            ("answerDecimal", number) => Some(Answer::Decimal(number.as_f64()?)),
            ("answerString", Value::String(text)) => Some(Answer::Text(text.clone())),
            ("answerDate", Value::String(day)) => Some(Answer::Date(day.parse().ok()?)),
            ("answerCoding", coding) => {
                Some(Answer::Choice(coding.get("code")?.as_str()?.to_owned()))
            }
            _ => None,
        }
    }

    /// Whether the condition holds for an answer, or for none.
    ///
    /// As FHIR R4 defines the operators: without an answer `!=` holds, because no answer is
    /// equal, and nothing is greater or less. Answers of different kinds are never equal. Of
    /// several answers, one that compares so is enough, and `!=` asks that none is equal.
    pub(super) fn holds(&self, answer: Option<&Answer>) -> bool {
        let Some(wanted) = self.value() else {
            return false;
        };
        let given = answer.map_or(&[][..], Answer::each);
        let equal = given.iter().any(|answer| same(answer, &wanted));
        let ordered = |fits: fn(std::cmp::Ordering) -> bool| {
            given
                .iter()
                .filter_map(|answer| compare(answer, &wanted))
                .any(fits)
        };
        match self.operator {
            Operator::Exists => wanted == Answer::Boolean(!given.is_empty()),
            Operator::Equal => equal,
            Operator::NotEqual => !equal,
            Operator::Greater => ordered(std::cmp::Ordering::is_gt),
            Operator::Less => ordered(std::cmp::Ordering::is_lt),
            Operator::AtLeast => ordered(std::cmp::Ordering::is_ge),
            Operator::AtMost => ordered(std::cmp::Ordering::is_le),
        }
    }
}

impl Answer {
    /// Whether such an answer can be more or less than another. FHIR names no order of words, and
    /// tools that compare them would each choose their own.
    pub(super) fn has_order(&self) -> bool {
        compare(self, self).is_some()
    }
}

fn same(answer: &Answer, wanted: &Answer) -> bool {
    answer == wanted || compare(answer, wanted).is_some_and(|order| order.is_eq())
}

/// Only numbers and days have an order.
fn compare(answer: &Answer, wanted: &Answer) -> Option<std::cmp::Ordering> {
    let number = |answer: &Answer| match answer {
        Answer::Integer(number) => Some(f64::from(*number)),
        Answer::Decimal(number) => Some(*number),
        _ => None,
    };
    match (answer, wanted) {
        (Answer::Date(day), Answer::Date(other)) => Some(day.cmp(other)),
        _ => number(answer)?.partial_cmp(&number(wanted)?),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::{Answer, EnableWhen};

    #[test]
    fn conditions_mean_what_fhir_says_they_mean() {
        let three = Some(Answer::Integer(3));
        let half = Some(Answer::Decimal(3.5));
        let good = Some(Answer::Choice("good".into()));
        let day = Some(Answer::Date(date(2026, 11, 24)));
        let coding = json!({"code": "good", "system": "x"});
        let both = Some(Answer::Several(vec![
            Answer::Choice("bad".into()),
            Answer::Choice("good".into()),
        ]));
        let bad = Some(Answer::Several(vec![Answer::Choice("bad".into())]));
        for (operator, name, value, answer, holds) in [
            ("exists", "answerBoolean", json!(true), &three, true),
            ("exists", "answerBoolean", json!(true), &None, false),
            ("exists", "answerBoolean", json!(false), &None, true),
            ("exists", "answerBoolean", json!(false), &three, false),
            ("=", "answerInteger", json!(3), &three, true),
            ("=", "answerDecimal", json!(3.0), &three, true),
            ("=", "answerInteger", json!(3), &half, false),
            ("=", "answerInteger", json!(3), &None, false),
            ("!=", "answerInteger", json!(3), &None, true),
            ("!=", "answerInteger", json!(3), &three, false),
            ("!=", "answerInteger", json!(4), &three, true),
            (">", "answerInteger", json!(3), &half, true),
            (">", "answerInteger", json!(3), &three, false),
            (">=", "answerInteger", json!(3), &three, true),
            ("<", "answerInteger", json!(3), &None, false),
            ("<=", "answerDecimal", json!(3.5), &half, true),
            ("=", "answerCoding", coding.clone(), &good, true),
            ("!=", "answerCoding", coding.clone(), &good, false),
            // Of several, one is enough; "no answer is equal" needs all.
            ("=", "answerCoding", coding.clone(), &both, true),
            ("!=", "answerCoding", coding.clone(), &both, false),
            ("=", "answerCoding", coding.clone(), &bad, false),
            ("!=", "answerCoding", coding.clone(), &bad, true),
            ("exists", "answerBoolean", json!(true), &bad, true),
            // Codes have no order.
            (">=", "answerCoding", coding, &good, false),
            ("<", "answerDate", json!("2026-11-25"), &day, true),
            ("=", "answerString", json!("good"), &good, false),
        ] {
            let mut condition = json!({"question": "q", "operator": operator});
            condition[name] = value;
            let read: EnableWhen = serde_json::from_value(condition.clone()).unwrap();
            assert_eq!(read.holds(answer.as_ref()), holds, "{condition} {answer:?}");
        }
    }
}
