//! Scenes that simulations play in: a busy little programme around a night of summer time.

use server::programmes::Protocol;
use server::simulation::{Span, Tells, Weather, Wish};
use server::storage::Db;

const PROTOCOL: &str = include_str!("protocol.toml");

/// The programme that everyone here takes part in.
pub(crate) fn protocol() -> Protocol {
    Protocol::read("protocol.toml", PROTOCOL).expect("a protocol")
}

/// The same programme after an edit that asks for nothing else: the text is new, and so is
/// the way in which reminders follow each other.
fn edited(version: u32) -> Protocol {
    let text = PROTOCOL
        .replace("version = 1", &format!("version = {version}"))
        .replace(
            "after = \"P1D\", at = \"17:00:00\"",
            &format!("after = \"P1D\", at = \"1{version}:00:00\""),
        );
    Protocol::read("protocol.toml", &text).expect("a protocol")
}

/// What one seed plays: six weeks around the last Sunday of March or of October, two servers,
/// whatever weather the seed brings.
pub(crate) fn stormy(seed: u64) -> Wish {
    let from = if seed.is_multiple_of(2) {
        "2027-03-08"
    } else {
        "2026-10-05"
    };
    Wish {
        protocol: protocol(),
        participants: 8,
        span: Span {
            from: from.parse().expect("a day"),
            days: 42,
            at_once: true,
            eventful: true,
        },
        seed,
        servers: if seed.is_multiple_of(5) { 1 } else { 2 },
        weather: Some(Weather::of(seed)),
        crash_at: None,
        edits: vec![edited(2), edited(3)],
        bug: None,
        is_strict: true,
        tells: Tells::Nothing,
    }
}

/// A database in memory, of its own.
pub(crate) async fn memory() -> Db {
    Db::open_to_throw_away("sqlite::memory:")
        .await
        .expect("a database")
}
