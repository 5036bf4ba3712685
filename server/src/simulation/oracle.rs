//! The oracle: what must, may and must not have happened, judged from what providers took
//! and what people did. It shares no rule with the scheduler but the calendar of holidays.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::programmes::Country;
use app::scheduling::is_holiday;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Wish;
use super::cast::{Cast, Deed, Who};
use super::expected::{Expected, complaints};
use super::faults::Break;
use super::history::{Event, What};
use super::report::Contacts;
use super::stage::Actor;
use super::store::{ContactRow, OccasionRow};
use crate::notifications::Key;

/// At most so many messages to one person on one day.
const A_DAY: usize = 2;
/// After so many tries somebody has to look.
const TRIES: usize = 5;
/// A clock that was wrong makes itself felt for so long.
const WRONG_CLOCK: SignedDuration = SignedDuration::from_hours(36);

pub(super) struct Oracle<'a> {
    pub(super) complaints: Vec<String>,
    pub(super) counts: Contacts,
    wish: &'a Wish,
    zone: TimeZone,
    country: Country,
    occasions: HashMap<&'a str, &'a OccasionRow>,
    contacts: &'a [ContactRow],
    history: &'a [Event],
    expected: Expected,
    end: Timestamp,
}

/// A time at which a provider took a message.
#[derive(Clone, Copy)]
struct Taken {
    index: usize,
    actor: Actor,
    place: u32,
    /// Some clock was wrong by more than a lease.
    was_wrong: bool,
}

/// What is known of one person while the history is read.
#[derive(Default)]
struct Known {
    withdrawn: bool,
    protected: bool,
    paused: bool,
}

impl<'a> Oracle<'a> {
    pub(super) fn new(
        wish: &'a Wish,
        cast: &Cast,
        occasions: &'a [OccasionRow],
        contacts: &'a [ContactRow],
        history: &'a [Event],
        end: Timestamp,
    ) -> Self {
        let definition = wish.protocol.definition();
        Self {
            complaints: Vec::new(),
            counts: Contacts::default(),
            wish,
            zone: cast.zone.clone(),
            country: definition.country,
            occasions: occasions.iter().map(|it| (it.id.as_str(), it)).collect(),
            contacts,
            history,
            expected: Expected::of(wish, cast, history, end),
            end,
        }
    }

    pub(super) fn judge(&mut self) {
        let taken = self.calls();
        self.ends(&taken);
        if self.wish.is_strict {
            let rows: Vec<&OccasionRow> = self.occasions.values().copied().collect();
            self.complaints.extend(complaints(&self.expected, &rows));
        }
    }

