//! A draft stays a questionnaire whatever is done to it, and keeps what nobody touched.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{AboutForm, Changes, Draft, ItemForm, Mend, Place, Sort, key_of};
use crate::questionnaires::import::import;
use crate::questionnaires::{Answer, Answers, Runner, SHIPPED};
use crate::texts::Language;

const OFFICE: &str = "Kontoret";

fn begun() -> Draft {
    let about = AboutForm {
        title: "Søvn".to_owned(),
        purpose: "Til mandagsmødet".to_owned(),
        language: Language::Da,
    };
    Draft::begun(&about, OFFICE).unwrap()
}

fn asked(sort: Sort, text: &str) -> ItemForm {
    ItemForm {
        text: text.to_owned(),
        options: "Bus\nBil".to_owned(),
        ..ItemForm::empty(sort)
    }
}

fn with(draft: &Draft, form: &ItemForm) -> Draft {
    assert_eq!(form.problems(draft, None), []);
    draft.with_added(form, OFFICE).unwrap().0
}

fn document(draft: &Draft) -> Value {
    serde_json::from_str(&draft.to_json()).unwrap()
}

#[test]
fn every_sort_of_question_is_asked_as_it_was_written() {
    let mut draft = begun();
    for sort in Sort::NEW {
        draft = with(&draft, &asked(sort, "Hvad nu?"));
    }
    let sorts: Vec<Sort> = draft.lines().iter().map(|it| it.sort).collect();
    assert_eq!(sorts, Sort::NEW);
    let taken = import(draft.to_publish().as_bytes()).unwrap();
    assert_eq!(taken.report.questions, 7);
    assert!(!taken.report.licence.needs_attestation);
    assert_eq!(taken.report.licence.holders, [OFFICE]);
    // What stands in the fields is what stands in the document.
    for line in draft.lines() {
        let form = ItemForm::of(&draft, draft.item(&line.link_id).unwrap());
        let same = draft.with_edited(&line.link_id, &form).unwrap();
        assert_eq!(document(&same), document(&draft), "{}", line.link_id);
    }
}

#[test]
fn options_keep_their_codes_when_others_come_go_or_get_other_words() {
    let mut form = asked(Sort::Choice, "Hvordan kom du?");
    let draft = with(&begun(), &form);
    let codes = |draft: &Draft| -> Vec<(String, String)> {
        let options = &document(draft)["item"][0]["answerOption"];
        let of = |it: &Value| {
            let said = |name: &str| it["valueCoding"][name].as_str().unwrap().to_owned();
            (said("code"), said("display"))
        };
        options.as_array().unwrap().iter().map(of).collect()
    };
    let edited = |draft: &Draft, form: &ItemForm| draft.with_edited("q1", form).unwrap();
    form.options = "Til fods\nBil\nBus".to_owned();
    let moved = edited(&draft, &form);
    let pair = |code: &str, text: &str| (code.to_owned(), text.to_owned());
    let (bus, car) = (pair("o1", "Bus"), pair("o2", "Bil"));
    assert_eq!(codes(&moved), [pair("o3", "Til fods"), car, bus.clone()]);
    form.options = "Til fods\nEgen bil\nBus".to_owned();
    let renamed = edited(&moved, &form);
    assert_eq!(codes(&renamed)[1], pair("o2", "Egen bil"));
    form.options = "Bus\nTog".to_owned();
    let fewer = edited(&renamed, &form);
    assert_eq!(codes(&fewer), [bus, pair("o2", "Tog")]);
}

#[test]
fn what_nobody_touched_comes_out_as_it_came() {
    for shipped in SHIPPED {
        let draft = Draft::from_published(shipped.document, None).unwrap();
        let before: Value = serde_json::from_str(shipped.document).unwrap();
        let mut after: Value = serde_json::from_str(&draft.to_publish()).unwrap();
        after["status"] = before["status"].clone();
        assert_eq!(after, before, "{}", shipped.key);
        for line in draft.lines() {
            let form = ItemForm::of(&draft, draft.item(&line.link_id).unwrap());
            assert_eq!(form.problems(&draft, Some(&line.link_id)), []);
            let same = draft.with_edited(&line.link_id, &form).unwrap();
            assert_eq!(document(&same), document(&draft), "{}", line.link_id);
        }
        for language in Language::ALL {
            let said: Vec<String> = draft
                .phrases(language)
                .into_iter()
                .map(|it| it.said)
                .collect();
            let same = draft.with_translations(language, &said).unwrap();
            assert_eq!(document(&same), document(&draft), "{}", shipped.key);
        }
    }
}

