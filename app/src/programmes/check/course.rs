//! Checks the course and what was promised: phases, deadlines, tracks, targets, arms.

use std::collections::BTreeSet;

use super::Complaints;
use crate::programmes::read::Spot;
use crate::programmes::{Anchor, Deadline, Metric, Period, StudyArm, Target};

// Shares are written with three decimals; their sum may miss 1 by as little as a float does.
const HAIR: f64 = 1e-9;

impl Complaints<'_> {
    /// Phases, deadlines, consents and duties.
    pub(super) fn course(&mut self) {
        let it = self.definition;
        self.say_if(it.phases.is_empty(), Spot::of("phase"), || {
            "a programme has at least one phase".to_owned()
        });
        let mut before: Option<Anchor> = None;
        for (nth, phase) in it.phases.iter().enumerate() {
            let spot = || Spot::of("phase").nth(nth);
            self.say_if(
                before.is_some_and(|it| it >= phase.from),
                spot().key("from"),
                || {
                    format!(
                        "phase `{}` must begin with a later event than the phase before it",
                        phase.id
                    )
                },
            );
            before = Some(phase.from);
            self.say_if(
                phase.lasts.is_some_and(is_no_length),
                spot().key("lasts"),
                || format!("phase `{}` lasts no time at all", phase.id),
            );
        }
        for (nth, deadline) in it.deadlines.iter().enumerate() {
            self.deadline(nth, deadline);
        }
        let mut kinds = BTreeSet::new();
        for (nth, consent) in it.consents.iter().enumerate() {
            let spot = || Spot::of("consent").nth(nth);
            self.say_if(!kinds.insert(consent.kind), spot().key("kind"), || {
                "this consent is asked for twice".to_owned()
            });
            for unknown in consent.between.iter() {
                let known = it.parties.iter().any(|party| party.id == *unknown);
                self.say_if(!known, spot().key("between"), || {
                    format!("there is no party `{unknown}`")
                });
            }
        }
        for (nth, duty) in it.duties.iter().enumerate() {
            let _ = self.cron(&duty.cron, Spot::of("duty").nth(nth).key("cron"));
        }
        for (nth, party) in it.parties.iter().enumerate() {
            let spot = Spot::of("party").nth(nth).key("roles");
            self.say_if(party.roles.is_empty(), spot, || {
                format!("party `{}` has no role", party.id)
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
            format!("deadline `{id}` turns amber after it is overdue")
        });
        if let Some(met_by) = deadline.met_by {
            self.say_if(met_by == Anchor::PlannedEnd, spot("met_by"), || {
                format!("deadline `{id}` cannot be met by a day that is only planned")
            });
            self.say_if(met_by <= deadline.from, spot("met_by"), || {
                format!("deadline `{id}` is met by an event that comes before it counts")
            });
        }
        if let Some(kind) = deadline.met_by_consent {
            let asked = self.definition.consents.iter().any(|it| it.kind == kind);
            self.say_if(!asked, spot("met_by_consent"), || {
                format!("deadline `{id}` is met by a consent that nobody is asked for")
            });
        }
        if let Some(rule) = &deadline.met_by_rule {
            let closes = self
                .definition
                .rule(rule)
                .is_some_and(|it| it.register_after.is_some());
            self.say_if(!closes, spot("met_by_rule"), || {
                format!("deadline `{id}` waits for rule `{rule}`, which closes with no disposition")
            });
        }
        if let Some(every) = deadline.every {
            self.say_if(is_no_length(every), spot("every"), || {
                format!("deadline `{id}` comes back after no time at all")
            });
            self.say_if(deadline.met_by.is_some(), spot("met_by"), || {
                format!("deadline `{id}` comes back, so no single event can meet it")
            });
            self.say_if(deadline.from >= Anchor::PlannedEnd, spot("from"), || {
                format!("deadline `{id}` would come back for ever: count it from an event before the end")
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
                format!("the share of track `{}` is not between 0 and 1", track.id)
            });
            let room = shares <= 1.0 + HAIR;
            shares += share;
            self.say_if(room && shares > 1.0 + HAIR, spot(), || {
                format!(
                    "with track `{}` the shares add up to {shares:.3}, more than 1",
                    track.id
                )
            });
        }
        for (nth, target) in it.targets.iter().enumerate() {
            self.target(nth, target);
        }
        for (nth, quota) in it.quotas.iter().enumerate() {
            let spot = |key| Spot::of("quota").nth(nth).key(key);
            self.say_if(quota.amount == 0, spot("amount"), || {
                format!("quota `{}` allows nothing", quota.id)
            });
            self.say_if(quota.per.is_some_and(is_no_length), spot("per"), || {
                format!("quota `{}` is per no time at all", quota.id)
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
                format!("target `{id}` is read from `{rule}`, and there is no such rule")
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
            || format!("target `{id}` does not say from which rules it is read"),
        );
        match target.threshold {
            None => self.say_if(needs_threshold, spot("metric"), || {
                format!("target `{id}` has no threshold")
            }),
            Some(threshold) => {
                self.say_if(share && !is_share(threshold), spot("threshold"), || {
                    format!("target `{id}` is a share and must be between 0 and 1")
                });
                let nothing = !(threshold > 0.0 && threshold.is_finite());
                self.say_if(nothing, spot("threshold"), || {
                    format!("target `{id}` asks for nothing")
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
                "this arm is there twice".to_owned()
            });
            self.say_if(arm.places == Some(0), spot("places"), || {
                "an arm without places is no arm".to_owned()
            });
            let unsaid = it.places.is_some() && arm.places.is_none();
            self.say_if(unsaid, Spot::of("arm").nth(nth), || {
                "the programme says its places, so every arm must say its own".to_owned()
            });
        }
        self.say_if(
            !seen.contains(&StudyArm::Intervention),
            Spot::of("arm").nth(0),
            || "nobody takes part: there is no arm `intervention`".to_owned(),
        );
        let places: Option<u32> = it.arms.iter().map(|arm| arm.places).sum();
        if let (Some(all), Some(sum)) = (it.places, places) {
            self.say_if(all != sum, Spot::of("places"), || {
                format!("the arms have {sum} places together, the programme {all}")
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
