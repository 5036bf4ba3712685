//! Checks ladders: steps in order, at hours that there are, and not too many of them.

use super::{Complaints, is_quiet, quiet};
use crate::programmes::read::Spot;
use crate::programmes::{Anchor, Channel, Day, Ladder, Period, Rule, Step, Timing, Whom};
use crate::scheduling::{QUIET_FROM, QUIET_UNTIL};

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
            format!("ladder `{id}` has no steps")
        });
        let by_machine = |step: &&Step| !step.channel.is_by_hand();
        let many = ladder.steps.iter().filter(by_machine).count();
        self.say_if(many > AUTOMATIC, steps(), || {
            format!("ladder `{id}` sends {many} messages by itself: {AUTOMATIC} at most")
        });
        let mut before: Option<Period> = None;
        for (rung, step) in ladder.steps.iter().enumerate() {
            let spot = |key| steps().nth(rung).key(key);
            let number = rung + 1;
            let early = before.is_some_and(|it| step.after.about_days() < it.about_days());
            self.say_if(early, spot("after"), || {
                format!("step {number} of ladder `{id}` comes before the step above it")
            });
            before = Some(step.after);
            self.say_if(step.unopened && rung == 0, spot("unopened"), || {
                format!("step {number} of ladder `{id}` waits whether one before it was opened, and there is none")
            });
            let other = step.to == Whom::ContactPerson && !step.channel.is_by_hand();
            self.say_if(other, spot("to"), || {
                format!("step {number} of ladder `{id}` goes to the contact person, who is called or written to by hand")
            });
            let calls = |it: &Step| it.channel == Channel::Phone && it.to == Whom::Person;
            let to_come = ladder.steps.iter().skip(number).any(calls);
            let offers = step.offers_call && (step.channel.is_by_hand() || !to_come);
            self.say_if(offers, spot("offers_call"), || {
                format!("step {number} of ladder `{id}` offers a call, so it is a message and a call comes after it")
            });
            let by_hand = step.channel.is_by_hand();
            let mixed = step.or.iter().any(|it| it.is_by_hand() != by_hand);
            self.say_if(mixed, spot("or"), || {
                format!("step {number} of ladder `{id}` mixes what the machine sends with what people do")
            });
            let ahead = step.is_notice() && step.channel.is_by_hand();
            self.say_if(ahead, spot("channel"), || {
                format!("step {number} of ladder `{id}` is a notice, which the machine sends")
            });
            if let Some(tries) = step.tries {
                let odd = step.channel != Channel::Phone || !(1..=CALLS).contains(&tries);
                self.say_if(odd, spot("tries"), || {
                    format!("step {number} of ladder `{id}` says `tries`, which is for calls: from 1 to {CALLS}")
                });
            }
            self.hours_of(nth, rung, ladder, step);
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
                format!("step {number} of ladder `{id}` may happen between {from} and {to}, which ends before it begins")
            });
            let asleep = from >= QUIET_FROM || to <= QUIET_UNTIL;
            self.say_if(from < to && asleep, spot("between"), || {
                format!("step {number} of ladder `{id}` can never happen: between {from} and {to} nothing may leave")
            });
            let outside = step.at.is_some_and(|at| !(from..to).contains(&at));
            self.say_if(outside, spot("at"), || {
                format!("step {number} of ladder `{id}` has a time of day outside its own hours")
            });
        }
        let rests = |day: &Day| match step.channel.is_by_hand() {
            true => *day == Day::Sun,
            false => matches!(day, Day::Sat | Day::Sun),
        };
        let never = !step.on.is_empty() && step.on.iter().all(rests);
        self.say_if(never, spot("on"), || {
            format!("step {number} of ladder `{id}` can never happen: nothing leaves on those days")
        });
    }

    /// A follow-up that everyone is accounted for in.
    pub(super) fn follow_up(&mut self, nth: usize, rule: &Rule) {
        let Some(register_after) = rule.register_after else {
            return;
        };
        let (id, spot) = (&rule.id, || Spot::of("rule").nth(nth).key("register_after"));
        let once = matches!(rule.when, Timing::Once { from, .. } if from == Anchor::End);
        self.say_if(!once, spot(), || {
            format!("rule `{id}` says `register_after`, so it must fall due once, after the end")
        });
        let late = register_after.is_negative()
            || register_after.about_days() >= rule.open_for.about_days();
        self.say_if(late, spot(), || {
            format!("rule `{id}` closes before the register is looked up")
        });
    }
}
