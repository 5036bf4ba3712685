//! What is taken in, what is refused, and what the report says about it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Changed, MOST_BYTES, MOST_ITEMS, Note, import, key};
use crate::questionnaires::refusal::Wrong;
use crate::questionnaires::{Answers, Questionnaire, Runner, SHIPPED};
use crate::texts::{Language, Words};

fn form(items: Value) -> Value {
    json!({"resourceType": "Questionnaire", "status": "active", "language": "da",
           "title": "Skema", "item": items})
}

fn asks(link_id: &str) -> Value {
    json!({"linkId": link_id, "type": "boolean", "text": "?"})
}

fn waits(link_id: &str, on: &str) -> Value {
    let condition = json!({"question": on, "operator": "=", "answerBoolean": true});
    json!({"linkId": link_id, "type": "boolean", "text": "?", "enableWhen": [condition]})
}

/// Where it stands and what it is, for each thing that was refused.
fn refusals(document: &str) -> Vec<(String, Wrong)> {
    let refused = import(document.as_bytes()).map(|_| ()).unwrap_err();
    let refusals = refused.refusals().iter();
    refusals
        .map(|it| (it.path.clone(), it.wrong.clone()))
        .collect()
}

#[test]
fn what_could_not_be_asked_is_refused_with_its_place() {
    let numbered = |least: i32, most: i32| {
        let bound = |name: &str, value: i32| json!({"url": format!("http://hl7.org/fhir/StructureDefinition/{name}"), "valueInteger": value});
        json!({"linkId": "n", "type": "integer", "text": "?", "extension": [bound("minValue", least), bound("maxValue", most)]})
    };
    let name = || "a".to_owned();
    for (items, path, wrong) in [
        (json!([]), "", Wrong::AsksNothing),
        (
            json!([asks("a"), asks("a")]),
            "item[1]",
            Wrong::Twice(name()),
        ),
        (
            json!([asks("x\ny")]),
            "item[0]",
            Wrong::BadLinkId("x\ny".into()),
        ),
        (
            json!([{"type": "boolean"}]),
            "item[0]",
            Wrong::BadLinkId(String::new()),
        ),
        (
            json!([{"linkId": "g", "type": "group", "item": [waits("b", "a")]}, asks("a")]),
            "item[0].item[0].enableWhen[0]",
            Wrong::LaterQuestion(name()),
        ),
        (
            json!([waits("b", "a")]),
            "item[0].enableWhen[0]",
            Wrong::UnknownQuestion(name()),
        ),
        (
            json!([waits("a", "a")]),
            "item[0].enableWhen[0]",
            Wrong::OwnQuestion(name()),
        ),
        (
            json!([{"linkId": "a", "type": "display", "text": "Hi"}, waits("b", "a")]),
            "item[1].enableWhen[0]",
            Wrong::AsksNoAnswer(name()),
        ),
        (
            json!([{"linkId": "a", "type": "quantity", "text": "?"}]),
            "item[0]",
            Wrong::UnknownKind("quantity".into()),
        ),
        (
            json!([{"linkId": "a", "type": "choice", "text": "?"}]),
            "item[0]",
            Wrong::NoOptions,
        ),
        (json!([numbered(5, 1)]), "item[0]", Wrong::LeastOverMost),
        (
            json!([{"linkId": "a", "type": "boolean", "text": "?", "modifierExtension": []}]),
            "item[0]",
            Wrong::Modifier("modifierExtension"),
        ),
    ] {
        let found = refusals(&form(items.clone()).to_string());
        assert_eq!(found, [(path.to_owned(), wrong)], "{items}");
    }
    let mut nameless = form(json!([asks("a")]));
    nameless["title"] = json!(" ");
    assert_eq!(
        refusals(&nameless.to_string()),
        [(String::new(), Wrong::NoTitle)]
    );
    // Round and round: each is told where it waits ahead, and what is asked later is told too.
    let circle = json!([waits("a", "c"), waits("b", "a"), waits("c", "b")]);
    let found = refusals(&form(circle).to_string());
    assert_eq!(
        found,
        [("item[0].enableWhen[0]".into(), Wrong::Circle("c".into()))]
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let items = json!([
        {"linkId": "a", "type": "choice", "text": "?"},
        {"linkId": "b", "type": "boolean"},
        waits("c", "nowhere"),
    ]);
    let found = refusals(&form(items).to_string());
    let wrongs: Vec<_> = found.into_iter().map(|(_, wrong)| wrong).collect();
    let unknown = Wrong::UnknownQuestion("nowhere".into());
    assert_eq!(wrongs, [Wrong::NoOptions, Wrong::NoWords, unknown]);
    // An element of a wrong form is named with its place, and hides no other.
    let items = json!([
        {"linkId": "a", "type": "boolean", "text": 5},
        {"linkId": "b", "type": "boolean", "text": "?", "item": 5},
        {"linkId": "c", "type": "attachment"},
    ]);
    let found = refusals(&form(items).to_string());
    let paths: Vec<_> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["item[0]", "item[1].item", "item[2]"]);
}

