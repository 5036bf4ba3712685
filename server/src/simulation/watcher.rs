//! The watch of one simulated server over its database: turns, numbered points, faults.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use super::Bug;
use super::faults::{Break, Point};
use super::server::TICK;
use super::stage::{Actor, Stage, Want};
use crate::storage::Fault;
use crate::storage::watch::Watch;

/// One actor's watch.
#[derive(Debug)]
pub(super) struct Watcher {
    pub(super) stage: Arc<Stage>,
    pub(super) actor: Actor,
    pub(super) bug: Option<Bug>,
}

fn busy() -> Fault {
    Fault::Database(sqlx::Error::PoolTimedOut)
}

impl Watcher {
    /// What breaks at this point: a death never comes back, anything else is an error.
    async fn point(&self, point: Point) -> Result<(), Fault> {
        match self.stage.breaks(self.actor, point) {
            None => Ok(()),
            Some(Break::Crash) => std::future::pending().await,
            Some(_) => Err(busy()),
        }
    }
}

#[async_trait::async_trait]
impl Watch for Watcher {
    async fn begin(&self, writes: bool) -> Result<(), Fault> {
        let (want, point) = if writes {
            (Want::Write, Point::Write)
        } else {
            (Want::Read, Point::Read)
        };
        let turn = self.stage.turn(self.actor, want).await;
        self.point(point).await?;
        turn.stay();
        Ok(())
    }

    async fn before_commit(&self) -> Result<(), Fault> {
        self.point(Point::Keep).await
    }

    async fn after_commit(&self) -> Result<(), Fault> {
        self.point(Point::Kept).await
    }

    fn end(&self) {
        self.stage.leave();
    }

    async fn rest(&self, time: Duration) {
        // A slow provider would cost hundreds of looks that see the same.
        let time = SignedDuration::try_from(time).unwrap_or(TICK).max(TICK);
        self.stage.sleep(self.actor, time).await;
    }

    fn planted(&self) -> Option<Bug> {
        self.bug
    }
}
