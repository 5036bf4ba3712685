//! Conditions by picking: an earlier question and what was answered to it.

use serde_json::{Value, json};

use super::{Draft, set};
use crate::questionnaires::answer::Answer;
use crate::questionnaires::enabling::{EnableWhen, Operator};
use crate::questionnaires::resource::{Item, Kind};
use crate::texts::{Language, Words};

/// So many questions are offered, the nearest; a list of hundreds is no help.
const NEAR: usize = 60;

/// What can be picked about one earlier question.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Which question it is, from 1.
    pub number: usize,
    /// Its words.
    pub text: String,
    /// What a form sends, and the condition itself.
    pub picks: Vec<(String, EnableWhen)>,
}

impl Offer {
    /// Whether a form may send this.
    pub(super) fn has(&self, picked: &str) -> bool {
        self.picks.iter().any(|(name, _)| name == picked)
    }
}

/// What a question may wait for: answers to those before it. What it waits for already stands
/// first among them, also where it was written elsewhere and could not be picked anew.
pub fn offers(draft: &Draft, own: Option<&str>) -> Vec<Offer> {
    let lines = draft.lines();
    let before: Vec<_> = lines
        .iter()
        .take_while(|it| Some(it.link_id.as_str()) != own)
        .collect();
    let far = before.len().saturating_sub(NEAR);
    let kept = own.and_then(|own| draft.item(own));
    let kept = kept.map_or(&[][..], Item::enable_when);
    let mut offers = Vec::new();
    for (place, line) in before.into_iter().enumerate() {
        let is_kept = kept.iter().any(|it| it.question == line.link_id);
        if place < far && !is_kept {
            continue;
        }
        let (Some(number), Some(item)) = (line.number, draft.item(&line.link_id)) else {
            continue;
        };
        let mut conditions = possible(item);
        for mine in kept.iter().filter(|it| it.question == line.link_id) {
            if !mine.is_among(&conditions) {
                conditions.push(mine.clone());
            }
        }
        offers.push(Offer {
            number,
            text: line.text.clone(),
            picks: conditions.into_iter().map(|it| (it.name(), it)).collect(),
        });
    }
    offers
}

/// The conditions of a question, as a form sends them.
pub(super) fn picked(draft: &Draft, item: &Item) -> Vec<String> {
    let offers = offers(draft, Some(item.link_id()));
    let all = || offers.iter().flat_map(|offer| &offer.picks);
    let of = |condition: &EnableWhen| {
        let same = all().find(|(_, offered)| offered.means(condition));
        same.map_or_else(|| condition.name(), |(name, _)| name.clone())
    };
    item.enable_when().iter().map(of).collect()
}

/// Writes what was picked into an item.
pub(super) fn write(draft: &Draft, item: &mut Value, picked: &[String], any: bool) {
    let own = item["linkId"].as_str().map(str::to_owned);
    let offers = offers(draft, own.as_deref());
    let all = || offers.iter().flat_map(|offer| &offer.picks);
    let mut conditions: Vec<Value> = Vec::new();
    for name in picked {
        let found = all().find(|(offered, _)| offered == name);
        let found = found.and_then(|(_, condition)| serde_json::to_value(condition).ok());
        if let Some(condition) = found.filter(|it| !conditions.contains(it)) {
            conditions.push(condition);
        }
    }
    let together = if any { "any" } else { "all" };
    let several = conditions.len() > 1;
    set(item, "enableBehavior", several.then(|| json!(together)));
    let some = (!conditions.is_empty()).then(|| Value::from(conditions));
    set(item, "enableWhen", some);
}

/// Whether an answer with which this condition holds, or does not, can be given at all.
pub(super) fn can_be(condition: &EnableWhen, of: &Item) -> bool {
    let among = |wanted: &str| of.options().iter().any(|it| it.value() == wanted);
    match (condition.operator, condition.value()) {
        (Operator::Exists, _) | (_, None) => true,
        (_, Some(Answer::Choice(code))) => among(&code),
        (_, Some(Answer::Text(_))) if of.kind() != Kind::Choice => true,
        (_, Some(Answer::Text(text))) => among(&text),
        (_, Some(Answer::Boolean(_))) => of.kind() == Kind::Boolean,
        (_, Some(Answer::Integer(number))) => {
            let (least, most) = of.bounds();
            let number = f64::from(number);
            least.is_none_or(|it| number >= it) && most.is_none_or(|it| number <= it)
        }
        _ => true,
    }
}