#[test]
fn what_is_no_questionnaire_or_too_much_of_one_is_refused_clearly() {
    let refused = |bytes: &[u8]| match import(bytes) {
        Ok(_) => panic!("taken"),
        Err(refused) => refused.refusals()[0].wrong.clone(),
    };
    assert!(matches!(
        refused(b"{\"a\": 1,\n oops}"),
        Wrong::Malformed { line: 2, column: 2 }
    ));
    assert_eq!(refused(b"\xff\xfe"), Wrong::NotText);
    assert_eq!(refused(b"[]"), Wrong::OtherResource(String::new()));
    let patient = br#"{"resourceType": "Patient"}"#;
    assert_eq!(refused(patient), Wrong::OtherResource("Patient".into()));
    let big = vec![b' '; MOST_BYTES + 1];
    assert!(matches!(refused(&big), Wrong::TooBig { .. }));
    let deep = format!("{}{}", "[".repeat(33), "]".repeat(33));
    assert_eq!(refused(deep.as_bytes()), Wrong::TooDeep(32));
    assert!(matches!(
        refused(format!("{}{}", "[".repeat(32), "]".repeat(32)).as_bytes()),
        Wrong::OtherResource(_)
    ));
    let many = |count: usize| {
        let items = (0..count).map(|place| asks(&format!("q{place}")));
        form(items.collect()).to_string()
    };
    assert_eq!(
        refused(many(MOST_ITEMS + 1).as_bytes()),
        Wrong::TooMany(MOST_ITEMS)
    );
    assert!(import(many(MOST_ITEMS).as_bytes()).is_ok());
}

#[test]
fn brackets_in_texts_are_no_levels() {
    let brackets = "[".repeat(100);
    let items = json!([{"linkId": "a", "type": "boolean", "text": format!("\\\"{brackets}")}]);
    assert!(import(form(items).to_string().as_bytes()).is_ok());
}

