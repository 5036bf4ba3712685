//! Checks what is asked of whom: timings, consents, ladders, and that nobody who answers
//! in confidence is asked twice in one wave.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};
use cron_parser::Schedule;

use super::{Complaints, Say, is_short_name, not_short};
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
                    Say::of("programmes-rule-consent").with("id", id)
                });
            }
            if rule.collection == Collection::Confidential {
                let who = colleagues_as_one(rule.respondent);
                let first = confidential.insert((&*rule.questionnaire, who));
                self.say_if(!first, spot("questionnaire"), || {
                    Say::of("programmes-rule-confidential")
                        .with("questionnaire", &rule.questionnaire)
                });
            }
        }
    }

    fn respondent(&mut self, nth: usize, rule: &Rule) {
        let spot = |key| Spot::of("rule").nth(nth).key(key);
        let id = &rule.id;
        if rule.respondent.is_of_a_course() {
            self.say_if(rule.arms.is_empty(), spot("arms"), || {
                Say::of("programmes-rule-arms").with("id", id)
            });
            self.say_if(rule.arms.contains(&StudyArm::Control), spot("arms"), || {
                Say::of("programmes-rule-control").with("id", id)
            });
            let calendar = matches!(rule.when, Timing::Calendar { .. });
            self.say_if(calendar, spot("when"), || {
                Say::of("programmes-rule-until").with("id", id)
            });
        }
        if !rule.respondent.is_colleague() {
            return;
        }
        let named = rule.collection == Collection::Identified;
        // What a coordinator knows of a course may stay with it, as the rest of the record.
        let may_be_named = rule.respondent == Respondent::Coordinator;
        let of_a_course = rule.respondent.is_of_a_course();
        self.say_if(named && !may_be_named, spot("collection"), || {
            Say::of(if of_a_course {
                "programmes-rule-referrer-named"
            } else {
                "programmes-rule-colleagues"
            })
            .with("id", id)
        });
        self.by_mail(nth, rule);
        if of_a_course {
            let by_hand = rule.when == Timing::ByHand;
            self.say_if(by_hand, spot("when"), || {
                Say::of("programmes-rule-colleague-hand").with("id", id)
            });
            return;
        }
        let by_course = matches!(
            rule.when,
            Timing::Once { .. }
                | Timing::Following { .. }
                | Timing::Every { .. }
                | Timing::Cron { .. }
        );
        self.say_if(by_course, spot("when"), || {
            Say::of("programmes-rule-course").with("id", id)
        });
        self.say_if(rule.needs.is_some(), spot("needs"), || {
            Say::of("programmes-rule-colleague-consent").with("id", id)
        });
    }

    /// Colleagues are reached by e-mail alone.
    fn by_mail(&mut self, nth: usize, rule: &Rule) {
        let id = &rule.id;
        let ladder = self.definition.ladder(&rule.ladder);
        let other = ladder.is_some_and(|it| it.steps.iter().any(|s| s.channel != Channel::Email));
        let spot = Spot::of("rule").nth(nth).key("ladder");
        self.say_if(other, spot, || {
            Say::of(if rule.respondent.is_of_a_course() {
                "programmes-rule-around-email"
            } else {
                "programmes-rule-colleague-email"
            })
            .with("id", id)
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
                    Say::of("programmes-rule-early").with("id", id)
                });
                let afterwards = *from == Anchor::End && !after.is_none();
                let allowed = rule.needs == Some(ConsentKind::FollowUp);
                self.say_if(afterwards && !allowed, spot(), || {
                    Say::of("programmes-rule-after-end").with("id", id)
                });
            }
            Timing::Following { what, after } => {
                self.say_if(after.is_negative(), spot(), || {
                    Say::of("programmes-rule-early").with("id", id)
                });
                self.say_if(confidential, spot(), || twice_a_quarter(id));
                let of = || spot().key("of");
                match what {
                    Happening::Answer(rule) => self.follows(id, rule, of()),
                    Happening::Appointment(kind) => {
                        let mut kinds = self.definition.appointments.iter();
                        self.say_if(!kinds.any(|it| it.id == *kind), of(), || {
                            Say::of("programmes-rule-follows-kind")
                                .with("id", id)
                                .with("kind", kind)
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
                    Say::of("programmes-rule-every").with("id", id)
                });
                self.say_if(backwards(*from, *until), spot(), || never(id));
                let short = period.whole_months().is_none_or(|months| months < 3);
                self.say_if(confidential && short, spot(), || twice_a_quarter(id));
                let longer = rule.open_for.about_days() > period.about_days();
                let open_for = Spot::of("rule").nth(nth).key("open_for");
                self.say_if(longer, open_for, || {
                    Say::of("programmes-rule-overlap").with("id", id)
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
            let none = Say::of("programmes-rule-follows-none").with("id", id);
            return self.say(spot, none.with("of", of));
        };
        let secret = followed.collection == Collection::Confidential;
        self.say_if(secret, spot.clone(), || {
            Say::of("programmes-rule-follows-secret").with("id", id)
        });
        self.say_if(followed.when == Timing::ByHand, spot.clone(), || {
            Say::of("programmes-rule-follows-hand").with("id", id)
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
            Say::of("programmes-rule-follows-itself")
                .with("id", id)
                .with("chain", after.join(" → "))
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
            Say::of("programmes-rule-shut").with("id", id)
        });
        let Some(ladder) = self.definition.ladder(&rule.ladder) else {
            let reason = Say::of("programmes-rule-ladder")
                .with("id", id)
                .with("ladder", &rule.ladder);
            return self.say(spot("ladder"), reason);
        };
        let last = ladder.steps.last().map_or(Period::NONE, |step| step.after);
        let late = !shut && last.about_days() >= open_for.about_days();
        self.say_if(late, spot("open_for"), || {
            Say::of("programmes-rule-closes")
                .with("id", id)
                .with("ladder", &ladder.id)
        });
    }
}

/// The people who are asked, where one person may be among several of them: a coordinator is
/// staff as well, and a referrer may be a partner.
fn colleagues_as_one(respondent: Respondent) -> &'static str {
    match respondent {
        Respondent::Participant => "participant",
        Respondent::Staff | Respondent::Coordinator => "staff",
        Respondent::Partner | Respondent::Referrer => "partner",
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

fn twice_a_quarter(id: &str) -> Say {
    Say::of("programmes-rule-quarter").with("id", id)
}

fn never(id: &str) -> Say {
    Say::of("programmes-rule-backwards").with("id", id)
}
