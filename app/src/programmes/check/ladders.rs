//! Checks ladders: steps in order, at hours that there are, and not too many of them.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Complaints, Say, is_quiet, quiet};
use crate::programmes::read::Spot;
use crate::programmes::{
    Anchor, Channel, Day, Events, Ladder, Period, Respondent, Rule, Step, Timing, Whom,
};
use crate::scheduling::{
    Enrolled, Happened, Hours, Permit, Preferred, QUIET_FROM, QUIET_UNTIL, Reach, Subject,
    contacts, dues,
};

/// The most messages that the machine may send for one occasion.
const AUTOMATIC: usize = 5;
/// The most often that anybody is called for one occasion.
const CALLS: u32 = 12;

impl Complaints<'_> {
    /// The steps of every ladder: some, in order, at hours when people are awake.
    pub(super) fn ladders(&mut self) {
        for (nth, ladder) in self.definition.ladders.iter().enumerate() {
            self.ladder(nth, ladder);
        }
    }

    fn ladder(&mut self, nth: usize, ladder: &Ladder) {
        let id = &ladder.id;
        let steps = || Spot::of("ladder").nth(nth).key("step");
        let only_notices = ladder.steps.iter().all(Step::is_notice);
        self.say_if(only_notices, steps(), || {
            Say::of("programmes-ladder-empty").with("id", id)
        });
        let by_machine = |step: &&Step| !step.channel.is_by_hand();
        let many = ladder.steps.iter().filter(by_machine).count();
        self.say_if(many > AUTOMATIC, steps(), || {
            Say::of("programmes-ladder-many")
                .with("id", id)
                .with("many", many)
                .with("most", AUTOMATIC)
        });
        let mut before: Option<Period> = None;
        for (rung, step) in ladder.steps.iter().enumerate() {
            let spot = |key| steps().nth(rung).key(key);
            let number = rung + 1;
            let early = before.is_some_and(|it| step.after.about_days() < it.about_days());
            self.say_if(early, spot("after"), || {
                Say::of("programmes-step-order")
                    .with("number", number)
                    .with("id", id)
            });
            before = Some(step.after);
            self.say_if(step.unopened && rung == 0, spot("unopened"), || {
                Say::of("programmes-step-unopened")
                    .with("number", number)
                    .with("id", id)
            });
            let other = step.to == Whom::ContactPerson && !step.channel.is_by_hand();
            self.say_if(other, spot("to"), || {
                Say::of("programmes-step-contact-person")
                    .with("number", number)
                    .with("id", id)
            });
            let calls = |it: &Step| it.channel == Channel::Phone && it.to == Whom::Person;
            let to_come = ladder.steps.iter().skip(number).any(calls);
            let offers = step.offers_call && (step.channel.is_by_hand() || !to_come);
            self.say_if(offers, spot("offers_call"), || {
                Say::of("programmes-step-offer")
                    .with("number", number)
                    .with("id", id)
            });
            let by_hand = step.channel.is_by_hand();
            let mixed = step.or.iter().any(|it| it.is_by_hand() != by_hand);
            self.say_if(mixed, spot("or"), || {
                Say::of("programmes-step-mixed")
                    .with("number", number)
                    .with("id", id)
            });
            let ahead = step.is_notice() && step.channel.is_by_hand();
            self.say_if(ahead, spot("channel"), || {
                Say::of("programmes-step-notice")
                    .with("number", number)
                    .with("id", id)
            });
            if let Some(tries) = step.tries {
                let odd = step.channel != Channel::Phone || !(1..=CALLS).contains(&tries);
                self.say_if(odd, spot("tries"), || {
                    Say::of("programmes-step-tries")
                        .with("number", number)
                        .with("id", id)
                        .with("most", CALLS)
                });
            }
            self.hours_of(nth, rung, ladder, step);
        }
        self.fits(nth, ladder);
    }

    /// That each step finds its days and hours while the rules that use the ladder are open:
    /// the compiler is asked for people who begin on each day of a week.
    fn fits(&mut self, nth: usize, ladder: &Ladder) {
        let Ok(hours) = Hours::of(self.definition) else {
            return;
        };
        let rules = self.definition.rules.iter();
        for rule in rules.filter(|rule| rule.ladder == ladder.id) {
            let happening = happening(rule, ladder, &hours);
            let (Some(happening), last) = (happening, ladder.steps.last()) else {
                continue;
            };
            // A rule that closes before the last step has heard so already.
            if last.is_some_and(|it| it.after.about_days() >= rule.open_for.about_days()) {
                continue;
            }
            for (rung, step) in ladder.steps.iter().enumerate() {
                let number = rung + 1;
                let never = !step.is_notice() && !happening.contains(&number);
                let steps = Spot::of("ladder").nth(nth).key("step").nth(rung);
                let field = if step.between.is_some() {
                    "between"
                } else {
                    "on"
                };
                self.say_if(never, steps.key(field), || {
                    Say::of("programmes-step-never")
                        .with("number", number)
                        .with("id", &ladder.id)
                        .with("rule", &rule.id)
                });
            }
        }
    }

    /// That there is an hour in the week at which the step can happen.
    fn hours_of(&mut self, nth: usize, rung: usize, ladder: &Ladder, step: &Step) {
        let spot = |key| Spot::of("ladder").nth(nth).key("step").nth(rung).key(key);
        let (id, number) = (&ladder.id, rung + 1);
        if let Some(at) = step.at.filter(|at| is_quiet(*at)) {
            self.say(spot("at"), quiet(at));
        }
        if let Some((from, to)) = step.between {
            self.say_if(from >= to, spot("between"), || {
                Say::of("programmes-step-backwards")
                    .with("number", number)
                    .with("id", id)
                    .with("from", from)
                    .with("to", to)
            });
            let asleep = from >= QUIET_FROM || to <= QUIET_UNTIL;
            self.say_if(from < to && asleep, spot("between"), || {
                Say::of("programmes-step-asleep")
                    .with("number", number)
                    .with("id", id)
                    .with("from", from)
                    .with("to", to)
            });
            let outside = step.at.is_some_and(|at| !(from..to).contains(&at));
            self.say_if(outside, spot("at"), || {
                Say::of("programmes-step-outside")
                    .with("number", number)
                    .with("id", id)
            });
        }
        let rests = |day: &Day| match step.channel.is_by_hand() {
            true => *day == Day::Sun,
            false => matches!(day, Day::Sat | Day::Sun),
        };
        let never = !step.on.is_empty() && step.on.iter().all(rests);
        self.say_if(never, spot("on"), || {
            Say::of("programmes-step-days")
                .with("number", number)
                .with("id", id)
        });
    }

    /// A follow-up that everyone is accounted for in.
    pub(super) fn follow_up(&mut self, nth: usize, rule: &Rule) {
        let Some(register_after) = rule.register_after else {
            return;
        };
        let (id, spot) = (&rule.id, || Spot::of("rule").nth(nth).key("register_after"));
        let once = matches!(rule.when, Timing::Once { from, .. } if from == Anchor::End);
        let once = once && rule.respondent == Respondent::Participant;
        self.say_if(!once, spot(), || {
            Say::of("programmes-rule-register").with("id", id)
        });
        let late = register_after.is_negative()
            || register_after.about_days() >= rule.open_for.about_days();
        self.say_if(late, spot(), || {
            Say::of("programmes-rule-register-late").with("id", id)
        });
    }
}

