//! The same questions, put to a solver that others have written.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::enumerator::{Case, Event, possible};

fn asked(case: &Case) -> Value {
    let (mut here, mut told) = (Vec::new(), Vec::new());
    for event in &case.events {
        match event {
            Event::Joins(who) => here.push(*who),
            Event::Leaves(who) => here.retain(|it| it != who),
            Event::Told(fits) => {
                let pairs: Vec<_> = fits.iter().map(|it| [it[0], it[2]]).collect();
                told.push(json!({"of": here, "pairs": pairs}));
            }
        }
    }
    let known: Vec<_> = case.known.iter().map(|(who, band)| [who, band]).collect();
    let strangers: Vec<_> = case.strangers().collect();
    json!({"people": case.people, "known": known, "strangers": strangers, "told": told})
}

/// Panics unless OR-tools finds the same possible answers as the enumerator.
pub(super) async fn agrees(cases: &[&Case]) {
    let python = std::env::var("DAGSFORM_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/peers/possible.py");
    let mut child = Command::new(&python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|why| panic!("{python}: {why}; set DAGSFORM_PYTHON"));
    let lines: String = cases
        .iter()
        .map(|case| format!("{}\n", asked(case)))
        .collect();
    let mut input = child.stdin.take().unwrap();
    let writing = async move {
        input.write_all(lines.as_bytes()).await.unwrap();
        drop(input);
    };
    let (ended, ()) = tokio::join!(child.wait_with_output(), writing);
    let told = String::from_utf8(ended.unwrap().stdout).unwrap();
    let answers: Vec<Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), cases.len(), "OR-tools answered to all");
    for (case, answer) in cases.iter().zip(answers) {
        let ours: Value = possible(case)
            .iter()
            .map(|(who, bands)| (who.to_string(), json!(bands)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        assert_eq!(answer, ours, "{case:?}");
    }
    println!("OR-tools agrees on {} waves", cases.len());
}
