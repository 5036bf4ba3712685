//! Makes what is due, and sees that it reaches people: look, step, and the loop around them.

mod ahead;
mod book;
mod by_hand;
mod calls;
mod colleagues;
mod forecast;
mod forever;
mod judge;
mod lane;
mod look;
pub mod offer;
mod planted;
pub mod preview;
mod record;
mod reminding;
mod rules;
mod run;
mod step;
mod stopped;
pub mod store;
mod turns;
mod watch;
pub mod web;

use std::time::Duration;

use app::programmes::Channel;
use jiff::Timestamp;

pub use by_hand::{NotAsked, send_now};
pub use forecast::forecast;
pub(crate) use forever::keep_house;
pub use forever::{round, round_by, run_forever};
pub use look::look;
pub(crate) use reminding::tell_called_off;
pub use run::Looked;
pub(crate) use run::subject;
pub use step::{Stepped, step};
pub use watch::{Standing, now, standing, trust};

/// The channels that the machine sends by, in the order in which a step goes through them.
const CHANNELS: [Channel; 3] = [Channel::Push, Channel::Email, Channel::Sms];
/// The longest one delivery may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How long a claimed contact is ours before another server may try it.
pub const LEASE: Duration = Duration::from_secs(30);
/// How long to leave alone what can't be read: a broken definition, a missing questionnaire.
const LATER: Duration = Duration::from_secs(60 * 60);

// What is claimed is called at once, so one patience bounds it, and the lease needs no
// renewal: it outlives the call and the record twice over.
const _: () = assert!(LEASE.as_secs() > 2 * PATIENCE.as_secs());

fn later(now: Timestamp) -> Timestamp {
    now.saturating_add(LATER).unwrap_or(Timestamp::MAX)
}

/// At most this many contacts of a channel are claimed by one statement. Mail servers count
/// connections, push services don't.
const fn batch_of(channel: Channel) -> u32 {
    match channel {
        Channel::Push => 256,
        _ => 32,
    }
}