    /// Reads the history once and judges every message that was taken.
    fn calls(&mut self) -> HashMap<String, Vec<Taken>> {
        let by_key: HashMap<String, &ContactRow> =
            self.contacts.iter().map(|it| (key(it), it)).collect();
        let mut settled: BTreeSet<&str> = BTreeSet::new();
        let mut known: BTreeMap<Who, Known> = BTreeMap::new();
        let mut taken: HashMap<String, Vec<Taken>> = HashMap::new();
        let mut tries: HashMap<(&str, u32), usize> = HashMap::new();
        let mut days: BTreeMap<(Who, Date), BTreeSet<&str>> = BTreeMap::new();
        let mut broken_days: BTreeSet<Date> = BTreeSet::new();
        let mut wrong_clock = Timestamp::MIN;
        let history = self.history;
        for (index, event) in history.iter().enumerate() {
            match &event.what {
                What::Did {
                    who,
                    deed,
                    occasions,
                } => {
                    settled.extend(occasions.iter().map(String::as_str));
                    let known = known.entry(*who).or_default();
                    match deed {
                        Deed::Withdraw => known.withdrawn = true,
                        Deed::Agree => known.withdrawn = false,
                        Deed::Pause | Deed::Die => known.paused = true,
                        Deed::Resume => known.paused = false,
                        Deed::Protect => known.protected = true,
                        _ => {}
                    }
                }
                What::Clock { .. } => wrong_clock = event.at,
                What::Broke { .. } | What::Off { .. } => {
                    broken_days.insert(self.local(event.at).date());
                }
                What::Ticked { .. } => {}
                What::Called {
                    actor,
                    to,
                    place,
                    key,
                    believed,
                    taken: was_taken,
                    ..
                } => {
                    *tries.entry((key, *place)).or_default() += 1;
                    let was_wrong = event.at.duration_since(wrong_clock) < WRONG_CLOCK;
                    let at = if was_wrong { *believed } else { event.at };
                    let Some(contact) = by_key.get(key) else {
                        self.complain(event, "a message belongs to no contact");
                        continue;
                    };
                    if !was_taken {
                        continue;
                    }
                    self.one_call(event, at, contact, &settled, known.get(to));
                    let before = taken.entry(key.clone()).or_default();
                    let this = Taken {
                        index,
                        actor: *actor,
                        place: *place,
                        was_wrong,
                    };
                    let again = before.iter().rev().find(|it| it.place == *place);
                    if let Some(first) = again.copied() {
                        // A lease is told by the clock: servers whose clocks differ by more
                        // can't keep one.
                        if was_wrong || self.is_excused(first, Some(index)) {
                            self.counts.doubled_after_break += 1;
                        } else {
                            self.counts.doubled += 1;
                            self.complain(event, "a provider took it twice");
                        }
                    }
                    before.push(this);
                    if !was_wrong {
                        let day = self.local(at).date();
                        let told = days.entry((*to, day)).or_default();
                        told.insert(key);
                        if told.len() > A_DAY && !broken_days.contains(&day) {
                            self.complain(event, "too many messages on one day");
                        }
                    }
                }
            }
        }
        if tries.values().any(|times| *times > TRIES) {
            let most = tries.values().max().copied().unwrap_or(0);
            self.complaints
                .push(format!("one message was tried {most} times"));
        }
        taken
    }

    fn one_call(
        &mut self,
        event: &Event,
        at: Timestamp,
        contact: &ContactRow,
        settled: &BTreeSet<&str>,
        known: Option<&Known>,
    ) {
        let Some(occasion) = self.occasions.get(contact.occasion_id.as_str()).copied() else {
            return self.complain(event, "a contact belongs to no occasion");
        };
        if self.is_quiet(at) {
            self.counts.outside_hours += 1;
            self.complain(event, "outside the hours");
        }
        if at.as_millisecond() >= occasion.closes_at {
            self.complain(event, "after its time was over");
        }
        if at.as_millisecond() < self.earliest(occasion, contact) {
            self.complain(event, "before it was due");
        }
        if settled.contains(occasion.id.as_str()) {
            self.counts.after_answer += 1;
            self.complain(event, "after the answer");
        }
        if let Some(known) = known {
            if known.withdrawn && occasion.needs.is_some() {
                self.complain(event, "after the consent was taken back");
            }
            if known.paused {
                self.complain(event, "while the person wants silence");
            }
            if known.protected {
                self.complain(event, "to a protected identity");
            }
        }
    }

    /// Before this nothing may leave: the opening, or for a notice the day that its step of
    /// the ladder names before it.
    fn earliest(&self, occasion: &OccasionRow, contact: &ContactRow) -> i64 {
        let definition = self.wish.protocol.definition();
        let ladder = definition
            .rule(&occasion.rule_id)
            .and_then(|rule| definition.ladder(&rule.ladder));
        let place = usize::try_from(contact.step - 1).ok();
        let step = ladder.and_then(|ladder| ladder.steps.get(place?));
        let notice = step.filter(|step| step.after.is_negative());
        let day = occasion.due_on.parse::<Date>();
        let (Some(notice), Ok(day)) = (notice, day) else {
            return occasion.opens_at;
        };
        let start = notice.after.after(day).to_zoned(self.zone.clone());
        start.map_or(occasion.opens_at, |start| {
            start.timestamp().as_millisecond()
        })
    }

