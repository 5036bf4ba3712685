//! The constants of the pacing model: starting values, changed only by people together.

use serde::{Deserialize, Serialize};

/// Every constant of the model, with a version that is kept beside each result.
///
/// The defaults are starting values of our own, without clinical validation. They are
/// set per programme and changed only by occupational therapist or coordinator together
/// with the participant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Constants {
    /// Raised by hand whenever a value changes.
    pub version: u32,

    /// Points for 30 minutes of a light activity.
    pub light: f64,
    /// Points for 30 minutes of a medium activity.
    pub medium: f64,
    /// Points for 30 minutes of a heavy activity.
    pub heavy: f64,
    /// Points that 30 restorative minutes give back.
    pub rest_gives: f64,
    /// The most that rest gives back in a day, as a share of the baseline.
    pub rest_most: f64,

    /// What a rating "less" says the cost was, as a multiple of what was expected.
    pub less: f64,
    /// The same for "as expected".
    pub as_expected: f64,
    /// The same for "more".
    pub more: f64,
    /// The same for "much more".
    pub much_more: f64,
    /// How many ratings of a kind count as the first ones.
    pub first_ratings: u32,
    /// How much of a rating is believed at first, 0 to 1.
    pub believed_first: f64,
    /// How much of a rating is believed later, 0 to 1.
    pub believed_later: f64,
    /// The lowest multiple that can be learnt.
    pub learnt_lowest: f64,
    /// The highest multiple that can be learnt.
    pub learnt_highest: f64,

    /// The baseline, in points, until one is decided.
    pub baseline_until_decided: f64,
    /// The share of a middling day that a suggested baseline takes.
    pub baseline_share: f64,
    /// How many logged days a suggestion needs; before that we are still learning.
    pub baseline_days: u32,
    /// The most a suggestion may raise the baseline at once, as a share of it.
    pub baseline_rise: f64,
    /// How many even weeks must have passed before a rise is suggested.
    pub baseline_even_weeks: u32,
    /// How far below the usual a morning shows that the day before is being paid back.
    pub payback_morning: f64,

    /// How many check-ins back the usual morning looks.
    pub usual_window: u32,
    /// How many check-ins the usual morning needs.
    pub usual_needed: u32,
    /// The usual morning until there are that many, 0 to 10.
    pub usual_assumed: f64,
    /// How strongly a morning below the usual counts.
    pub below_usual: f64,
    /// How strongly a morning above the usual counts.
    pub above_usual: f64,
    /// The least that a morning leaves of the baseline.
    pub morning_lowest: f64,
    /// The most that a morning makes of the baseline.
    pub morning_highest: f64,

    /// The share of the payback that lasts to the next day.
    pub debt_kept: f64,
    /// The share of what went over that has to be paid back.
    pub debt_added: f64,
    /// The most payback there can be, as a share of the baseline.
    pub debt_most: f64,
    /// Payback counts from this many points.
    pub debt_counts: f64,
    /// The least a day's budget can be, as a share of the baseline.
    pub budget_least: f64,

    /// Below this percentage of the budget there is room left.
    pub plan_from: f64,
    /// Up to this percentage the day goes as planned.
    pub plan_to: f64,
    /// Up to this percentage it is a little over.
    pub little_over_to: f64,

    /// A week varies evenly below this coefficient of variation.
    pub even_below: f64,
    /// A week is uneven up to this one, and up and down above it.
    pub uneven_to: f64,
    /// How many logged days a word about a week needs.
    pub week_days: u32,
    /// A day counts as at least this share of the fullest day of the week.
    pub quiet_day: f64,
    /// A planned week above this multiple of the last weeks' mean is asked about.
    pub week_growth: f64,

    /// Below this percentage of the budget a day was very quiet.
    pub quiet_below: f64,
    /// So many quiet days of seven are asked about, kindly.
    pub quiet_days: u32,
    /// More heavy minutes than this in a day ask for a rest between.
    pub heavy_minutes: u32,
    /// A morning up to this is low, 0 to 10.
    pub low_morning: u8,
    /// So many low mornings running are taken up.
    pub low_mornings: u32,
    /// So many days over the budget running are taken up.
    pub days_over: u32,
}

impl Default for Constants {
    fn default() -> Self {
        Self {
            version: 1,
            light: 1.0,
            medium: 2.0,
            heavy: 3.0,
            rest_gives: 0.5,
            rest_most: 0.2,
            less: 0.75,
            as_expected: 1.0,
            more: 1.35,
            much_more: 1.75,
            first_ratings: 4,
            believed_first: 0.25,
            believed_later: 0.10,
            learnt_lowest: 0.5,
            learnt_highest: 2.5,
            baseline_until_decided: 12.0,
            baseline_share: 0.8,
            baseline_days: 5,
            baseline_rise: 0.10,
            baseline_even_weeks: 2,
            payback_morning: 2.0,
            usual_window: 28,
            usual_needed: 7,
            usual_assumed: 5.0,
            below_usual: 1.0,
            above_usual: 0.5,
            morning_lowest: 0.6,
            morning_highest: 1.1,
            debt_kept: 0.5,
            debt_added: 0.6,
            debt_most: 0.5,
            debt_counts: 0.5,
            budget_least: 0.4,
            plan_from: 80.0,
            plan_to: 100.0,
            little_over_to: 120.0,
            even_below: 0.25,
            uneven_to: 0.5,
            week_days: 5,
            quiet_day: 0.1,
            week_growth: 1.1,
            quiet_below: 50.0,
            quiet_days: 5,
            heavy_minutes: 90,
            low_morning: 2,
            low_mornings: 3,
            days_over: 3,
        }
    }
}