#[test]
fn the_report_says_what_is_kept_and_what_is_asked_in_another_way() {
    let control = |code: &str| {
        json!({"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": {"coding": [{"code": code}]}})
    };
    let mut form = form(json!([
        {"linkId": "g", "type": "group", "repeats": true, "extension": [control("gtable")], "item": [
            {"linkId": "a", "type": "integer", "text": "?", "required": true,
             "extension": [control("slider"), {"url": "https://example.org/fhir/colour", "valueCode": "red"}]},
            waits("b", "a"),
        ]},
        {"linkId": "c", "type": "decimal", "text": "?", "extension": [
            {"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"}]},
    ]));
    form["status"] = json!("draft");
    form["item"][0]["item"][1]["enableWhen"][0]["answerBoolean"] = json!(true);
    let taken = import(form.to_string().as_bytes()).unwrap();
    let report = &taken.report;
    assert_eq!(
        (report.questions, report.groups, report.conditions),
        (3, 1, 1)
    );
    let place = |note: Note| report.notes.get(&note).cloned();
    let changed = |changed| place(Note::Changed(changed));
    assert_eq!(changed(Changed::Slider), Some(vec!["a".into()]));
    assert_eq!(changed(Changed::Required), Some(vec!["a".into()]));
    assert_eq!(changed(Changed::RepeatingGroup), Some(vec!["g".into()]));
    assert_eq!(
        changed(Changed::Control("gtable".into())),
        Some(vec!["g".into()])
    );
    assert_eq!(
        changed(Changed::Expression(
            "sdc-questionnaire-calculatedExpression".into()
        )),
        Some(vec!["c".into()])
    );
    assert_eq!(changed(Changed::Status("draft".into())), Some(vec![]));
    assert_eq!(changed(Changed::Untranslated(Language::Sv)), Some(vec![]));
    assert_eq!(changed(Changed::Untranslated(Language::Da)), None);
    let colour = Note::Kept("https://example.org/fhir/colour".into());
    assert_eq!(place(colour), Some(vec!["a".into()]));
    let said = report.told(Words::of(Language::En), true);
    assert!(
        said.contains("3 questions, groups: 1, conditions: 1"),
        "{said}"
    );
    assert!(said.contains("(a)") && said.contains("--attest"), "{said}");
}

#[test]
fn what_is_shipped_is_taken_in_unchanged_and_says_nothing_but_what_it_must() {
    for shipped in SHIPPED {
        let taken = import(shipped.document.as_bytes()).expect(shipped.key);
        assert_eq!(taken.document, shipped.document);
        let kept = taken.report.notes.keys();
        let kept: Vec<_> = kept.filter(|it| matches!(it, Note::Kept(_))).collect();
        assert!(
            kept.iter()
                .all(|it| **it == Note::Kept("https://dagsform.example/fhir/band".into())),
            "{}: {kept:?}",
            shipped.key
        );
        assert_eq!(key(&taken.questionnaire).as_deref(), Some(shipped.key));
    }
    // A mark of Windows before the text is no part of it.
    let marked = format!("\u{feff}{}", SHIPPED[0].document);
    assert_eq!(
        import(marked.as_bytes()).unwrap().document,
        SHIPPED[0].document
    );
}

#[test]
fn a_name_to_publish_under_is_made_from_what_the_document_calls_itself() {
    for (field, said, expected) in [
        ("id", "WHO-5", Some("who-5")),
        (
            "url",
            "http://example.org/Questionnaire/SelfRating|2",
            Some("self-rating"),
        ),
        ("name", "Work ability (short)", Some("work-ability-short")),
        ("name", "...", None),
        ("purpose", "None", None),
    ] {
        let mut form = form(json!([asks("a")]));
        form[field] = json!(said);
        let form = Questionnaire::read(&form.to_string()).unwrap();
        assert_eq!(key(&form).as_deref(), expected, "{field} {said}");
    }
}

proptest! {
    #[test]
    fn no_document_makes_it_panic_and_what_is_taken_can_be_asked(
        which in 0..SHIPPED.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = SHIPPED[which].document.as_bytes().to_vec();
        for (place, byte) in edits {
            let place = place.index(bytes.len());
            if is_cut {
                bytes.truncate(place.max(1));
            } else {
                bytes[place] = byte;
            }
        }
        match import(&bytes) {
            Ok(taken) => {
                let answers = Answers::default();
                let runner = Runner::new(&taken.questionnaire, &answers);
                for item in runner.questions() {
                    prop_assert!(runner.question(item.link_id(), Language::Da).is_some());
                }
                prop_assert!(!taken.report.told(Words::of(Language::Ar), true).is_empty());
            }
            Err(refused) => prop_assert!(!refused.told(Words::of(Language::Sv)).is_empty()),
        }
    }
}