#[test]
fn a_copy_does_not_pretend_to_be_the_original_and_keeps_whose_words_they_are() {
    let shipped = SHIPPED.iter().find(|it| it.key == "influence").unwrap();
    let copy = Draft::from_published(shipped.document, Some("Indflydelse (kopi)")).unwrap();
    let plain = document(&copy);
    for name in ["id", "url", "version", "name", "_title"] {
        assert!(plain.get(name).is_none(), "{name}");
    }
    assert_eq!(plain["title"], "Indflydelse (kopi)");
    let more = with(&copy, &asked(Sort::Short, "Hvad ville du ændre?"));
    let holders = more.form().licence().holders;
    assert!(holders.len() > 1 && holders.contains(&OFFICE.to_owned()));
    assert_eq!(copy.form().licence().holders.len() + 1, holders.len());
    // Words of nobody do not become the office's own by a copy.
    let bare = r#"{"resourceType": "Questionnaire", "title": "T", "item": [
        {"linkId": "a", "type": "boolean", "text": "?"}]}"#;
    let bare = Draft::from_published(bare, Some("T (kopi)")).unwrap();
    let more = with(&bare, &asked(Sort::YesNo, "Og?"));
    assert!(more.form().licence().needs_attestation);
}

#[test]
fn translations_are_found_by_the_runner_and_by_place() {
    let mut scale = asked(Sort::Scale, "Hvordan sov du?");
    (scale.lower, scale.upper) = ("Dårligt".to_owned(), "Godt".to_owned());
    let draft = with(&begun(), &scale);
    let phrases = draft.phrases(Language::Sv);
    let places: Vec<Place> = phrases.iter().map(|it| it.place.clone()).collect();
    let item = |name: &str| Place::Item(name.to_owned());
    let ends = [item("q1.lower"), item("q1.upper")];
    assert_eq!(places[..3], [Place::Title, Place::Purpose, item("q1")]);
    assert_eq!(places[3..], ends);
    assert_eq!(draft.untranslated(Language::Da), 0, "its own language");
    let said = ["Sömn", "", "Hur sov du?", "Dåligt", "Bra"].map(str::to_owned);
    let draft = draft.with_translations(Language::Sv, &said).unwrap();
    assert_eq!(draft.untranslated(Language::Sv), 1);
    let answers = Answers::default();
    let runner = Runner::new(draft.form(), &answers);
    let question = runner.question("q1", Language::Sv).unwrap();
    assert_eq!(question.heading.text, "Hur sov du?");
    assert_eq!(draft.form().title(Language::Sv).text, "Sömn");
    let wrong = draft.with_translations(Language::Sv, &["x".repeat(2001)]);
    assert!(matches!(
        wrong.unwrap_err()[..],
        [(0, Mend::TooLong { .. })]
    ));
}

#[test]
fn what_differs_is_told_by_the_words_of_the_questions() {
    let first = with(&begun(), &asked(Sort::YesNo, "A?"));
    let first = with(&first, &asked(Sort::Short, "B?"));
    let first = with(&first, &asked(Sort::Date, "C?"));
    let before = first.form().clone();
    assert!(Changes::between(&before, &first).is_empty());
    let next = first.without("q2").unwrap();
    let next = next.with_edited("q1", &asked(Sort::YesNo, "Ah?")).unwrap();
    let next = with(&next, &asked(Sort::Long, "D?"));
    let changes = Changes::between(&before, &next);
    assert_eq!(changes.changed, ["Ah?"]);
    assert_eq!(changes.removed, ["B?"]);
    assert_eq!(changes.added, ["D?"]);
    let names: Vec<String> = next.lines().into_iter().map(|it| it.link_id).collect();
    assert_eq!(names, ["q1", "q3", "q4"], "no name is given twice");
    let last = with(&next.without("q4").unwrap(), &asked(Sort::Date, "E?"));
    assert!(last.item("q4").is_none() && last.item("q5").is_some());
    assert!(!changes.moved);
    let moved = first.with_moved("q3", true).unwrap();
    assert!(Changes::between(&before, &moved).moved);
}

