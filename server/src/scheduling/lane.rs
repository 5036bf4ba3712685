//! One channel's way out: its book is kept in one place, the calls go on beside it.

use app::programmes::Channel;
use jiff::Timestamp;
use tokio::sync::mpsc::unbounded_channel;

use super::Stepped;
use super::book::Book;
use super::calls::hand_over;
use crate::notifications::Couriers;
use crate::storage::{Db, Fault};

/// How many batches of a channel may be under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// The next is claimed when the one before is recorded to its last contact.
    One,
    /// The next is claimed as soon as there is room for it: whoever is slow keeps one
    /// place, and no more.
    Many,
}

impl Depth {
    pub(super) fn batches(self) -> usize {
        match self {
            Self::One => 1,
            Self::Many => 4,
        }
    }
}

/// Hands over what is due on a channel until nothing more is. `clock` tells the time, or
/// nothing when it can't be trusted; then nothing more is claimed.
///
/// Calls go on beside claims and records: a slow courier holds back neither the record of
/// what others took nor, with [`Depth::Many`], the next claim.
pub(super) async fn empty(
    db: &Db,
    couriers: &Couriers,
    channel: Channel,
    depth: Depth,
    clock: &(impl Fn() -> Option<Timestamp> + Sync),
    luck: &mut impl FnMut() -> f64,
) -> Result<Stepped, Fault> {
    let (to_call, calls) = unbounded_channel();
    let (to_record, results) = unbounded_channel();
    let book = Book {
        db,
        channel,
        depth,
        clock,
        luck,
    };
    let (called, kept) = futures::join!(
        hand_over(db, couriers, clock, calls, to_record),
        book.keep(to_call, results),
    );
    // What was handed over is recorded before any failure is told.
    called?;
    kept
}
