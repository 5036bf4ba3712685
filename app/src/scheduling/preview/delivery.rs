//! What is planned for a person as it will leave: judged by the rules of the delivery, in order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{Foreseen, Foretold};
use crate::programmes::{Channel, ConsentKind, Respondent};
use crate::scheduling::{End, Hours, Planned, Subject, Truth, Verdict};

/// One contact that is planned.
pub(super) struct Coming {
    /// Which of the person's occasions; those of one stand together, in the ladder's order.
    pub(super) occasion: usize,
    /// As the compiler planned it.
    pub(super) planned: Planned,
    /// The consent that it needs.
    pub(super) needs: Option<ConsentKind>,
    /// As it is shown if nothing comes between.
    pub(super) told: Foretold,
}

impl Coming {
    fn reminds(&self) -> bool {
        self.told.questionnaire.is_none()
    }
}

/// What leaves before `until`, in order: two messages that say the same are one, a third
/// one waits for the day after, and what falls into a silence comes after it or not at all.
/// As if somebody looked at every moment, and nobody saw anything.
pub(super) fn deliver(
    hours: &Hours,
    person: &Foreseen,
    coming: &[Coming],
    until: Timestamp,
) -> Vec<Foretold> {
    let mut round = Round {
        hours,
        person,
        coming,
        reminders: (0..coming.len())
            .filter(|nth| coming[*nth].reminds() && coming[*nth].planned.step == 1)
            .collect(),
        due: coming.iter().map(|it| Some(it.planned.due_at)).collect(),
        waited: vec![false; coming.len()],
        sent_on: BTreeMap::new(),
        last: BTreeMap::new(),
        told: Vec::new(),
    };
    let tries = coming.iter().enumerate();
    let mut tries: BinaryHeap<_> = tries
        .map(|(nth, it)| Reverse((it.planned.due_at, nth)))
        .collect();
    while let Some(Reverse((now, nth))) = tries.pop()
        && now < until
    {
        // Whoever has to wait, waits at all: then this comes to an end.
        if let Some(later) = round.look(nth, now).filter(|later| *later > now) {
            tries.push(Reverse((later, nth)));
        }
    }
    round.told
}

struct Round<'a> {
    hours: &'a Hours,
    person: &'a Foreseen,
    coming: &'a [Coming],
    /// Those that remind of an appointment before anything else does.
    reminders: Vec<usize>,
    /// When each falls due by now; nothing once it is over.
    due: Vec<Option<Timestamp>>,
    /// Which of them had to wait for the end of a silence.
    waited: Vec<bool>,
    /// How many messages left on a day.
    sent_on: BTreeMap<Date, u32>,
    /// What left last by each channel, and when.
    last: BTreeMap<Channel, (Timestamp, usize)>,
    told: Vec<Foretold>,
}

