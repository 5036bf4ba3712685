//! Random forms, walked by random people: what holds for every form and every way through.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Answer, Answers, Item, Problem, Questionnaire, Runner};
use crate::texts::Language;

/// What a random question is made from.
#[derive(Clone, Debug)]
struct Seed {
    kind: u8,
    /// Goes into the group before it, when there is one.
    inside: bool,
    conditions: Vec<(usize, u8, u8)>,
    any: bool,
    required: bool,
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let seed = (
        0..11u8,
        any::<bool>(),
        prop::collection::vec((any::<usize>(), 0..7u8, 0..4u8), 0..3),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(kind, inside, conditions, any, required)| Seed {
            kind,
            inside,
            conditions,
            any,
            required,
        });
    prop::collection::vec(seed, 1..12)
}

/// FHIR's, and "several" for a choice that repeats.
const KINDS: [&str; 11] = [
    "group",
    "display",
    "boolean",
    "integer",
    "choice",
    "string",
    "text",
    "date",
    "decimal",
    "open-choice",
    "several",
];

fn condition(on: &(String, &str), operator: u8, value: u8) -> Value {
    // Only numbers and days have an order.
    let kinds = match on.1 {
        "integer" | "decimal" | "date" => 7,
        _ => 3,
    };
    let operator = ["exists", "=", "!=", ">", "<", ">=", "<="][usize::from(operator) % kinds];
    let mut condition = json!({"question": on.0, "operator": operator});
    let (name, value) = match on.1 {
        _ if operator == "exists" => ("answerBoolean", json!(value.is_multiple_of(2))),
        "boolean" => ("answerBoolean", json!(value.is_multiple_of(2))),
        "integer" => ("answerInteger", json!(value)),
        "decimal" => ("answerDecimal", json!(f64::from(value) + 0.5)),
        "choice" | "open-choice" | "several" => {
            ("answerCoding", json!({"code": format!("c{value}")}))
        }
        "date" => ("answerDate", json!(format!("2026-11-0{}", value + 1))),
        _ => ("answerString", json!(format!("t{value}"))),
    };
    condition[name] = value;
    condition
}

fn form(seeds: &[Seed]) -> Questionnaire {
    let mut items: Vec<Value> = Vec::new();
    let mut earlier: Vec<(String, &str)> = Vec::new();
    for (place, seed) in seeds.iter().enumerate() {
        let kind = KINDS[usize::from(seed.kind)];
        let link_id = format!("q{place}");
        let mut item = json!({"linkId": link_id, "type": kind, "text": format!("Text {place}")});
        item["required"] = json!(seed.required);
        if kind == "several" {
            item["type"] = json!("choice");
            item["repeats"] = json!(true);
        }
        // Every third question of a kind that is typed takes several answers.
        let typed = ["integer", "decimal", "string", "text", "date"];
        if typed.contains(&kind) && place % 3 == 2 {
            item["repeats"] = json!(true);
        }
        if ["choice", "open-choice", "several"].contains(&kind) {
            let option = |n: u8| json!({"valueCoding": {"code": format!("c{n}")}});
            item["answerOption"] = (0..4).map(option).collect();
        }
        let conditions: Vec<Value> = seed
            .conditions
            .iter()
            .filter(|_| !earlier.is_empty())
            .map(|(on, operator, value)| condition(&earlier[on % earlier.len()], *operator, *value))
            .collect();
        if !conditions.is_empty() {
            item["enableWhen"] = json!(conditions);
            item["enableBehavior"] = json!(if seed.any { "any" } else { "all" });
        }
        if !["group", "display"].contains(&kind) {
            earlier.push((link_id, kind));
        }
        match items.last_mut() {
            Some(group) if seed.inside && group["type"] == "group" => {
                let inner = group["item"].as_array().cloned().unwrap_or_default();
                group["item"] = inner.into_iter().chain([item]).collect();
            }
            _ => items.push(item),
        }
    }
    if earlier.is_empty() {
        items.push(json!({"linkId": "only", "type": "boolean", "text": "Only?"}));
    }
    let form = json!({"resourceType": "Questionnaire", "status": "active", "item": items});
    Questionnaire::read(&form.to_string()).unwrap()
}

/// What a person types; some of it is no answer to some questions.
fn typed(item: &Item, number: u8) -> String {
    let number = number % 5;
    match item.kind() {
        super::Kind::Boolean => (number.is_multiple_of(2)).to_string(),
        super::Kind::Choice if item.repeats() => format!("c{number}\nc{}", number / 2),
        super::Kind::Choice | super::Kind::OpenChoice => format!("c{number}"),
        super::Kind::Date => format!("2026-11-0{number}"),
        super::Kind::String | super::Kind::Text if number == 4 => String::new(),
        super::Kind::String | super::Kind::Text => format!("t{number}"),
        _ => number.to_string(),
    }
}