    /// How every contact stands at the end.
    fn ends(&mut self, taken: &HashMap<String, Vec<Taken>>) {
        let now = self.end.as_millisecond();
        const HOUR: i64 = 60 * 60 * 1000;
        for contact in self.contacts {
            let by_machine = !matches!(contact.channel.as_str(), "phone" | "letter");
            let takings = taken.get(&key(contact)).map_or(&[][..], Vec::as_slice);
            let about = self.occasions.get(contact.occasion_id.as_str());
            let about = about.map_or_else(String::new, |it| {
                format!("{} {}, which is {}", it.rule_id, it.number, it.state)
            });
            let counts = &mut self.counts;
            match contact.state.as_str() {
                "sent" => counts.sent += 1,
                "merged" => counts.merged += 1,
                "expired" => counts.expired += 1,
                "cancelled" => counts.cancelled += 1,
                "given_up" => counts.given_up += 1,
                _ if contact.due_at > now => continue,
                "waiting" => {
                    let late = by_machine && contact.try_at < now - 2 * HOUR;
                    if late || contact.not_after_at < now - 24 * HOUR {
                        counts.lost += 1;
                        self.complaints.push(format!(
                            "lost: step {} of {} by {} waits since {} ({})",
                            contact.step,
                            about,
                            contact.channel,
                            instant(contact.due_at),
                            contact.reason
                        ));
                    } else {
                        counts.waiting += 1;
                    }
                }
                other => self
                    .complaints
                    .push(format!("a contact is {other}, which is no end")),
            }
            self.counts.due += 1;
            if contact.state != "waiting" && contact.ended_at.is_none() {
                self.complaints
                    .push("a contact ended at no time".to_owned());
            }
            if by_machine && contact.state == "sent" && takings.is_empty() {
                self.counts.lost += 1;
                let due = instant(contact.due_at);
                self.complaints
                    .push(format!("noted as sent and never handed over, due {due}"));
            }
            // Another server that takes it for ours no longer may end it: see where it is taken twice.
            let is_excused = |it: &Taken| it.was_wrong || self.is_excused(*it, None);
            let unnoted = takings.iter().find(|it| !is_excused(it));
            if contact.state != "sent"
                && let Some(unnoted) = unnoted
            {
                let event = &self.history[unnoted.index];
                self.complain(
                    event,
                    &format!("handed over, and noted as {}", contact.state),
                );
            }
        }
    }

    /// Whether something broke between a provider's yes and our record of it: until the
    /// server's next tick without a fault.
    fn is_excused(&self, taken: Taken, until: Option<usize>) -> bool {
        // A slow provider, or one that stalls another call of the batch, says so first.
        let at = self.history[taken.index].at;
        let before = self.history[..taken.index].iter().rev();
        let from = taken.index - before.take_while(|it| it.at == at).count();
        let until = until.unwrap_or(self.history.len());
        let own = taken.index - from;
        let events = self.history.get(from..until).unwrap_or_default();
        for (offset, event) in events.iter().enumerate() {
            match &event.what {
                What::Broke { actor, broken, .. } if *actor == taken.actor => {
                    let told_late = matches!(broken, Break::Slow(seconds) if *seconds >= 10);
                    let lost = matches!(
                        broken,
                        Break::Crash
                            | Break::Busy
                            | Break::Lost
                            | Break::Stall(_)
                            | Break::StallRefused(_)
                    );
                    if told_late || lost {
                        return true;
                    }
                }
                What::Off { actor, .. } if *actor == taken.actor => return true,
                What::Ticked { actor } if *actor == taken.actor && offset > own => return false,
                _ => {}
            }
        }
        false
    }

    fn is_quiet(&self, at: Timestamp) -> bool {
        let local = self.local(at);
        let rests = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday);
        !(8..21).contains(&local.hour()) || rests || is_holiday(self.country, local.date())
    }

    fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        self.zone.to_datetime(at)
    }

    fn complain(&mut self, event: &Event, why: &str) {
        self.complaints.push(format!("{event}: {why}"));
    }
}

fn key(contact: &ContactRow) -> String {
    Key::of(&contact.occasion_id, contact.step, &contact.channel)
        .as_str()
        .to_owned()
}

fn instant(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |at| at.to_string())
}
