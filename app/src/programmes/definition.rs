//! The parts that a programme's definition is made of.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::period::Period;
use crate::texts::Language;

/// A text in several languages, by BCP 47 tag.
pub type Names = BTreeMap<Language, String>;

/// Everything a programme is: who takes part, what happens by when, what is asked of whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Short name in ASCII, such as `ishoj-sme`; the definition's key.
    pub id: String,
    /// Raised by hand whenever the definition changes.
    pub version: u32,
    /// What people call it.
    pub name: Names,
    /// `DK` or `SE`: whose public holidays and words apply.
    pub country: Country,
    /// IANA zone in which every rule is local wall-clock time.
    pub zone: String,
    /// The local time at which messages leave unless a step says otherwise.
    #[serde(default = "nine")]
    pub send_at: Time,
    /// Taking part is a free choice; declining is never counted as a no-show.
    #[serde(default)]
    pub voluntary: bool,
    /// What is true of the programme and fits no other field; for staff.
    #[serde(default)]
    pub about: Names,
    /// Who is meant. Outside it warns, never refuses.
    #[serde(default)]
    pub eligibility: Eligibility,
    /// Authorities and offices that share the work.
    #[serde(default, rename = "party")]
    pub parties: Vec<Party>,
    /// The course from referral to closed, in order.
    #[serde(rename = "phase")]
    pub phases: Vec<Phase>,
    /// What must have happened by when.
    #[serde(default, rename = "deadline")]
    pub deadlines: Vec<Deadline>,
    /// What an assessment may recommend, or the parallel pathways of a course.
    #[serde(default, rename = "track")]
    pub tracks: Vec<Track>,
    /// What the programme has promised to reach.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
    /// Study arms; one arm `intervention` when none is given.
    #[serde(default, rename = "arm")]
    pub arms: Vec<Arm>,
    /// Yearly numbers that the agreement sets, such as investigations.
    #[serde(default, rename = "quota")]
    pub quotas: Vec<Quota>,
    /// What is asked of whom and when.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// How a message follows another when nobody answers.
    #[serde(default, rename = "ladder")]
    pub ladders: Vec<Ladder>,
}

fn nine() -> Time {
    Time::constant(9, 0, 0, 0)
}

/// The country whose holidays and law apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Country {
    /// Denmark.
    #[serde(rename = "DK")]
    Denmark,
    /// Sweden.
    #[serde(rename = "SE")]
    Sweden,
}

/// Whom the programme is for. A warning to staff, never a refusal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Eligibility {
    /// Youngest, in whole years.
    pub age_from: Option<u8>,
    /// Oldest, in whole years.
    pub age_to: Option<u8>,
    /// Questions to go through at screening.
    pub checklist: Vec<Names>,
}

/// An authority or office with a part in the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// `controller`, `principal`, `provider`, `funder` or `evaluator`.
    pub role: PartyRole,
}

/// What a party does in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// Decides what the data are for.
    Controller,
    /// Answers for the programme together with others.
    Principal,
    /// Carries out interventions.
    Provider,
    /// Pays.
    Funder,
    /// Measures the result.
    Evaluator,
}

/// One stretch of the course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// The event that begins it.
    pub from: Anchor,
    /// How long it is planned to last; open when absent.
    #[serde(default)]
    pub lasts: Option<Period>,
}

/// A dated event of an enrolment that rules count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The referral was received.
    Referral,
    /// Included in the programme.
    Inclusion,
    /// The assessment was completed.
    Assessment,
    /// The intervention began.
    Start,
    /// The day on which the intervention is planned to end.
    PlannedEnd,
    /// The intervention actually ended (discharge).
    End,
}

/// What must have happened within a period of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// Counted from this event.
    pub from: Anchor,
    /// Calendar period until it is overdue.
    pub within: Period,
    /// Calendar period after `from` at which it turns amber.
    #[serde(default)]
    pub amber: Option<Period>,
    /// Met by this event; by a deed of staff when absent (a report sent, say).
    #[serde(default)]
    pub met_by: Option<Anchor>,
    /// A soft deadline that passes needs a reason; a hard one needs a decision.
    #[serde(default)]
    pub hard: bool,
    /// Comes back every period after that, as reviews do.
    #[serde(default)]
    pub every: Option<Period>,
}

/// A recommendation after the assessment, or a pathway of the course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// Share in an earlier project or an estimate, 0 to 1: a reference, not a target.
    #[serde(default)]
    pub reference: Option<f64>,
}

/// A result that the programme has promised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// How it is measured.
    pub metric: Metric,
    /// Share from 0 to 1, or a number of people or days, as the metric says.
    #[serde(default)]
    pub threshold: Option<f64>,
    /// The rule whose answers it is read from.
    #[serde(default)]
    pub rule: Option<String>,
}

/// What a target is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Share of positive answers to one item.
    Positive,
    /// Share of those enrolled who were reached for the follow-up.
    Reached,
    /// People who take part in a year.
    PeopleAYear,
    /// Days from inclusion to the first activity.
    DaysToStart,
    /// Length of the course in weeks.
    CourseWeeks,
    /// Change from one wave to the next.
    Trend,
    /// Sites that work by the model.
    Sites,
}

/// A study arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Which.
    pub id: StudyArm,
    /// How many people, when the agreement says.
    #[serde(default)]
    pub places: Option<u32>,
}

/// Whether someone takes part in the intervention or is compared with it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum StudyArm {
    /// Takes part.
    #[default]
    Intervention,
    /// Register data only: no app, no message, no invitation.
    Control,
}

/// A number that the agreement sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// How many.
    pub amount: u32,
    /// Per this period; over the whole programme when absent.
    #[serde(default)]
    pub per: Option<Period>,
}

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

/// A permission that a person gives, each for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentKind {
    /// Principals may share what the rehabilitation needs; ends with the last enrolment.
    SecrecyWaiver,
    /// We may ask again a year after the end.
    FollowUp,
    /// Research may use the pseudonymised data.
    Research,
}

/// When a rule falls due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// Once, a period after an event.
    Once {
        /// The event.
        from: Anchor,
        /// How long after it.
        after: Period,
    },
    /// Again and again while a phase lasts, the first time one period after `from`.
    Every {
        /// How often.
        period: Period,
        /// From this event.
        from: Anchor,
        /// To this event; the planned end does not stop it, the actual end does.
        until: Anchor,
    },
    /// By a cron expression in local time while a phase lasts.
    Cron {
        /// Five fields, as `cron-parser` reads them.
        expression: String,
        /// From this event.
        from: Anchor,
        /// To this event.
        until: Anchor,
    },
    /// Once on a date, for those enrolled then.
    On {
        /// The date.
        date: Date,
    },
    /// When a coordinator sends it.
    ByHand,
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
