//! Every text of a draft beside its translation, as FHIR keeps them.

use serde_json::{Value, json};

use super::taking::{Mend, lines};
use super::{Draft, list, set};
use crate::questionnaires::element::TRANSLATION;
use crate::texts::Language;

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The title of the whole.
    Title,
    /// What it is for.
    Purpose,
    /// The words of a question, heading or end of a scale, by link id.
    Item(String),
    /// An option of a question, by link id.
    Option(String),
}

/// One text with its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What it is.
    pub place: Place,
    /// As it was written.
    pub base: String,
    /// In the other language; empty as long as it is missing.
    pub said: String,
    /// Where it stands: the element that holds it, and its name there.
    at: (String, &'static str),
}

impl Draft {
    /// Every text that has letters in it, in order, with its translation. Nothing for the language
    /// in which the draft is written.
    pub fn phrases(&self, to: Language) -> Vec<Phrase> {
        if to == self.language() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let whole = [("title", Place::Title), ("description", Place::Purpose)];
        for (name, place) in whole {
            take(&self.document, String::new(), name, place, to, &mut found);
        }
        of_items(&self.document, "", to, &mut found);
        found
    }

    /// How many texts have no words in a language yet.
    pub fn untranslated(&self, to: Language) -> usize {
        let phrases = self.phrases(to);
        phrases.iter().filter(|it| it.said.is_empty()).count()
    }

    /// The same with these translations, one for each phrase in order; an empty one is none.
    pub fn with_translations(
        &self,
        to: Language,
        typed: &[String],
    ) -> Result<Self, Vec<(usize, Mend)>> {
        let mut document = self.document.clone();
        let mut wrong = Vec::new();
        for (nth, phrase) in self.phrases(to).into_iter().enumerate() {
            let Some(typed) = typed.get(nth) else {
                continue;
            };
            match lines(typed) {
                Err(mend) => wrong.push((nth, mend)),
                Ok(said) => {
                    let (holder, name) = &phrase.at;
                    if let Some(holder) = document.pointer_mut(holder) {
                        say(holder, name, to, &said);
                    }
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Self::of(document).map_err(|mend| vec![(0, mend)])
    }
}

fn of_items(of: &Value, above: &str, to: Language, into: &mut Vec<Phrase>) {
    let items = of["item"].as_array().map_or(&[][..], Vec::as_slice);
    for (nth, item) in items.iter().enumerate() {
        let at = format!("{above}/item/{nth}");
        let link_id = item["linkId"].as_str().unwrap_or_default().to_owned();
        let place = Place::Item(link_id.clone());
        take(item, at.clone(), "text", place, to, into);
        let options = item["answerOption"].as_array();
        for (nth, option) in options.into_iter().flatten().enumerate() {
            let at = format!("{at}/answerOption/{nth}");
            let place = Place::Option(link_id.clone());
            if option["valueCoding"].is_object() {
                let at = format!("{at}/valueCoding");
                take(&option["valueCoding"], at, "display", place, to, into);
            } else {
                take(option, at, "valueString", place, to, into);
            }
        }
        of_items(item, &at, to, into);
    }
}

fn take(
    holder: &Value,
    at: String,
    name: &'static str,
    place: Place,
    to: Language,
    into: &mut Vec<Phrase>,
) {
    let Some(base) = holder[name].as_str() else {
        return;
    };
    // Numbers are the same to everyone.
    if !base.chars().any(char::is_alphabetic) {
        return;
    }
    let beside = &holder[format!("_{name}")]["extension"];
    let all = beside.as_array().into_iter().flatten();
    let mut own = all.filter(|it| is_in(it, to));
    let said = own.next().and_then(|it| part(it, "content"));
    into.push(Phrase {
        place,
        base: base.to_owned(),
        said: said.unwrap_or_default().to_owned(),
        at: (at, name),
    });
}

fn part<'a>(extension: &'a Value, name: &str) -> Option<&'a str> {
    let parts = extension["extension"].as_array()?;
    let part = parts.iter().find(|it| it["url"] == name)?;
    let values = ["valueString", "valueCode", "valueMarkdown"];
    values.iter().find_map(|value| part[*value].as_str())
}

fn is_in(extension: &Value, language: Language) -> bool {
    extension["url"] == TRANSLATION
        && part(extension, "lang").and_then(Language::of_tag) == Some(language)
}

fn say(holder: &mut Value, name: &str, to: Language, said: &str) {
    let beside = format!("_{name}");
    if !holder[&beside].is_object() {
        if said.is_empty() {
            set_if_there(holder, &beside);
            return;
        }
        holder[&beside] = json!({});
    }
    let kept = list(&mut holder[&beside], "extension");
    let place = kept.iter().position(|it| is_in(it, to));
    let now = json!({"url": TRANSLATION, "extension": [
        {"url": "lang", "valueCode": to.tag()},
        {"url": "content", "valueString": said},
    ]});
    match place {
        Some(place) if said.is_empty() => drop(kept.remove(place)),
        // The same words again leave the tag as it came, such as `da-DK`.
        Some(place) if part(&kept[place], "content") == Some(said) => {}
        Some(place) => kept[place] = now,
        None if said.is_empty() => {}
        None => kept.push(now),
    }
    if kept.is_empty() {
        set(&mut holder[&beside], "extension", None);
        set_if_there(holder, &beside);
    }
}

/// Takes away what holds nothing.
fn set_if_there(holder: &mut Value, beside: &str) {
    let is_empty = holder[beside]
        .as_object()
        .is_none_or(serde_json::Map::is_empty);
    if is_empty {
        set(holder, beside, None);
    }
}
