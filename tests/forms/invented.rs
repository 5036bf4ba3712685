//! Invented forms: every kind of question, every operator, groups within groups, scores.

use app::questionnaires::{Item, Kind};
use serde_json::{Value, json};

use crate::dice::Dice;

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition";
const KINDS: [&str; 10] = [
    "boolean",
    "integer",
    "decimal",
    "string",
    "text",
    "date",
    "choice",
    "open-choice",
    "group",
    "display",
];
const CODES: [&str; 4] = ["c0", "c1", "c2", "c3"];
/// The code system of options; a form names it everywhere or nowhere.
const SYSTEM: &str = "http://example.org/codes";

/// A form that was made up so far.
struct Draft<'d> {
    dice: &'d mut Dice,
    /// Questions that stand before, by link id and kind, for conditions.
    before: Vec<(String, &'static str)>,
    /// Questions that can be added up.
    numbers: Vec<String>,
    /// Whether codes name their system.
    system: bool,
    made: usize,
}

/// A form of up to about a dozen items.
pub(crate) fn form(dice: &mut Dice) -> Value {
    let mut draft = Draft {
        system: dice.chance(50),
        dice,
        before: Vec::new(),
        numbers: Vec::new(),
        made: 0,
    };
    let mut items = draft.items(0);
    if draft.before.is_empty() {
        items.push(json!({"linkId": "only", "type": "boolean", "text": "Only?"}));
    }
    let scores = draft.scores();
    let mut form = json!({"resourceType": "Questionnaire", "status": "active",
        "title": "Invented", "item": items});
    if !scores.is_empty() {
        form["extension"] = json!(scores);
    }
    form
}

fn extension(name: &str, kind: &str, value: Value) -> Value {
    json!({"url": format!("{FHIR}/{name}"), kind: value})
}

