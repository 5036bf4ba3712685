//! What is asked of whom, and the ladder of messages that carries it.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::{ConsentKind, Period, StudyArm, Timing};

/// What is asked of whom, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Short name in ASCII; with the enrolment and the number it is an occasion's key.
    pub id: String,
    /// Key of the questionnaire, such as `self-rating`.
    pub questionnaire: String,
    /// Who answers.
    #[serde(default)]
    pub respondent: Respondent,
    /// Identified for the own coordinator, or confidential for the results.
    #[serde(default)]
    pub collection: Collection,
    /// When it falls due.
    pub when: Timing,
    /// How long it may be answered, from the day it falls due.
    pub open_for: Period,
    /// Consent without which it is neither asked nor sent.
    #[serde(default)]
    pub needs: Option<ConsentKind>,
    /// Arms that are asked.
    #[serde(default = "intervention_only")]
    pub arms: Vec<StudyArm>,
    /// The ladder that carries it.
    pub ladder: String,
    /// The follow-up that everyone is accounted for in: so long after it fell due, those
    /// who were not reached are looked up in the register, and it closes with one
    /// disposition for each person.
    #[serde(default)]
    pub register_after: Option<Period>,
}

fn intervention_only() -> Vec<StudyArm> {
    vec![StudyArm::Intervention]
}

/// Who answers a questionnaire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Respondent {
    /// The person who takes part.
    #[default]
    Participant,
    /// Staff of the programme.
    Staff,
    /// People of partner authorities.
    Partner,
    /// The coordinator of each course, about that course.
    Coordinator,
    /// Whoever referred the person of each course, by a link.
    Referrer,
}

impl Respondent {
    /// Those who are asked once for each course, by its dates.
    pub const OF_A_COURSE: [Self; 3] = [Self::Participant, Self::Coordinator, Self::Referrer];
    /// Those who are asked once for the whole programme.
    pub const STANDING: [Self; 2] = [Self::Staff, Self::Partner];

    /// Whether it is asked for each course, by its dates and consents.
    pub fn is_of_a_course(self) -> bool {
        Self::OF_A_COURSE.contains(&self)
    }

    /// Whether it works with people rather than taking part: reached by e-mail alone.
    pub fn is_colleague(self) -> bool {
        self != Self::Participant
    }
}

/// What happens to an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Collection {
    /// Kept with the person, for the person and the own coordinator.
    #[default]
    Identified,
    /// Staged apart from the person, shuffled, shown only in sealed blocks.
    Confidential,
}

/// How one message follows another until somebody answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Short name in ASCII.
    pub id: String,
    /// In order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// One rung of a ladder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// How the person is reached, unless they like another message better: that one leads.
    pub channel: Channel,
    /// Other ways that do as well, in order. The way that the person prefers goes first.
    #[serde(default)]
    pub or: Vec<Channel>,
    /// How long after the occasion falls due; may not be less than the step before. A
    /// negative one is a notice: it comes before there is anything to answer.
    pub after: Period,
    /// Local time of day, where it differs from the person's and the programme's.
    #[serde(default)]
    pub at: Option<Time>,
    /// The days of the week on which it may happen; any when none is named.
    #[serde(default)]
    pub on: Vec<Day>,
    /// From when and until when on those days; the whole waking day when absent.
    #[serde(default)]
    pub between: Option<(Time, Time)>,
    /// How often somebody calls before they give up; three times when absent.
    #[serde(default)]
    pub tries: Option<u32>,
    /// Only when nothing of the ladder was opened yet.
    #[serde(default)]
    pub unopened: bool,
    /// It offers to choose a time for the call that comes after it.
    #[serde(default)]
    pub offers_call: bool,
    /// Whom it goes to.
    #[serde(default)]
    pub to: Whom,
}

impl Step {
    /// The ways that lead to the person by this step, in order.
    pub fn channels(&self) -> impl Iterator<Item = Channel> {
        std::iter::once(self.channel).chain(self.or.iter().copied())
    }

    /// Whether it only tells that something is coming.
    pub fn is_notice(&self) -> bool {
        self.after.is_negative()
    }
}

/// Whom a step goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// The person who is asked.
    #[default]
    Person,
    /// The contact person who was agreed on at discharge; a former coordinator without one.
    ContactPerson,
}

/// A day of the week, as definitions write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// Monday.
    Mon = 1,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// A way to reach a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Web push to the person's own phone.
    Push,
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// A call: the coordinator's phone list.
    Phone,
    /// A letter.
    Letter,
}

impl Channel {
    /// Whether people carry it out, rather than the machine.
    pub fn is_by_hand(self) -> bool {
        matches!(self, Self::Phone | Self::Letter)
    }
}
