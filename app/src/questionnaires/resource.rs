//! A questionnaire as FHIR R4 writes it: what we understand, and the rest kept as it came.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::answer::Answer;
use super::element::{Beside, Extension, Said, find, said};
use super::enabling::{EnableWhen, Together};
use super::licence::LICENCE;
use super::options::{AnswerOption, of_value_set};
use super::refusal::Wrong;
use crate::texts::Language;

pub(super) const ITEM_CONTROL: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
pub(super) const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
pub(super) const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
const ENTRY_FORMAT: &str = "http://hl7.org/fhir/StructureDefinition/entryFormat";
const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";

/// A questionnaire that can be asked. [`Questionnaire::read`] is the only way to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Questionnaire {
    resource_type: ResourceType,
    #[serde(default = "english", skip_serializing_if = "String::is_empty")]
    language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(rename = "_title", default, skip_serializing_if = "Option::is_none")]
    title_beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copyright: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) extension: Vec<Extension>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

fn english() -> String {
    "en".to_owned()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ResourceType {
    Questionnaire,
}

impl Questionnaire {
    /// Reads a document without asking whether it makes sense.
    pub(super) fn parse(json: &str) -> Result<Self, serde_json::Error> {
        let mut read: Self = serde_json::from_str(json)?;
        for item in &mut read.item {
            item.settle(read.rest.get("contained"));
        }
        Ok(read)
    }

    /// What it is called, for the reader; by its name for machines where it has no title.
    pub fn title(&self, wanted: Language) -> Said {
        let name = || self.rest.get("name")?.as_str();
        let base = self.title.as_deref().or_else(name).unwrap_or_default();
        said(base, &self.language, self.title_beside.as_ref(), wanted)
    }

    /// Whose words these are, and on which terms they may be used.
    pub fn copyright(&self) -> Option<&str> {
        self.copyright.as_deref()
    }

    /// The extension that means `url`, such as the holder of the licence.
    pub fn extension(&self, url: &str) -> Option<&Extension> {
        find(&self.extension, url)
    }

    /// All extensions that mean `url`.
    pub(super) fn extensions<'a>(&'a self, url: &'a str) -> impl Iterator<Item = &'a Extension> {
        self.extension.iter().filter(move |it| it.url == url)
    }

    /// What it consists of, outermost first.
    pub fn items(&self) -> &[Item] {
        &self.item
    }

    /// The item with this link id, however deep.
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        fn within<'a>(items: &'a [Item], link_id: &str) -> Option<&'a Item> {
            items.iter().find_map(|item| {
                if item.link_id == link_id {
                    Some(item)
                } else {
                    within(&item.item, link_id)
                }
            })
        }
        within(&self.item, link_id)
    }

    /// The language of the texts that stand outside translations, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }
}

/// What kind of thing an item is. Any other kind of FHIR is refused when reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Holds other items, under a heading.
    Group,
    /// A text that asks nothing.
    Display,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// One of the options; several, where it repeats.
    Choice,
    /// The same, or an answer in own words.
    #[serde(rename = "open-choice")]
    OpenChoice,
    /// One line of text.
    String,
    /// Several lines of text.
    Text,
    /// A day.
    Date,
}

impl Kind {
    /// Whether it waits for an answer.
    pub fn asks(self) -> bool {
        !matches!(self, Self::Group | Self::Display)
    }

    /// Whether there are options to choose from.
    pub fn chooses(self) -> bool {
        matches!(self, Self::Choice | Self::OpenChoice)
    }
}

/// A question, a text, or a group of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    link_id: String,
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(rename = "_text", default, skip_serializing_if = "Option::is_none")]
    text_beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) repeats: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) read_only: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    enable_when: Vec<EnableWhen>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) enable_behavior: Option<Together>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answer_option: Vec<AnswerOption>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer_value_set: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    initial: Vec<Value>,
    /// The options of the value set, once they were looked up in the document.
    #[serde(skip)]
    from_set: Option<Result<Vec<AnswerOption>, Wrong>>,
    /// What is answered as long as nobody did, read once.
    #[serde(skip)]
    begins_with: Option<Answer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) extension: Vec<Extension>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    item: Vec<Item>,
    #[serde(flatten)]
    pub(super) rest: Map<String, Value>,
}

impl Item {
    /// The name under which an answer is kept; unique in its questionnaire.
    pub fn link_id(&self) -> &str {
        &self.link_id
    }

    /// What kind of thing it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The question itself; `base_language` is that of the questionnaire.
    pub fn text(&self, base_language: &str, wanted: Language) -> Said {
        let base = self.text.as_deref().unwrap_or_default();
        let mut said = said(base, base_language, self.text_beside.as_ref(), wanted);
        if let Some(prefix) = &self.prefix {
            said.text = format!("{prefix} {}", said.text);
        }
        said
    }

    /// The question as the document writes it, whoever reads.
    pub(super) fn plain_text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Whether "next" needs an answer. Skipping is always possible.
    pub fn required(&self) -> bool {
        self.required.unwrap_or(false)
    }

    /// The most characters that an answer in text may have.
    pub fn max_length(&self) -> Option<usize> {
        self.max_length.map(|most| most as usize)
    }

    /// Conditions on earlier answers without which it is not asked.
    pub fn enable_when(&self) -> &[EnableWhen] {
        &self.enable_when
    }

    /// Whether all conditions must hold, or any.
    pub fn together(&self) -> Together {
        self.enable_behavior.unwrap_or(Together::All)
    }

