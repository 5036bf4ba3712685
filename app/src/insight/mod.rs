//! Results: from confidential answers to figures that give nobody away.
//!
//! An answer becomes a band, waits unread, is sealed with at least nine others when its
//! quarter closes, and from then on only labels are known: `disclosure` makes them,
//! `blocks` says which answers are sealed together, `waves` when, `estimate` what labels
//! leave to be said. `register` tells of people's courses in the same way, by the labels of
//! `mix`; `noise` is for what the public sees. Nothing else leaves this room.

mod blocks;
#[cfg(feature = "ssr")]
mod codebook;
mod csv;
mod disclosure;
mod estimate;
mod exports;
mod mix;
mod noise;
mod power;
mod public;
mod register;
mod results;
mod waves;
mod years;

#[cfg(feature = "ssr")]
pub mod chart;
#[cfg(feature = "ssr")]
pub mod page;

#[cfg(test)]
mod attack;
#[cfg(test)]
mod together;

pub use blocks::{Block, Sealed, Stratum, Tally, blocks, draw, seal};
#[cfg(feature = "ssr")]
pub use codebook::codebook;
#[cfg(feature = "ssr")]
pub(crate) use codebook::of as explained;
pub(crate) use csv::field;
pub use csv::{COLUMNS, csv};
pub use disclosure::{
    BLOCK, Band, BlockSize, COLLUDERS, Label, NotALabel, Published, TooFew, WIDTH,
};
pub use estimate::{Estimate, Share, Union, Verdict};
pub use exports::File;
pub use mix::{Interval, Mix};
pub use noise::{Epsilon, Ledger, Noisy, PUBLIC, Refused, discrete_laplace};
pub use power::smallest_seen;
pub use public::{PUBLIC_COLUMNS, PublicFigure, public_csv};
pub use register::{Cohort, Measure, RegisterFigure, Weeks, Year};
pub use results::{HEALTH, HEALTH_CHANGE, Indicator, LISTED, Results, State, Tile, Wave};
pub use waves::{NotAQuarter, Quarter};
pub use years::{CountedYear, REGISTER_COLUMNS, RegisterYears, register_csv};

use crate::programmes::{Anchor, Respondent, Rule, Timing};

/// The bands of one completed confidential questionnaire: all that is kept of it.
///
/// A question answered with "don't know", or skipped, has no band and leaves the
/// denominator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staged(Vec<(String, Band)>);

impl Staged {
    /// Takes question ids with their bands. A question that comes twice counts once, as
    /// it was answered last.
    pub fn new(bands: Vec<(String, Band)>) -> Self {
        let mut staged: Vec<(String, Band)> = Vec::with_capacity(bands.len());
        for (question, band) in bands {
            match staged.iter_mut().find(|(known, _)| *known == question) {
                Some(known) => known.1 = band,
                None => staged.push((question, band)),
            }
        }
        Self(staged)
    }

    /// Question ids and bands.
    pub fn bands(&self) -> impl Iterator<Item = (&str, Band)> {
        self.0
            .iter()
            .map(|(question, band)| (question.as_str(), *band))
    }
}

impl Stratum {
    /// Where confidential answers of these respondents are gathered; merges up into everyone
    /// who answers in the wave.
    pub fn of(respondent: Respondent) -> Self {
        let path = match respondent {
            Respondent::Participant => "participant/confidential",
            Respondent::Staff | Respondent::Coordinator => "staff/confidential",
            Respondent::Referrer => "referrer/confidential",
            Respondent::Partner => "partner/confidential",
        };
        Self::new(path).unwrap_or_default()
    }

    /// Where participants' answers are gathered that came with a token and without a name: a
    /// group of its own beside the confidential ones, which merges up with them.
    pub fn anonymous() -> Self {
        Self::new("participant/anonymous").unwrap_or_default()
    }
}

/// How a person's health has changed, by two answers to the same question.
///
/// `before` and `after`: 1 (very good) to 5 (very bad), as the European health module
/// numbers them; `None` for anything else.
pub fn health_change(before: i64, after: i64) -> Option<Band> {
    let scale = 1..=5;
    if !scale.contains(&before) || !scale.contains(&after) {
        return None;
    }
    Some(match after.cmp(&before) {
        std::cmp::Ordering::Less => Band::Happy,
        std::cmp::Ordering::Equal => Band::Between,
        std::cmp::Ordering::Greater => Band::Unhappy,
    })
}

/// Whether the answers to this rule are compared with those at the start: the rule is due
/// as the intervention ends, and the person answers.
pub fn compares_with_start(rule: &Rule) -> bool {
    rule.respondent == Respondent::Participant
        && matches!(&rule.when, Timing::Once { from: Anchor::End, after } if after.is_none())
}

#[cfg(test)]
mod tests {
    use super::{Band, Respondent, Staged, Stratum, health_change};

    #[test]
    fn a_question_counts_once_for_each_person() {
        let staged = Staged::new(vec![
            ("influence".into(), Band::Unhappy),
            ("influence".into(), Band::Happy),
        ]);
        assert_eq!(
            staged.bands().collect::<Vec<_>>(),
            [("influence", Band::Happy)]
        );
    }

    #[test]
    fn very_good_after_fair_is_better() {
        assert_eq!(health_change(3, 1), Some(Band::Happy));
        assert_eq!(health_change(3, 3), Some(Band::Between));
        assert_eq!(health_change(3, 4), Some(Band::Unhappy));
        assert_eq!(health_change(0, 4), None);
    }

    #[test]
    fn all_respondents_merge_up_into_everyone() {
        for respondent in [
            Respondent::Participant,
            Respondent::Staff,
            Respondent::Partner,
            Respondent::Coordinator,
            Respondent::Referrer,
        ] {
            let top = Stratum::of(respondent)
                .wider()
                .and_then(|wider| wider.wider());
            assert_eq!(top, Some(Stratum::everyone()));
        }
    }
}
