//! apalis: one worker, over SQLite and over PostgreSQL.

use std::any::type_name;
use std::time::{Duration, Instant};

use apalis::prelude::{TaskSink, WorkerBuilder};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use sqlx::PgPool;
use sqlx::sqlite::SqlitePoolOptions;

use crate::database::{OnPostgres, OnSqlite};
use crate::{JOBS, Result, all_recorded, nothing, rounds, version};

/// As many as ours takes at a time.
const BATCH: usize = 256;

async fn job(_: u32) {
    nothing();
}

/// At its defaults and with larger batches, on a file as durable as ours.
pub(crate) async fn sqlite() -> Result {
    let version = version("apalis-sqlite");
    // Its own `setup` would leave one connection at synchronous = OFF: the figure would be of another promise.
    let says = format!(
        "{version}: one worker, 10 jobs at a time; synchronous = FULL, which it sets to OFF"
    );
    rounds("apalis-sqlite, as it comes", &says, || on_sqlite(None)).await?;
    let says = format!("{version}: the same, {BATCH} jobs at a time");
    rounds("apalis-sqlite, tuned", &says, || on_sqlite(Some(BATCH))).await
}

/// The same over PostgreSQL.
pub(crate) async fn postgres() -> Result {
    let version = version("apalis-postgres");
    let says = format!("{version}: one worker, 10 jobs at a time, 10 connections");
    rounds("apalis-postgres, as it comes", &says, || on_postgres(None)).await?;
    let says = format!("{version}: the same, {BATCH} jobs at a time");
    rounds("apalis-postgres, tuned", &says, || on_postgres(Some(BATCH))).await
}

async fn on_sqlite(batch: Option<usize>) -> Result<Duration> {
    let database = OnSqlite::new()?;
    let pool = SqlitePoolOptions::new()
        .connect_with(database.durable())
        .await?;
    SqliteStorage::migrations().run(&pool).await?;
    let mut backend = SqliteStorage::<u32>::new(&pool);
    if let Some(batch) = batch {
        let config = apalis_sqlite::Config::default().queue(type_name::<u32>());
        backend = backend.with_config(config.batch_size(batch));
    }
    backend.push_bulk(vec![0; JOBS]).await?;
    sqlx::query("analyze").execute(&pool).await?;

    let from = Instant::now();
    let worker = WorkerBuilder::new("peer").backend(backend).build(job);
    let running = tokio::spawn(worker.run());
    let left = async || {
        let sql = "select 1 from Jobs where status <> 'Done' limit 1";
        Ok(sqlx::query(sql).fetch_optional(&pool).await?.is_some())
    };
    let took = all_recorded(from, left).await?;
    running.abort();
    let _ = running.await;
    pool.close().await;
    database.drop()?;
    Ok(took)
}

async fn on_postgres(batch: Option<usize>) -> Result<Duration> {
    let database = OnPostgres::new().await?;
    let pool = PgPool::connect(&database.url()).await?;
    PostgresStorage::setup(&pool).await?;
    let mut backend = PostgresStorage::<u32>::new(&pool);
    if let Some(batch) = batch {
        let config = apalis_postgres::Config::default().queue(type_name::<u32>());
        backend = backend.with_config(config.batch_size(batch));
    }
    backend.push_bulk(vec![0; JOBS]).await?;
    sqlx::query("vacuum analyze").execute(&pool).await?;

    let from = Instant::now();
    let worker = WorkerBuilder::new("peer").backend(backend).build(job);
    let running = tokio::spawn(worker.run());
    let left = async || {
        let sql = "select 1 from apalis.jobs where status <> 'Done' limit 1";
        Ok(sqlx::query(sql).fetch_optional(&pool).await?.is_some())
    };
    let took = all_recorded(from, left).await?;
    running.abort();
    let _ = running.await;
    pool.close().await;
    database.drop().await?;
    Ok(took)
}
