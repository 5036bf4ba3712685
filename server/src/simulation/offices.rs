//! Many people: dealt out to offices that live side by side, each with a store of its own.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use sha2::{Digest, Sha256};

use super::history::number_of;
use super::{Outcome, Share, Totals, Wish, simulate, stay_on_core};
use crate::storage::{Db, Fault};

/// Simulates in memory, with at most `an_office` people in each, as many offices at a time as the machine has cores. Everyone lives the
/// same life whatever the machine. `progress` is told how many of how many are done.
///
/// # Errors
/// The first that any office met.
pub fn in_offices(
    wish: &Wish,
    an_office: usize,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<Outcome, Fault> {
    let of = wish.participants.div_ceil(an_office).max(1);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let outcomes: Vec<_> = (0..of).map(|_| Mutex::new(None)).collect();
    let at_work = &|core| {
        stay_on_core(core);
        loop {
            let office = next.fetch_add(1, Ordering::Relaxed);
            let Some(mine) = outcomes.get(office) else {
                break;
            };
            let share = Share { office, of };
            let outcome = alone(&Wish {
                share,
                ..wish.clone()
            });
            *mine.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, of);
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for core in 0..cores.min(of) {
            scope.spawn(move || at_work(core));
        }
    });
    let outcomes = outcomes
        .into_iter()
        .filter_map(|it| it.into_inner().ok().flatten());
    Ok(together(outcomes.collect::<Result<_, _>>()?))
}

/// One office on this thread: one deed follows the other, and a second thread would only wake
/// up in vain.
fn alone(wish: &Wish) -> Result<Outcome, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let runtime = runtime.map_err(|why| Fault::Database(sqlx::Error::Io(why)))?;
    runtime.block_on(async {
        let db = Db::open_to_throw_away("sqlite::memory:").await?;
        simulate(wish, db, |_| {}).await
    })
}

fn together(outcomes: Vec<Outcome>) -> Outcome {
    let mut all = Outcome {
        totals: Totals::default(),
        complaints: Vec::new(),
        points: 0,
        digest: 0,
        timeline: Vec::new(),
    };
    let mut hash = Sha256::new();
    for outcome in outcomes {
        all.totals += outcome.totals;
        all.complaints.extend(outcome.complaints);
        all.points += outcome.points;
        all.timeline.extend(outcome.timeline);
        hash.update(outcome.digest.to_be_bytes());
    }
    all.digest = number_of(hash);
    all
}
