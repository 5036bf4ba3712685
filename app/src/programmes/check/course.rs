//! Checks the course and what was promised: phases, deadlines, tracks, targets, arms.

use std::collections::BTreeSet;

use super::{Complaints, Say};
use crate::programmes::read::Spot;
use crate::programmes::{Anchor, Deadline, Metric, Period, StudyArm, Target};

// Shares are written with three decimals; their sum may miss 1 by as little as a float does.
const HAIR: f64 = 1e-9;

impl Complaints<'_> {
    /// Phases, deadlines, consents and duties.
    pub(super) fn course(&mut self) {
        let it = self.definition;
        self.say_if(it.phases.is_empty(), Spot::of("phase"), || {
            Say::of("programmes-no-phase")
        });
        let mut before: Option<Anchor> = None;
        for (nth, phase) in it.phases.iter().enumerate() {
            let spot = || Spot::of("phase").nth(nth);
            self.say_if(
                before.is_some_and(|it| it >= phase.from),
                spot().key("from"),
                || Say::of("programmes-phase-order").with("id", &phase.id),
            );
            before = Some(phase.from);
            self.say_if(
                phase.lasts.is_some_and(is_no_length),
                spot().key("lasts"),
                || Say::of("programmes-phase-length").with("id", &phase.id),
            );
        }
        for (nth, deadline) in it.deadlines.iter().enumerate() {
            self.deadline(nth, deadline);
        }
        let mut kinds = BTreeSet::new();
        for (nth, consent) in it.consents.iter().enumerate() {
            let spot = || Spot::of("consent").nth(nth);
            self.say_if(!kinds.insert(consent.kind), spot().key("kind"), || {
                Say::of("programmes-consent-twice")
            });
            for unknown in consent.between.iter() {
                let known = it.parties.iter().any(|party| party.id == *unknown);
                self.say_if(!known, spot().key("between"), || {
                    Say::of("programmes-no-party").with("unknown", unknown)
                });
            }
        }
        for (nth, duty) in it.duties.iter().enumerate() {
            let _ = self.cron(&duty.cron, Spot::of("duty").nth(nth).key("cron"));
        }
        for (nth, party) in it.parties.iter().enumerate() {
            let spot = Spot::of("party").nth(nth).key("roles");
            self.say_if(party.roles.is_empty(), spot, || {
                Say::of("programmes-party-role").with("id", &party.id)
            });
        }
    }

    fn deadline(&mut self, nth: usize, deadline: &Deadline) {
        let spot = |key| Spot::of("deadline").nth(nth).key(key);
        let id = &deadline.id;
        let late = deadline
            .amber
            .is_some_and(|amber| amber.about_days() > deadline.within.about_days());
        self.say_if(late, spot("amber"), || {
            Say::of("programmes-deadline-amber").with("id", id)
        });
        if let Some(met_by) = deadline.met_by {
            self.say_if(met_by == Anchor::PlannedEnd, spot("met_by"), || {
                Say::of("programmes-deadline-planned").with("id", id)
            });
            self.say_if(met_by <= deadline.from, spot("met_by"), || {
                Say::of("programmes-deadline-before").with("id", id)
            });
        }
        if let Some(kind) = deadline.met_by_consent {
            let asked = self.definition.consents.iter().any(|it| it.kind == kind);
            self.say_if(!asked, spot("met_by_consent"), || {
                Say::of("programmes-deadline-consent").with("id", id)
            });
        }
        if let Some(rule) = &deadline.met_by_rule {
            let closes = self
                .definition
                .rule(rule)
                .is_some_and(|it| it.register_after.is_some());
            self.say_if(!closes, spot("met_by_rule"), || {
                Say::of("programmes-deadline-rule")
                    .with("id", id)
                    .with("rule", rule)
            });
        }
        if let Some(every) = deadline.every {
            self.say_if(is_no_length(every), spot("every"), || {
                Say::of("programmes-deadline-every").with("id", id)
            });
            self.say_if(deadline.met_by.is_some(), spot("met_by"), || {
                Say::of("programmes-deadline-comes-back").with("id", id)
            });
            self.say_if(deadline.from >= Anchor::PlannedEnd, spot("from"), || {
                Say::of("programmes-deadline-for-ever").with("id", id)
            });
        }
    }

    /// Tracks, targets, arms and quotas.
    pub(super) fn promises(&mut self) {
        let it = self.definition;
        let mut shares = 0.0;
        for (nth, track) in it.tracks.iter().enumerate() {
            let spot = || Spot::of("track").nth(nth).key("reference");
            let share = track.reference.unwrap_or(0.0);
            self.say_if(!is_share(share), spot(), || {
                Say::of("programmes-track-share").with("id", &track.id)
            });
            let room = shares <= 1.0 + HAIR;
            shares += share;
            self.say_if(room && shares > 1.0 + HAIR, spot(), || {
                Say::of("programmes-track-sum")
                    .with("id", &track.id)
                    .with("shares", format!("{shares:.3}"))
            });
        }
        for (nth, target) in it.targets.iter().enumerate() {
            self.target(nth, target);
        }
        for (nth, quota) in it.quotas.iter().enumerate() {
            let spot = |key| Spot::of("quota").nth(nth).key(key);
            self.say_if(quota.amount == 0, spot("amount"), || {
                Say::of("programmes-quota-nothing").with("id", &quota.id)
            });
            self.say_if(quota.per.is_some_and(is_no_length), spot("per"), || {
                Say::of("programmes-quota-per").with("id", &quota.id)
            });
        }
        self.arms();
    }

    fn target(&mut self, nth: usize, target: &Target) {
        let spot = |key| Spot::of("target").nth(nth).key(key);
        let id = &target.id;
        for rule in &target.rules {
            let known = self.definition.rule(rule).is_some();
            self.say_if(!known, spot("rules"), || {
                Say::of("programmes-target-rule")
                    .with("id", id)
                    .with("rule", rule)
            });
        }
        let (share, needs_rule, needs_threshold) = match target.metric {
            Metric::Positive | Metric::Reached => (true, true, true),
            Metric::Trend => (false, true, false),
            Metric::PeopleAYear | Metric::Sites => (false, false, true),
            Metric::DaysToStart | Metric::CourseWeeks => (false, false, false),
        };
        self.say_if(
            needs_rule && target.rules.is_empty(),
            spot("metric"),
            || Say::of("programmes-target-rules").with("id", id),
        );
        match target.threshold {
            None => self.say_if(needs_threshold, spot("metric"), || {
                Say::of("programmes-target-threshold").with("id", id)
            }),
            Some(threshold) => {
                self.say_if(share && !is_share(threshold), spot("threshold"), || {
                    Say::of("programmes-target-share").with("id", id)
                });
                let nothing = !(threshold > 0.0 && threshold.is_finite());
                self.say_if(nothing, spot("threshold"), || {
                    Say::of("programmes-target-nothing").with("id", id)
                });
            }
        }
    }

    fn arms(&mut self) {
        let it = self.definition;
        if it.arms.is_empty() {
            return;
        }
        let mut seen = BTreeSet::new();
        for (nth, arm) in it.arms.iter().enumerate() {
            let spot = |key| Spot::of("arm").nth(nth).key(key);
            self.say_if(!seen.insert(arm.id), spot("id"), || {
                Say::of("programmes-arm-twice")
            });
            self.say_if(arm.places == Some(0), spot("places"), || {
                Say::of("programmes-arm-places")
            });
            let unsaid = it.places.is_some() && arm.places.is_none();
            self.say_if(unsaid, Spot::of("arm").nth(nth), || {
                Say::of("programmes-arm-own-places")
            });
        }
        self.say_if(
            !seen.contains(&StudyArm::Intervention),
            Spot::of("arm").nth(0),
            || Say::of("programmes-arm-none"),
        );
        let places: Option<u32> = it.arms.iter().map(|arm| arm.places).sum();
        if let (Some(all), Some(sum)) = (it.places, places) {
            self.say_if(all != sum, Spot::of("places"), || {
                Say::of("programmes-arm-sum")
                    .with("sum", sum)
                    .with("all", all)
            });
        }
    }
}

fn is_share(share: f64) -> bool {
    (0.0..=1.0).contains(&share)
}

fn is_no_length(period: Period) -> bool {
    period.is_none() || period.is_negative()
}
