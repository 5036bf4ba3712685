//! Projects: who wants rows about people without their names, on what ground, and who decided.
//!
//! Rows are of people who have said yes to research, and of nobody else, whatever ground a
//! project names. One asks, another decides, and only then are rows taken; each time is in the
//! log of every person whose row it was.

#[cfg(feature = "ssr")]
pub mod page;
mod rows;

#[cfg(feature = "ssr")]
pub use rows::rows_codebook;
pub use rows::{Month, ROW_COLUMNS, Row, born, rows_csv};

use jiff::Timestamp;
use serde::Deserialize;

/// Rows are taken of so many people or not at all: among fewer, months and a track may be a name.
pub const FEWEST: usize = 10;

/// Who wants the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An evaluation or another research project.
    Research,
    /// A partner of the programme.
    Partner,
}

impl Kind {
    /// Both, as a choice lists them.
    pub const ALL: [Self; 2] = [Self::Research, Self::Partner];

    /// The word in the database; also the end of its key in the texts, and the purpose in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Research => "research",
            Self::Partner => "partner",
        }
    }

    /// The one of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// On what ground the office may hand rows out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The people have said yes, and that is the ground.
    Consent,
    /// A public task that the law describes.
    Task,
    /// Research or statistics that a board or authority has approved.
    Approval,
    /// The agreement between the partners.
    Agreement,
}

impl Basis {
    /// All, as a choice lists them.
    pub const ALL: [Self; 4] = [Self::Consent, Self::Task, Self::Approval, Self::Agreement];

    /// The word in the database; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Task => "task",
            Self::Approval => "approval",
            Self::Agreement => "agreement",
        }
    }

    /// The one of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether it has a number or a date that others can look up.
    pub fn needs_reference(self) -> bool {
        self != Self::Consent
    }
}

/// Where a project stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided.
    Waiting,
    /// Rows may be taken.
    Approved,
    /// They may not, for this reason.
    Refused(String),
    /// Whoever asked wants it no more.
    TakenBack,
}

/// A project as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Which.
    pub id: String,
    /// Who wants the rows.
    pub kind: Kind,
    /// What it is called, or who asks.
    pub title: String,
    /// What was asked for.
    pub wants: String,
    /// On what ground.
    pub basis: Basis,
    /// Where that can be looked up.
    pub reference: String,
    /// Who asked, and when.
    pub asked: (String, Timestamp),
    /// Where it stands.
    pub state: State,
    /// Who decided, and when.
    pub decided: Option<(String, Timestamp)>,
    /// Who took rows, when, and of how many people; the newest first.
    pub takings: Vec<(String, Timestamp, i64)>,
    /// Whether the reader is the one who asked.
    pub is_own: bool,
}

/// Something in a form that has to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: &'static str,
    /// The key of the sentence.
    pub key: &'static str,
}

/// What is asked for, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each is the field of that name")]
pub struct ProjectForm {
    pub programme: String,
    pub kind: String,
    pub title: String,
    pub wants: String,
    pub basis: String,
    pub reference: String,
}

/// A project that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is as in a project")]
pub struct NewProject {
    pub kind: Kind,
    pub title: String,
    pub wants: String,
    pub basis: Basis,
    pub reference: String,
}

/// The most letters that a field may hold.
const LONGEST: usize = 2000;

impl ProjectForm {
    /// Reads the form, or says field by field what to mend.
    pub fn read(&self) -> Result<NewProject, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wrong = |is_wrong: bool, field, key| {
            if is_wrong {
                problems.push(Problem { field, key });
            }
        };
        let text = |text: &str| text.trim().to_owned();
        let missing = |text: &str| text.trim().is_empty() || text.chars().count() > LONGEST;
        let (kind, basis) = (Kind::of(&self.kind), Basis::of(&self.basis));
        wrong(kind.is_none(), "kind", "projects-kind-missing");
        wrong(missing(&self.title), "title", "projects-title-missing");
        wrong(missing(&self.wants), "wants", "projects-wants-missing");
        wrong(basis.is_none(), "basis", "projects-basis-missing");
        let needs = basis.is_some_and(Basis::needs_reference);
        wrong(
            needs && missing(&self.reference),
            "reference",
            "projects-reference-missing",
        );
        match (kind, basis) {
            (Some(kind), Some(basis)) if problems.is_empty() => Ok(NewProject {
                kind,
                title: text(&self.title),
                wants: text(&self.wants),
                basis,
                reference: text(&self.reference),
            }),
            _ => Err(problems),
        }
    }
}

/// A decision, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each is the field of that name")]
pub struct DecisionForm {
    pub deed: String,
    pub reason: String,
}

impl DecisionForm {
    /// Whether rows may be taken, with the reason. A refusal without one is a problem.
    pub fn read(&self) -> Result<(bool, String), Problem> {
        let reason = self.reason.trim();
        let problem = |key| Problem {
            field: "reason",
            key,
        };
        match self.deed.as_str() {
            "approve" => Ok((true, reason.to_owned())),
            "refuse" if reason.is_empty() => Err(problem("projects-reason-missing")),
            "refuse" => Ok((false, reason.to_owned())),
            _ => Err(problem("projects-deed-missing")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Basis, DecisionForm, Kind, ProjectForm};

    fn form() -> ProjectForm {
        ProjectForm {
            programme: "p1".into(),
            kind: "research".into(),
            title: " Evaluation ".into(),
            wants: "Livelihood before and after".into(),
            basis: "approval".into(),
            reference: "2026/17".into(),
        }
    }

    #[test]
    fn a_ground_that_others_can_look_up_says_where() {
        let new = form().read().unwrap();
        assert_eq!((new.kind, new.basis), (Kind::Research, Basis::Approval));
        assert_eq!(new.title, "Evaluation");
        let without = ProjectForm {
            reference: " ".into(),
            ..form()
        };
        assert_eq!(without.read().unwrap_err()[0].field, "reference");
        let consent = ProjectForm {
            basis: "consent".into(),
            ..without
        };
        assert!(consent.read().is_ok());
        let fields = ProjectForm::default().read().unwrap_err();
        let fields: Vec<_> = fields.iter().map(|it| it.field).collect();
        assert_eq!(fields, ["kind", "title", "wants", "basis"]);
    }

    #[test]
    fn nobody_is_refused_without_a_reason() {
        let decision = |deed: &str, reason: &str| {
            let form = DecisionForm {
                deed: deed.into(),
                reason: reason.into(),
            };
            form.read()
        };
        assert_eq!(decision("approve", ""), Ok((true, String::new())));
        assert!(decision("refuse", " ").is_err());
        assert_eq!(decision("refuse", "No"), Ok((false, "No".into())));
        assert!(decision("", "No").is_err());
    }
}
