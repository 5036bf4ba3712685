//! Writing a questionnaire in the browser: a draft is a FHIR document that nobody is asked yet.

mod changes;
mod conditions;
mod document;
mod form;
#[cfg(feature = "ssr")]
pub mod page;
mod sort;
mod taking;
#[cfg(test)]
mod tests;
mod translating;

use document::{among, extensions, has_worded_options, list, own_words, set};
use serde_json::{Value, json};

pub use changes::Changes;
pub use conditions::{Offer, offers, told as told_condition};
pub use form::ItemForm;
pub use sort::Sort;
pub use taking::{AboutForm, Mend, key_of};
pub use translating::{Phrase, Place};

use super::element::Extension;
use super::enabling::EnableWhen;
use super::import::{MOST_BYTES, NEXT};
use super::licence::LICENCE;
use super::refusal::Wrong;
use super::resource::{Item, Questionnaire};
use crate::texts::Language;

/// What names one document in the world: a copy is another one.
const OWN_NAMES: [&str; 9] = [
    "id",
    "meta",
    "url",
    "version",
    "identifier",
    "name",
    "date",
    "publisher",
    "contact",
];

/// A questionnaire that somebody is writing. Unlike one that can be asked it may be empty; its
/// conditions always look back at questions that are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    document: Value,
    form: Questionnaire,
}

/// One question, heading or group of a draft, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its link id.
    pub link_id: String,
    /// Which question it is, from 1; none for what asks nothing.
    pub number: Option<usize>,
    /// In how many groups it stands.
    pub depth: usize,
    /// What kind of thing it is.
    pub sort: Sort,
    /// Its words.
    pub text: String,
    /// Whether "next" wants an answer.
    pub required: bool,
    /// Whether something stands before it, in the same group.
    pub can_rise: bool,
    /// Whether something stands after it, in the same group.
    pub can_sink: bool,
}

impl Draft {
    /// An empty one, in the words of `holder`, the office that writes it.
    pub fn begun(about: &AboutForm, holder: &str) -> Result<Self, Mend> {
        let document = json!({
            "resourceType": "Questionnaire",
            "status": "draft",
            "extension": [own_words(holder)],
        });
        about.write(document)
    }

    /// A document that is kept; `None` when it is no questionnaire at all.
    pub fn read(json: &str) -> Option<Self> {
        Self::of(serde_json::from_str(json).ok()?).ok()
    }

    /// The next version of a published one, or with `title` a new one that begins as its copy.
    pub fn from_published(json: &str, title: Option<&str>) -> Option<Self> {
        let mut document: Value = serde_json::from_str(json).ok()?;
        document["status"] = json!("draft");
        if let Some(title) = title {
            let fields = document.as_object_mut()?;
            let from = fields.get("url").and_then(Value::as_str).map(str::to_owned);
            for name in OWN_NAMES {
                fields.remove(name);
            }
            fields.remove("_title");
            fields.insert("title".to_owned(), json!(title));
            if let Some(from) = from {
                fields.insert("derivedFrom".to_owned(), json!([from]));
            }
        }
        Self::of(document).ok()
    }

    fn of(document: Value) -> Result<Self, Mend> {
        let json = document.to_string();
        if json.len() > MOST_BYTES {
            return Err(Mend::TooBig);
        }
        let form = Questionnaire::parse(&json).map_err(|_| Mend::TooBig)?;
        Ok(Self { document, form })
    }

    /// As it is kept.
    pub fn to_json(&self) -> String {
        format!("{:#}", self.document)
    }

    /// As it is published: in use.
    pub fn to_publish(&self) -> String {
        let mut document = self.document.clone();
        document["status"] = json!("active");
        format!("{document:#}\n")
    }

    /// What it says.
    pub fn form(&self) -> &Questionnaire {
        &self.form
    }

    /// Title and purpose, as they are edited.
    pub fn about(&self) -> AboutForm {
        let said = |name: &str| self.document[name].as_str().unwrap_or_default().to_owned();
        AboutForm {
            title: said("title"),
            purpose: said("description"),
            language: self.language(),
        }
    }

    /// The same with another title and purpose.
    pub fn with_about(&self, about: &AboutForm) -> Result<Self, Mend> {
        about.write(self.document.clone())
    }

    /// The language that it is written in, as far as it is one of ours.
    pub fn language(&self) -> Language {
        Language::of_tag(self.form.language()).unwrap_or(Language::En)
    }

