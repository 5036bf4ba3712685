//! Every table with rows about a person, column by column: how it is told, and what stays out.

use app::own::kept::Kind;

/// Which rows of a table are a person's, whose id is `$1`.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// The person's own row.
    Own,
    /// Rows that name the person.
    Person,
    /// Rows of the person's courses.
    Course,
    /// Questions about the person's courses.
    Subject,
    /// Rows of those questions.
    Occasion,
    /// Messages that went to the person.
    To,
    /// What became of those messages.
    Contact,
    /// What was said to the person's plans.
    Revision,
}

impl Whose {
    /// The condition.
    pub(super) fn condition(self) -> &'static str {
        match self {
            Self::Own => "id = $1",
            Self::Person => "participant_id = $1",
            Self::Course => {
                "enrolment_id in (select id from enrolments where participant_id = $1)"
            }
            Self::Subject => "subject_id in (select id from enrolments where participant_id = $1)",
            Self::Occasion => {
                "occasion_id in (select o.id from occasions o join enrolments e on e.id = o.subject_id
                                 where e.participant_id = $1)"
            }
            Self::To => "person_id = $1",
            Self::Contact => "contact_id in (select id from contacts where person_id = $1)",
            Self::Revision => {
                "plan_revision_id in (select v.id from plan_revisions v
                                      join enrolments e on e.id = v.enrolment_id
                                      where e.participant_id = $1)"
            }
        }
    }
}

/// How a column is written into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As it is.
    Plain,
    /// A word of ours, told in the reader's language on the page: what its key begins with.
    Word(&'static str),
    /// A language, by its own name.
    Language,
    /// A deadline or a rule of the programme, by what people call it.
    Rule,
    /// An instant.
    At,
    /// A local day.
    Day,
    /// Yes or no.
    Flag,
    /// A document.
    Json,
    /// A question, by its link id; a page has its words.
    Question,
    /// What was answered to it: a document; a page has its words.
    Answer,
    /// Somebody who works here, by name.
    Staff,
    /// Another system, by name.
    System,
    /// Whoever referred the person, by name.
    Referrer,
    /// A programme, by its short name.
    Programme,
    /// A questionnaire, by its short name.
    Questionnaire,
    /// What would let somebody in, or is a name of the machine's alone: it stays out.
    Out,
}

/// A column, and the label under which a page tells it; the file has those without one too.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub how: How,
    /// One of [`app::own::kept::LABELS`].
    pub label: Option<&'static str>,
}

/// A table with rows about people.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Under what a page tells it.
    pub kind: Kind,
    /// Which rows are a person's.
    pub whose: Whose,
    /// All its columns.
    pub columns: &'static [Column],
}

const fn told(name: &'static str, how: How, label: &'static str) -> Column {
    Column {
        name,
        how,
        label: Some(label),
    }
}

const fn kept(name: &'static str, how: How) -> Column {
    Column {
        name,
        how,
        label: None,
    }
}

const fn table(name: &'static str, kind: Kind, whose: Whose, columns: &'static [Column]) -> Table {
    Table {
        name,
        kind,
        whose,
        columns,
    }
}

use How::{
    Answer, At, Day, Flag, Json, Language, Out, Plain, Programme, Question, Questionnaire,
    Referrer, Rule, Staff, System,
};

/// Words that stand with those of this page.
const WORD: How = How::Word("mine-word-");

mod lived;
mod noted;

/// Every table with rows about people. A test holds it to the schema, column by column.
pub fn all() -> impl Iterator<Item = &'static Table> {
    lived::TABLES.iter().chain(noted::TABLES)
}

/// Tables that name people's rows and are not in the file, each with the reason.
pub const LEFT_OUT: &[(&str, &str)] = &[(
    "idempotency_keys",
    "holds hashes by which a form that is sent twice counts once, for a day",
)];
