//! A transaction, of whichever engine: the only handle through which rooms read and write.

use std::collections::HashSet;
use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite, Transaction};
use tokio::sync::OwnedSemaphorePermit;

use super::Fault;
use super::touched::{Mark, Writing};
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
    writing: Option<Writing>,
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
            writing: None,
            place: None,
            turn,
        }
    }

    /// Nobody else writes until it ends.
    pub(super) fn alone(self, place: Option<OwnedSemaphorePermit>, writing: Writing) -> Self {
        Self {
            place,
            writing: Some(writing),
            ..self
        }
    }

    pub(super) fn without(connection: PoolConnection<D>, turn: Option<Turn>) -> Self {
        Self {
            on: On::Connection(connection),
            writing: None,
            place: None,
            turn,
        }
    }

    async fn commit(self) -> Result<(), Fault> {
        // The place in the line is given back when all of this is over.
        let Self {
            on,
            mut writing,
            place: _place,
            turn,
        } = self;
        let On::Transaction(tx) = on else {
            return Ok(());
        };
        if let Some(turn) = &turn
            && let Err(fault) = turn.before_commit().await
        {
            drop(tx);
            return Err(fault);
        }
        tx.commit().await?;
        if let Some(writing) = &mut writing {
            writing.has_ended();
        }
        match turn {
            Some(turn) => turn.after_commit().await,
            None => Ok(()),
        }
    }

    async fn undo(self) -> Result<(), Fault> {
        match self.on {
            On::Transaction(tx) => Ok(tx.rollback().await?),
            On::Connection(_) => Ok(()),
        }
    }
}

impl Held<Sqlite> {
    async fn since(&mut self, mark: Mark) -> Result<Option<HashSet<String>>, Fault> {
        if self.writing.is_none() {
            return Ok(None);
        }
        let outside: i64 = sqlx::query_scalar("pragma data_version")
            .fetch_one(&mut **self)
            .await?;
        let writing = self.writing.as_ref();
        Ok(writing.and_then(|it| it.touched().since(mark, outside)))
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

    /// Says that whatever this transaction writes is about these ids and nobody else, so that
    /// what was read ahead about others is still believed. It names them before it writes.
    pub fn is_about(&mut self, ids: HashSet<String>) {
        if let Self::Sqlite(held) = self
            && let Some(writing) = &mut held.writing
        {
            writing.is_about(ids);
        }
    }

    /// Whom everything is about that was written since `mark`; `None` when it may be anybody.
    /// Under the write lock, where nobody adds to it.
    pub async fn since(&mut self, mark: Mark) -> Result<Option<HashSet<String>>, Fault> {
        match self {
            Self::Sqlite(held) => held.since(mark).await,
            Self::Postgres(_) => Ok(None),
        }
    }

    /// The moment at which this transaction will have been kept, for [`super::Db::since`]. `None`
    /// where nobody can tell what was written after it.
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Self::Sqlite(held) => held.writing.as_ref().map(Writing::mark),
            Self::Postgres(_) => None,
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
