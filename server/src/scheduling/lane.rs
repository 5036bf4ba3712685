//! One channel's way out: claim, look once more, call, record, each at its own pace.

use std::sync::Arc;
use std::time::Duration;

use app::programmes::Channel;
use jiff::Timestamp;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::calls::{Called, hand_over};
use super::judge::{Ready, judge};
use super::record::record;
use super::rules::Met;
use super::{Stepped, batch_of};
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
    fn batches(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Many => 4,
        }
    }
}

/// A contact with its place among those under way, given back when all is recorded.
pub(super) struct Placed<T> {
    pub(super) it: T,
    _place: OwnedSemaphorePermit,
}

impl<T> Placed<T> {
    pub(super) fn map<U>(self, with: impl FnOnce(T) -> U) -> Placed<U> {
        Placed {
            it: with(self.it),
            _place: self._place,
        }
    }
}

/// While calls are under way, a channel looks this often whether more has fallen due.
const GLANCE: Duration = Duration::from_millis(100);
/// At most this many results in one transaction, so that nobody waits long for the store.
const RECORDS: usize = 256;

/// Hands over what is due on a channel until nothing more is. `clock` tells the time, or
/// nothing when it can't be trusted; then nothing more is claimed.
///
/// Claims, calls and records go on side by side: a slow courier holds back neither the
/// record of what others took nor, with [`Depth::Many`], the next claim.
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
    let (due, called, sent) = futures::join!(
        claim_all(db, channel, depth, clock, to_call),
        hand_over(db, couriers, clock, calls, to_record),
        record_all(db, clock, luck, results),
    );
    // What was handed over is recorded before any failure is told.
    let (due, (), sent) = (due?, called?, sent?);
    Ok(Stepped { due, sent })
}

async fn claim_all(
    db: &Db,
    channel: Channel,
    depth: Depth,
    clock: &(impl Fn() -> Option<Timestamp> + Sync),
    to_call: UnboundedSender<Vec<Placed<Ready>>>,
) -> Result<usize, Fault> {
    let batch = batch_of(channel);
    let most = (batch * depth.batches()) as usize;
    let places = Arc::new(Semaphore::new(most));
    let mut all = 0;
    loop {
        let room = places.clone().acquire_many_owned(batch).await;
        let (Ok(mut room), Some(now)) = (room, clock()) else {
            return Ok(all);
        };
        // The rules are read anew for each batch: an edit holds from then on.
        let (due, ready) = judge(db, &mut Met::default(), channel, batch, now).await?;
        if due == 0 {
            drop(room);
            // As long as somebody is slow, what falls due meanwhile does not wait for them.
            if depth == Depth::Many && places.available_permits() < most {
                let all_back = places.acquire_many(batch * depth.batches());
                tokio::select! {
                    biased;
                    _ = all_back => {}
                    () = db.rest(GLANCE) => {}
                }
                continue;
            }
            return Ok(all);
        }
        all += due;
        let placed = ready.into_iter().filter_map(|it| {
            let _place = room.split(1)?;
            Some(Placed { it, _place })
        });
        let placed: Vec<_> = placed.collect();
        if !placed.is_empty() && to_call.send(placed).is_err() {
            return Ok(all);
        }
    }
}

async fn record_all(
    db: &Db,
    clock: &(impl Fn() -> Option<Timestamp> + Sync),
    luck: &mut impl FnMut() -> f64,
    mut results: UnboundedReceiver<Placed<Called>>,
) -> Result<usize, Fault> {
    let mut sent = 0;
    let mut failed = None;
    let mut taken = Vec::with_capacity(RECORDS);
    while results.recv_many(&mut taken, RECORDS).await > 0 {
        match record(db, &taken, clock, luck).await {
            Ok(more) => sent += more,
            // They are ours until the lease ends, and then go out a second time.
            Err(fault) => failed = Some(fault),
        }
        taken.clear();
    }
    failed.map_or(Ok(sent), Err)
}
