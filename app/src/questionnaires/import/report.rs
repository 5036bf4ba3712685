//! What became of a questionnaire that was taken in.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::questionnaires::element::Said;
use crate::questionnaires::licence::{LICENCE, Licence};
use crate::questionnaires::resource::{Item, Kind, Questionnaire};
use crate::questionnaires::scoring::SCORE;
use crate::texts::Language;

/// Says which number the next new question of a form that was written here gets.
pub(in crate::questionnaires) const NEXT: &str = "https://dagsform.example/fhir/next-question";

/// What became of a questionnaire that was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many questions wait for an answer.
    pub questions: usize,
    /// How many groups they stand in.
    pub groups: usize,
    /// How many conditions decide what is asked.
    pub conditions: usize,
    /// Whose words they are.
    pub licence: Licence,
    /// What is kept without being shown, and what is asked in another way, each with the link ids
    /// where it stands; none for the document as a whole.
    pub notes: BTreeMap<Note, Vec<String>>,
}

/// Something to know about a questionnaire that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// An element or an extension: kept and exported, but neither shown nor used.
    Kept(String),
    /// Asked in another way than the document would like.
    Changed(Changed),
}

/// What is asked in another way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// An answer is needed, but anybody may skip.
    Required,
    /// A slider: rows to tap, or a field for a long scale.
    Slider,
    /// Another control, of this name: shown as this kind of question always is.
    Control(String),
    /// A group that may be answered several times: asked once.
    RepeatingGroup,
    /// Longer texts that may be several: each is one line.
    RepeatingText,
    /// An expression, with its extension: nothing is computed.
    Expression(String),
    /// Not to be changed: not asked at all.
    ReadOnly,
    /// Words with markup: shown plain.
    Markup,
    /// A draft, or something that its publisher no longer wants to be used.
    Status(String),
    /// Readers of this language read some of it in another.
    Untranslated(Language),
}

/// For machines: kept, and nothing that a person would miss.
const FOR_MACHINES: [&str; 25] = [
    "id",
    "meta",
    "url",
    "version",
    "name",
    "identifier",
    "status",
    "experimental",
    "subjectType",
    "date",
    "publisher",
    "contact",
    "useContext",
    "jurisdiction",
    "approvalDate",
    "lastReviewDate",
    "effectivePeriod",
    "code",
    "definition",
    "derivedFrom",
    "text",
    "contained",
    "_url",
    "_version",
    "_name",
];

/// Controls that are shown as they are meant.
const SHOWN: [&str; 9] = [
    "radio-button",
    "check-box",
    "drop-down",
    "autocomplete",
    "help",
    "flyover",
    "lower",
    "upper",
    "unit",
];

const FHIR: &str = "http://hl7.org/fhir/StructureDefinition/";

/// Extensions that are used, after the address that those of FHIR begin with.
const USED: [&str; 7] = [
    "questionnaire-itemControl",
    "questionnaire-hidden",
    "minValue",
    "maxValue",
    "ordinalValue",
    "questionnaire-unit",
    "entryFormat",
];

/// Bounds of numbers and of days are used; those of a month or a moment are not.
const BOUNDS: [&str; 2] = ["/minValue", "/maxValue"];

impl Report {
    pub(super) fn of(questionnaire: &Questionnaire, document: &Value) -> Self {
        let mut report = Self {
            licence: questionnaire.licence(),
            ..Self::default()
        };
        for name in questionnaire.rest.keys() {
            if !FOR_MACHINES.contains(&name.as_str()) {
                report.note(Note::Kept(name.clone()), None);
            }
        }
        for extension in &questionnaire.extension {
            report.extension(&extension.url, None);
        }
        if let Some(status) = document.get("status").and_then(Value::as_str)
            && status != "active"
        {
            report.changed(Changed::Status(status.to_owned()), None);
        }
        report.items(questionnaire.items());
        report.languages(questionnaire);
        report
    }

    fn note(&mut self, note: Note, of: Option<&Item>) {
        let places = self.notes.entry(note).or_default();
        if let Some(item) = of
            && places.last().is_none_or(|last| last != item.link_id())
        {
            places.push(item.link_id().to_owned());
        }
    }

    fn changed(&mut self, changed: Changed, of: Option<&Item>) {
        self.note(Note::Changed(changed), of);
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.questions += usize::from(item.kind().asks());
            self.groups += usize::from(item.kind() == Kind::Group);
            self.conditions += item.enable_when().len();
            for name in item.rest.keys() {
                if !FOR_MACHINES.contains(&name.as_str()) {
                    self.note(Note::Kept(name.clone()), Some(item));
                }
            }
            for extension in &item.extension {
                let is_bound = BOUNDS.iter().any(|name| extension.url.ends_with(name));
                let is_used = match item.kind() {
                    Kind::Integer | Kind::Decimal => extension.number().is_some(),
                    Kind::Date => extension.day().is_some(),
                    _ => false,
                };
                if is_bound && !is_used {
                    self.note(Note::Kept(extension.url.clone()), Some(item));
                }
                self.extension(&extension.url, Some(item));
            }
            for control in item.controls() {
                match control {
                    "slider" => self.changed(Changed::Slider, Some(item)),
                    shown if SHOWN.contains(&shown) => {}
                    other => self.changed(Changed::Control(other.to_owned()), Some(item)),
                }
            }
            if item.kind().asks() && item.required() {
                self.changed(Changed::Required, Some(item));
            }
            // What stands in a question with several answers belongs to each of them.
            let holds = item.items().iter().any(|it| it.kind().asks());
            if item.repeats() && (item.kind() == Kind::Group || holds) {
                self.changed(Changed::RepeatingGroup, Some(item));
            }
            if item.kind() == Kind::Text && item.repeats() {
                self.changed(Changed::RepeatingText, Some(item));
            }
            if item.read_only == Some(true) {
                self.changed(Changed::ReadOnly, Some(item));
            }
            if item.has_markup() {
                self.changed(Changed::Markup, Some(item));
            }
            self.items(item.items());
        }
    }

    fn extension(&mut self, url: &str, of: Option<&Item>) {
        let known = url
            .strip_prefix(FHIR)
            .is_some_and(|name| USED.contains(&name));
        if known || [LICENCE, SCORE, NEXT].contains(&url) {
            return;
        }
        let name = url.rsplit('/').next().unwrap_or(url);
        if name.ends_with("xpression") || name.ends_with("-variable") || name == "variable" {
            self.changed(Changed::Expression(name.to_owned()), of);
        } else {
            self.note(Note::Kept(url.to_owned()), of);
        }
    }

    /// Which readers meet a language that is not their own.
    fn languages(&mut self, questionnaire: &Questionnaire) {
        fn all(items: &[Item], base: &str, wanted: Language, into: &mut Vec<Said>) {
            for item in items {
                into.push(item.text(base, wanted));
                let options = item.options().iter();
                into.extend(options.map(|option| option.text(base, wanted)));
                all(item.items(), base, wanted, into);
            }
        }
        for wanted in Language::ALL {
            let mut said = vec![questionnaire.title(wanted)];
            all(
                questionnaire.items(),
                questionnaire.language(),
                wanted,
                &mut said,
            );
            // Numbers are the same to everyone.
            let is_foreign = |said: &Said| {
                Language::of_tag(&said.language) != Some(wanted)
                    && said.text.chars().any(char::is_alphabetic)
            };
            if said.iter().any(is_foreign) {
                self.changed(Changed::Untranslated(wanted), None);
            }
        }
    }
}
