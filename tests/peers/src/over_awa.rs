//! awa: one client with its queue storage, over PostgreSQL.

use std::time::{Duration, Instant};

use awa::worker::TransitionWorkerRole;
use awa::{Client, JobArgs, JobResult, QueueConfig, QueueStorage, QueueStorageConfig};
use serde::{Deserialize, Serialize};
use sqlx_of_awa::postgres::PgPoolOptions;

use crate::database::OnPostgres;
use crate::{JOBS, Result, all_recorded, nothing, rounds, version};

const QUEUE: &str = "default";

#[derive(Debug, Serialize, Deserialize)]
struct Nothing {}

impl JobArgs for Nothing {
    fn kind() -> &'static str {
        "nothing"
    }
}

/// At its defaults, and as its makers set it where they measure it.
pub(crate) async fn postgres() -> Result {
    let version = version("awa");
    let config = QueueConfig::default();
    let says = format!(
        "{version}: {} workers, a look each {} ms, 10 connections",
        config.max_workers,
        config.poll_interval.as_millis()
    );
    rounds("awa, as it comes", &says, || round(config.clone(), 10)).await?;
    let tuned = QueueConfig {
        max_workers: 256,
        poll_interval: Duration::from_millis(50),
        ..config
    };
    let says = format!("{version}: 256 workers, a look each 50 ms, 20 connections");
    rounds("awa, tuned", &says, || round(tuned.clone(), 20)).await
}

async fn round(config: QueueConfig, connections: u32) -> Result<Duration> {
    let database = OnPostgres::new().await?;
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .connect(&database.url())
        .await?;
    awa::migrations::run(&pool).await?;
    // Its fast storage, which a new installation has to be told to use.
    let store = QueueStorage::new(QueueStorageConfig::default())?;
    store.install(&pool).await?;
    let job = awa::model::insert::params(&Nothing {})?;
    for _ in 0..JOBS / 1000 {
        awa::insert_many_copy_from_pool(&pool, &vec![job.clone(); 1000]).await?;
    }
    sqlx_of_awa::query("vacuum analyze").execute(&pool).await?;

    let client = Client::builder(pool.clone())
        .queue(QUEUE, config)
        .transition_role(TransitionWorkerRole::QueueStorageTarget)
        .register::<Nothing, _, _>(|_, _| async {
            nothing();
            Ok(JobResult::Completed)
        })
        .build()?;
    let from = Instant::now();
    client.start().await?;
    let left = async || Ok(store.queue_counts(&pool, QUEUE).await?.terminal < JOBS as i64);
    let took = all_recorded(from, left).await?;
    client.shutdown(Duration::from_secs(5)).await;
    pool.close().await;
    database.drop().await?;
    Ok(took)
}
