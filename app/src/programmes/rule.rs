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
    /// How the person is reached.
    pub channel: Channel,
    /// How long after the occasion falls due; may not be less than the step before.
    pub after: Period,
    /// Local time of day, where it differs from the programme's.
    #[serde(default)]
    pub at: Option<Time>,
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