/// The definition of "asked", written without a thought for speed: an item is asked when its
/// conditions and those of all around it hold, over answers to questions that are asked.
fn is_asked(form: &Questionnaire, answers: &Answers, link_id: &str) -> bool {
    fn path<'a>(items: &'a [Item], link_id: &str) -> Option<Vec<&'a Item>> {
        items.iter().find_map(|item| {
            if item.link_id() == link_id {
                return Some(vec![item]);
            }
            let mut inner = path(item.items(), link_id)?;
            inner.push(item);
            Some(inner)
        })
    }
    let holds = |item: &Item| {
        let mut results = item.enable_when().iter().map(|condition| {
            let answer = answers
                .to(&condition.question)
                .filter(|answer| **answer != Answer::Skipped)
                .filter(|_| is_asked(form, answers, &condition.question));
            condition.holds(answer)
        });
        match item.together() {
            _ if item.enable_when().is_empty() => true,
            super::Together::All => results.all(|holds| holds),
            super::Together::Any => results.any(|holds| holds),
        }
    };
    path(form.items(), link_id).unwrap().into_iter().all(holds)
}

fn all<'a>(items: &'a [Item], into: &mut Vec<&'a Item>) {
    for item in items {
        into.push(item);
        all(item.items(), into);
    }
}

proptest! {
    #[test]
    fn whoever_goes_on_answering_comes_to_the_end(
        seeds in seeds(),
        numbers in prop::collection::vec(any::<u8>(), 16),
    ) {
        let form = form(&seeds);
        let mut answers = Answers::default();
        let mut steps = 0;
        while let Some(item) = Runner::new(&form, &answers).first_unanswered() {
            prop_assert!(answers.to(item.link_id()).is_none(), "nothing is asked twice");
            let answer = match item.answer(&typed(item, numbers[steps])) {
                Ok(answer) => answer,
                Err(Problem::Empty | Problem::NotAnOption | Problem::NotADay) => Answer::Skipped,
                Err(problem) => panic!("{problem}"),
            };
            answers.keep(item.link_id(), answer);
            steps += 1;
            prop_assert!(steps <= seeds.len() + 1);
        }
        prop_assert!(Runner::new(&form, &answers).is_complete());
    }

    #[test]
    fn only_what_the_conditions_allow_is_ever_asked(
        seeds in seeds(),
        given in prop::collection::vec((any::<usize>(), any::<u8>()), 0..16),
    ) {
        let form = form(&seeds);
        let mut items = Vec::new();
        all(form.items(), &mut items);
        items.retain(|item| item.kind().asks());
        let mut answers = Answers::default();
        let mut kept = BTreeMap::new();
        for (which, number) in given {
            let item = items[which % items.len()];
            let Ok(answer) = item.answer(&typed(item, number)) else { continue };
            answers.keep(item.link_id(), answer.clone());
            kept.insert(item.link_id().to_owned(), answer);

            let runner = Runner::new(&form, &answers);
            let asked: Vec<&str> = runner.questions().map(Item::link_id).collect();
            let expected: Vec<&str> = items
                .iter()
                .map(|item| item.link_id())
                .filter(|link_id| is_asked(&form, &answers, link_id))
                .collect();
            prop_assert_eq!(&asked, &expected);

            // Nothing that was said is lost, asked now or not.
            for (link_id, answer) in &kept {
                prop_assert_eq!(answers.to(link_id), Some(answer));
            }
            // Forward and back are the same way, and each question knows its place on it.
            for (place, link_id) in asked.iter().enumerate() {
                let question = runner.question(link_id, Language::Da).unwrap();
                prop_assert_eq!(question.progress.number, place + 1);
                prop_assert_eq!(question.progress.of, asked.len());
                let next = runner.next(link_id).map(Item::link_id);
                prop_assert_eq!(next, asked.get(place + 1).copied());
                let back = next.and_then(|next| runner.previous(next)).map(Item::link_id);
                prop_assert_eq!(back, next.map(|_| *link_id));
            }
            for item in &items {
                let shown = runner.question(item.link_id(), Language::Sv).is_some();
                prop_assert_eq!(shown, asked.contains(&item.link_id()));
            }
        }
    }

    #[test]
    fn no_field_makes_it_panic_and_no_answer_changes_by_being_written_down(
        seeds in seeds(),
        field in any::<String>(),
    ) {
        let form = form(&seeds);
        let mut items = Vec::new();
        all(form.items(), &mut items);
        for item in items {
            if let Ok(answer) = item.answer(&field) {
                let written = serde_json::to_string(&answer).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Answer>(&written).unwrap(), &answer);
                prop_assert!(!written.contains('\0'));
                // What a field shows again for an answer is read as the same answer.
                if answer != Answer::Skipped {
                    prop_assert_eq!(item.answer(&answer.typed()), Ok(answer));
                }
            }
        }
    }
}
