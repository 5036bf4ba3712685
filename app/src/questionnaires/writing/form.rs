//! The form of one question: as it is typed, as it is read, and as it is written into a draft.

use serde_json::{Value, json};

use super::sort::STEPS;
use super::taking::{Mend, line, lines};
use super::{Draft, Sort, conditions, extensions, list, set};
use crate::questionnaires::field::number;
use crate::questionnaires::resource::{ITEM_CONTROL, Item, MAX_VALUE, MIN_VALUE};
use crate::questionnaires::{AnswerOption, Kind};

/// One question as it stands in the fields of its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemForm {
    /// What kind of thing it is; never changed by editing.
    pub sort: Sort,
    /// Its words.
    pub text: String,
    /// Whether "next" wants an answer.
    pub required: bool,
    /// The least of a scale or a number.
    pub least: String,
    /// The most.
    pub most: String,
    /// What the low end of a scale means.
    pub lower: String,
    /// What the high end means.
    pub upper: String,
    /// Whether a number may have decimals.
    pub decimals: bool,
    /// What may be chosen, a line for each.
    pub options: String,
    /// Whether several may be chosen.
    pub several: bool,
    /// Whether own words are an answer too.
    pub own_words: bool,
    /// The conditions that were picked, as [`super::Offer`] names them.
    pub conditions: Vec<String>,
    /// Whether one of several conditions is enough.
    pub any: bool,
    /// Behind which one a new question comes, by link id; empty for the end.
    pub after: String,
}

impl ItemForm {
    /// The form of a new question.
    pub fn empty(sort: Sort) -> Self {
        let scale = sort == Sort::Scale;
        Self {
            sort,
            least: if scale { "0".to_owned() } else { String::new() },
            most: if scale {
                "10".to_owned()
            } else {
                String::new()
            },
            ..Self::default()
        }
    }

    /// The form of a question that is there.
    pub fn of(draft: &Draft, item: &Item) -> Self {
        let language = draft.language();
        let base = draft.form().language();
        let (least, most) = item.bounds();
        let bound = |bound: Option<f64>| bound.map(|it| it.to_string()).unwrap_or_default();
        let label = |control: &str| {
            let label = item.items().iter().find(|it| it.is_shown_as(control));
            label
                .and_then(Item::plain_text)
                .unwrap_or_default()
                .to_owned()
        };
        let options = item.options().iter();
        let options: Vec<String> = options.map(|it| it.text(base, language).text).collect();
        Self {
            sort: Sort::of(item),
            text: item.plain_text().unwrap_or_default().to_owned(),
            required: item.required(),
            least: bound(least),
            most: bound(most),
            lower: label("lower"),
            upper: label("upper"),
            decimals: item.kind() == Kind::Decimal,
            options: options.join("\n"),
            several: item.repeats(),
            own_words: item.kind() == Kind::OpenChoice,
            conditions: conditions::picked(draft, item),
            any: item.together() == crate::questionnaires::Together::Any,
            after: String::new(),
        }
    }

    /// What a form sends; `sort` is that of the question.
    pub fn sent(sort: Sort, fields: &[(String, String)]) -> Self {
        let all = |wanted: &'static str| {
            let named = fields.iter().filter(move |(name, _)| name == wanted);
            named.map(|(_, value)| value.clone())
        };
        let one = |wanted: &'static str| all(wanted).next().unwrap_or_default();
        let is = |wanted: &'static str| all(wanted).next().is_some_and(|it| it == "yes");
        Self {
            sort,
            text: one("text"),
            required: is("required"),
            least: one("least"),
            most: one("most"),
            lower: one("lower"),
            upper: one("upper"),
            decimals: is("decimals"),
            options: one("options").replace("\r\n", "\n"),
            several: is("several"),
            own_words: is("own_words"),
            conditions: all("when").filter(|it| !it.is_empty()).collect(),
            any: one("together") == "any",
            after: one("after"),
        }
    }

    /// What has to be mended, by field. `own` is the question's link id, where it has one.
    pub fn problems(&self, draft: &Draft, own: Option<&str>) -> Vec<(&'static str, Mend)> {
        let mut found = Vec::new();
        match lines(&self.text) {
            Ok(text) if text.is_empty() && self.sort != Sort::Other => {
                found.push(("text", Mend::NoWords));
            }
            Ok(_) => {}
            Err(mend) => found.push(("text", mend)),
        }
        match self.sort {
            Sort::Scale | Sort::Number => self.bad_bounds(&mut found),
            Sort::Choice => {
                if let Err(mend) = self.worded() {
                    found.push(("options", mend));
                }
            }
            _ => {}
        }
        let offered = conditions::offers(draft, own);
        let known = |picked: &String| offered.iter().any(|offer| offer.has(picked));
        if !self.conditions.iter().all(known) {
            found.push(("when", Mend::NoSuchCondition));
        }
        found
    }

    fn bad_bounds(&self, found: &mut Vec<(&'static str, Mend)>) {
        let is_scale = self.sort == Sort::Scale;
        let before = found.len();
        for (name, typed) in [("least", &self.least), ("most", &self.most)] {
            let missing = typed.trim().is_empty();
            let whole = number(typed.trim()).is_ok_and(|it| it.fract() == 0.0 || self.decimals);
            if (missing && is_scale) || (!missing && !whole) {
                found.push((name, Mend::NotANumber));
            }
        }
        for (name, typed) in [("lower", &self.lower), ("upper", &self.upper)] {
            if let Err(mend) = line(typed) {
                found.push((name, mend));
            }
        }
        if found.len() > before {
            return;
        }
        if let (Some(least), Some(most)) = (bound(&self.least), bound(&self.most)) {
            if least >= most {
                found.push(("most", Mend::LeastOverMost));
            } else if is_scale && most - least > STEPS {
                found.push(("most", Mend::ManySteps));
            }
        }
    }

    /// The options, line by line.
    fn worded(&self) -> Result<Vec<String>, Mend> {
        let mut worded: Vec<String> = Vec::new();
        for typed in self.options.lines() {
            let option = line(typed)?;
            if worded.contains(&option) {
                return Err(Mend::OptionTwice(option));
            }
            if !option.is_empty() {
                worded.push(option);
            }
        }
        if worded.len() < 2 {
            return Err(Mend::FewOptions);
        }
        Ok(worded)
    }

    /// Writes it into an item, whose other elements stay as they are.
    pub(super) fn write(&self, draft: &Draft, item: &mut Value) {
        let text = lines(&self.text).unwrap_or_default();
        set(item, "text", (!text.is_empty()).then(|| json!(text)));
        if self.sort.asks() {
            set(item, "required", self.required.then(|| json!(true)));
        }
        let kind = match self.sort {
            Sort::Short => Some("string"),
            Sort::Long => Some("text"),
            Sort::Scale => Some("integer"),
            Sort::Number if self.decimals => Some("decimal"),
            Sort::Number => Some("integer"),
            Sort::Choice if self.own_words => Some("open-choice"),
            Sort::Choice => Some("choice"),
            Sort::YesNo => Some("boolean"),
            Sort::Date => Some("date"),
            Sort::Heading => Some("display"),
            Sort::Other => None,
        };
        if let Some(kind) = kind {
            item["type"] = json!(kind);
        }
        match self.sort {
            Sort::Scale | Sort::Number => {
                bounded(item, MIN_VALUE, bound(&self.least), self.decimals);
                bounded(item, MAX_VALUE, bound(&self.most), self.decimals);
            }
            Sort::Choice => {
                set(item, "repeats", self.several.then(|| json!(true)));
                let before = draft.item(item["linkId"].as_str().unwrap_or_default());
                let before = before.map_or(&[][..], Item::options);
                item["answerOption"] = options(&self.worded().unwrap_or_default(), before);
            }
            _ => {}
        }
        if self.sort == Sort::Scale {
            label(item, "lower", &line(&self.lower).unwrap_or_default());
            label(item, "upper", &line(&self.upper).unwrap_or_default());
        }
        conditions::write(draft, item, &self.conditions, self.any);
    }
}

