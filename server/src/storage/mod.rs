//! One database handle for two engines.

pub mod installation;
mod touched;
mod tx;
pub mod watch;

use std::collections::HashSet;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub use touched::Mark;
use touched::{Touched, Writing};
pub use tx::{Held, Tx};
use watch::{Turn, Watch};

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
pub struct Db {
    engine: Engine,
    /// Nobody, but in a simulation.
    watch: Option<Arc<dyn Watch>>,
}

#[derive(Clone, Debug)]
enum Engine {
    /// One file beside the program.
    Sqlite {
        readers: SqlitePool,
        /// The one connection that writes: what it has read stays true, because nobody else
        /// changes it. A commit by another one would throw away all its pages.
        writer: SqlitePool,
        /// Whoever writes waits here for the one before, first come, first served, for as long
        /// as it takes.
        line: Arc<Semaphore>,
        touched: Arc<Touched>,
    },
    /// A server that several of ours may share.
    Postgres(PgPool),
}

impl Engine {
    fn sqlite(readers: SqlitePool, writer: SqlitePool) -> Self {
        Self::Sqlite {
            readers,
            writer,
            line: Arc::new(Semaphore::new(1)),
            touched: Arc::default(),
        }
    }
}

impl From<Engine> for Db {
    fn from(engine: Engine) -> Self {
        Self {
            engine,
            watch: None,
        }
    }
}

