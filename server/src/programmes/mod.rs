//! Programmes as they run here: a definition, its text, and every version it had.

pub mod impact;
pub(crate) mod kept;
pub mod naming;
mod sent;
pub mod store;
pub mod web;

use std::path::Path;

use app::programmes::{Definition, Wrong, read};
use app::texts::Language;
use serde::Serialize;

/// A definition that was read without a complaint, with the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    definition: Definition,
    text: String,
}

impl Protocol {
    /// Reads a definition; `file` is only a name for the complaint.
    pub fn read(file: &str, text: &str) -> Result<Self, Wrong> {
        Ok(Self {
            definition: read(file, text)?,
            text: text.to_owned(),
        })
    }

    /// What the text says.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The text, comments and all.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What is in a definition, for whoever wrote it to compare with what they meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Short name.
    pub id: String,
    /// The version that the file gives itself.
    pub version: u32,
    /// The name in English, or in whatever it was written in.
    pub name: String,
    /// Short names of the phases, in order.
    pub phases: Vec<String>,
    /// Short names of the deadlines.
    pub deadlines: Vec<String>,
    /// Short names of the tracks.
    pub tracks: Vec<String>,
    /// Short names of the targets.
    pub targets: Vec<String>,
    /// Short names of the rules.
    pub rules: Vec<String>,
    /// Keys of the questionnaires that the rules ask, each once.
    pub questionnaires: Vec<String>,
}

impl Summary {
    /// What is in `definition`.
    pub fn of(definition: &Definition) -> Self {
        let rules = || definition.rules.iter();
        let mut questionnaires: Vec<String> = rules().map(|it| it.questionnaire.clone()).collect();
        questionnaires.sort();
        questionnaires.dedup();
        Self {
            id: definition.id.clone(),
            version: definition.version,
            name: definition.called(Language::En).to_owned(),
            phases: definition.phases.iter().map(|it| it.id.clone()).collect(),
            deadlines: definition
                .deadlines
                .iter()
                .map(|it| it.id.clone())
                .collect(),
            tracks: definition.tracks.iter().map(|it| it.id.clone()).collect(),
            targets: definition.targets.iter().map(|it| it.id.clone()).collect(),
            rules: rules().map(|it| it.id.clone()).collect(),
            questionnaires,
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} (`{}`, version {})", self.name, self.id, self.version)?;
        let lists = [
            ("phases", &self.phases),
            ("deadlines", &self.deadlines),
            ("tracks", &self.tracks),
            ("targets", &self.targets),
            ("rules", &self.rules),
            ("questionnaires", &self.questionnaires),
        ];
        for (what, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(f, "  {what}: {}", list.join(", "))?;
        }
        Ok(())
    }
}

/// Reads the definition in a file and says what is in it, or the first thing wrong with it.
pub fn check(path: &Path) -> Result<Summary, Wrong> {
    let file = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => read(&file, &text).map(|definition| Summary::of(&definition)),
        Err(error) => Err(Wrong::unopened(file, &error)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::check;

    fn shipped(file: &str) -> String {
        format!("{}/../app/programmes/{file}", env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn whoever_wrote_a_definition_is_told_what_is_in_it() {
        let told = check(Path::new(&shipped("insjoriket-aktiv.toml"))).unwrap();
        assert_eq!(
            told.to_string(),
            "AKTIV (`insjoriket-aktiv`, version 1)
  phases: referral, mapping, plan, course, follow-up
  deadlines: allocation, intro-talk, closing-talk, follow-up-consent, \
contact-routes, one-year-follow-up
  targets: quality-of-life
  rules: self-rating-start, self-rating-quarterly, self-rating-end, self-rating-year, influence, \
cross-sector-staff, cross-sector-partners, contact-check-3, contact-check-6, contact-check-9, \
one-year-follow-up
  questionnaires: contact-check, cross-sector, influence, one-year-follow-up, self-rating
"
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_one_clear_line() {
        let wrong = check(Path::new("nowhere.toml")).unwrap_err().to_string();
        assert!(
            wrong.starts_with("nowhere.toml: cannot be read: "),
            "{wrong}"
        );
    }

    #[test]
    fn a_file_with_a_mistake_is_named_with_its_line() {
        let file = std::env::temp_dir().join(format!("wrong-{}.toml", uuid::Uuid::now_v7()));
        let text = std::fs::read_to_string(shipped("ishoj-sme.toml")).unwrap();
        std::fs::write(&file, text.replace("Europe/Copenhagen", "Nowhere")).unwrap();
        let wrong = check(&file).unwrap_err();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(wrong.line, 8);
        assert!(wrong.reason.starts_with("`Nowhere` is no time zone"));
    }
}
