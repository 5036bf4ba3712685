//! Reads what decides about the next batch while this one is claimed, so that the write lock is
//! held for what is written, and for no more.

use app::programmes::Channel;
use jiff::{SignedDuration, Timestamp};

use super::judge::{Known, know, order};
use super::store::{self, Facts};
use crate::storage::{Db, Fault, Mark, Tx};

/// What was read longer ago than this is read again: a step may have fallen due since.
const FRESH: SignedDuration = SignedDuration::from_secs(1);

/// What decided about contacts a moment ago.
#[derive(Default)]
pub(super) struct Ahead(Option<Read>);

struct Read {
    mark: Mark,
    at: Timestamp,
    known: Known,
}

impl Ahead {
    /// The batch behind the one that is about to be claimed, as it stands now.
    pub(super) async fn of(
        db: Db,
        channel: Channel,
        batch: u32,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        let Some((mut tx, mark)) = db.read_ahead().await? else {
            return Ok(Self::default());
        };
        let Some(order) = order(&mut tx, channel, now).await? else {
            return Ok(Self::default());
        };
        let both = i64::from(batch) * 2;
        let mut due = store::due(&mut tx, channel, now, both, order).await?;
        due.drain(..due.len().min(batch as usize));
        let known = know(&mut tx, &due, Known::default(), now).await?;
        Ok(Self(Some(Read {
            mark,
            at: now,
            known,
        })))
    }

    /// Of what was read ahead that which is true still, under the write lock of `tx`.
    pub(super) async fn still_true(self, tx: &mut Tx, now: Timestamp) -> Result<Known, Fault> {
        let Some(Read { mark, at, known }) = self.0 else {
            return Ok(Known::default());
        };
        let is_fresh = now.duration_since(at).abs() <= FRESH && quarter(now) == quarter(at);
        let (Some(touched), true) = (tx.since(mark).await?, is_fresh) else {
            return Ok(Known::default());
        };
        let Known { rules, mut facts } = known;
        facts.retain(|_, it| !is_about(it).iter().any(|id| touched.contains(id)));
        Ok(Known { rules, facts })
    }
}

/// Days begin at a full quarter of an hour, wherever it is.
fn quarter(at: Timestamp) -> i64 {
    at.as_second().div_euclid(15 * 60)
}

/// Whom it changes something for when a contact goes on: itself, and others of the same person
/// or the same occasion.
pub(super) fn is_about(facts: &Facts) -> [String; 2] {
    [facts.person.clone(), facts.occasion.as_str().to_owned()]
}