impl Constants {
    /// The first constant that can't be meant so; `None` when all can.
    ///
    /// What has to hold for the laws of the model: nothing is negative, shares are shares, a
    /// lower limit is no higher than its upper one, and payback fades.
    pub fn wrong(&self) -> Option<&'static str> {
        let share = |it: f64| (0.0..=1.0).contains(&it);
        let amount = |it: f64| (0.0..=1_000.0).contains(&it);
        let more_than_none = |it: f64| it > 0.0 && amount(it);
        let checks = [
            ("version", self.version > 0),
            ("light", more_than_none(self.light)),
            ("medium", more_than_none(self.medium)),
            ("heavy", more_than_none(self.heavy)),
            ("rest_gives", amount(self.rest_gives)),
            ("rest_most", share(self.rest_most)),
            ("less", more_than_none(self.less)),
            ("as_expected", more_than_none(self.as_expected)),
            ("more", more_than_none(self.more)),
            ("much_more", more_than_none(self.much_more)),
            ("believed_first", share(self.believed_first)),
            ("believed_later", share(self.believed_later)),
            ("learnt_lowest", more_than_none(self.learnt_lowest)),
            (
                "learnt_highest",
                amount(self.learnt_highest) && self.learnt_lowest <= self.learnt_highest,
            ),
            (
                "baseline_until_decided",
                more_than_none(self.baseline_until_decided),
            ),
            ("baseline_share", share(self.baseline_share)),
            ("baseline_rise", share(self.baseline_rise)),
            ("payback_morning", amount(self.payback_morning)),
            ("usual_assumed", (0.0..=10.0).contains(&self.usual_assumed)),
            ("below_usual", amount(self.below_usual)),
            ("above_usual", amount(self.above_usual)),
            ("morning_lowest", more_than_none(self.morning_lowest)),
            (
                "morning_highest",
                amount(self.morning_highest) && self.morning_lowest <= self.morning_highest,
            ),
            ("debt_kept", share(self.debt_kept)),
            ("debt_added", share(self.debt_added)),
            ("debt_most", share(self.debt_most)),
            ("debt_counts", amount(self.debt_counts)),
            (
                "budget_least",
                share(self.budget_least) && self.budget_least > 0.0,
            ),
            ("plan_from", amount(self.plan_from)),
            (
                "plan_to",
                amount(self.plan_to) && self.plan_from <= self.plan_to,
            ),
            (
                "little_over_to",
                amount(self.little_over_to) && self.plan_to <= self.little_over_to,
            ),
            ("even_below", amount(self.even_below)),
            (
                "uneven_to",
                amount(self.uneven_to) && self.even_below <= self.uneven_to,
            ),
            (
                "quiet_day",
                more_than_none(self.quiet_day) && share(self.quiet_day),
            ),
            ("week_growth", more_than_none(self.week_growth)),
            ("quiet_below", amount(self.quiet_below)),
            ("quiet_days", (1..=7).contains(&self.quiet_days)),
            ("low_morning", self.low_morning <= 10),
            ("low_mornings", (1..=28).contains(&self.low_mornings)),
            ("days_over", (1..=28).contains(&self.days_over)),
        ];
        checks
            .into_iter()
            .find(|(_, holds)| !holds)
            .map(|(field, _)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::Constants;

    #[test]
    fn a_constant_that_can_not_be_meant_is_named() {
        assert_eq!(Constants::default().wrong(), None);
        let wrong = |json: &str| serde_json::from_str::<Constants>(json).unwrap().wrong();
        assert_eq!(wrong(r#"{"debt_kept": 1.5}"#), Some("debt_kept"));
        assert_eq!(wrong(r#"{"heavy": -3}"#), Some("heavy"));
        assert_eq!(wrong(r#"{"morning_lowest": 1.2}"#), Some("morning_highest"));
        assert_eq!(wrong(r#"{"version": 0}"#), Some("version"));
        let not_a_number = Constants {
            light: f64::NAN,
            ..Constants::default()
        };
        assert_eq!(not_a_number.wrong(), Some("light"));
        // A quota that the therapist raises and no morning changes.
        assert_eq!(wrong(r#"{"below_usual": 0, "above_usual": 0}"#), None);
    }

    #[test]
    fn a_programme_sets_what_it_wants_and_a_misspelt_name_is_refused() {
        let own: Constants = serde_json::from_str(r#"{"version": 2, "heavy": 4.0}"#).unwrap();
        assert_eq!((own.version, own.heavy, own.medium), (2, 4.0, 2.0));
        assert!(serde_json::from_str::<Constants>(r#"{"hevy": 4.0}"#).is_err());
    }
}