impl Round<'_> {
    /// Looks at one of them; returns when to look again.
    fn look(&mut self, nth: usize, now: Timestamp) -> Option<Timestamp> {
        if self.coming[nth].planned.channel.is_by_hand() {
            return self.list(nth, now);
        }
        let truth = self.truth(nth, now);
        let carried = truth.repeats(now) && !truth.later_step_due;
        match truth.verdict(self.hours, now) {
            Verdict::Send => {
                self.due[nth] = None;
                *self.sent_on.entry(self.hours.day(now)).or_default() += 1;
                let channel = self.coming[nth].planned.channel;
                self.last.insert(channel, (now, self.told.len()));
                self.tell(nth, now);
                None
            }
            Verdict::Wait { until, moved, .. } => {
                if moved {
                    self.due[nth] = Some(until);
                }
                self.waited[nth] |= truth.paused;
                Some(until)
            }
            Verdict::Over { end, .. } => {
                self.due[nth] = None;
                if end == End::Merged && carried {
                    self.carry(nth);
                }
                None
            }
            // Only the last resort of a ladder that leads nowhere: somebody hears of it.
            Verdict::NextStep { .. } => {
                self.due[nth] = None;
                None
            }
        }
    }

    /// What people do stands on a list, in no silence and with the consent that it needs. It
    /// stays there for the rest of its time: whatever came before it is not sent any more.
    fn list(&mut self, nth: usize, now: Timestamp) -> Option<Timestamp> {
        let planned = &self.coming[nth].planned;
        if now >= planned.not_after || !self.consented(nth, now) {
            return None;
        }
        let Some(last) = self.silent_to(now) else {
            self.tell(nth, now);
            return None;
        };
        self.waited[nth] = true;
        let over = self.hours.start_of(last.saturating_add(1.day()));
        match planned.window {
            Some(window) => self.hours.within(window, over, true),
            None => Some(self.hours.waking(over)),
        }
    }

    fn truth(&self, nth: usize, now: Timestamp) -> Truth {
        let it = &self.coming[nth];
        let planned = &it.planned;
        let paused_until = self.silent_to(now);
        let own = it.told.respondent == Respondent::Partner
            || (it.reminds() && self.person.says.is_of_its_own(planned.channel))
            || (planned.offers_call && self.person.says.links(planned.channel));
        let last = self.last.get(&planned.channel).filter(|_| !own);
        let today = self.hours.day(now);
        let tomorrow = self.hours.start_of(today.saturating_add(1.day()));
        let reminders = self.reminders.iter().map(|reminder| self.due[*reminder]);
        let reminders = reminders.filter(|due| due.is_some_and(|due| due < tomorrow));
        let later = self.coming[nth + 1..].iter().zip(&self.due[nth + 1..]);
        let mut later = later.take_while(|(later, _)| later.occasion == it.occasion);
        Truth {
            open: true,
            consented: self.consented(nth, now),
            protected: false,
            active: true,
            paused: paused_until.is_some(),
            paused_until,
            reachable: self.person.reach.by(planned.channel),
            due_at: self.due[nth].unwrap_or(now),
            not_after: planned.not_after,
            later_step_due: later.any(|(_, due)| due.is_some_and(|due| due <= now)),
            seen_step_due_at: None,
            only_unopened: planned.only_unopened,
            window: planned.window,
            sent_today: self.sent_on.get(&today).copied().unwrap_or_default(),
            reminders_today: u32::try_from(reminders.count()).unwrap_or(u32::MAX),
            reminds: it.reminds(),
            in_flight: false,
            same_sent_at: last.map(|(at, _)| *at),
        }
    }

    fn consented(&self, nth: usize, now: Timestamp) -> bool {
        match (self.coming[nth].needs, &self.person.subject) {
            (Some(kind), Subject::Enrolled(who)) => who.permits(kind, self.hours.day(now)),
            _ => true,
        }
    }

    /// The last day of the silence that `now` lies in.
    fn silent_to(&self, now: Timestamp) -> Option<Date> {
        let today = self.hours.day(now);
        let silence = self.person.silence.filter(|(from, _)| *from <= today);
        silence.map(|(_, last)| last).filter(|last| today <= *last)
    }

    fn tell(&mut self, nth: usize, now: Timestamp) {
        self.told.push(Foretold {
            at: self.hours.local(now),
            waited: self.waited[nth],
            ..self.coming[nth].told.clone()
        });
    }

    /// What left last by the same channel is about this as well.
    fn carry(&mut self, nth: usize) {
        let it = &self.coming[nth];
        let by = self.last.get(&it.planned.channel);
        let by = by.and_then(|(_, place)| self.told.get_mut(*place));
        let about = &it.told.questionnaire;
        if let Some(by) = by.filter(|by| by.questionnaire != *about && !by.also.contains(about)) {
            by.also.push(about.clone());
        }
    }
}

#[cfg(test)]
#[path = "delivery_tests.rs"]
mod tests;
