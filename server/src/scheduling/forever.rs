//! The loop: one part looks for what is due, and each channel sends at its own pace.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use app::programmes::Channel;
use futures::FutureExt;
use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::lane::{self, Depth};
use super::watch::Watch;
use super::{CHANNELS, look, step, stopped, store};
use crate::anonymous::{self, Pool};
use crate::notifications::Couriers;
use crate::storage::{Db, Fault, installation};
use crate::web::App;
use crate::{desk, identity, insight, questionnaires, status};

/// Where the day of the last sweep is kept.
const SWEPT: &str = "swept-on";
/// At most this many steps between two looks.
const STEPS: usize = 50;
/// A channel looks whether something is due at least this often, because another server or
/// a page may have brought it; mostly it knows when, and wakes then.
const DOZE: Duration = Duration::from_millis(500);
/// The shortest rest: what is due and can't be had is somebody else's at the moment.
const BLINK: Duration = Duration::from_millis(50);

/// Sends what is due, for as long as the server runs. A failure is logged and tried again:
/// nothing here ends the loop, and no channel waits for another.
pub async fn run_forever(app: App, couriers: Couriers) {
    let watch = Arc::new(Watch::of(app.clock.clone()));
    // Dropped with this future, the set takes its parts along.
    let mut parts = JoinSet::new();
    parts.spawn(look_forever(app.clone(), watch.clone()));
    for channel in CHANNELS {
        let (db, couriers) = (app.db.clone(), couriers.clone());
        parts.spawn(send_forever(db, couriers, watch.clone(), channel));
    }
    while parts.join_next().await.is_some() {
        tracing::error!("a part of the scheduler ended, which it never should");
    }
}

/// How long a server whose clock is not believed rests at most: others see that it is there.
const STANDSTILL: Duration = Duration::from_secs(60);

/// Issues what is due, and keeps house once a tick.
async fn look_forever(app: App, watch: Arc<Watch>) {
    let tick = Duration::from_secs(app.settings.tick);
    let mut house_kept: Option<Instant> = None;
    loop {
        let due = house_kept.is_none_or(|at| at.elapsed() >= tick);
        let pass = async {
            let Some(now) = watch.check(&app.db).await? else {
                return Ok(tick.min(STANDSTILL));
            };
            issue(&app.db, now).await?;
            if due {
                let pool = app.settings.anonymous.as_deref().map(Pool::in_folder);
                anonymous::pour(&app.db, pool.as_ref(), now).await?;
                keep_house(&app.db, now).await?;
                status::round(&app.db, now).await?;
                house_kept = Some(Instant::now());
            }
            let mut tx = app.db.glance().await?;
            let next = store::next_look(&mut tx).await?;
            Ok(until(next, now, tick))
        };
        let rest = unless_it_fails(pass, "the look for what is due").await;
        sleep(rest.unwrap_or(tick)).await;
    }
}

/// Hands over what is due on one channel, and sleeps until the next is.
async fn send_forever(db: Db, couriers: Couriers, watch: Arc<Watch>, channel: Channel) {
    let clock = || watch.now();
    loop {
        let pass = async {
            let mut luck = rand::random::<f64>;
            let stepped =
                lane::empty(&db, &couriers, channel, Depth::Many, &clock, &mut luck).await?;
            if stepped.sent > 0 {
                tracing::info!(stepped.sent, ?channel, "messages were handed over");
            }
            let Some(now) = watch.now() else {
                return Ok(DOZE);
            };
            let mut tx = db.glance().await?;
            let next = store::next_try(&mut tx, channel).await?;
            Ok(until(next, now, DOZE))
        };
        let rest = unless_it_fails(pass, "a channel").await;
        sleep(rest.unwrap_or(2 * DOZE)).await;
    }
}

fn until(next: Option<Timestamp>, now: Timestamp, most: Duration) -> Duration {
    let rest = next.map(|next| Duration::try_from(next.duration_since(now)).unwrap_or_default());
    rest.map_or(most, |rest| rest.clamp(BLINK, most))
}