    /// What may be chosen, in the order in which it is shown.
    pub fn options(&self) -> &[AnswerOption] {
        match &self.from_set {
            Some(Ok(options)) if self.answer_option.is_empty() => options,
            _ => &self.answer_option,
        }
    }

    /// The options that stand with the question itself; none where a value set names them.
    #[cfg(feature = "ssr")]
    pub(super) fn own_options(&self) -> &[AnswerOption] {
        match self.answer_value_set {
            None => &self.answer_option,
            Some(_) => &[],
        }
    }

    /// Why the options that stand elsewhere could not be had.
    pub(super) fn unresolved(&self) -> Option<&Wrong> {
        self.from_set.as_ref()?.as_ref().err()
    }

    /// Whether several options may be chosen.
    pub fn repeats(&self) -> bool {
        self.repeats == Some(true)
    }

    /// What is answered as long as nobody did, when the document says so and it is an answer.
    pub fn initial(&self) -> Option<&Answer> {
        self.begins_with.as_ref()
    }

    /// Looks up what stands elsewhere in the document, here and in the items within.
    fn settle(&mut self, contained: Option<&Value>) {
        let set = self.answer_value_set.as_deref();
        self.from_set = set.map(|reference| of_value_set(contained, reference));
        let written = self.initial.iter().filter_map(Answer::of_fhir);
        let mut lines: Vec<String> = written.map(|answer| answer.typed()).collect();
        let selected = self.options().iter().filter(|option| option.is_initial());
        lines.extend(selected.map(AnswerOption::value));
        let read = self.answer(&lines.join("\n")).ok();
        self.begins_with = read.filter(|answer| *answer != Answer::Skipped);
        for item in &mut self.item {
            item.settle(contained);
        }
    }

    /// Words that help to answer it: texts inside it that are marked so, and the form of an
    /// answer.
    pub fn help(&self, base_language: &str, wanted: Language) -> Vec<Said> {
        let marked = self.item.iter().filter(|it| it.is_help());
        let format = find(&self.extension, ENTRY_FORMAT).and_then(Extension::text);
        let format = format.map(|format| Said {
            text: format.to_owned(),
            language: base_language.to_owned(),
        });
        marked
            .map(|it| it.text(base_language, wanted))
            .chain(format)
            .collect()
    }

    /// What a number counts, such as kilograms.
    pub fn unit(&self, base_language: &str, wanted: Language) -> Option<Said> {
        let marked = self.item.iter().find(|it| it.is_shown_as("unit"));
        marked.map(|it| it.text(base_language, wanted)).or_else(|| {
            let text = find(&self.extension, UNIT)?.coding_text()?;
            Some(Said {
                text: text.to_owned(),
                language: base_language.to_owned(),
            })
        })
    }

    fn is_help(&self) -> bool {
        self.is_shown_as("help") || self.is_shown_as("flyover")
    }

    /// Whether it belongs to the question around it, and not to what comes after.
    pub(super) fn is_label(&self) -> bool {
        let marks = ["lower", "upper", "unit"];
        self.is_help() || marks.iter().any(|control| self.is_shown_as(control))
    }

    /// The items under this one.
    pub fn items(&self) -> &[Item] {
        &self.item
    }

    /// The least and the most that a number may be.
    pub fn bounds(&self) -> (Option<f64>, Option<f64>) {
        let bound = |url| find(&self.extension, url).and_then(Extension::number);
        (bound(MIN_VALUE), bound(MAX_VALUE))
    }

    /// The first and the last day that are taken.
    pub fn days(&self) -> (Option<Date>, Option<Date>) {
        let bound = |url| find(&self.extension, url).and_then(Extension::day);
        (bound(MIN_VALUE), bound(MAX_VALUE))
    }

    /// Whether the form would like to be shown this way: `radio-button`, `slider`, `lower`.
    pub fn is_shown_as(&self, control: &str) -> bool {
        self.controls().any(|code| code == control)
    }

    /// Whether some answer to it is a number or stands for one.
    pub(super) fn has_numbers(&self) -> bool {
        let counts = |option: &AnswerOption| option.ordinal().is_some();
        match self.kind {
            // Nobody says which of several would count.
            _ if self.repeats() => false,
            Kind::Integer | Kind::Decimal => true,
            kind if kind.chooses() => self.options().iter().any(counts),
            _ => false,
        }
    }

    /// How the form would like it to be shown, in the codes of FHIR.
    pub(super) fn controls(&self) -> impl Iterator<Item = &str> {
        let control = find(&self.extension, ITEM_CONTROL);
        control.into_iter().flat_map(Extension::codes)
    }

    /// Whether its words also come with markup.
    pub(super) fn has_markup(&self) -> bool {
        self.text_beside.as_ref().is_some_and(Beside::has_markup)
    }

    /// The extension that means `url`, such as the holder of the licence.
    pub fn extension(&self, url: &str) -> Option<&Extension> {
        find(&self.extension, url)
    }

    /// Whom to name beside the question, when it is not of the questionnaire's own holder.
    pub fn source(&self) -> Option<&str> {
        self.extension(LICENCE)?.part("attribution")?.text()
    }

    /// For machines only, or not to be changed: never asked.
    pub fn hidden(&self) -> bool {
        let hidden = find(&self.extension, HIDDEN).is_some_and(Extension::is_true);
        hidden || self.read_only == Some(true)
    }
}
