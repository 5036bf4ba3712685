//! Reading a questionnaire, and refusing one that could not be asked.

use std::collections::{BTreeMap, BTreeSet};

use super::bands;
use super::enabling::{EnableWhen, Operator};
use super::options::AnswerOption;
use super::refusal::{Refusal, Wrong};
use super::resource::{Item, Questionnaire};

/// Why a document cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum NotAQuestionnaire {
    /// Not JSON, or not a FHIR Questionnaire of the kinds that we ask; says line and column.
    #[error("not a questionnaire that can be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A question that could not be asked; the first, where there are several.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Questionnaire {
    /// Reads a FHIR R4 Questionnaire and checks that every question of it can be asked.
    ///
    /// Conditions may only look back. FHIR also lets them look ahead, where two questions
    /// can wait for each other; such a form is refused instead of asked in a circle.
    pub fn read(json: &str) -> Result<Self, NotAQuestionnaire> {
        let questionnaire = Self::parse(json)?;
        match questionnaire.refusals().into_iter().next() {
            None => Ok(questionnaire),
            Some(first) => Err(first.into()),
        }
    }

    /// Everything because of which it could not be asked, in the order of the document.
    pub(super) fn refusals(&self) -> Vec<Refusal> {
        let mut check = Check::default();
        check.name(self.items());
        check.items(self.items(), "");
        if !check.seen.values().any(|item| item.kind().asks()) {
            check.refused.push(Refusal::of_all(Wrong::AsksNothing));
        }
        check.refused.extend(self.bad_scores());
        check.refused
    }
}

/// The most characters of a link id: the longest that a form of another tool is likely to need,
/// with the ids of all groups around it in a row.
const LINK_ID: usize = 255;

#[derive(Default)]
struct Check<'q> {
    /// On which questions each item waits, wherever it stands.
    waits: BTreeMap<&'q str, Vec<&'q str>>,
    /// What stands before the item that is looked at, by name.
    seen: BTreeMap<&'q str, &'q Item>,
    refused: Vec<Refusal>,
}

impl<'q> Check<'q> {
    fn name(&mut self, items: &'q [Item]) {
        for item in items {
            let on = item.enable_when().iter().map(|it| it.question.as_str());
            self.waits.entry(item.link_id()).or_default().extend(on);
            self.name(item.items());
        }
    }

    fn items(&mut self, items: &'q [Item], above: &str) {
        for (place, item) in items.iter().enumerate() {
            let path = format!("{above}item[{place}]");
            if !is_fit(item.link_id()) {
                self.refuse(&path, item, Wrong::BadLinkId(item.link_id().to_owned()));
            }
            for (place, condition) in item.enable_when().iter().enumerate() {
                if let Err(wrong) = self.decidable(item, condition) {
                    self.refuse(&format!("{path}.enableWhen[{place}]"), item, wrong);
                }
            }
            if let Err(wrong) = askable(item) {
                self.refuse(&path, item, wrong);
            }
            if self.seen.insert(item.link_id(), item).is_some() {
                self.refuse(&path, item, Wrong::Twice(item.link_id().to_owned()));
            }
            self.items(item.items(), &format!("{path}."));
        }
    }

    fn refuse(&mut self, path: &str, item: &Item, wrong: Wrong) {
        self.refused.push(Refusal {
            path: path.to_owned(),
            link_id: Some(item.link_id().to_owned()),
            wrong,
        });
    }

    fn decidable(&self, item: &Item, condition: &EnableWhen) -> Result<(), Wrong> {
        let (own, question) = (item.link_id(), condition.question.clone());
        match self.seen.get(question.as_str()) {
            Some(of) if of.kind().asks() && !condition.is_of(of) => return Err(Wrong::OtherSystem),
            Some(of) if of.kind().asks() => {}
            Some(_) => return Err(Wrong::AsksNoAnswer(question)),
            None if question == own => return Err(Wrong::OwnQuestion(question)),
            None if !self.waits.contains_key(question.as_str()) => {
                return Err(Wrong::UnknownQuestion(question));
            }
            None if self.comes_back(own, &question) => return Err(Wrong::Circle(question)),
            None => return Err(Wrong::LaterQuestion(question)),
        }
        let boolean = condition.rest.get("answerBoolean");
        if condition.operator == Operator::Exists && !boolean.is_some_and(|is| is.is_boolean()) {
            return Err(Wrong::ExistsNeedsBoolean);
        }
        let Some(value) = condition.value() else {
            return Err(Wrong::NothingToCompare);
        };
        if condition.operator.orders() && !value.has_order() {
            return Err(Wrong::NoOrder);
        }
        Ok(())
    }

    /// Whether what `from` waits for leads to `own` in the end.
    fn comes_back(&self, own: &str, from: &str) -> bool {
        let mut looked = BTreeSet::new();
        let mut ahead = vec![from];
        while let Some(name) = ahead.pop() {
            if name == own {
                return true;
            }
            if looked.insert(name) {
                ahead.extend(self.waits.get(name).into_iter().flatten());
            }
        }
        false
    }
}

/// Whether a link id can be kept and shown: FHIR allows any character in it.
fn is_fit(link_id: &str) -> bool {
    let shown = !link_id.trim().is_empty() && !link_id.chars().any(char::is_control);
    shown && link_id.chars().count() <= LINK_ID
}

fn askable(item: &Item) -> Result<(), Wrong> {
    if !item.kind().asks() {
        return Ok(());
    }
    let said = item.text("en", crate::texts::Language::En);
    if said.text.trim().is_empty() {
        return Err(Wrong::NoWords);
    }
    if item.repeats() && !item.kind().can_repeat() {
        return Err(Wrong::Repeats);
    }
    if item.enable_when().len() > 1 && item.enable_behavior.is_none() {
        return Err(Wrong::NoBehaviour);
    }
    if let (Some(least), Some(most)) = item.bounds()
        && least > most
    {
        return Err(Wrong::LeastOverMost);
    }
    if let (Some(first), Some(last)) = item.days()
        && first > last
    {
        return Err(Wrong::LeastOverMost);
    }
    if let Some(wrong) = item.unresolved() {
        return Err(wrong.clone());
    }
    let options = item.options();
    match (item.kind().chooses(), options.is_empty()) {
        (true, true) => return Err(Wrong::NoOptions),
        (false, false) => return Err(Wrong::NeedlessOptions),
        _ => {}
    }
    let mut values: Vec<String> = options.iter().map(|option| option.value()).collect();
    values.sort();
    values.dedup();
    if values.len() < options.len() || !options.iter().all(|it| it.is_sendable()) {
        return Err(Wrong::OptionsAlike);
    }
    if !options.iter().all(bands::is_named_well) {
        return Err(Wrong::BadBand);
    }
    // A form sends a value without its kind: "3" must not mean two things.
    let kind = |it: &AnswerOption| (it.value_coding.is_some(), it.value_integer.is_some());
    if options.iter().any(|it| kind(it) != kind(&options[0])) {
        return Err(Wrong::MixedOptions);
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
            (json!([yes_or_no("")]), "link id \"\""),
            (json!([yes_or_no(" ")]), "link id \" \""),
            (json!([yes_or_no("a\u{0}")]), "link id \"a\\0\""),
            (json!([yes_or_no(&"x".repeat(256))]), "link id \"xxx"),
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
        // FHIR allows any character in a link id, and other tools use them.
        for link_id in [
            "/54126-8", "a/b", "x y", "..", "done", "~2F", "%2F", "<b>", "ø",
        ] {
            assert_eq!(refusal(json!([yes_or_no(link_id)])), "taken", "{link_id}");
        }
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
