//! One step: everything that is due at an instant, channel by channel.

use jiff::Timestamp;

use super::CHANNELS;
use super::lane::{self, Depth};
use crate::notifications::Couriers;
use crate::storage::{Db, Fault};

/// What one step did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stepped {
    /// Contacts that were due.
    pub due: usize,
    /// Contacts that were handed over and recorded so.
    pub sent: usize,
}

impl std::ops::AddAssign for Stepped {
    fn add_assign(&mut self, other: Self) {
        self.due += other.due;
        self.sent += other.sent;
    }
}

/// Hands over everything due at `now`: the same way that the loop goes, with one batch of
/// one channel under way at a time, so that its deeds come in one order.
///
/// The claim raises the epoch and counts the attempt, and is committed before anything is
/// sent: no transaction is open while a courier is slow, a crash in between is a counted
/// attempt, and a server that wakes up late finds its epoch overtaken and changes nothing.
/// Handed over at least once; recorded once. `luck` gives random numbers from 0 up to 1.
pub async fn step(
    db: &Db,
    couriers: &Couriers,
    now: Timestamp,
    mut luck: impl FnMut() -> f64,
) -> Result<Stepped, Fault> {
    let mut stepped = Stepped::default();
    for channel in CHANNELS {
        let clock = || Some(now);
        stepped += lane::empty(db, couriers, channel, Depth::One, &clock, &mut luck).await?;
    }
    Ok(stepped)
}
