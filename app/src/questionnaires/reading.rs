//! Reading a questionnaire, and refusing one that could not be asked.

use std::collections::BTreeMap;

use super::bands;
use super::enabling::{EnableWhen, Operator};
use super::resource::{Item, Kind, Questionnaire};

/// Why a document cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum NotAQuestionnaire {
    /// Not JSON, or not a FHIR Questionnaire of the kinds that we ask; says line and column.
    #[error("not a questionnaire that can be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Nothing in it waits for an answer.
    #[error("it asks nothing")]
    AsksNothing,
    /// A link id that is missing, not fit for a URL, or the name of another page.
    #[error(
        "link id {0:?}: 1 to 64 letters, digits, `-`, `_` and `.` are needed, and not \
         `done`, `finish` or `later`"
    )]
    BadLinkId(String),
    /// Two items of one name: answers would overwrite each other.
    #[error("link id {0:?} stands twice")]
    Twice(String),
    /// A question without words, or a choice without options, or options that look the same.
    #[error("question {link_id:?}: {reason}")]
    BadQuestion {
        /// Which.
        link_id: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// A condition that nobody could decide.
    #[error("condition of {link_id:?} on {question:?}: {reason}")]
    BadCondition {
        /// Whose condition.
        link_id: String,
        /// On which question.
        question: String,
        /// What is wrong.
        reason: &'static str,
    },
}

impl Questionnaire {
    /// Reads a FHIR R4 Questionnaire and checks that every question of it can be asked.
    ///
    /// Conditions may only look back. FHIR also lets them look ahead, where two questions
    /// can wait for each other; such a form is refused instead of asked in a circle.
    pub fn read(json: &str) -> Result<Self, NotAQuestionnaire> {
        let questionnaire: Self = serde_json::from_str(json)?;
        let mut seen = BTreeMap::new();
        check(questionnaire.items(), &mut seen)?;
        if seen.values().any(|kind| kind.asks()) {
            Ok(questionnaire)
        } else {
            Err(NotAQuestionnaire::AsksNothing)
        }
    }
}

/// Pages of an occasion that are no questions.
const TAKEN: [&str; 3] = ["done", "finish", "later"];

fn check(items: &[Item], seen: &mut BTreeMap<String, Kind>) -> Result<(), NotAQuestionnaire> {
    for item in items {
        let link_id = item.link_id().to_owned();
        let fit = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        // A name of dots alone would change the path of its URL.
        let dots = link_id.chars().all(|c| c == '.');
        if link_id.len() > 64
            || dots
            || TAKEN.contains(&link_id.as_str())
            || !link_id.chars().all(fit)
        {
            return Err(NotAQuestionnaire::BadLinkId(link_id));
        }
        for condition in item.enable_when() {
            decidable(condition, seen).map_err(|reason| NotAQuestionnaire::BadCondition {
                link_id: link_id.clone(),
                question: condition.question.clone(),
                reason,
            })?;
        }
        askable(item).map_err(|reason| NotAQuestionnaire::BadQuestion {
            link_id: link_id.clone(),
            reason,
        })?;
        if seen.insert(link_id.clone(), item.kind()).is_some() {
            return Err(NotAQuestionnaire::Twice(link_id));
        }
        check(item.items(), seen)?;
    }
    Ok(())
}

fn decidable(condition: &EnableWhen, seen: &BTreeMap<String, Kind>) -> Result<(), &'static str> {
    match seen.get(&condition.question) {
        None => return Err("there is no such question before it"),
        Some(kind) if !kind.asks() => return Err("that is not a question"),
        Some(_) => {}
    }
    let boolean = condition.rest.get("answerBoolean");
    if condition.operator == Operator::Exists && !boolean.is_some_and(|is| is.is_boolean()) {
        return Err("`exists` needs `answerBoolean`");
    }
    if condition.value().is_none() {
        return Err("the answer to compare with is missing or of a kind we do not read");
    }
    Ok(())
}