/// Of each connection to a file, in KiB below nought as SQLite wants it; taken as it fills. The
/// default of 2 MB reads the pages of a morning's messages again and again.
const CACHE: &str = "-8192";
/// Prepared and kept by each connection: more than there are here, so that none is parsed twice.
const STATEMENTS: usize = 1024;

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
            let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(STATEMENTS);
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10));
            return Ok(Engine::Postgres(pool.connect_with(options).await?).into());
        }
        // FULL, because a receipt promises that the answer survives a power cut.
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("cache_size", CACHE)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(Duration::from_secs(10));
        let pool = |most| {
            SqlitePoolOptions::new()
                .max_connections(most)
                // A file in this process does not hang up.
                .test_before_acquire(false)
                .acquire_timeout(Duration::from_secs(30))
        };
        // It writes the file anew as WAL, and keeps it open for as long as anybody does.
        let writer = pool(1).min_connections(1).connect_with(options.clone());
        let writer = writer.await?;
        let readers = pool(8).connect_with(options).await?;
        Ok(Engine::sqlite(readers, writer).into())
    }

    /// A database that is gone afterwards, for a simulation: in memory when `url` is
    /// `sqlite::memory:`, else wherever it says, not waiting for the disk.
    pub async fn open_to_throw_away(url: &str) -> Result<Self, Fault> {
        let db = if url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(url)?.options([("synchronous_commit", "off")]);
            let pool = PgPoolOptions::new().max_connections(4);
            Self::from(Engine::Postgres(pool.connect_with(options).await?))
        } else {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .statement_cache_capacity(STATEMENTS)
                .synchronous(SqliteSynchronous::Off);
            // A database in memory is gone with its only connection, so that one stays.
            let pool = SqlitePoolOptions::new()
                .max_connections(1)
                .min_connections(1)
                .test_before_acquire(false)
                .idle_timeout(None)
                .max_lifetime(None);
            let pool = pool.connect_with(options).await?;
            Self::from(Engine::sqlite(pool.clone(), pool))
        };
        db.migrate().await?;
        Ok(db)
    }

    /// The same database, watched at every transaction.
    pub fn watched_by(&self, watch: Arc<dyn Watch>) -> Self {
        Self {
            engine: self.engine.clone(),
            watch: Some(watch),
        }
    }

    /// The connections to PostgreSQL, when it is that: for measurements beside the program.
    pub fn postgres(&self) -> Option<&PgPool> {
        match &self.engine {
            Engine::Postgres(pool) => Some(pool),
            Engine::Sqlite { .. } => None,
        }
    }

    async fn turn(&self, writes: bool) -> Result<Option<Turn>, Fault> {
        match &self.watch {
            None => Ok(None),
            Some(watch) => Turn::of(watch, writes).await.map(Some),
        }
    }

    /// Lets time pass: the machine's own, or in a simulation the watch's.
    pub async fn rest(&self, time: Duration) {
        match &self.watch {
            None => tokio::time::sleep(time).await,
            Some(watch) => watch.rest(time).await,
        }
    }

    /// Does some work beside the rest, on another core where there is one; in a simulation, where
    /// one thing happens at a time, in its turn. It ends with whoever waits for it.
    pub async fn beside<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> T {
        if self.watch.is_some() {
            return work.await;
        }
        let mut beside = JoinSet::new();
        beside.spawn(work);
        match beside.join_next().await {
            Some(Ok(done)) => done,
            Some(Err(error)) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is ending, and this with it.
                Err(_) => std::future::pending().await,
            },
            None => std::future::pending().await,
        }
    }

    /// Brings the schema up to date; safe to repeat and to run from two servers at once.
    pub async fn migrate(&self) -> Result<(), Fault> {
        let done = match &self.engine {
            Engine::Sqlite { writer, .. } => SCHEMA.run(writer).await,
            Engine::Postgres(pool) => SCHEMA.run(pool).await,
        };
        done.map_err(|error| Fault::Database(error.into()))
    }

    /// Starts a transaction that will only read.
    pub async fn read(&self) -> Result<Tx, Fault> {
        let turn = self.turn(false).await?;
        Ok(match &self.engine {
            Engine::Sqlite { readers, .. } => Tx::Sqlite(Held::of(readers.begin().await?, turn)),
            Engine::Postgres(pool) => Tx::Postgres(Held::of(pool.begin().await?, turn)),
        })
    }

    /// Starts a transaction that reads what a later one will decide on, and marks the moment:
    /// [`Tx::since`] tells the later one what of it is still true. `None` where that can't be
    /// told, or where nobody reads while somebody writes.
    pub async fn read_ahead(&self) -> Result<Option<(Tx, Mark)>, Fault> {
        let Engine::Sqlite {
            readers, touched, ..
        } = &self.engine
        else {
            return Ok(None);
        };
        if readers.options().get_max_connections() == 1 {
            return Ok(None);
        }
        let mark = touched.mark();
        Ok(Some((self.read().await?, mark)))
    }

    /// Whom everything is about that was written since `mark`; `None` when it may be anybody. It
    /// waits for whoever writes at the moment.
    pub async fn since(&self, mark: Mark) -> Result<Option<HashSet<String>>, Fault> {
        let Engine::Sqlite {
            writer,
            line,
            touched,
            ..
        } = &self.engine
        else {
            return Ok(None);
        };
        let _turn = self.turn(false).await?;
        let _place = line.acquire().await.ok();
        // It counts what other connections have written, and nobody writes by another one here.
        let outside = sqlx::query_scalar("pragma data_version").fetch_one(writer);
        Ok(touched.since(mark, outside.await?))
    }

    /// Reads without a transaction: for one statement, or for several that need not agree. It
    /// spares a question its two companions.
    pub async fn glance(&self) -> Result<Tx, Fault> {
        let turn = self.turn(false).await?;
        Ok(match &self.engine {
            Engine::Sqlite { readers, .. } => {
                Tx::Sqlite(Held::without(readers.acquire().await?, turn))
            }
            Engine::Postgres(pool) => Tx::Postgres(Held::without(pool.acquire().await?, turn)),
        })
    }

    /// Starts a transaction that may write. SQLite takes its one write lock now,
    /// because a read that turns into a write cannot wait for it (SQLITE_BUSY).
    pub async fn write(&self) -> Result<Tx, Fault> {
        let turn = self.turn(true).await?;
        Ok(match &self.engine {
            Engine::Sqlite {
                writer,
                line,
                touched,
                ..
            } => {
                // It is never closed.
                let place = line.clone().acquire_owned().await.ok();
                let tx = writer.begin_with("begin immediate").await?;
                Tx::Sqlite(Held::of(tx, turn).alone(place, Writing::begin(touched)))
            }
            Engine::Postgres(pool) => Tx::Postgres(Held::of(pool.begin().await?, turn)),
        })
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
