//! Simulation: the real scheduler and store, with invented people, on a clock that jumps.
//!
//! Ten years take seconds, because time goes from one due instant to the next. Where things
//! may break, every effect of a server is a numbered point at which the seed may let it down,
//! and an oracle that knows nothing of the scheduler's code judges what came of it.

mod cast;
mod core;
mod courier;
mod deeds;
mod expected;
mod faults;
mod history;
mod offices;
mod oracle;
mod planted;
mod report;
mod server;
mod stage;
pub mod store;
mod waits;
mod watcher;
mod world;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::programmes::Protocol;
use crate::storage::{Db, Fault};
use world::World;

pub use cast::{Share, Span};
pub use core::stay_on_core;
pub use faults::Weather;
pub use offices::in_offices;
pub use planted::Bug;
pub use report::{Contacts, Totals};

/// What to simulate.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The programme that people take part in.
    pub protocol: Protocol,
    /// How many take part, in all offices.
    pub participants: usize,
    /// Which of them are this office's.
    pub share: Share,
    /// Which days, and how people come in.
    pub span: Span,
    /// The same seed gives the same timeline.
    pub seed: u64,
    /// How many servers share the work.
    pub servers: usize,
    /// What may break; nothing when absent.
    pub weather: Option<Weather>,
    /// A server dies at the effect point of this number, from 1, and nothing else breaks.
    pub crash_at: Option<u64>,
    /// What the definition is edited to, spread evenly over the days.
    pub edits: Vec<Protocol>,
    /// The bug that a test plants; heard only with the feature `planted`.
    pub bug: Option<Bug>,
    /// Whether the oracle counts every occasion and watches every end after every instant:
    /// slow, for few people.
    pub is_strict: bool,
    /// Whose timeline is told.
    pub tells: Tells,
}

/// What of the timeline is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Nothing but the totals.
    Nothing,
    /// What happened with one person, from 1.
    Person(usize),
    /// All of it.
    Everything,
}

impl Wish {
    /// Someone joining now and then, one server, and nothing that breaks.
    pub fn fair(protocol: Protocol, participants: usize, from: Date, days: i32, seed: u64) -> Self {
        Self {
            protocol,
            participants,
            share: Share::ALL,
            span: Span {
                from,
                days,
                at_once: false,
                eventful: false,
            },
            seed,
            servers: 1,
            weather: None,
            crash_at: None,
            edits: Vec::new(),
            bug: None,
            is_strict: false,
            tells: Tells::Nothing,
        }
    }

    fn breaks(&self) -> bool {
        self.weather.is_some() || self.crash_at.is_some()
    }
}

/// What came of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Counts.
    pub totals: Totals,
    /// Everything that the oracle holds against the scheduler; nothing when all went well.
    pub complaints: Vec<String>,
    /// How many effect points there were.
    pub points: u64,
    /// The same for the same timeline.
    pub digest: u64,
    /// What happened, a line each, as much as was asked for.
    pub timeline: Vec<String>,
}

/// Simulates in an empty database; `progress` is told each new day.
pub async fn simulate(
    wish: &Wish,
    db: Db,
    mut progress: impl FnMut(Date),
) -> Result<Outcome, Fault> {
    let mut world = World::found(wish, db.clone()).await?;
    let mut ends = BTreeMap::new();
    let mut changed = Vec::new();
    let mut seen = 0;
    let mut today = wish.span.from;
    while world.go_on().await? {
        let now = world.stage.now();
        let day = now.to_zoned(world.office.cast().zone.clone()).date();
        if day != today {
            today = day;
            progress(day);
        }
        let length = world.stage.inner().history.len();
        if wish.is_strict && length > seen {
            seen = length;
            watch_ends(&db, &mut ends, &mut changed).await?;
        }
    }
    world.finish().await?;
    report::outcome(wish, &world, &db, changed).await
}

/// What ended stays as it ended.
async fn watch_ends(
    db: &Db,
    ends: &mut BTreeMap<String, (String, Option<i64>)>,
    changed: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut tx = db.read().await?;
    for (id, state, at) in store::ends(&mut tx).await? {
        let is = (state, at);
        match ends.get(&id) {
            Some(was) if *was == is => continue,
            Some(was) => changed.push(format!("a contact that was {} became {}", was.0, is.0)),
            None => {}
        }
        ends.insert(id, is);
    }
    let again = store::reopened(&mut tx, ends.len()).await?;
    changed.extend(again.then(|| "a contact that had ended waits again".to_owned()));
    Ok(())
}
