//! Who watches the database: nobody, or a simulation that gives turns and breaks things.
//!
//! Every transaction asks for its turn, says when it is about to be kept and when it has
//! been, and gives the turn back. A server that serves has no watch, and asks nobody.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use super::Fault;
use crate::simulation::Bug;

/// Whoever gives the turns of one simulated server, and decides what fails in it.
///
/// A server that dies at one of these points never hears back: the simulation drops it.
#[async_trait::async_trait]
pub trait Watch: Send + Sync + Debug {
    /// Before a transaction begins; an error is a database that was busy.
    async fn begin(&self, writes: bool) -> Result<(), Fault>;
    /// Before what was written is kept; an error is a commit that failed.
    async fn before_commit(&self) -> Result<(), Fault>;
    /// After it was kept; an error is a reply that was lost.
    async fn after_commit(&self) -> Result<(), Fault>;
    /// The transaction is over, kept or undone.
    fn end(&self);
    /// Time passes for whoever waits.
    async fn rest(&self, time: Duration);
    /// The bug that a test has planted.
    fn planted(&self) -> Option<Bug>;
}

/// The right to use the database until it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    watch: Arc<dyn Watch>,
    writes: bool,
}

impl Turn {
    pub(super) async fn of(watch: &Arc<dyn Watch>, writes: bool) -> Result<Self, Fault> {
        watch.begin(writes).await?;
        Ok(Self {
            watch: Arc::clone(watch),
            writes,
        })
    }

    pub(super) async fn before_commit(&self) -> Result<(), Fault> {
        if self.writes {
            self.watch.before_commit().await?;
        }
        Ok(())
    }

    pub(super) async fn after_commit(&self) -> Result<(), Fault> {
        if self.writes {
            self.watch.after_commit().await?;
        }
        Ok(())
    }

    #[cfg(feature = "planted")]
    pub(super) fn planted(&self) -> Option<Bug> {
        self.watch.planted()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.watch.end();
    }
}