/// A panic in one pass must not silence everyone for ever.
async fn unless_it_fails<T>(
    pass: impl Future<Output = Result<T, Fault>>,
    what: &'static str,
) -> Option<T> {
    match AssertUnwindSafe(pass).catch_unwind().await {
        Ok(Ok(value)) => return Some(value),
        Ok(Err(fault)) => tracing::error!(%fault, what, "the scheduler failed; it tries again"),
        Err(_) => tracing::error!(what, "the scheduler panicked; it tries again"),
    }
    None
}

/// Everything that is due at `now`: occasions issued, messages handed over, waves sealed,
/// what ended swept away. Returns how many messages were handed over.
pub async fn round(db: &Db, couriers: &Couriers, now: Timestamp) -> Result<usize, Fault> {
    issue(db, now).await?;
    let mut sent = 0;
    for _ in 0..STEPS {
        let stepped = step(db, couriers, now, rand::random::<f64>).await?;
        sent += stepped.sent;
        if stepped.due == 0 {
            break;
        }
    }
    keep_house(db, now).await?;
    Ok(sent)
}

/// As [`round`], the way that the loop goes: each batch at the time that `clock` tells by
/// then, several batches under way, and random numbers from 0 up to 1 that the caller
/// chooses. Whoever calls keeps house. Returns how many were handed over; nothing is done
/// while the clock is wrong.
pub async fn round_by(
    db: &Db,
    couriers: &Couriers,
    clock: &(impl Fn() -> Option<Timestamp> + Sync),
    mut luck: impl FnMut() -> f64,
) -> Result<usize, Fault> {
    let Some(now) = clock() else { return Ok(0) };
    issue(db, now).await?;
    let mut tx = db.glance().await?;
    let due = store::channels_due(&mut tx, now).await?;
    drop(tx);
    let mut sent = 0;
    for channel in CHANNELS.into_iter().filter(|it| due.contains(it)) {
        let stepped = lane::empty(db, couriers, channel, Depth::Many, clock, &mut luck).await;
        sent += stepped?.sent;
    }
    Ok(sent)
}

async fn issue(db: &Db, now: Timestamp) -> Result<(), Fault> {
    let looked = look(db, now).await?;
    if looked.occasions > 0 {
        tracing::info!(looked.occasions, looked.contacts, "occasions were issued");
    }
    Ok(())
}

/// Seals waves, forgets servers that are not there any more, and once a day sweeps away what
/// nobody can use any more.
pub(crate) async fn keep_house(db: &Db, now: Timestamp) -> Result<(), Fault> {
    let mut tx = db.glance().await?;
    let closed = insight::is_due(&mut tx, now).await?;
    let last = installation::value(&mut tx, SWEPT).await?;
    let has_news = stopped::has_news(&mut tx, now).await?;
    drop(tx);
    if closed {
        let sealed = insight::seal(db, now).await?;
        tracing::info!(sealed, "waves were sealed");
    }
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    if has_news {
        let mut tx = db.write().await?;
        stopped::let_go(&mut tx, now).await?;
        tx.commit().await?;
    }
    if last.as_deref() == Some(today.as_str()) {
        return Ok(());
    }
    let mut tx = db.write().await?;
    identity::store::sweep(&mut tx, now).await?;
    let last = last.and_then(|day| day.parse().ok());
    questionnaires::answers::store::sweep(&mut tx, now, last).await?;
    store::sweep_by_hand(&mut tx, now).await?;
    let closed = desk::year::close(&mut tx, now).await?;
    if closed > 0 {
        tracing::info!(closed, "follow-ups have closed");
    }
    let counted = insight::seal_years(&mut tx, now).await?;
    if counted > 0 {
        tracing::info!(counted, "years were counted");
    }
    installation::set_value(&mut tx, SWEPT, &today).await?;
    tx.commit().await
}
