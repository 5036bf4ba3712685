//! Checks what is asked of whom: timings, consents, ladders, and that nobody who answers
//! in confidence is asked twice in one wave.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};
use cron_parser::Schedule;

use super::{Complaints, is_short_name, not_short};
use crate::programmes::read::Spot;
use crate::programmes::{
    Anchor, Channel, Collection, ConsentKind, Happening, Period, Respondent, Rule, StudyArm, Timing,
};

// Dates fall on the same weekdays again after so many years.
const CYCLE: i32 = 28;

impl Complaints<'_> {
    /// Every rule on its own, then against the others.
    pub(super) fn rules(&mut self) {
        let it = self.definition;
        let mut confidential = BTreeSet::new();
        for (nth, rule) in it.rules.iter().enumerate() {
            let spot = |key| Spot::of("rule").nth(nth).key(key);
            let id = &rule.id;
            self.say_if(
                !is_short_name(&rule.questionnaire),
                spot("questionnaire"),
                || not_short(&rule.questionnaire),
            );
            self.respondent(nth, rule);
            self.timing(nth, rule);
            self.reach(nth, rule);
            self.follow_up(nth, rule);
            if let Some(kind) = rule.needs {
                let asked = it.consents.iter().any(|consent| consent.kind == kind);
                self.say_if(!asked, spot("needs"), || {
                    format!("rule `{id}` needs a consent that nobody is asked for")
                });
            }
            if rule.collection == Collection::Confidential {
                let who = format!("{:?}", rule.respondent);
                let first = confidential.insert((&*rule.questionnaire, who));
                self.say_if(!first, spot("questionnaire"), || {
                    format!(
                        "`{}` is asked in confidence by another rule already: one person could count twice in a wave",
                        rule.questionnaire
                    )
                });
            }
        }
    }

    fn respondent(&mut self, nth: usize, rule: &Rule) {
        let spot = |key| Spot::of("rule").nth(nth).key(key);
        let id = &rule.id;
        if rule.respondent == Respondent::Participant {
            self.say_if(rule.arms.is_empty(), spot("arms"), || {
                format!("rule `{id}` asks no arm")
            });
            self.say_if(rule.arms.contains(&StudyArm::Control), spot("arms"), || {
                format!("rule `{id}` asks the control arm, which is left in peace")
            });
            let calendar = matches!(rule.when, Timing::Calendar { .. });
            self.say_if(calendar, spot("when"), || {
                format!("rule `{id}` must say `from` and `until`, because participants come and go")
            });
            return;
        }
        self.say_if(
            rule.collection == Collection::Identified,
            spot("collection"),
            || format!("rule `{id}` asks staff or partners, whose answers are always confidential"),
        );
        let by_course = matches!(
            rule.when,
            Timing::Once { .. }
                | Timing::Following { .. }
                | Timing::Every { .. }
                | Timing::Cron { .. }
        );
        self.say_if(by_course, spot("when"), || {
            format!("rule `{id}` asks staff or partners, who have no course to count from: use `cron` alone, `date` or `by_hand`")
        });
        self.say_if(rule.needs.is_some(), spot("needs"), || {
            format!("rule `{id}` asks staff or partners, who give no such consent")
        });
        let ladder = self.definition.ladder(&rule.ladder);
        let other = ladder.is_some_and(|it| it.steps.iter().any(|s| s.channel != Channel::Email));
        self.say_if(other, spot("ladder"), || {
            format!("rule `{id}` asks staff or partners, who are reached by e-mail alone")
        });
    }

    fn timing(&mut self, nth: usize, rule: &Rule) {
        let spot = || Spot::of("rule").nth(nth).key("when");
        let id = &rule.id;
        let backwards = |from: Anchor, until: Anchor| from >= until;
        let confidential = rule.collection == Collection::Confidential;
        match &rule.when {
            Timing::Once { from, after } => {
                let early = after.is_negative() && *from != Anchor::PlannedEnd;
                self.say_if(early, spot(), || {
                    format!("rule `{id}` would fall due before its event is known")
                });
                let afterwards = *from == Anchor::End && !after.is_none();
                let allowed = rule.needs == Some(ConsentKind::FollowUp);
                self.say_if(afterwards && !allowed, spot(), || {
                    format!("rule `{id}` asks after the end, so it needs the consent `follow_up`")
                });
            }
            Timing::Following { what, after } => {
                self.say_if(after.is_negative(), spot(), || {
                    format!("rule `{id}` would fall due before its event is known")
                });
                self.say_if(confidential, spot(), || twice_a_quarter(id));
                let of = || spot().key("of");
                match what {
                    Happening::Answer(rule) => self.follows(id, rule, of()),
                    Happening::Appointment(kind) => {
                        let mut kinds = self.definition.appointments.iter();
                        self.say_if(!kinds.any(|it| it.id == *kind), of(), || {
                            format!("rule `{id}` follows appointments of the kind `{kind}`, and there is none")
                        });
                    }
                }
            }
            Timing::Every {
                period,
                from,
                until,
            } => {
                self.say_if(period.is_none() || period.is_negative(), spot(), || {
                    format!("rule `{id}` comes back after no time at all")
                });
                self.say_if(backwards(*from, *until), spot(), || never(id));
                let short = period.whole_months().is_none_or(|months| months < 3);
                self.say_if(confidential && short, spot(), || twice_a_quarter(id));
                let longer = rule.open_for.about_days() > period.about_days();
                let open_for = Spot::of("rule").nth(nth).key("open_for");
                self.say_if(longer, open_for, || {
                    format!("rule `{id}` is still open when it comes back")
                });
            }
            Timing::Cron {
                expression,
                from,
                until,
            } => {
                self.say_if(backwards(*from, *until), spot(), || never(id));
                self.repeated(expression, id, confidential, spot());
            }
            Timing::Calendar { expression } => {
                self.repeated(expression, id, confidential, spot());
            }
            Timing::On { .. } | Timing::ByHand => {}
        }
    }

    /// The rule whose answers another one follows: it is there, its answers may be known,
    /// and it does not wait for the answers to this one in its turn.
    fn follows(&mut self, id: &str, of: &str, spot: Spot) {
        let Some(followed) = self.definition.rule(of) else {
            return self.say(
                spot,
                format!("rule `{id}` follows the answers to rule `{of}`, and there is none"),
            );
        };
        let secret = followed.collection == Collection::Confidential;
        self.say_if(secret, spot.clone(), || {
            format!("rule `{id}` follows answers that are given in confidence, and would tell when")
        });
        self.say_if(followed.when == Timing::ByHand, spot.clone(), || {
            format!(
                "rule `{id}` follows what is sent by hand: follow a rule that falls due by itself"
            )
        });
        let mut after = vec![of];
        while let Some(Timing::Following {
            what: Happening::Answer(next),
            ..
        }) = after
            .last()
            .and_then(|of| self.definition.rule(of))
            .map(|rule| &rule.when)
        {
            if after.contains(&next.as_str()) {
                break;
            }
            after.push(next);
        }
        self.say_if(after.contains(&id), spot, || {
            format!(
                "rule `{id}` waits for its own answers: {}",
                after.join(", then ")
            )
        });
    }

    fn repeated(&mut self, expression: &str, id: &str, confidential: bool, spot: Spot) {
        if let Some(schedule) = self.cron(expression, spot.clone()) {
            let twice = confidential && falls_twice_in_a_quarter(&schedule);
            self.say_if(twice, spot, || twice_a_quarter(id));
        }
    }

    /// The ladder of a rule, and that its last step comes while there is time to answer.
    fn reach(&mut self, nth: usize, rule: &Rule) {
        let spot = |key| Spot::of("rule").nth(nth).key(key);
        let (id, open_for) = (&rule.id, rule.open_for);
        let shut = open_for.is_none() || open_for.is_negative();
        self.say_if(shut, spot("open_for"), || {
            format!("rule `{id}` is never open")
        });
        let Some(ladder) = self.definition.ladder(&rule.ladder) else {
            let reason = format!(
                "rule `{id}` uses ladder `{}`, and there is none",
                rule.ladder
            );
            return self.say(spot("ladder"), reason);
        };
        let last = ladder.steps.last().map_or(Period::NONE, |step| step.after);
        let late = !shut && last.about_days() >= open_for.about_days();
        self.say_if(late, spot("open_for"), || {
            format!(
                "rule `{id}` closes before the last step of ladder `{}`",
                ladder.id
            )
        });
    }
}

/// Whether two turns of the schedule share a calendar quarter, in any year.
fn falls_twice_in_a_quarter(schedule: &Schedule) -> bool {
    // A fixed day, so that a definition is right or wrong whenever it is read.
    let first_day = DateTime::<Utc>::UNIX_EPOCH;
    let mut before = None;
    for turn in schedule.after(&first_day) {
        // A schedule that keeps to this has at most four turns a year, so the loop is short.
        if turn.year() >= first_day.year() + CYCLE {
            return false;
        }
        let quarter = Some((turn.year(), turn.month0() / 3));
        if before == quarter {
            return true;
        }
        before = quarter;
    }
    false
}

fn twice_a_quarter(id: &str) -> String {
    format!(
        "rule `{id}` is confidential and must fall at most once in a calendar quarter: use whole months, three or more"
    )
}

fn never(id: &str) -> String {
    format!("rule `{id}` ends before it begins")
}
