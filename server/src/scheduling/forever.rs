//! The loop: every few seconds a look and as many steps as there is something to send.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::scheduling::{floor, jumped};
use futures::FutureExt;
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{look, step};
use crate::notifications::Couriers;
use crate::storage::{Db, Fault, installation};
use crate::web::App;
use crate::{identity, insight, questionnaires};

/// The name of the clock's floor in the table `installation`, in unix milliseconds.
const FLOOR: &str = "clock-floor";
/// How much older than the present the floor may be: one write a minute is enough.
const SLACK: SignedDuration = SignedDuration::from_mins(1);
/// Where the day of the last sweep is kept.
const SWEPT: &str = "swept-on";
/// At most this many steps between two looks.
const STEPS: usize = 50;

/// The instant to act at: the wall clock, never before what any server of this installation
/// has seen. A clock that `moves`, which only a test has, is believed as it is.
pub async fn now(db: &Db, wall: Timestamp, moves: bool) -> Result<Timestamp, Fault> {
    if moves {
        return Ok(wall);
    }
    let mut tx = db.read().await?;
    let seen = installation::value(&mut tx, FLOOR).await?;
    drop(tx);
    let seen = seen
        .and_then(|it| it.parse().ok())
        .map(Timestamp::from_millisecond);
    let seen = seen.and_then(Result::ok);
    let now = floor(wall, seen);
    if seen.is_none_or(|seen| now.duration_since(seen) >= SLACK) {
        let mut tx = db.write().await?;
        installation::set_value(&mut tx, FLOOR, &now.as_millisecond().to_string()).await?;
        tx.commit().await?;
    }
    Ok(now)
}

/// Sends what is due, for as long as the server runs. A failure is logged and the next
/// tick tries again: nothing here ends the loop.
pub async fn run_forever(app: App, couriers: Couriers) {
    let mut ticks = interval(Duration::from_secs(app.settings.tick));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut trusted = (app.clock.now(), Instant::now());
    let mut silent = false;
    loop {
        ticks.tick().await;
        let wall = app.clock.now();
        if !app.clock.is_movable() && jumped(trusted.0, wall, trusted.1.elapsed()) {
            if !silent {
                tracing::error!(
                    "the clock ran ahead by more than an hour: nothing is sent until it is right \
                     again, or until the server is started anew",
                );
            }
            silent = true;
            continue;
        }
        silent = false;
        trusted = (wall, Instant::now());
        // A panic in one tick must not silence everyone for ever.
        match AssertUnwindSafe(tick(&app, &couriers, wall))
            .catch_unwind()
            .await
        {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => {
                tracing::error!(%fault, "the scheduler could not work; it tries again")
            }
            Err(_) => tracing::error!("the scheduler panicked; it tries again"),
        }
    }
}

async fn tick(app: &App, couriers: &Couriers, wall: Timestamp) -> Result<(), Fault> {
    let now = now(&app.db, wall, app.clock.is_movable()).await?;
    round(&app.db, couriers, now).await.map(drop)
}

/// Everything that is due at `now`: occasions issued, messages handed over, waves sealed,
/// what ended swept away. Returns how many messages were handed over.
pub async fn round(db: &Db, couriers: &Couriers, now: Timestamp) -> Result<usize, Fault> {
    round_by(db, couriers, now, rand::random::<f64>).await
}

/// As [`round`], with random numbers from 0 up to 1 that the caller chooses.
pub async fn round_by(
    db: &Db,
    couriers: &Couriers,
    now: Timestamp,
    mut luck: impl FnMut() -> f64,
) -> Result<usize, Fault> {
    let looked = look(db, now).await?;
    if looked.occasions > 0 {
        tracing::info!(looked.occasions, looked.contacts, "occasions were issued");
    }
    let mut sent = 0;
    for _ in 0..STEPS {
        let stepped = step(db, couriers, now, &mut luck).await?;
        sent += stepped.sent;
        if stepped.due == 0 {
            break;
        }
    }
    if sent > 0 {
        tracing::info!(sent, "messages were handed over");
    }
    let sealed = insight::seal(db, now).await?;
    if sealed > 0 {
        tracing::info!(sealed, "waves were sealed");
    }
    sweep(db, now).await?;
    Ok(sent)
}

/// Once a day is enough for what nobody can use any more.
async fn sweep(db: &Db, now: Timestamp) -> Result<(), Fault> {
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let mut tx = db.read().await?;
    let last = installation::value(&mut tx, SWEPT).await?;
    tx.commit().await?;
    if last.as_deref() == Some(today.as_str()) {
        return Ok(());
    }
    let mut tx = db.write().await?;
    identity::store::sweep(&mut tx, now).await?;
    questionnaires::answers::store::sweep(&mut tx, now).await?;
    installation::set_value(&mut tx, SWEPT, &today).await?;
    tx.commit().await
}
