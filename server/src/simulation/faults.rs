//! What breaks in a simulation, and where: effect points are numbered, and the seed decides.

use jiff::SignedDuration;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::stage::Actor;

/// A place at which the world outside a server may let it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Point {
    /// Before a transaction that only reads.
    Read,
    /// Before a transaction that writes.
    Write,
    /// Written, and not yet kept.
    Keep,
    /// Kept, and not yet known to be.
    Kept,
    /// Before a provider is called.
    Call,
    /// The provider has said yes, and nobody has heard it yet.
    Took,
}

/// What breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// The server dies, and nothing of it goes on.
    Crash,
    /// The database does not answer in time.
    Busy,
    /// It was done, and whoever asked is told that it was not.
    Lost,
    /// The provider asks to come back later.
    Again,
    /// The provider says when, after so many seconds.
    RetryAfter(i64),
    /// The provider will never take it.
    Refuse,
    /// The address is gone.
    Gone,
    /// The provider takes so many seconds to answer.
    Slow(i64),
    /// The server stands still for so many seconds, and then hears that it was taken.
    Stall(i64),
    /// The server stands still for so many seconds, and then hears that it was refused.
    StallRefused(i64),
}

/// How likely what is, at one point, from 0 to 1; and whether clocks and operators err.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weather {
    /// A server dies.
    pub crash: f64,
    /// The database is busy.
    pub busy: f64,
    /// A reply is lost, of the database or of a provider.
    pub lost: f64,
    /// A provider says no in one of its ways.
    pub provider: f64,
    /// A provider is slow, or a server stands still in the middle of a call.
    pub slow: f64,
    /// Chance per day that the clock of a server is wrong for some hours.
    pub clock: f64,
    /// Chance per day that every server is off for 26 hours.
    pub outage: f64,
    /// Someone at whom every call kills the server, so that only quarantine helps.
    pub poison: bool,
}

impl Weather {
    /// What one seed brings: from calm to all at once.
    pub fn of(seed: u64) -> Self {
        let mut dice = StdRng::seed_from_u64(seed ^ 0x5745_4154_4845_5221);
        let mut up_to = |most: f64| {
            if dice.random_bool(0.35) {
                0.0
            } else {
                dice.random_range(0.0..most)
            }
        };
        let mut weather = Self {
            crash: up_to(0.02),
            busy: up_to(0.02),
            lost: up_to(0.02),
            provider: up_to(0.25),
            slow: up_to(0.10),
            clock: up_to(0.15),
            outage: up_to(0.08),
            poison: false,
        };
        weather.poison = dice.random_bool(0.15);
        weather
    }
}

/// What decides about every point.
#[derive(Debug)]
pub(super) enum Plan {
    /// Nothing breaks.
    Fair,
    /// The server dies at the point of this number, counted from 1.
    CrashAt(u64),
    /// As the seed wills.
    Weather(Weather),
}

/// The effect points so far, and what breaks at the next.
#[derive(Debug)]
pub(super) struct Faults {
    plan: Plan,
    points: u64,
    dice: StdRng,
}

impl Faults {
    pub(super) fn new(seed: u64, plan: Plan) -> Self {
        Self {
            plan,
            points: 0,
            dice: StdRng::seed_from_u64(seed ^ 0x4641_554c_5453),
        }
    }

    /// How many effect points there have been.
    pub(super) fn points(&self) -> u64 {
        self.points
    }

    /// Numbers a point at which something breaks anyhow.
    pub(super) fn count(&mut self) {
        self.points += 1;
    }

    /// From now on the weather is fair.
    pub(super) fn calm(&mut self) {
        if matches!(self.plan, Plan::Weather(_)) {
            self.plan = Plan::Fair;
        }
    }

    /// Numbers the point and says what breaks there. The office is never broken: what
    /// people do is either done or was not done.
    pub(super) fn at(&mut self, actor: Actor, point: Point) -> Option<Break> {
        if actor == 0 {
            return None;
        }
        self.points += 1;
        match self.plan {
            Plan::Fair => None,
            Plan::CrashAt(number) => (number == self.points).then_some(Break::Crash),
            Plan::Weather(weather) => self.rolls(&weather, point),
        }
    }

    fn rolls(&mut self, weather: &Weather, point: Point) -> Option<Break> {
        let dice = &mut self.dice;
        if dice.random_bool(weather.crash) {
            return Some(Break::Crash);
        }
        match point {
            Point::Read | Point::Write | Point::Keep => {
                dice.random_bool(weather.busy).then_some(Break::Busy)
            }
            Point::Kept => dice.random_bool(weather.lost).then_some(Break::Lost),
            Point::Call => {
                if dice.random_bool(weather.slow) {
                    // Longer than any lease: somebody else will have taken over.
                    return Some(match dice.random_range(0..4) {
                        0 => Break::StallRefused(dice.random_range(20..300)),
                        _ => Break::Slow(dice.random_range(1..=14)),
                    });
                }
                if !dice.random_bool(weather.provider) {
                    return None;
                }
                Some(match dice.random_range(0..10) {
                    0..5 => Break::Again,
                    5..7 => Break::RetryAfter(dice.random_range(10..7200)),
                    7 => Break::Refuse,
                    _ => Break::Gone,
                })
            }
            Point::Took => {
                if dice.random_bool(weather.lost) {
                    return Some(Break::Lost);
                }
                let stalls = dice.random_bool(weather.slow);
                stalls.then(|| Break::Stall(dice.random_range(20..300)))
            }
        }
    }

    /// Whether this day brings something that happens with this chance.
    pub(super) fn day_brings(&mut self, chance: f64) -> bool {
        self.dice.random_bool(chance)
    }

    /// A number of seconds.
    pub(super) fn some(&mut self, from: i64, to: i64) -> SignedDuration {
        SignedDuration::from_secs(self.dice.random_range(from..=to))
    }

    /// The weather, if there is any.
    pub(super) fn weather(&self) -> Weather {
        match self.plan {
            Plan::Weather(weather) => weather,
            Plan::Fair | Plan::CrashAt(_) => Weather::default(),
        }
    }
}
