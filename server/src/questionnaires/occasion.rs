//! One due questionnaire, and where it stands for whoever opens it.

use app::ids::{OccasionId, OrganisationId, ProgrammeId, QuestionnaireId};
use app::programmes::Collection;
use app::questionnaires::{Kept, Questionnaire};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// For so long after the end, an answer still counts: 14 days. It is kept and marked by
/// its time; later ones are kept where they have a name on them, and count no more.
pub const GRACE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// One due questionnaire, as whoever answers it needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Which.
    pub id: OccasionId,
    /// Of which office.
    pub organisation: OrganisationId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// What kind of person is asked.
    pub subject_kind: SubjectKind,
    /// Id of the enrolment that it is about, the member of staff or the partner.
    pub subject_id: String,
    /// The rule that asks.
    pub rule_id: String,
    /// The version that is asked.
    pub questionnaire: QuestionnaireId,
    /// Whether answers carry a name.
    pub collection: Collection,
    /// From when it may be answered.
    pub opens_at: Timestamp,
    /// Until when it may be answered.
    pub closes_at: Timestamp,
    /// What became of it so far.
    pub state: State,
    /// The local day on which that was decided.
    pub settled_on: Option<Date>,
}

/// What kind of person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    /// Someone who takes part, in one enrolment.
    Enrolment,
    /// Someone who works in the programme.
    Staff,
    /// Someone of a partner authority.
    Partner,
    /// The coordinator of one enrolment.
    Coordinator,
    /// Whoever referred the person of one enrolment.
    Referrer,
}

impl SubjectKind {
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            "enrolment" => Some(Self::Enrolment),
            "staff" => Some(Self::Staff),
            "partner" => Some(Self::Partner),
            "coordinator" => Some(Self::Coordinator),
            "referrer" => Some(Self::Referrer),
            _ => None,
        }
    }
}

/// What became of an occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may be answered while its window lasts.
    Open,
    /// Answered and sent.
    Answered,
    /// The person does not want to.
    Declined,
    /// Its window ended.
    Closed,
    /// It is no longer wanted.
    Cancelled,
}

impl State {
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "answered" => Some(Self::Answered),
            "declined" => Some(Self::Declined),
            "closed" => Some(Self::Closed),
            "cancelled" => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// How answers came in; it makes a difference to how people answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Signed in, on the person's phone.
    App,
    /// Signed in at the office, by whoever is asked there.
    Desk,
    /// By a one-occasion right.
    Link,
    /// Read out by a member of staff.
    Phone,
    /// On paper, which staff keep.
    Paper,
    /// From another system of the office.
    Api,
}

impl Mode {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Desk => "desk",
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Paper => "paper",
            Self::Api => "api",
        }
    }
}

/// Something that a participant could answer now.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Which; its page is `/questions/{occasion}`.
    pub occasion: OccasionId,
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// Until when.
    pub closes_at: Timestamp,
    /// Whether something was answered already.
    pub is_begun: bool,
}

/// Where an occasion stands for whoever opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Not yet to be seen.
    Ahead,
    /// To be answered.
    Open,
    /// The window ended a short while ago: what comes now is kept and counts.
    Late,
    /// It is over.
    Over,
    /// Answered and sent.
    Answered,
}

impl Occasion {
    /// Where it stands at `now`.
    pub fn stand(&self, now: Timestamp) -> Stand {
        match self.state {
            State::Answered => Stand::Answered,
            State::Declined | State::Cancelled => Stand::Over,
            State::Open if now < self.opens_at => Stand::Ahead,
            State::Open if now < self.closes_at => Stand::Open,
            State::Open | State::Closed if now < self.closes_at + GRACE => Stand::Late,
            State::Open | State::Closed => Stand::Over,
        }
    }

    /// What is said to become of the answers that are given on the server's pages.
    pub fn kept(&self) -> Kept {
        match self.collection {
            Collection::Identified => Kept::Named,
            Collection::Confidential => Kept::Confidential,
        }
    }

    /// Whether answers go without a name.
    pub fn is_confidential(&self) -> bool {
        self.collection == Collection::Confidential
    }
}
