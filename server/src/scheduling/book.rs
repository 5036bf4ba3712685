//! The book of one channel. What came of the calls goes in and the next batch comes out, in one
//! transaction where both are there: each one waits for the disk.

use std::collections::HashSet;
use std::time::Duration;

use app::programmes::Channel;
use futures::FutureExt;
use futures::future::Fuse;
use jiff::Timestamp;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use super::ahead::{Ahead, is_about};
use super::calls::{Back, Called};
use super::judge::{Judged, Ready, judge, order};
use super::lane::Depth;
use super::record::record;
use super::store::Order;
use super::{Stepped, batch_of};
use crate::storage::{Db, Fault};

/// While calls are under way, a channel looks this often whether more has fallen due.
const GLANCE: Duration = Duration::from_millis(100);
/// At most this many results in one transaction, so that nobody waits long for the store.
const RECORDS: usize = 256;
/// Tries to record this often: what a provider took and we forget goes out twice.
const TRIES_TO_RECORD: u32 = 3;

/// Claims and records of one channel, one after the other.
pub(super) struct Book<'a, C, L> {
    pub(super) db: &'a Db,
    pub(super) channel: Channel,
    pub(super) depth: Depth,
    pub(super) clock: &'a C,
    pub(super) luck: &'a mut L,
}

/// A batch that is to be claimed.
struct Next {
    order: Order,
    ahead: Ahead,
    now: Timestamp,
}

/// How far the book is.
#[derive(Default)]
struct Page {
    /// Contacts that were handed out and are not recorded yet.
    under_way: usize,
    /// What was read of the batch behind the one that was claimed last.
    ahead: Ahead,
    /// The last batch was full: there may be another one behind it.
    is_long: bool,
    done: Stepped,
    failed: Option<Fault>,
}

impl<C, L> Book<'_, C, L>
where
    C: Fn() -> Option<Timestamp> + Sync,
    L: FnMut() -> f64,
{
    /// Claims and records until nothing more is due and everything is back.
    pub(super) async fn keep(
        mut self,
        to_call: UnboundedSender<Vec<Ready>>,
        mut results: UnboundedReceiver<Back>,
    ) -> Result<Stepped, Fault> {
        let (db, most) = (
            self.db,
            self.depth.batches() * batch_of(self.channel) as usize,
        );
        let mut page = Page::default();
        let mut to_call = Some(to_call);
        let mut taken = Vec::with_capacity(RECORDS);
        // Nothing was due a moment ago, but somebody is slow: what falls due meanwhile does
        // not wait for them.
        let mut nap = std::pin::pin!(Fuse::terminated());
        let mut naps = false;
        loop {
            let batch = batch_of(self.channel) as usize;
            if to_call.is_some() && !naps && page.under_way + batch <= most {
                while taken.len() < RECORDS
                    && let Ok(back) = results.try_recv()
                {
                    taken.push(back);
                }
            } else {
                tokio::select! {
                    biased;
                    count = results.recv_many(&mut taken, RECORDS) => if count == 0 { break },
                    () = &mut nap, if naps => naps = false,
                }
            }
            let called = page.back(&mut taken);
            naps &= page.under_way > 0;
            let looks = to_call.is_some() && !naps && page.under_way + batch <= most;
            let next = match (looks, (self.clock)()) {
                (true, Some(now)) => self.next(&mut page, now).await,
                // The clock is wrong: what is under way comes to its end, and no more.
                (true, None) => {
                    to_call = None;
                    None
                }
                (false, _) => None,
            };
            let Judged { due, ready, .. } = self.write(&mut page, &called, next).await;
            page.done.due += due;
            page.under_way += ready.len();
            // What was recorded may have let something fall due.
            if looks && due == 0 && called.is_empty() {
                naps = page.under_way > 0;
                if naps {
                    nap.set(db.rest(GLANCE).fuse());
                }
            }
            let is_over = looks && due == 0 && called.is_empty() && !naps;
            if is_over || page.failed.is_some() {
                to_call = None;
            }
            if let Some(calls) = &to_call
                && !ready.is_empty()
                && calls.send(ready).is_err()
            {
                to_call = None;
            }
        }
        page.failed.map_or(Ok(page.done), Err)
    }

    /// The next batch, if any of it is due: mostly one look into an index, and no write lock.
    async fn next(&self, page: &mut Page, now: Timestamp) -> Option<Next> {
        let look = async {
            let mut tx = self.db.glance().await?;
            order(&mut tx, self.channel, now).await
        };
        match look.await {
            Ok(order) => order.map(|order| Next {
                order,
                ahead: std::mem::take(&mut page.ahead),
                now,
            }),
            Err(fault) => {
                page.failed = Some(fault);
                None
            }
        }
    }

    /// Records and claims. A batch that can't be claimed is left to the next pass; results are
    /// tried again.
    async fn write(&mut self, page: &mut Page, called: &[Called], next: Option<Next>) -> Judged {
        let mut next = next;
        for tries in 1.. {
            if called.is_empty() && next.is_none() {
                break;
            }
            let claims = next.is_some();
            let reads_on = claims && page.is_long;
            let (db, channel, batch) = (self.db, self.channel, batch_of(self.channel));
            let now = next.as_ref().map(|it| it.now);
            let ahead = async {
                match now.filter(|_| reads_on) {
                    Some(now) => {
                        let ahead = Ahead::of(db.clone(), channel, batch, now);
                        db.beside(ahead).await
                    }
                    None => Ok(Ahead::default()),
                }
            };
            let written = self.try_to_write(called, next.take());
            let (ahead, written) = futures::join!(ahead, written);
            match written {
                Ok((sent, judged)) => {
                    page.done.sent += sent;
                    if claims {
                        // What can't be read ahead is read in its turn.
                        page.ahead = ahead.unwrap_or_default();
                        let is_full = judged.due == batch as usize;
                        page.is_long = self.depth == Depth::Many && is_full;
                    }
                    return judged;
                }
                Err(fault) => {
                    if !called.is_empty() && tries < TRIES_TO_RECORD {
                        tracing::warn!(%fault, "results could not be recorded; once more");
                    }
                    // They are ours until the lease ends, and then go out a second time.
                    if claims || tries >= TRIES_TO_RECORD {
                        page.failed = Some(fault);
                    }
                    if tries >= TRIES_TO_RECORD {
                        break;
                    }
                }
            }
        }
        Judged::default()
    }

    async fn try_to_write(
        &mut self,
        called: &[Called],
        next: Option<Next>,
    ) -> Result<(usize, Judged), Fault> {
        let mut tx = self.db.write().await?;
        let mut sent = 0;
        // A clock that ran ahead stops what is sent, not the record of what was.
        let now = (self.clock)().or_else(|| called.iter().map(|it| it.ready.at).max());
        if let Some(now) = now.filter(|_| !called.is_empty()) {
            sent = record(&mut tx, called, now, self.luck).await?;
        }
        let mut judged = Judged {
            about: Some(HashSet::new()),
            ..Judged::default()
        };
        if let Some(Next { order, ahead, now }) = next {
            judged = judge(&mut tx, self.channel, order, ahead, now).await?;
        }
        if let Some(mut about) = judged.about.take() {
            about.extend(called.iter().flat_map(|it| is_about(&it.ready.facts)));
            tx.is_about(about);
        }
        tx.commit().await?;
        Ok((sent, judged))
    }
}

impl Page {
    /// Empties `taken` of what came back, and gives back the places.
    fn back(&mut self, taken: &mut Vec<Back>) -> Vec<Called> {
        self.under_way -= taken.len();
        taken.drain(..).flatten().collect()
    }
}
