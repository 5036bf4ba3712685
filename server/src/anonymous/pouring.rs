//! When a wave has closed: its anonymous answers go to where the sealing finds them.

use std::io;

use app::ids::WaveId;
use app::insight::{Band, Staged, Stratum};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::pool::{Counts, Held, Pool, place};
use super::store;
use crate::insight::staging::store::add_staged;
use crate::storage::{Db, Fault};

/// Hands on what waits for every wave that has closed by `now`; returns for how many waves.
///
/// Rows are written from sums, so their order is that of the sums. Safe to repeat, and from several
/// servers at once: a wave is not sealed before its answers are there, and its file goes after
/// they are. Without a pool, or when the file can't be read, the wave waits.
pub async fn pour(db: &Db, pool: Option<&Pool>, now: Timestamp) -> Result<usize, Fault> {
    let mut tx = db.read().await?;
    let waves = store::to_pour(&mut tx, now).await?;
    tx.commit().await?;
    let Some(pool) = pool else {
        if !waves.is_empty() {
            tracing::error!("a wave waits for its anonymous answers: start with --anonymous");
        }
        return Ok(0);
    };
    let mut poured = 0;
    for wave in &waves {
        match taken(pool, wave).await {
            Ok((held, counts)) => {
                pour_one(db, wave, &counts, now).await?;
                gone(held.forget().await);
                poured += 1;
            }
            Err(error) => {
                tracing::error!(%wave, %error, "anonymous answers could not be read");
            }
        }
    }
    sweep(db, pool).await?;
    Ok(poured)
}

async fn taken(pool: &Pool, wave: &WaveId) -> io::Result<(Held, Counts)> {
    let held = pool.hold(wave).await?;
    let counts = held.counts().await?;
    Ok((held, counts))
}

async fn pour_one(db: &Db, wave: &WaveId, counts: &Counts, now: Timestamp) -> Result<(), Fault> {
    let mut tx = db.write().await?;
    let day = now.to_zoned(TimeZone::UTC).date();
    if store::mark_poured(&mut tx, wave, day).await? {
        let stratum = Stratum::anonymous();
        for (question, of) in counts {
            for band in Band::ALL {
                for _ in 0..of[place(band)] {
                    let one = Staged::new(vec![(question.clone(), band)]);
                    add_staged(&mut tx, wave, &stratum, &one).await?;
                }
            }
        }
    }
    tx.commit().await
}

/// Removes files that a server left which stopped right after it had handed them on.
async fn sweep(db: &Db, pool: &Pool) -> Result<(), Fault> {
    let Ok(waves) = pool.waves().await else {
        return Ok(());
    };
    for wave in waves {
        let mut tx = db.read().await?;
        let is_poured = matches!(store::keyed(&mut tx, &wave).await, Ok(it) if it.is_poured);
        tx.commit().await?;
        if is_poured && let Ok(held) = pool.hold(&wave).await {
            gone(held.forget().await);
        }
    }
    Ok(())
}

fn gone(removed: io::Result<()>) {
    if let Err(error) = removed {
        tracing::error!(%error, "a file of anonymous answers could not be removed");
    }
}
