//! Is this contact still needed, wanted and allowed? Asked when it is claimed, and once
//! more right before the call.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{Hours, Window};

/// Messages to one person on one day, over all programmes.
pub const A_DAY: u32 = 2;
/// As long as messages of earlier days wait: one a day.
pub const CATCHING_UP: u32 = 1;
/// Someone who paused is looked at again after this long at the latest.
const PAUSED: SignedDuration = SignedDuration::from_hours(24);
/// How long to wait for a message that is being handed over to the same person.
const IN_FLIGHT: SignedDuration = SignedDuration::from_secs(30);
/// Every message says the same, so one within this time carries the next one too.
const SAME_HOUR: SignedDuration = SignedDuration::from_hours(1);
/// A step that follows this closely is there for those who did not see the one before it;
/// later steps are reminders.
const FALLBACK: SignedDuration = SignedDuration::from_hours(36);

/// How a contact ended. Every contact ends in exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Handed over once; or, for calls, made.
    Sent,
    /// Another contact carries it.
    Merged,
    /// Its time was over.
    Expired,
    /// No longer needed, or no longer allowed.
    Cancelled,
    /// Set aside for a person to look at.
    GivenUp,
}

impl End {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Merged => "merged",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::GivenUp => "given_up",
        }
    }
}

/// All that decides about one claimed contact, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// The occasion is open: not answered, declined, closed or cancelled.
    pub open: bool,
    /// The consent that the occasion needs stands; true when it needs none.
    pub consented: bool,
    /// In no message, ever.
    pub protected: bool,
    /// The person is still there: takes part, works here, is an active partner.
    pub active: bool,
    /// The person asked for silence.
    pub paused: bool,
    /// The last local day of the silence, where one was named.
    pub paused_until: Option<Date>,
    /// The channel leads to the person at present.
    pub reachable: bool,
    /// When it fell due.
    pub due_at: Timestamp,
    /// Its end.
    pub not_after: Timestamp,
    /// A later step of the same ladder is due as well.
    pub later_step_due: bool,
    /// When an earlier step that was seen had been due.
    pub seen_step_due_at: Option<Timestamp>,
    /// Not needed once an earlier step was seen, however long ago.
    pub only_unopened: bool,
    /// The days and hours that its step keeps to, beyond the quiet ones.
    pub window: Option<Window>,
    /// Messages handed over to this person today, over all programmes.
    pub sent_today: u32,
    /// Reminders that still wait to reach this person today: other messages leave room for them.
    pub reminders_today: u32,
    /// It reminds of an appointment: weekends too, and before other messages.
    pub reminds: bool,
    /// Another message to this person is being handed over by someone.
    pub in_flight: bool,
    /// When this person last got a message that this one could only repeat: same channel,
    /// same words, same link.
    pub same_sent_at: Option<Timestamp>,
}

/// What to do with a claimed contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Hand it over.
    Send,
    /// Let go of it until then.
    Wait {
        /// Not before this.
        until: Timestamp,
        /// It falls due then, rather than being late.
        moved: bool,
        /// In a few words, without a person in them.
        why: &'static str,
    },
    /// It is over.
    Over {
        /// How it ended.
        end: End,
        /// In a few words, without a person in them.
        why: &'static str,
    },
    /// The channel leads nowhere: the next step takes its place at once.
    NextStep {
        /// In a few words, without a person in them.
        why: &'static str,
    },
}

impl Truth {
    /// Decides at `now`; the order of the questions is the order of their weight.
    pub fn verdict(&self, hours: &Hours, now: Timestamp) -> Verdict {
        let over = |end, why| Verdict::Over { end, why };
        if !self.open {
            return over(End::Cancelled, "no longer open");
        }
        if now >= self.not_after {
            return over(End::Expired, "its time was over");
        }
        if self.protected {
            return over(End::Cancelled, "protected identity");
        }
        if !self.active {
            return over(End::Cancelled, "no longer here");
        }
        if !self.consented {
            return over(End::Cancelled, "no consent");
        }
        if self.later_step_due {
            return over(End::Merged, "a later step is due");
        }
        let unneeded =
            |seen: Timestamp| self.only_unopened || self.due_at.duration_since(seen) <= FALLBACK;
        if self.seen_step_due_at.is_some_and(unneeded) {
            return over(End::Merged, "the step before was seen");
        }
        if self.paused {
            return Verdict::Wait {
                until: self.after_the_pause(hours, now),
                moved: false,
                why: "paused",
            };
        }
        if !self.reachable {
            return Verdict::NextStep {
                why: "no such channel",
            };
        }
        let waking = self.waking(hours, now);
        if waking > now {
            return self.wait(waking, End::Expired, "quiet hours");
        }
        if let Some(window) = self.window
            && !window.holds(hours.local(now))
        {
            let next = hours.within(window, hours.waking(now), false);
            let next = next.unwrap_or(self.not_after);
            return self.wait(next, End::Expired, "not in the hours of its step");
        }
        if self.in_flight {
            let until = now.saturating_add(IN_FLIGHT).unwrap_or(Timestamp::MAX);
            let why = "another message is on its way";
            return Verdict::Wait {
                until,
                moved: false,
                why,
            };
        }
        if self.repeats(now) {
            return over(End::Merged, "the same message has just been sent");
        }
        let late = hours.day(self.due_at) < hours.day(now);
        let most = if late && !self.reminds {
            CATCHING_UP
        } else {
            A_DAY
        };
        let ahead = if self.reminds {
            0
        } else {
            self.reminders_today
        };
        if self.sent_today.saturating_add(ahead) >= most {
            return self.wait(hours.tomorrow(now), End::Merged, "enough for one day");
        }
        Verdict::Send
    }

    /// Whether it could only say what the person has just been told.
    pub fn repeats(&self, now: Timestamp) -> bool {
        let last = self.same_sent_at;
        last.is_some_and(|at| now.duration_since(at) < SAME_HOUR)
    }

    /// `at` itself, or when this may leave after it.
    fn waking(&self, hours: &Hours, at: Timestamp) -> Timestamp {
        if self.reminds {
            hours.awake_from(at)
        } else {
            hours.waking(at)
        }
    }

    /// The first hour in which something may leave once the pause is over, a day from now at
    /// most: whoever takes a pause back is
    /// woken by that. Never after its own end, which is noted in time.
    fn after_the_pause(&self, hours: &Hours, now: Timestamp) -> Timestamp {
        let a_day = now.saturating_add(PAUSED).unwrap_or(Timestamp::MAX);
        let over = self
            .paused_until
            .map(|last| hours.start_of(last.saturating_add(1.day())));
        let over = over.filter(|over| *over > now).unwrap_or(a_day);
        self.waking(hours, over.min(a_day)).min(self.not_after)
    }

    fn wait(&self, until: Timestamp, otherwise: End, why: &'static str) -> Verdict {
        if until < self.not_after {
            Verdict::Wait {
                until,
                moved: true,
                why,
            }
        } else {
            Verdict::Over {
                end: otherwise,
                why,
            }
        }
    }
}

#[cfg(test)]
#[path = "truth_tests.rs"]
mod tests;
