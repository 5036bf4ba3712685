//! What the compiler is asked about, and what it answers.

use jiff::{Timestamp, civil::Date};

use crate::programmes::{ConsentKind, Events, Happening, Respondent, StudyArm};

/// Whoever is asked: someone about one course, or someone who answers for the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// About one course: the person who takes part, the coordinator, or the referrer; rules
    /// count from the dates of the enrolment.
    Enrolled(Enrolled),
    /// Staff or a partner; rules count from the day on which the programme began here.
    Standing {
        /// Which of the two; one of [`Respondent::STANDING`].
        respondent: Respondent,
        /// Local day from which every rule counts.
        since: Date,
    },
}

/// What the rules need to know about one enrolment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enrolled {
    /// Who is asked; one of [`Respondent::OF_A_COURSE`].
    pub respondent: Respondent,
    /// The dated events.
    pub events: Events,
    /// Controls get nothing but the rules that name their arm.
    pub arm: StudyArm,
    /// Consents that were given and not withdrawn.
    pub consents: Vec<Permit>,
    /// What happened that may happen more than once, in any order.
    pub happened: Vec<Happened>,
}

/// Something that happened, and that rules may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub what: Happening,
    /// On which local day.
    pub on: Date,
}

/// A consent that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permit {
    /// For what.
    pub kind: ConsentKind,
    /// The last local day on which it stands; without end when absent.
    pub until: Option<Date>,
}

impl Permit {
    /// Whether it is this consent, and stands on `day`.
    pub fn is(&self, kind: ConsentKind, day: Date) -> bool {
        self.kind == kind && self.until.is_none_or(|last| day <= last)
    }
}

impl Enrolled {
    /// Whether this consent stands on `day`.
    pub fn permits(&self, kind: ConsentKind, day: Date) -> bool {
        self.consents.iter().any(|permit| permit.is(kind, day))
    }
}

/// One occurrence of a rule for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The rule's short name; with the subject and `number` it is the occasion's key.
    pub rule_id: String,
    /// From 1; counts the rule's occurrences.
    pub number: i64,
    /// Local day; an attribute, no part of the key.
    pub due_on: Date,
    /// From here it may be answered, and the first contact may leave.
    pub opens_at: Timestamp,
    /// From here it may not be answered.
    pub closes_at: Timestamp,
}