fn askable(item: &Item) -> Result<(), &'static str> {
    if !item.kind().asks() {
        return Ok(());
    }
    if item
        .text("en", crate::texts::Language::En)
        .text
        .trim()
        .is_empty()
    {
        return Err("it has no words");
    }
    if item.repeats.unwrap_or(false) {
        return Err("several answers to one question are not supported");
    }
    if item.enable_when().len() > 1 && item.enable_behavior.is_none() {
        return Err("several conditions need `enableBehavior`");
    }
    if let (Some(least), Some(most)) = item.bounds()
        && least > most
    {
        return Err("the least is more than the most");
    }
    let options = item.options();
    if (item.kind() == Kind::Choice) == options.is_empty() {
        return Err("a choice needs `answerOption`, and nothing else may have it");
    }
    let mut values: Vec<String> = options.iter().map(|option| option.value()).collect();
    values.sort();
    values.dedup();
    if values.len() < options.len() || values.iter().any(String::is_empty) {
        return Err("each option needs a code or a whole number of its own");
    }
    if !options.iter().all(bands::is_named_well) {
        return Err("a band is `unhappy`, `between` or `happy`");
    }
    // A form sends a value without its kind: "3" must not mean two things.
    let coded = options
        .iter()
        .filter(|option| option.value_coding.is_some())
        .count();
    if coded != 0 && coded != options.len() {
        return Err("options are codes or whole numbers, not both");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{NotAQuestionnaire, Questionnaire};

    fn refusal(items: Value) -> String {
        let form = json!({"resourceType": "Questionnaire", "status": "active", "item": items});
        match Questionnaire::read(&form.to_string()) {
            Ok(_) => "taken".to_owned(),
            Err(refusal) => refusal.to_string(),
        }
    }

    fn yes_or_no(link_id: &str) -> Value {
        json!({"linkId": link_id, "type": "boolean", "text": "?"})
    }

    #[test]
    fn a_form_that_could_not_be_asked_is_refused_with_the_reason() {
        let waits = |on: &str, operator: &str| {
            let condition = json!({"question": on, "operator": operator, "answerBoolean": true});
            json!({"linkId": "b", "type": "boolean", "text": "?", "enableWhen": [condition]})
        };
        let choice = |options: Value| json!([{"linkId": "c", "type": "choice", "text": "?", "answerOption": options}]);
        let band = json!([{"url": "https://dagsform.example/fhir/band", "valueCode": "glad"}]);
        for (items, reason) in [
            (json!([]), "asks nothing"),
            (
                json!([{"linkId": "d", "type": "display", "text": "Hi"}]),
                "asks nothing",
            ),
            (json!([yes_or_no("a"), yes_or_no("a")]), "stands twice"),
            (json!([yes_or_no("a/b")]), "link id \"a/b\""),
            (json!([yes_or_no("")]), "link id \"\""),
            (json!([yes_or_no("..")]), "link id \"..\""),
            (json!([yes_or_no("done")]), "link id \"done\""),
            (json!([{"linkId": "a", "type": "boolean"}]), "no words"),
            (
                json!([{"linkId": "a", "type": "quantity", "text": "?"}]),
                "unknown variant",
            ),
            (choice(json!([])), "needs `answerOption`"),
            (
                choice(json!([{"valueInteger": 1}, {"valueInteger": 1}])),
                "of its own",
            ),
            (
                choice(json!([{"valueInteger": 1}, {"valueCoding": {"code": "x"}}])),
                "not both",
            ),
            (
                choice(json!([{"valueInteger": 1, "extension": band}])),
                "a band is",
            ),
            (
                json!([waits("a", "="), yes_or_no("a")]),
                "no such question before it",
            ),
            (json!([waits("b", "=")]), "no such question before it"),
            (json!([yes_or_no("a"), waits("a", "~")]), "unknown variant"),
        ] {
            let said = refusal(items.clone());
            assert!(said.contains(reason), "{items}: {said}");
        }
        assert_eq!(
            refusal(json!([yes_or_no("a"), waits("a", "exists")])),
            "taken"
        );
    }

    #[test]
    fn something_else_than_a_questionnaire_is_refused_and_nothing_panics() {
        for odd in ["", "null", "[]", "{}", r#"{"resourceType":"Patient"}"#] {
            let refused = Questionnaire::read(odd);
            assert!(matches!(refused, Err(NotAQuestionnaire::Json(_))), "{odd}");
        }
        let deep = format!("{}{}", r#"{"item":["#.repeat(5_000), "]}".repeat(5_000));
        assert!(Questionnaire::read(&deep).is_err());
    }
}
