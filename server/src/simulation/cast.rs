//! Who plays in a simulation, and what they will do: lives and answers that a seed invents.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;

use app::ids::{EnrolmentId, ParticipantId};
use app::participants::Dates;
use app::programmes::Definition;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Whom an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Who {
    /// Someone who takes part, from 0.
    Person(usize),
    /// Staff or partners, from 0.
    Colleague(usize),
    /// The office as a whole.
    Office,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(n) => write!(f, "person {}", n + 1),
            Self::Colleague(n) => write!(f, "colleague {}", n + 1),
            Self::Office => f.write_str("the office"),
        }
    }
}

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Deed {
    /// Is included.
    Join,
    /// The course begins.
    Start,
    /// The course ends.
    End,
    /// Agrees to be asked a year later.
    Agree,
    /// Takes that back.
    Withdraw,
    /// Asks for silence.
    Pause,
    /// Wants to hear again.
    Resume,
    /// Name and address become protected.
    Protect,
    /// Dies: the course ends and nobody writes again.
    Die,
    /// Has another mailbox.
    NewAddress,
    /// Has no mailbox any more.
    NoAddress,
    /// Says yes to messages on a phone.
    NewPhone,
    /// Opens the app and reads.
    Open,
    /// Answers everything that is open.
    Answer,
    /// Says no to everything that is open.
    Decline,
    /// The coordinators go through their phone list.
    Calls,
    /// Somebody edits the programme's definition.
    Edit,
}

/// Something that somebody will do; earlier ones first.
type Planned = Reverse<(Timestamp, u64, Who, Deed)>;

/// Everyone, and what is on their minds.
#[derive(Debug)]
pub(super) struct Cast {
    people: Vec<Person>,
    share: Share,
    pub(super) zone: TimeZone,
    agenda: BinaryHeap<Planned>,
    planned: u64,
}

/// Which of all people belong to one office: dealt out in turn, so that they come in over all
/// the years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The office, from 0.
    pub office: usize,
    /// Of so many.
    pub of: usize,
}

impl Share {
    /// One office with everybody.
    pub const ALL: Self = Self { office: 0, of: 1 };
}

/// Someone who takes part.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) ids: Option<(ParticipantId, EnrolmentId)>,
    pub(super) dates: Dates,
    pub(super) has_email: bool,
    /// Which mailbox it is by now.
    pub(super) mailbox: u32,
    pub(super) phones: u32,
    pub(super) has_started: bool,
    /// Dead: nothing of what was planned happens any more.
    pub(super) is_gone: bool,
    answers: f64,
    chance: StdRng,
}

/// The days that a simulation goes over, and how people come in.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The first local day.
    pub from: Date,
    /// How many days.
    pub days: i32,
    /// All come in at the beginning, rather than one after the other.
    pub at_once: bool,
    /// Something happens to nearly everybody.
    pub eventful: bool,
}

impl Cast {
    /// Invents this share of `n` people, with their lives.
    pub(super) fn invent(
        n: usize,
        share: Share,
        seed: u64,
        span: Span,
        definition: &Definition,
        zone: &TimeZone,
    ) -> Self {
        let mut cast = Self {
            people: Vec::with_capacity(n / share.of + 1),
            share,
            zone: zone.clone(),
            agenda: BinaryHeap::new(),
            planned: 0,
        };
        for index in (share.office..n).step_by(share.of) {
            cast.invent_one(index, n, seed, span, definition);
        }
        let mut day = span.from;
        for _ in 0..span.days {
            cast.plan_on(day, 10, 0, Who::Office, Deed::Calls);
            day = day.saturating_add(1.day());
        }
        cast
    }

    fn invent_one(
        &mut self,
        index: usize,
        n: usize,
        seed: u64,
        span: Span,
        definition: &Definition,
    ) {
        let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (index as u64);
        let mut chance = StdRng::seed_from_u64(mixed);
        let offset = if span.at_once {
            chance.random_range(0..3)
        } else {
            i32::try_from(index * usize::try_from(span.days).unwrap_or(0) / n.max(1)).unwrap_or(0)
        };
        let joins = span.from.saturating_add(offset.days());
        let who = Who::Person(index);
        let more = if span.eventful { 4.0 } else { 1.0 };
        let mut person = Person {
            ids: None,
            dates: Dates {
                included: Some(joins),
                ..Dates::default()
            },
            has_email: chance.random_bool(0.92),
            mailbox: 1,
            phones: 0,
            has_started: false,
            is_gone: false,
            answers: chance.random_range(0.1..0.9),
            chance: chance.clone(),
        };
        self.plan_on(joins, 8, 30, who, Deed::Join);
        if chance.random_bool(0.7) {
            self.plan_on(joins, 8, 45, who, Deed::NewPhone);
        }
        let course = |start: Date| definition.planned_end(start);
        let length = course(joins)
            .map_or(180, |end| days_between(joins, end))
            .max(2);
        let start = joins.saturating_add(chance.random_range(0..=(length / 6).clamp(1, 28)).days());
        let planned = course(start).unwrap_or_else(|| start.saturating_add(length.days()));
        person.dates.started = Some(start);
        person.dates.planned_end = Some(planned);
        self.at_work(start, who, Deed::Start, &mut chance);
        if chance.random_bool(0.85) {
            self.at_work(start, who, Deed::Agree, &mut chance);
        }
        let early = chance.random_bool(0.15);
        let end = if early {
            start.saturating_add(chance.random_range(1..length).days())
        } else {
            planned.saturating_add(chance.random_range(-2..=7).days())
        };
        let end = end.max(start.saturating_add(1.day()));
        person.dates.ended = Some(end);
        self.at_work(end, who, Deed::End, &mut chance);
        // From the first day to some months after the end.
        let all = days_between(joins, end) + length.min(120);
        let some_day =
            |chance: &mut StdRng| joins.saturating_add(chance.random_range(0..all.max(1)).days());
        for (deed, share) in [
            (Deed::Withdraw, 0.06),
            (Deed::Pause, 0.10),
            (Deed::Protect, 0.02),
            (Deed::NewAddress, 0.12),
            (Deed::NoAddress, 0.03),
            (Deed::NewPhone, 0.10),
            (Deed::Die, 0.01),
        ] {
            if chance.random_bool(f64::min(share * more, 0.5)) {
                let day = some_day(&mut chance);
                self.at_work(day, who, deed, &mut chance);
                if deed == Deed::Pause {
                    let most = if span.eventful { 5 } else { 21 };
                    let back = day.saturating_add(chance.random_range(2..most).days());
                    self.at_work(back, who, Deed::Resume, &mut chance);
                }
            }
        }
        self.people.push(person);
    }

