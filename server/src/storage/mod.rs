//! One database handle for two engines.

pub mod installation;

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

/// Why something could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nothing is kept under that id.
    #[error("there is no such row")]
    Missing,
    /// A column holds what no version of this program writes.
    #[error("{0} holds a value that breaks its rule")]
    Corrupt(&'static str),
    /// A text holds what cannot be kept: a NUL. It came from outside; nothing was changed.
    #[error("a text holds a character that cannot be kept")]
    NotText,
    /// The database did not answer as it should.
    #[error("the database failed: {0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::Missing,
            // PostgreSQL's "character not in repertoire"; SQLite keeps such a text.
            sqlx::Error::Database(error) if error.code().as_deref() == Some("22021") => {
                Self::NotText
            }
            other => Self::Database(other),
        }
    }
}

/// SQLite in one file by default; PostgreSQL when there are many servers.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file beside the program.
    Sqlite(SqlitePool),
    /// A server that several of ours may share.
    Postgres(PgPool),
}

/// A transaction: the only handle through which rooms read and write.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

static SCHEMA: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

impl Db {
    /// Opens `sqlite:` or `postgres:` URLs and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Self, Fault> {
        let db = Self::connect(url).await?;
        db.migrate().await?;
        Ok(db)
    }

    /// Opens the database as it is.
    pub async fn connect(url: &str) -> Result<Self, Fault> {
        if url.starts_with("postgres") {
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10));
            return Ok(Self::Postgres(pool.connect(url).await?));
        }
        // FULL, because a receipt promises that the answer survives a power cut.
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10));
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(30));
        Ok(Self::Sqlite(pool.connect_with(options).await?))
    }

    /// Brings the schema up to date; safe to repeat and to run from two servers at once.
    pub async fn migrate(&self) -> Result<(), Fault> {
        let done = match self {
            Self::Sqlite(pool) => SCHEMA.run(pool).await,
            Self::Postgres(pool) => SCHEMA.run(pool).await,
        };
        done.map_err(|error| Fault::Database(error.into()))
    }

    /// Starts a transaction that will only read.
    pub async fn read(&self) -> Result<Tx, Fault> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Starts a transaction that may write. SQLite takes its one write lock now,
    /// because a read that turns into a write cannot wait for it (SQLITE_BUSY).
    pub async fn write(&self) -> Result<Tx, Fault> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }
}

impl Tx {
    /// Keeps what was written.
    pub async fn commit(self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Runs one query on whichever engine the transaction belongs to.
///
/// The body is compiled once per engine, so SQL and bindings are written once.
#[macro_export]
macro_rules! on {
    ($tx:expr, $connection:ident => $query:expr) => {
        match $tx {
            $crate::storage::Tx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $query
            }
            $crate::storage::Tx::Postgres(tx) => {
                let $connection = &mut **tx;
                $query
            }
        }
    };
}

/// A new id: UUIDv7, so that rows made later sort later.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
