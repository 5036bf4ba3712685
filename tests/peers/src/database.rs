//! A database for one round, gone afterwards.

use std::path::PathBuf;
use std::process::id;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::Result;

static MADE: AtomicU32 = AtomicU32::new(0);

fn name() -> String {
    format!("peer_{}_{}", id(), MADE.fetch_add(1, Ordering::Relaxed))
}

/// A database on the server that `POSTGRES_URL` names.
pub(crate) struct OnPostgres {
    server: String,
    name: String,
}

impl OnPostgres {
    pub(crate) async fn new() -> Result<Self> {
        let made = Self {
            server: std::env::var("POSTGRES_URL")?,
            name: name(),
        };
        made.ask(format!("create database {}", made.name)).await?;
        Ok(made)
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }

    /// Ends it, and whoever is still connected.
    pub(crate) async fn drop(self) -> Result {
        self.ask(format!("drop database {} with (force)", self.name))
            .await
    }

    async fn ask(&self, sql: String) -> Result {
        let mut server = PgConnection::connect(&format!("{}/postgres", self.server)).await?;
        sqlx::query(AssertSqlSafe(sql)).execute(&mut server).await?;
        Ok(server.close().await?)
    }
}

/// A file of SQLite's, in a folder of its own under `TMPDIR`.
pub(crate) struct OnSqlite(PathBuf);

impl OnSqlite {
    pub(crate) fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(name());
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }

    /// As durable as ours: every commit is on the disk before it is acknowledged.
    pub(crate) fn durable(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(self.0.join("jobs.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
    }

    pub(crate) fn drop(self) -> Result {
        Ok(std::fs::remove_dir_all(self.0)?)
    }
}
