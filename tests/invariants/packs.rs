//! Questionnaires in the tree may be passed on: nobody else's instrument lies here by mistake.

use serde_json::Value;

use crate::tree::{File, Tree};
use crate::{accepts, holds, notices};

const LICENCE: &str = "https://dagsform.example/fhir/licence";

/// A questionnaire says of all of it, or of each question, that it may be passed on. A recipe holds
/// none of the words.
fn packs_of_others(tree: &Tree) -> Vec<String> {
    let json = tree.files.iter().filter(|file| file.kind() == "json");
    json.flat_map(|file| {
        let read = serde_json::from_str(&file.text).unwrap_or_default();
        let mut found = Vec::new();
        questionnaires(&read, &mut found);
        found
            .into_iter()
            .filter_map(|form| complaint(file, form))
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Questionnaires in a document, in a bundle too.
fn questionnaires<'v>(value: &'v Value, into: &mut Vec<&'v Value>) {
    if value["resourceType"] == "Questionnaire" {
        return into.push(value);
    }
    match value {
        Value::Array(all) => all.iter().for_each(|it| questionnaires(it, into)),
        Value::Object(fields) => fields.values().for_each(|it| questionnaires(it, into)),
        _ => {}
    }
}

fn complaint(file: &File, form: &Value) -> Option<String> {
    let items = form["item"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let whole = may_be_passed_on(form);
    let bad = items
        .iter()
        .find(|item| may_be_passed_on(item).or(whole) != Some(true));
    let all = whole != Some(false) && bad.is_none();
    (!all).then(|| {
        let which = bad.map_or("the whole", |it| it["linkId"].as_str().unwrap_or("?"));
        format!(
            "{}: {which}: nothing says that it may be passed on",
            file.path
        )
    })
}

fn may_be_passed_on(element: &Value) -> Option<bool> {
    let named = |of: &Value, url: &str| -> Option<Value> {
        let all = of["extension"].as_array()?;
        all.iter().find(|it| it["url"] == url).cloned()
    };
    let licence = named(element, LICENCE)?;
    let part = named(&licence, "redistributable")?;
    part["valueBoolean"].as_bool()
}

#[test]
fn nothing_lies_here_that_may_not_be_passed_on() {
    holds(packs_of_others);
}

#[test]
fn an_instrument_of_somebody_else_is_noticed() {
    let form = |whole: &str, item: &str| {
        format!(
            r#"{{"resourceType": "Questionnaire", "extension": [{whole}],
                "item": [{{"linkId": "q", "extension": [{item}]}}]}}"#
        )
    };
    let says = |may: bool| {
        format!(
            r#"{{"url": "{LICENCE}", "extension": [{{"url": "redistributable", "valueBoolean": {may}}}]}}"#
        )
    };
    let place = "app/questionnaires/theirs.json";
    for (whole, item) in [
        (says(false), String::new()),
        (says(false), says(true)),
        (says(true), says(false)),
        (String::new(), String::new()),
    ] {
        let text = form(&whole, &item);
        notices(packs_of_others, &[(place, &text)], place);
        let bundle = format!(r#"{{"entry": [{{"resource": {text}}}]}}"#);
        notices(packs_of_others, &[("docs/b.json", &bundle)], "docs/b.json");
    }
    for (whole, item) in [(says(true), String::new()), (String::new(), says(true))] {
        accepts(packs_of_others, &[(place, &form(&whole, &item))]);
    }
    accepts(packs_of_others, &[("package.json", r#"{"name": "x"}"#)]);
}
