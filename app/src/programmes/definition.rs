//! The parts that a programme's definition is made of.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Consent, ConsentKind, Events, Ladder, Party, Period, Referral, Reminder, Rule};
use crate::pacing::Constants;
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
    /// How many people in all, when the agreement says; the arms add up to it.
    #[serde(default)]
    pub places: Option<u32>,
    /// What is true of the programme and fits no other field; for staff.
    #[serde(default)]
    pub about: Names,
    /// Who is meant. Outside it warns, never refuses.
    #[serde(default)]
    pub eligibility: Eligibility,
    /// How people come in.
    #[serde(default)]
    pub referral: Referral,
    /// Authorities and offices that share the work.
    #[serde(default, rename = "party")]
    pub parties: Vec<Party>,
    /// Permissions that the person is asked for.
    #[serde(default, rename = "consent")]
    pub consents: Vec<Consent>,
    /// The course from referral to closed, in order.
    #[serde(rename = "phase")]
    pub phases: Vec<Phase>,
    /// What must have happened by when.
    #[serde(default, rename = "deadline")]
    pub deadlines: Vec<Deadline>,
    /// What an assessment may recommend, or the parallel pathways of a course.
    #[serde(default, rename = "track")]
    pub tracks: Vec<Track>,
    /// What staff do by the calendar, for no single person: meetings, reports.
    #[serde(default, rename = "duty")]
    pub duties: Vec<Duty>,
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
    /// Kinds of appointments that rules may follow.
    #[serde(default, rename = "appointment")]
    pub appointments: Vec<AppointmentKind>,
    /// When people are reminded of an appointment; the afternoon before and two hours
    /// before when the definition says nothing.
    #[serde(default = "super::reminder::usual", rename = "reminder")]
    pub reminders: Vec<Reminder>,
    /// How energy is counted: only what differs from our starting values.
    #[serde(default)]
    pub pacing: Constants,
}

fn nine() -> Time {
    Time::constant(9, 0, 0, 0)
}

/// A text in `language`, else in English, else in whatever it was written in.
pub fn in_words(names: &Names, language: Language) -> &str {
    names
        .get(&language)
        .or_else(|| names.get(&Language::En))
        .or_else(|| names.values().next())
        .map_or("", String::as_str)
}

impl Definition {
    /// What people who read `language` call the programme.
    pub fn called(&self, language: Language) -> &str {
        in_words(&self.name, language)
    }

    /// The rule with this short name.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The ladder with this short name.
    pub fn ladder(&self, id: &str) -> Option<&Ladder> {
        self.ladders.iter().find(|ladder| ladder.id == id)
    }

    /// Whether people may be placed in this arm; without arms everyone takes part.
    pub fn has_arm(&self, arm: StudyArm) -> bool {
        match self.arms.as_slice() {
            [] => arm == StudyArm::Intervention,
            arms => arms.iter().any(|known| known.id == arm),
        }
    }

    /// The day on which someone who starts on `start` is planned to end; `None` when
    /// the course has no set length.
    pub fn planned_end(&self, start: Date) -> Option<Date> {
        let course = self.phases.iter().find(|it| it.from == Anchor::Start)?;
        course.lasts.map(|lasts| lasts.after(start))
    }

    /// The phase that these events have brought someone to; `None` before the first.
    /// A day that is only planned brings nobody anywhere.
    pub fn phase(&self, events: &Events) -> Option<&Phase> {
        let begun =
            |phase: &&Phase| phase.from != Anchor::PlannedEnd && events.on(phase.from).is_some();
        self.phases.iter().rev().find(begun)
    }
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

impl Country {
    /// The language that every name in a definition of this country must exist in.
    pub fn language(self) -> Language {
        match self {
            Self::Denmark => Language::Da,
            Self::Sweden => Language::Sv,
        }
    }
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

/// A kind of appointment, such as the review meeting: chosen where a meeting is booked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppointmentKind {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
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
    /// Calendar period after `from` whose last day is still in time.
    pub within: Period,
    /// Calendar period after `from` at which it turns amber; may be negative.
    #[serde(default)]
    pub amber: Option<Period>,
    /// Met by this event; by a deed of staff when absent (a report sent, say).
    #[serde(default)]
    pub met_by: Option<Anchor>,
    /// Met when this consent is given; a deed of staff meets it too, such as having asked
    /// and heard a no.
    #[serde(default)]
    pub met_by_consent: Option<ConsentKind>,
    /// Met when the follow-up by this rule has closed with a disposition.
    #[serde(default)]
    pub met_by_rule: Option<String>,
    /// A soft deadline that passes needs a reason; a hard one needs a decision.
    #[serde(default)]
    pub hard: bool,
    /// Comes back every period after that until the course ends, as reviews do.
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
    /// What the track means and how the passage to it goes; for staff.
    #[serde(default)]
    pub about: Names,
}

/// What staff do by the calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// Five fields, as `cron-parser` reads them, in the programme's zone.
    pub cron: String,
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
    /// The rules whose answers it is read from, counted together.
    #[serde(default)]
    pub rules: Vec<String>,
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