/// A Monday in a year and a month without public holidays nearby.
const MONDAY: Date = Date::constant(2027, 2, 1);
/// So many occasions of a rule are looked at for each day of the week.
const ENOUGH: usize = 12;

/// The numbers of the steps that happen for somebody who can be reached in every way;
/// `None` when the rule never falls due, which is no fault of its ladder.
fn happening(rule: &Rule, ladder: &Ladder, hours: &Hours) -> Option<BTreeSet<usize>> {
    let reach = Reach {
        push: true,
        email: true,
        sms: true,
        by_hand: true,
    };
    let mut steps: Option<BTreeSet<usize>> = None;
    for day in (0..7).map(|ahead| MONDAY.saturating_add(ahead.days())) {
        let subject = someone(rule, day);
        for due in dues(rule, hours, &subject).take(ENOUGH) {
            let all = contacts(
                &due,
                due.opens_at,
                ladder,
                hours,
                reach,
                Preferred::default(),
            );
            let come = all.into_iter().filter(|it| it.due_at < it.not_after);
            let come = come.filter_map(|it| usize::try_from(it.step).ok());
            steps.get_or_insert_default().extend(come);
        }
    }
    steps
}

/// Whoever the rule asks, with every event on `day`; the end only where it counts from that.
fn someone(rule: &Rule, day: Date) -> Subject {
    let respondent = rule.respondent;
    if !respondent.is_of_a_course() {
        return Subject::Standing {
            respondent,
            since: day,
        };
    }
    let from = match rule.when {
        Timing::Once { from, .. } | Timing::Every { from, .. } | Timing::Cron { from, .. } => from,
        Timing::Following { .. } | Timing::Calendar { .. } | Timing::On { .. } | Timing::ByHand => {
            Anchor::Start
        }
    };
    let happened = match &rule.when {
        Timing::Following { what, .. } => vec![Happened {
            what: what.clone(),
            on: day,
        }],
        _ => Vec::new(),
    };
    let events = Events {
        referral: Some(day),
        inclusion: Some(day),
        assessment: (from >= Anchor::Assessment).then_some(day),
        start: (from >= Anchor::Start).then_some(day),
        planned_end: (from >= Anchor::PlannedEnd).then_some(day),
        end: (from >= Anchor::End).then_some(day),
    };
    let permit = |kind| Permit { kind, until: None };
    Subject::Enrolled(Enrolled {
        respondent,
        events,
        arm: rule.arms.first().copied().unwrap_or_default(),
        consents: rule.needs.map(permit).into_iter().collect(),
        happened,
    })
}