    /// Everyone, with their numbers from 0.
    pub(super) fn people(&self) -> impl ExactSizeIterator<Item = (usize, &Person)> {
        let Share { office, of } = self.share;
        let number = move |(place, person)| (place * of + office, person);
        self.people.iter().enumerate().map(number)
    }

    /// Somebody by number.
    pub(super) fn person(&mut self, index: usize) -> Option<&mut Person> {
        let Share { office, of } = self.share;
        let is_here = index % of == office;
        self.people.get_mut(index / of).filter(|_| is_here)
    }

    /// When the next deed is due.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.agenda.peek().map(|Reverse((at, ..))| *at)
    }

    /// The next deed that is due by `now`.
    pub(super) fn due(&mut self, now: Timestamp) -> Option<(Who, Deed)> {
        if self.next()? > now {
            return None;
        }
        self.agenda
            .pop()
            .map(|Reverse((_, _, who, deed))| (who, deed))
    }

    /// Somebody will do something.
    pub(super) fn plan(&mut self, at: Timestamp, who: Who, deed: Deed) {
        self.planned += 1;
        self.agenda.push(Reverse((at, self.planned, who, deed)));
    }

    /// On a local day, at a local time.
    pub(super) fn plan_on(&mut self, day: Date, hour: i8, minute: i8, who: Who, deed: Deed) {
        let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight());
        let local = day.to_datetime(time);
        if let Ok(at) = self.zone.to_ambiguous_zoned(local).compatible() {
            self.plan(at.timestamp(), who, deed);
        }
    }

    fn at_work(&mut self, day: Date, who: Who, deed: Deed, chance: &mut StdRng) {
        let (hour, minute) = (chance.random_range(9..16), chance.random_range(0..60));
        self.plan_on(day, hour, minute, who, deed);
    }

    /// A message has reached somebody, who reads it, answers, or does neither.
    pub(super) fn reached(&mut self, who: Who, now: Timestamp) {
        let Who::Person(index) = who else { return };
        let Some(person) = self.person(index) else {
            return;
        };
        let chance = &mut person.chance;
        let minutes = match chance.random_range(0..3) {
            0 => chance.random_range(1..60),
            1 => chance.random_range(60..12 * 60),
            _ => chance.random_range(12 * 60..3 * 24 * 60),
        };
        let deed = if chance.random_bool(person.answers) {
            Deed::Answer
        } else if chance.random_bool(0.3) {
            Deed::Open
        } else if chance.random_bool(0.03) {
            Deed::Decline
        } else {
            return;
        };
        self.plan(now + SignedDuration::from_mins(minutes), who, deed);
    }

    /// Whether somebody who is called picks up and answers.
    pub(super) fn picks_up(&mut self, index: usize) -> bool {
        let person = self.person(index);
        person.is_some_and(|person| person.chance.random_bool(0.4))
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The mailbox of somebody.
pub(super) fn mailbox(index: usize, mailbox: u32) -> String {
    format!("p{index}.{mailbox}@people.example")
}

/// Where the phone of somebody is reached.
pub(super) fn endpoint(index: usize, phone: u32) -> String {
    format!("https://push.example/p{index}.{phone}")
}

/// Whose address this is.
pub(super) fn whose(address: &str) -> Who {
    let name = address.rsplit('/').next().unwrap_or_default();
    let number = |rest: &str| rest.split(['.', '@']).next()?.parse().ok();
    if let Some(index) = name.strip_prefix('p').and_then(number) {
        return Who::Person(index);
    }
    name.strip_prefix('c')
        .and_then(number)
        .map_or(Who::Office, Who::Colleague)
}

/// Which mailbox or phone of somebody this is.
pub(super) fn place(address: &str) -> u32 {
    let name = address.rsplit('/').next().unwrap_or_default();
    let number = name.split('@').next().and_then(|it| it.split('.').nth(1));
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// What somebody is called, so that a list tells who it is.
pub(super) fn name(index: usize) -> String {
    format!("Person {index}")
}

/// Who is called that.
pub(super) fn called(name: &str) -> Option<usize> {
    name.strip_prefix("Person ")?.parse().ok()
}