fn possible(item: &Item) -> Vec<EnableWhen> {
    let on = |operator: &str, name: &str, value: Value| {
        let written = json!({"question": item.link_id(), "operator": operator, name: value});
        serde_json::from_value(written).ok()
    };
    let mut possible: Vec<Option<EnableWhen>> = Vec::new();
    match item.kind() {
        Kind::Boolean => {
            possible.push(on("=", "answerBoolean", json!(true)));
            possible.push(on("=", "answerBoolean", json!(false)));
        }
        Kind::Choice | Kind::OpenChoice => {
            for operator in ["=", "!="] {
                for option in item.options() {
                    let value = option.value();
                    possible.push(match (&option.value_coding, option.value_integer) {
                        (Some(coding), _) => {
                            let mut written = json!({"code": value});
                            if let Some(system) = &coding.system {
                                written["system"] = json!(system);
                            }
                            on(operator, "answerCoding", written)
                        }
                        (None, Some(number)) => on(operator, "answerInteger", json!(number)),
                        (None, None) => on(operator, "answerString", json!(value)),
                    });
                }
            }
        }
        Kind::Integer => {
            if let (Some(least), Some(most)) = item.bounds()
                && most - least <= super::sort::STEPS
            {
                let (least, most) = (least.ceil() as i32, most as i32);
                for number in least + 1..=most {
                    possible.push(on(">=", "answerInteger", json!(number)));
                }
                for number in least..most {
                    possible.push(on("<=", "answerInteger", json!(number)));
                }
            }
        }
        _ => {}
    }
    possible.push(on("exists", "answerBoolean", json!(true)));
    possible.push(on("exists", "answerBoolean", json!(false)));
    possible.into_iter().flatten().collect()
}

impl EnableWhen {
    /// What a form sends for it.
    fn name(&self) -> String {
        let operator = serde_json::to_value(self.operator).unwrap_or_default();
        let value = self.value().map(|it| it.typed()).unwrap_or_default();
        let operator = operator.as_str().unwrap_or_default();
        format!("{} {operator} {value}", self.question)
    }

    /// Whether both hold for the same answers.
    fn means(&self, other: &Self) -> bool {
        self.question == other.question
            && self.operator == other.operator
            && self.value() == other.value()
    }

    fn is_among(&self, conditions: &[Self]) -> bool {
        conditions.iter().any(|it| it.means(self))
    }
}

/// What has to be answered, without the question: "is Yes", "is at least 3".
pub fn told(words: Words, draft: &Draft, condition: &EnableWhen) -> String {
    let of = draft.item(&condition.question);
    let value = condition.value();
    let said = match (&value, of) {
        (Some(Answer::Boolean(true)), _) => words.say("questions-yes"),
        (Some(Answer::Boolean(false)), _) => words.say("questions-no"),
        (Some(Answer::Date(day)), _) => words.date(*day),
        (Some(Answer::Decimal(number)), _) => words.number(*number),
        (Some(answer), Some(of)) => {
            let typed = answer.typed();
            let option = of.options().iter().find(|it| it.value() == typed);
            let base = draft.form().language();
            let own = Language::of_tag(base).unwrap_or(Language::En);
            option.map_or(typed, |it| it.text(base, own).text)
        }
        _ => String::new(),
    };
    let with = |key: &str| words.with(key, &[("answer", said.clone().into())]);
    match condition.operator {
        Operator::Exists if value == Some(Answer::Boolean(true)) => {
            words.say("writing-when-answered")
        }
        Operator::Exists => words.say("writing-when-unanswered"),
        Operator::Equal => with("writing-when-is"),
        Operator::NotEqual => with("writing-when-not"),
        Operator::Greater => with("writing-when-over"),
        Operator::Less => with("writing-when-under"),
        Operator::AtLeast => with("writing-when-least"),
        Operator::AtMost => with("writing-when-most"),
    }
}
