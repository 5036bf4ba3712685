//! What is asked, what is taken and what it comes to, beside LHC-Forms and fhirpath.js.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use app::questionnaires::{
    Answer, Answers, Item, Questionnaire, Runner, SHIPPED, response_items, scores,
};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::invented::{form, typed};

/// Where LHC-Forms is installed, as `tools/peers/lforms` locks it.
pub(crate) fn folder() -> PathBuf {
    let Some(folder) = std::env::var_os("DAGSFORM_LFORMS") else {
        panic!("set DAGSFORM_LFORMS to a folder with tools/peers/lforms, installed by `npm ci`");
    };
    PathBuf::from(folder)
}

fn all<'q>(items: &'q [Item], into: &mut Vec<&'q Item>) {
    for item in items {
        into.push(item);
        all(item.items(), into);
    }
}

/// A form with answers that somebody gave to some of it, and what we make of them.
fn case(dice: &mut Dice, document: &Value) -> Value {
    let form = Questionnaire::read(&document.to_string()).unwrap_or_else(|why| {
        panic!("{why}: {document}");
    });
    let mut items = Vec::new();
    all(form.items(), &mut items);
    items.retain(|item| item.kind().asks());
    let mut answers = Answers::default();
    for item in &items {
        // Answers to what is not asked by now are as likely as others.
        if !item.hidden()
            && dice.chance(70)
            && let Ok(answer) = item.answer(&typed(dice, item))
        {
            answers.keep(item.link_id(), answer);
        }
    }
    let runner = Runner::new(&form, &answers);
    let asked: Vec<&str> = runner.questions().map(Item::link_id).collect();
    let tries: Vec<Value> = runner
        .questions()
        .map(|item| {
            let typed = if dice.chance(25) {
                String::new()
            } else {
                typed(dice, item)
            };
            json!({"linkId": item.link_id(), "ok": item.answer(&typed).is_ok(), "typed": typed})
        })
        .collect();
    let values = |answer: &Answer| {
        answer
            .each()
            .iter()
            .map(|one| json!(one))
            .collect::<Value>()
    };
    let given: serde_json::Map<String, Value> = answers
        .iter()
        .map(|(link_id, answer)| (link_id.to_owned(), values(answer)))
        .collect();
    let scores: Vec<Value> = scores(&form, &answers)
        .iter()
        .map(|score| json!({"name": score.name, "value": score.value}))
        .collect();
    json!({"form": document, "answers": given, "asked": asked, "tries": tries,
        "scores": scores, "response": response_items(&form, &answers)})
}

/// What the other programs say of these cases: the counts, and every difference.
fn judged(cases: &[Value]) -> (Value, String) {
    let mut child = Command::new("node")
        .arg("compare.mjs")
        .current_dir(folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("node: {why}; Node 20 or newer is needed"));
    let mut input = child.stdin.take().unwrap();
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    let last = told.lines().last().unwrap_or_default();
    let summary = serde_json::from_str(last).unwrap_or_else(|_| panic!("no summary: {told}"));
    writer.join().unwrap().expect("every case is read");
    (summary, told)
}

fn agreed(cases: &[Value], named: &str) {
    let (summary, told) = judged(cases);
    let count = |name: &str| summary["counts"][name].as_u64().unwrap();
    assert_eq!(count("cases"), cases.len() as u64);
    for name in ["asked", "askedByPath", "fields", "read"] {
        assert!(count(name) > cases.len() as u64, "{name}: {summary}");
    }
    println!("{named}: {summary}");
    if summary["differences"] != 0 {
        let place = told
            .lines()
            .next()
            .and_then(|line| serde_json::from_str::<Value>(line).ok()?["case"].as_u64());
        let first = place.map(|place| &cases[place as usize]);
        panic!("{told}\nfirst case: {first:#?}");
    }
}

fn invented(seeds: std::ops::Range<u64>) -> Vec<Value> {
    let one = |seed| {
        let mut dice = Dice::of(seed);
        let document = form(&mut dice);
        case(&mut dice, &document)
    };
    seeds.map(one).collect()
}

#[test]
fn shipped_forms_mean_the_same_to_others() {
    let mut cases = Vec::new();
    for shipped in SHIPPED {
        let document: Value = serde_json::from_str(shipped.document).unwrap();
        for seed in 0..12 {
            cases.push(case(&mut Dice::of(seed), &document));
        }
    }
    agreed(&cases, "shipped forms");
}

#[test]
fn invented_forms_mean_the_same_to_others() {
    agreed(&invented(0..600), "invented forms");
}

#[test]
#[ignore = "a long proof"]
fn ten_thousand_invented_forms_mean_the_same_to_others() {
    agreed(&invented(1_000..11_000), "invented forms");
}

#[test]
fn a_planted_mistake_is_noticed() {
    let mut cases = invented(0..40);
    // Of the first case that asks something, one question less, and another score.
    let case = cases
        .iter_mut()
        .find(|case| case["scores"][0]["value"].is_number());
    let case = case.expect("a score");
    let asked = case["asked"].as_array_mut().unwrap();
    asked.pop().expect("a question");
    case["scores"][0]["value"] = json!(-1_234.5);
    let (summary, told) = judged(&cases);
    assert!(summary["differences"].as_u64().unwrap() >= 3, "{told}");
    for what in ["\"asked\"", "asked, by paths", "score"] {
        assert!(told.contains(what), "{what}: {told}");
    }
}

/// The peers come as they are locked, and from nowhere else.
#[test]
fn what_is_compared_with_is_named_with_its_version() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/peers/lforms");
    let read = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(here.join(name)).unwrap()).unwrap()
    };
    let (wanted, locked) = (read("package.json"), read("package-lock.json"));
    for (name, version) in wanted["dependencies"].as_object().unwrap() {
        let found = &locked["packages"][format!("node_modules/{name}")];
        assert_eq!(&found["version"], version, "{name}");
        assert!(found["integrity"].is_string(), "{name}");
    }
}
