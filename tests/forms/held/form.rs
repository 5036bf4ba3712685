//! What holds for any bytes that are given as a form: refused in words, or asked to its end.

use app::questionnaires::import::MOST_ITEMS;
use app::questionnaires::{
    Answer, Answers, Questionnaire, Runner, address, bands, import, response_items, response_scores,
};
use app::texts::{Language, Words};
use serde_json::Value;

/// Panics when something does not hold.
pub(crate) fn holds(bytes: &[u8]) {
    let words = Words::of(Language::En);
    let taken = match import(bytes) {
        Ok(taken) => taken,
        Err(refused) => {
            assert!(!refused.refusals().is_empty());
            assert!(!refused.told(words).trim().is_empty());
            return;
        }
    };
    assert!(!taken.report.told(words, true).is_empty());
    // What was taken is asked again from what was kept, and loses nothing on the way.
    let form = Questionnaire::read(&taken.document).expect("what was taken can be asked");
    let before: Value = serde_json::from_str(&taken.document).expect("JSON");
    assert_eq!(
        same(&serde_json::to_value(&form).expect("JSON")),
        same(&before)
    );
    walk(&form);
}

/// Without what says nothing: empty lists and objects, nulls, and the language that is left out.
fn same(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().map(|(name, it)| (name, same(it)));
            let kept = kept.filter(|(name, it)| !is_nothing(it) && *name != "language");
            Value::Object(kept.map(|(name, it)| (name.clone(), it)).collect())
        }
        Value::Array(all) => all.iter().map(same).collect(),
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        other => other.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// Whoever answers comes to the end, by pages that can be addressed.
fn walk(form: &Questionnaire) {
    let mut answers = Answers::default();
    let mut steps = 0;
    while let Some(item) = Runner::new(form, &answers).first_unanswered() {
        let link_id = item.link_id();
        let segment = address::segment(link_id);
        assert_eq!(address::of_segment(&segment).as_deref(), Some(link_id));
        let question = Runner::new(form, &answers).question(link_id, Language::Ar);
        assert!(question.is_some(), "what is asked can be shown");
        let option = item.options().last().map(|option| option.value());
        let typed = option.unwrap_or_else(|| "1".to_owned());
        let day = || item.answer("2026-11-02").ok();
        let answer = item.answer(&typed).ok().or_else(day);
        answers.keep(link_id, answer.unwrap_or(Answer::Skipped));
        steps += 1;
        assert!(steps <= MOST_ITEMS, "nothing is asked twice");
        // Long forms are asked as short ones are: the first hundred tell.
        if steps == 100 {
            break;
        }
    }
    let _ = (
        response_items(form, &answers),
        response_scores(form, &answers),
        bands(form, &answers),
    );
}
