//! Who shares the work: referrers, authorities, and what the person lets them share.

use serde::{Deserialize, Serialize};

use super::{Names, Period};

/// How people come to the programme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Referral {
    /// Short name of a way in that several programmes share, such as `en-vag-in`.
    pub shared: Option<String>,
    /// People may refer themselves.
    pub by_self: bool,
    /// A referrer from whom nothing was heard for so long has perhaps lost the way: ask.
    pub quiet_after: Option<Period>,
    /// What staff should know about the way in.
    pub about: Names,
}

/// An authority or office with a part in the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Short name in ASCII.
    pub id: String,
    /// What people call it.
    pub name: Names,
    /// What it does here; most do several things.
    pub roles: Vec<PartyRole>,
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
    /// Sends people to the programme.
    Referrer,
}

/// A permission that the person is asked for, apart from every other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// For what.
    pub kind: ConsentKind,
    /// The parties it lets share, by their short names; none when nobody shares.
    #[serde(default)]
    pub between: Vec<String>,
    /// What it covers and until when, in words.
    pub about: Names,
    /// It ends this long after the last enrolment ended.
    pub lasts: Period,
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
