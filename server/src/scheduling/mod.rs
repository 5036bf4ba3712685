//! Makes what is due, and sees that it reaches people: look, step, and the loop around them.

mod by_hand;
mod forever;
mod planted;
mod rules;
mod run;
mod step;
pub mod store;

use std::time::Duration;

pub use by_hand::{NotAsked, send_now};
pub use forever::{now, round, round_by, run_forever};
pub use run::{Looked, look};
pub use step::{Stepped, step};

/// At most this many contacts per step, so that one step stays short.
const BATCH: i64 = 20;
/// The longest one delivery may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How long a claimed contact is ours before another server may try it.
pub const LEASE: Duration = Duration::from_secs(30);
/// How long to leave alone what can't be read: a broken definition, a missing questionnaire.
const LATER: Duration = Duration::from_secs(60 * 60);

// A batch is delivered side by side, so one patience bounds it; a lease outlives it twice over.
const _: () = assert!(LEASE.as_secs() > 2 * PATIENCE.as_secs());