fn bound(typed: &str) -> Option<f64> {
    number(typed.trim()).ok()
}

/// Sets the extension of a bound, or takes it away.
fn bounded(item: &mut Value, url: &str, bound: Option<f64>, decimals: bool) {
    let kept = extensions(item);
    kept.retain(|it| it["url"] != url);
    if let Some(bound) = bound {
        kept.push(if decimals {
            json!({"url": url, "valueDecimal": bound})
        } else {
            json!({"url": url, "valueInteger": bound as i64})
        });
    }
    if kept.is_empty() {
        set(item, "extension", None);
    }
}

/// What an end of a scale means stands in an item within it.
fn label(item: &mut Value, control: &str, text: &str) {
    let name = format!("{}.{control}", item["linkId"].as_str().unwrap_or_default());
    let inner = list(item, "item");
    let shown_as = |it: &Value| {
        let read: Option<Item> = serde_json::from_value(it.clone()).ok();
        read.is_some_and(|it| it.is_shown_as(control))
    };
    match inner.iter().position(shown_as) {
        Some(place) if text.is_empty() => drop(inner.remove(place)),
        Some(place) => inner[place]["text"] = json!(text),
        None if text.is_empty() => {}
        None => inner.push(json!({
            "linkId": name, "type": "display", "text": text,
            "extension": [{"url": ITEM_CONTROL, "valueCodeableConcept": {"coding": [
                {"system": "http://hl7.org/fhir/questionnaire-item-control", "code": control},
            ]}}],
        })),
    }
    if inner.is_empty() {
        set(item, "item", None);
    }
}

/// The options of these words. One that keeps its words keeps its code, wherever it stands now;
/// one that stands where another's words went is that one in new words.
fn options(worded: &[String], before: &[AnswerOption]) -> Value {
    let said = |option: &AnswerOption| {
        option
            .display()
            .map_or_else(|| option.value(), str::to_owned)
    };
    let are_words = before.first().is_some_and(|it| it.value_coding.is_none());
    let stays = |option: &AnswerOption| worded.contains(&said(option));
    let mut codes: Vec<String> = before.iter().map(AnswerOption::value).collect();
    let written = worded.iter().enumerate().map(|(place, text)| {
        if let Some(same) = before.iter().find(|it| said(it) == *text) {
            return serde_json::to_value(same).unwrap_or_default();
        }
        if let Some(renamed) = before.get(place).filter(|it| !stays(it)) {
            let mut kept = serde_json::to_value(renamed).unwrap_or_default();
            if are_words {
                kept["valueString"] = json!(text);
            } else {
                kept["valueCoding"]["display"] = json!(text);
            }
            return kept;
        }
        if are_words {
            return json!({"valueString": text});
        }
        let mut free = (1..).map(|number| format!("o{number}"));
        let code = free.find(|code| !codes.contains(code)).unwrap_or_default();
        codes.push(code.clone());
        json!({"valueCoding": {"code": code, "display": text}})
    });
    written.collect::<Vec<_>>().into()
}
