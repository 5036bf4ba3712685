//! A transaction, of whichever engine: the only handle through which rooms read and write.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite, Transaction};
use tokio::sync::OwnedSemaphorePermit;

use super::Fault;
use super::watch::Turn;
use crate::simulation::Bug;

/// A transaction: the only handle through which rooms read and write.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Held<Sqlite>),
    /// On PostgreSQL.
    Postgres(Held<Postgres>),
}

/// A transaction of one engine, with the turn of whoever holds it in a simulation.
#[derive(Debug)]
pub struct Held<D: sqlx::Database> {
    // Undone before the next one's turn: fields are dropped in this order.
    on: On<D>,
    place: Option<OwnedSemaphorePermit>,
    turn: Option<Turn>,
}

#[derive(Debug)]
enum On<D: sqlx::Database> {
    Transaction(Transaction<'static, D>),
    /// Each statement for itself.
    Connection(PoolConnection<D>),
}

impl<D: sqlx::Database> Deref for Held<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        match &self.on {
            On::Transaction(tx) => tx,
            On::Connection(connection) => connection,
        }
    }
}

impl<D: sqlx::Database> DerefMut for Held<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match &mut self.on {
            On::Transaction(tx) => tx,
            On::Connection(connection) => connection,
        }
    }
}

impl<D: sqlx::Database> Held<D> {
    pub(super) fn of(tx: Transaction<'static, D>, turn: Option<Turn>) -> Self {
        Self {
            on: On::Transaction(tx),
            place: None,
            turn,
        }
    }

    /// Nobody else writes until it ends.
    pub(super) fn alone(self, place: Option<OwnedSemaphorePermit>) -> Self {
        Self { place, ..self }
    }

    pub(super) fn without(connection: PoolConnection<D>, turn: Option<Turn>) -> Self {
        Self {
            on: On::Connection(connection),
            place: None,
            turn,
        }
    }

    async fn commit(self) -> Result<(), Fault> {
        // The place in the line is given back when all of this is over.
        let Self {
            on,
            place: _place,
            turn,
        } = self;
        let On::Transaction(tx) = on else {
            return Ok(());
        };
        let Some(turn) = turn else {
            return Ok(tx.commit().await?);
        };
        if let Err(fault) = turn.before_commit().await {
            drop(tx);
            return Err(fault);
        }
        tx.commit().await?;
        turn.after_commit().await
    }

    async fn undo(self) -> Result<(), Fault> {
        match self.on {
            On::Transaction(tx) => Ok(tx.rollback().await?),
            On::Connection(_) => Ok(()),
        }
    }
}

impl Tx {
    /// Keeps what was written.
    pub async fn commit(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(held) => held.commit().await,
            Self::Postgres(held) => held.commit().await,
        }
    }

    /// Undoes what was written, and lets go of every row before it returns: a transaction that
    /// is dropped does so a moment later, and who asks for a row meanwhile finds it taken.
    pub async fn undo(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(held) => held.undo().await,
            Self::Postgres(held) => held.undo().await,
        }
    }

    /// Whether a test has planted this bug; never so in a program that was built to serve.
    #[inline]
    pub(crate) fn has_planted(&self, bug: Bug) -> bool {
        #[cfg(feature = "planted")]
        {
            let turn = match self {
                Self::Sqlite(held) => &held.turn,
                Self::Postgres(held) => &held.turn,
            };
            turn.as_ref()
                .is_some_and(|turn| turn.planted() == Some(bug))
        }
        #[cfg(not(feature = "planted"))]
        {
            let _ = bug;
            false
        }
    }
}