    /// The item of this link id.
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        self.form.item(link_id)
    }

    /// Everything that can be edited, in order, outermost first.
    pub fn lines(&self) -> Vec<Line> {
        fn add(items: &[Item], depth: usize, count: &mut usize, base: &str, into: &mut Vec<Line>) {
            let shown: Vec<&Item> = items.iter().filter(|it| !it.is_label()).collect();
            for (place, item) in shown.iter().enumerate() {
                let is_asked = item.kind().asks() && !item.hidden();
                *count += usize::from(is_asked);
                let wanted = Language::of_tag(base).unwrap_or(Language::En);
                into.push(Line {
                    link_id: item.link_id().to_owned(),
                    number: is_asked.then_some(*count),
                    depth,
                    sort: Sort::of(item),
                    text: item.text(base, wanted).text,
                    required: item.required(),
                    can_rise: place > 0,
                    can_sink: place + 1 < shown.len(),
                });
                add(item.items(), depth + 1, count, base, into);
            }
        }
        let mut lines = Vec::new();
        add(
            self.form.items(),
            0,
            &mut 0,
            self.form.language(),
            &mut lines,
        );
        lines
    }

    /// The same with one more question, and its link id: behind the one that the form names, else
    /// at the end. Somebody else's words stay theirs: where the whole is not the office's own, the
    /// new question says whose it is.
    pub fn with_added(&self, asked: &ItemForm, holder: &str) -> Result<(Self, String), Mend> {
        let number = self.next_number();
        let link_id = format!("q{number}");
        let mut item = json!({"linkId": link_id});
        asked.write(self, &mut item);
        if !self.is_own(holder) {
            extensions(&mut item).push(own_words(holder));
        }
        let mut document = self.document.clone();
        let mut item = Some(item);
        among(&mut document, &asked.after, &mut |items, place| {
            items.extend(item.take());
            items[place + 1..].rotate_right(1);
        });
        list(&mut document, "item").extend(item);
        let whole = extensions(&mut document);
        whole.retain(|it| it["url"] != NEXT);
        whole.push(json!({"url": NEXT, "valueInteger": number + 1}));
        Ok((self.kept_whole(document, &link_id)?, link_id))
    }

    /// The same with one question changed.
    pub fn with_edited(&self, link_id: &str, asked: &ItemForm) -> Result<Self, Mend> {
        let mut document = self.document.clone();
        let written = among(&mut document, link_id, &mut |items, place| {
            asked.write(self, &mut items[place]);
        });
        if !written {
            return Err(Mend::Gone);
        }
        self.kept_whole(document, link_id)
    }

    /// The same without one question, and whatever stands in it.
    pub fn without(&self, link_id: &str) -> Result<Self, Mend> {
        let mut document = self.document.clone();
        let removed = among(&mut document, link_id, &mut |items, place| {
            items.remove(place);
        });
        if !removed {
            return Err(Mend::Gone);
        }
        self.kept_whole(document, link_id)
    }

    /// The same with one question a place earlier or later among its neighbours.
    pub fn with_moved(&self, link_id: &str, earlier: bool) -> Result<Self, Mend> {
        let mut document = self.document.clone();
        let moved = among(&mut document, link_id, &mut |items, place| {
            let other = if earlier {
                place.checked_sub(1)
            } else {
                Some(place + 1).filter(|other| *other < items.len())
            };
            if let Some(other) = other {
                items.swap(place, other);
            }
        });
        if !moved {
            return Err(Mend::Gone);
        }
        self.kept_whole(document, link_id)
    }

    /// Takes the new document unless it breaks a condition that held together before.
    fn kept_whole(&self, document: Value, touched: &str) -> Result<Self, Mend> {
        let next = Self::of(document)?;
        let before = self.broken();
        let broken = next.broken().into_iter();
        let mut new = broken.filter(|it| !before.contains(it));
        match new.next() {
            None => Ok(next),
            Some(link_id) if self.item(&link_id).is_none() => Err(Mend::AsksLater),
            Some(link_id) => {
                let lines = self.lines();
                let named = |name: &str| lines.iter().find(|it| it.link_id == name);
                let line = named(&link_id).or(named(touched));
                Err(Mend::Depends {
                    text: line.map(|it| it.text.clone()).unwrap_or_default(),
                })
            }
        }
    }

    /// What waits for an answer that cannot come, by link id.
    fn broken(&self) -> Vec<String> {
        let refusals = self.form.refusals().into_iter();
        let mut broken: Vec<String> = refusals
            .filter(|it| {
                matches!(
                    it.wrong,
                    Wrong::UnknownQuestion(_)
                        | Wrong::OwnQuestion(_)
                        | Wrong::LaterQuestion(_)
                        | Wrong::Circle(_)
                        | Wrong::AsksNoAnswer(_)
                )
            })
            .filter_map(|it| it.link_id)
            .collect();
        self.unanswerable(self.form.items(), &mut broken);
        broken
    }

    fn unanswerable(&self, items: &[Item], into: &mut Vec<String>) {
        for item in items {
            let cannot = |condition: &EnableWhen| {
                let of = self.form.item(&condition.question);
                of.is_some_and(|of| !conditions::can_be(condition, of))
            };
            if item.enable_when().iter().any(cannot) {
                into.push(item.link_id().to_owned());
            }
            self.unanswerable(item.items(), into);
        }
    }

    fn is_own(&self, holder: &str) -> bool {
        let licence = self.form.extension(LICENCE);
        licence.and_then(|it| it.part("holder")?.text()) == Some(holder)
    }

    /// The number of the next new question. One that was ever given stays that question's, also
    /// after it was removed: answers to two questions must never meet under one name.
    fn next_number(&self) -> u64 {
        let kept = self.form.extension(NEXT).and_then(Extension::number);
        let kept = kept.map_or(1, |number| number as u64);
        let lines = self.lines();
        let number = |it: &Line| it.link_id.strip_prefix('q')?.parse::<u64>().ok();
        let highest = lines.iter().filter_map(number).max().unwrap_or(0);
        let mut free = kept.max(highest.saturating_add(1))..;
        let is_free = |number: &u64| self.item(&format!("q{number}")).is_none();
        free.find(is_free).unwrap_or(kept)
    }
}