impl Draft<'_> {
    fn items(&mut self, depth: usize) -> Vec<Value> {
        let count = 1 + self.dice.below(if depth == 0 { 8 } else { 3 });
        (0..count).map(|_| self.item(depth)).collect()
    }

    fn item(&mut self, depth: usize) -> Value {
        let kind = self.dice.pick(&KINDS);
        let link_id = match self.dice.below(8) {
            0 => format!("/{}-8/{}", 54_126 + self.made, self.made),
            1 => format!("q {}#?", self.made),
            _ => format!("q{}", self.made),
        };
        self.made += 1;
        let mut item =
            json!({"linkId": link_id, "type": kind, "text": format!("Text of {link_id}")});
        self.conditions(&mut item);
        let choice = kind.ends_with("choice");
        let asks = !["group", "display"].contains(&kind);
        let mut more = Vec::new();
        if asks {
            item["required"] = json!(self.dice.chance(40));
            if kind != "boolean" && self.dice.chance(15) {
                item["repeats"] = json!(true);
            }
        }
        if choice {
            item["answerOption"] = (0..CODES.len()).map(|place| self.option(place)).collect();
        }
        self.bounds(kind, &mut item, &mut more);
        if asks && kind != "text" && self.dice.chance(12) {
            let way = self.dice.chance(70);
            if way {
                more.push(extension(
                    "questionnaire-hidden",
                    "valueBoolean",
                    json!(true),
                ));
            } else {
                item["readOnly"] = json!(true);
            }
            if self.dice.chance(80) {
                item["initial"] = json!([self.value(kind, "value")]);
            }
        } else if kind == "group" && self.dice.chance(8) {
            more.push(extension(
                "questionnaire-hidden",
                "valueBoolean",
                json!(true),
            ));
        } else if asks && !choice && self.dice.chance(8) {
            item["initial"] = json!([self.value(kind, "value")]);
        }
        if !more.is_empty() {
            item["extension"] = json!(more);
        }
        if asks {
            let single = item["repeats"] != true;
            if single && (choice || ["integer", "decimal"].contains(&kind)) {
                self.numbers.push(link_id.clone());
            }
            self.before.push((link_id, kind));
        }
        // What stands in a question with several answers would be asked once for each; we ask once.
        let nests = asks && item["repeats"] != true && self.dice.chance(12);
        let within = kind == "group" || nests;
        if within && depth < 3 {
            item["item"] = json!(self.items(depth + 1));
        }
        item
    }

    fn conditions(&mut self, item: &mut Value) {
        let count = [0, 0, 0, 1, 1, 2, 3][self.dice.below(7)];
        if count == 0 || self.before.is_empty() {
            return;
        }
        let conditions: Vec<Value> = (0..count).map(|_| self.condition()).collect();
        item["enableWhen"] = json!(conditions);
        if count > 1 || self.dice.chance(50) {
            item["enableBehavior"] = json!(self.dice.pick(&["all", "any"]));
        }
    }

    fn condition(&mut self) -> Value {
        let (question, kind) = self.before[self.dice.below(self.before.len())].clone();
        let ordered = ["integer", "decimal", "date"].contains(&kind);
        let operators = ["exists", "=", "!=", ">", "<", ">=", "<="];
        let operator = operators[self.dice.below(if ordered { 7 } else { 3 })];
        let mut condition = match operator {
            "exists" => json!({"answerBoolean": self.dice.chance(60)}),
            _ => self.value(kind, "answer"),
        };
        condition["question"] = json!(question);
        condition["operator"] = json!(operator);
        condition
    }

    /// `valueInteger` or `answerCoding`, one of few, so that some are equal.
    fn value(&mut self, kind: &str, prefix: &str) -> Value {
        let number = self.dice.below(4);
        let (name, value) = match kind {
            "boolean" => ("Boolean", json!(number.is_multiple_of(2))),
            "integer" => ("Integer", json!(number)),
            "decimal" => ("Decimal", json!(number as f64 + 0.5)),
            "date" => ("Date", json!(format!("2026-11-0{}", number + 1))),
            "choice" | "open-choice" => ("Coding", self.coding(number)),
            _ => ("String", json!(format!("t{number}"))),
        };
        json!({format!("{prefix}{name}"): value})
    }

    fn coding(&self, place: usize) -> Value {
        let mut coding = json!({"code": CODES[place], "display": format!("Option {place}")});
        if self.system {
            coding["system"] = json!(SYSTEM);
        }
        coding
    }

    fn option(&self, place: usize) -> Value {
        let ordinal = extension("ordinalValue", "valueDecimal", json!(place as f64 - 1.0));
        json!({"valueCoding": self.coding(place), "extension": [ordinal]})
    }

    fn bounds(&mut self, kind: &str, item: &mut Value, more: &mut Vec<Value>) {
        let (name, least, most) = match kind {
            "integer" => ("valueInteger", json!(-2), json!(4)),
            "decimal" => ("valueDecimal", json!(-1.5), json!(3.5)),
            "date" => ("valueDate", json!("2026-11-01"), json!("2026-11-09")),
            "string" | "text" if self.dice.chance(50) => {
                item["maxLength"] = json!(4);
                return;
            }
            _ => return,
        };
        if self.dice.chance(50) {
            more.push(extension("minValue", name, least));
        }
        if self.dice.chance(50) {
            more.push(extension("maxValue", name, most));
        }
    }

    /// None, one or two, each of some of what can be added up.
    fn scores(&mut self) -> Vec<Value> {
        if self.numbers.is_empty() {
            return Vec::new();
        }
        (0..self.dice.below(3))
            .map(|place| self.score(place))
            .collect()
    }

    fn score(&mut self, place: usize) -> Value {
        let part = |url: &str, kind: &str, value: Value| json!({"url": url, kind: value});
        let rule = self.dice.pick(&["sum", "mean", "gas"]);
        let numbers = self.numbers.clone();
        let mut of: Vec<String> = numbers
            .into_iter()
            .filter(|_| self.dice.chance(60))
            .collect();
        if of.is_empty() {
            of.push(self.numbers[0].clone());
        }
        let mut parts = vec![
            part("name", "valueString", json!(format!("score {place}"))),
            part("rule", "valueCode", json!(rule)),
            part("source", "valueString", json!("Invented")),
        ];
        parts.extend(
            of.iter()
                .map(|it| part("question", "valueString", json!(it))),
        );
        if rule == "gas" {
            if self.dice.chance(50) {
                let weights = of.iter().map(|_| 1 + self.dice.below(3));
                let weights: Vec<usize> = weights.collect();
                parts.extend(
                    weights
                        .into_iter()
                        .map(|it| part("weight", "valueInteger", json!(it))),
                );
            }
        } else if self.dice.chance(60) {
            let most = self.dice.below(of.len());
            parts.push(part("maxMissing", "valueInteger", json!(most)));
        }
        if self.dice.chance(30) {
            parts.push(part("factor", "valueDecimal", json!(2.5)));
        } else if rule == "sum" && self.dice.chance(30) {
            parts.extend((-2..6).map(|from| {
                json!({"url": "row", "extension": [part("from", "valueInteger", json!(from)),
                    part("to", "valueDecimal", json!(f64::from(from) * 1.25))]})
            }));
        }
        json!({"url": "https://dagsform.example/fhir/score", "extension": parts})
    }
}

/// What somebody types into the field of a question; some of it is no answer to it.
pub(crate) fn typed(dice: &mut Dice, item: &Item) -> String {
    let count = if item.repeats() { 1 + dice.below(3) } else { 1 };
    let lines: Vec<String> = (0..count).map(|_| line(dice, item)).collect();
    lines.join("\n")
}

fn line(dice: &mut Dice, item: &Item) -> String {
    let number = dice.below(4);
    let odd = dice.chance(15);
    match item.kind() {
        Kind::Boolean => (number.is_multiple_of(2)).to_string(),
        Kind::Integer if odd => dice.pick(&["2.5", "seven", "9", "-3"]).to_owned(),
        Kind::Integer => number.to_string(),
        Kind::Decimal if odd => dice.pick(&["x", "1.2.3", "9", "-3"]).to_owned(),
        Kind::Decimal => format!("{number}.5"),
        Kind::Date if odd => dice.pick(&["2026-10-31", "2026-11-10"]).to_owned(),
        Kind::Date => format!("2026-11-0{}", number + 1),
        Kind::Choice => item.options()[number % item.options().len()].value(),
        Kind::OpenChoice if odd => "own".to_owned(),
        Kind::OpenChoice => item.options()[number % item.options().len()].value(),
        _ if odd => "far too long".to_owned(),
        _ => format!("t{number}"),
    }
}
