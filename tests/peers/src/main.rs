//! Other job queues under one load: no-op jobs that are due, from the worker's start until all are recorded.
//!
//! `peers NAME` measures one of them. Each round has a database of its own, on the disk of `TMPDIR` or on
//! the server of `POSTGRES_URL`. A line on stdout says: name, median, least and most of the rounds in jobs
//! per second, and the setting.

mod database;
mod over_apalis;
mod over_awa;

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const JOBS: usize = 10_000;
const ROUNDS: usize = 3;
/// A peer that takes longer for one round has got stuck.
const PATIENCE: Duration = Duration::from_secs(300);

/// How many jobs of this round were called.
static CALLED: AtomicUsize = AtomicUsize::new(0);

#[tokio::main]
async fn main() -> Result {
    match std::env::args().nth(1).as_deref() {
        Some("apalis-sqlite") => over_apalis::sqlite().await,
        Some("apalis-postgres") => over_apalis::postgres().await,
        Some("awa") => over_awa::postgres().await,
        other => Err(format!("no peer {other:?}: apalis-sqlite, apalis-postgres or awa").into()),
    }
}

/// The job itself.
fn nothing() {
    CALLED.fetch_add(1, Ordering::Relaxed);
}

/// Runs the rounds and says how they went.
async fn rounds(name: &str, setting: &str, round: impl AsyncFn() -> Result<Duration>) -> Result {
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        CALLED.store(0, Ordering::SeqCst);
        let took = timeout(PATIENCE, round()).await.map_err(|_| {
            let called = CALLED.load(Ordering::SeqCst);
            format!("{name}: {called} of {JOBS} called in {PATIENCE:?}")
        })??;
        rates.push(JOBS as f64 / took.as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    let (least, median, most) = (rates[0], rates[ROUNDS / 2], rates[ROUNDS - 1]);
    println!("{name}\t{median:.1}\t{least:.1}\t{most:.1}\t{setting}");
    Ok(())
}

/// Waits until every job was called once and, as `left` says, none is left to record; returns how
/// long that was after `from`.
async fn all_recorded(from: Instant, left: impl AsyncFn() -> Result<bool>) -> Result<Duration> {
    const PAUSE: Duration = Duration::from_millis(5);
    while CALLED.load(Ordering::SeqCst) < JOBS {
        sleep(PAUSE).await;
    }
    while left().await? {
        sleep(PAUSE).await;
    }
    let took = from.elapsed();
    match CALLED.load(Ordering::SeqCst) {
        JOBS => Ok(took),
        called => Err(format!("{called} calls for {JOBS} jobs").into()),
    }
}

/// The version of a peer, as locked.
fn version(of: &str) -> &'static str {
    let lock = include_str!("../Cargo.lock");
    let at = lock.split_once(&format!("name = \"{of}\"\nversion = \""));
    at.and_then(|(_, rest)| rest.split('"').next())
        .unwrap_or("?")
}