#[test]
fn a_short_name_is_made_from_a_title_in_any_language() {
    let none = |_: &str| false;
    assert_eq!(key_of("Søvn & hvile?", none), "soevn-hvile");
    assert_eq!(key_of("Återhämtning", none), "aaterhaemtning");
    assert_eq!(key_of("النوم", none), "questionnaire");
    assert_eq!(key_of("Søvn", |key| key == "soevn"), "soevn-2");
    assert_eq!(key_of(&"a".repeat(300), none).len(), 48);
}

/// One thing that somebody does to a draft.
#[derive(Clone, Debug)]
enum Does {
    Adds(Sort, usize),
    Removes(usize),
    Moves(usize, bool),
    Edits(usize, usize),
}

fn does() -> impl Strategy<Value = Does> {
    let sort = prop::sample::select(Sort::NEW.to_vec());
    prop_oneof![
        3 => (sort, 0..40_usize).prop_map(|(sort, pick)| Does::Adds(sort, pick)),
        1 => (0..9_usize).prop_map(Does::Removes),
        1 => (0..9_usize, any::<bool>()).prop_map(|(nth, up)| Does::Moves(nth, up)),
        2 => (0..9_usize, 0..40_usize).prop_map(|(nth, pick)| Does::Edits(nth, pick)),
    ]
}

/// One of the conditions that are offered, or none.
fn picked(draft: &Draft, own: Option<&str>, pick: usize) -> Vec<String> {
    let offers = super::offers(draft, own);
    let mut all = offers.into_iter().flat_map(|it| it.picks);
    all.nth(pick).map(|(name, _)| name).into_iter().collect()
}

proptest! {
    /// Whatever is done, in whatever order: a draft with a question can be published, and every
    /// question of it can be reached by some answers or waits for what cannot be.
    #[test]
    fn a_draft_can_always_be_asked(deeds in prop::collection::vec(does(), 1..25)) {
        let mut draft = begun();
        for deed in deeds {
            let lines = draft.lines();
            let at = |nth: usize| lines.get(nth).map(|it| it.link_id.clone());
            let next = match deed {
                Does::Adds(sort, pick) => {
                    let mut form = asked(sort, "Hvad nu?");
                    form.conditions = picked(&draft, None, pick);
                    prop_assert_eq!(form.problems(&draft, None), vec![]);
                    draft.with_added(&form, OFFICE).map(|(next, _)| next)
                }
                Does::Removes(nth) => at(nth).map_or(Err(Mend::Gone), |it| draft.without(&it)),
                Does::Moves(nth, up) => {
                    at(nth).map_or(Err(Mend::Gone), |it| draft.with_moved(&it, up))
                }
                Does::Edits(nth, pick) => at(nth).map_or(Err(Mend::Gone), |it| {
                    let mut form = ItemForm::of(&draft, draft.item(&it).unwrap());
                    form.conditions = picked(&draft, Some(&it), pick);
                    draft.with_edited(&it, &form)
                }),
            };
            draft = next.unwrap_or(draft);
            let kept = Draft::read(&draft.to_json());
            prop_assert_eq!(kept.as_ref().map(document), Some(document(&draft)));
        }
        let asks = draft.lines().iter().any(|it| it.number.is_some());
        prop_assert_eq!(import(draft.to_publish().as_bytes()).is_ok(), asks);
        let mut answers = Answers::default();
        while let Some(item) = Runner::new(draft.form(), &answers).first_unanswered() {
            answers.keep(item.link_id(), Answer::Skipped);
        }
    }
}

#[test]
fn a_document_that_is_none_is_not_opened() {
    for odd in ["", "[]", "{}", r#"{"resourceType":"Patient"}"#] {
        assert!(Draft::read(odd).is_none(), "{odd}");
    }
    assert!(Draft::read(&json!({"resourceType": "Questionnaire"}).to_string()).is_some());
}
