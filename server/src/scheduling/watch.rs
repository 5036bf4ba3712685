//! The clock that the loop acts by: believed for as long as it goes as time does.

use std::sync::Mutex;
use std::time::Duration;

use app::scheduling::{floor, is_believable, jumped, was_set_back};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::stopped;
use crate::clock::{Clock, Felt};
use crate::storage::{Db, Fault, Tx, installation};

/// The name of the clock's floor in the table `installation`, in unix milliseconds.
const FLOOR: &str = "clock-floor";
/// Which start of which machine wrote the floor, and how long after that start.
const FELT: &str = "clock-felt";
/// How much older than the present the floor may be: one write a minute is enough.
const SLACK: SignedDuration = SignedDuration::from_mins(1);

/// The instant to act at: the wall clock, never before what any server of this installation
/// has seen. A clock that `moves`, which only a test has, is believed as it is.
pub async fn now(db: &Db, wall: Timestamp, moves: bool) -> Result<Timestamp, Fault> {
    if moves {
        return Ok(wall);
    }
    let mut tx = db.read().await?;
    let seen = stored(&mut tx).await?;
    drop(tx);
    let now = floor(wall, seen);
    if seen.is_none_or(|seen| now.duration_since(seen) >= SLACK) {
        let mut tx = db.write().await?;
        store(&mut tx, now).await?;
        tx.commit().await?;
    }
    Ok(now)
}

/// Where the floor stands.
async fn stored(tx: &mut Tx) -> Result<Option<Timestamp>, Fault> {
    let kept = installation::value(tx, FLOOR).await?;
    let at = kept.and_then(|it| it.parse().ok());
    Ok(at.and_then(|at| Timestamp::from_millisecond(at).ok()))
}

async fn store(tx: &mut Tx, now: Timestamp) -> Result<(), Fault> {
    installation::set_value(tx, FLOOR, &now.as_millisecond().to_string()).await?;
    let felt = Felt::since_start().map(|felt| felt.to_text());
    installation::set_value(tx, FELT, &felt.unwrap_or_default()).await
}

/// What an operator is told of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The latest that any server of this installation acted at.
    pub floor: Option<Timestamp>,
    /// Since when, by the clock that ran ahead, nothing is sent.
    pub stopped: Option<Timestamp>,
}

/// How the clock stands, as the servers left it.
pub async fn standing(tx: &mut Tx) -> Result<Standing, Fault> {
    Ok(Standing {
        floor: stored(tx).await?,
        stopped: stopped::since(tx).await?,
    })
}

/// An operator says that the clock is right as it stands: from here on it is believed.
pub async fn trust(tx: &mut Tx, wall: Timestamp) -> Result<(), Fault> {
    store(tx, wall).await?;
    stopped::lower(tx).await
}

/// Watches the clock for one process. All that it sends by takes its time from here.
#[derive(Debug)]
pub(super) struct Watch {
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Just started: nobody has looked at the floor yet.
    Unsure,
    /// Right at that moment, and never before the floor.
    Trusted {
        wall: Timestamp,
        at: Instant,
        floor: Timestamp,
    },
    /// It ran ahead: nothing is sent.
    Stopped {
        /// When this process last believed it; it never did if the clock was wrong from the start.
        trusted: Option<(Timestamp, Instant)>,
    },
}

impl State {
    /// Whether the clock may be believed now. `seen` is the floor; `felt` is how much time
    /// passed since that was written, as far as this machine knows.
    fn is_right(self, seen: Option<Timestamp>, wall: Timestamp, felt: Option<Duration>) -> bool {
        let Some(seen) = seen else { return true };
        match self {
            // It was put right, however long that took; or an operator moved the floor.
            Self::Stopped {
                trusted: Some((was, at)),
            } => !jumped(was, wall, at.elapsed()) || !jumped(seen, wall, Duration::ZERO),
            _ => is_believable(seen, wall, felt),
        }
    }
}

/// The floor of this process after another look. What is kept is up to a minute older than
/// what this process has seen, and time does not run backwards by that minute; only an
/// operator who trusted an earlier clock takes it back further.
fn moved_on(floor: Timestamp, now: Timestamp) -> Timestamp {
    if floor.duration_since(now) <= SLACK {
        now.max(floor)
    } else {
        now
    }
}

impl Watch {
    pub(super) fn of(clock: Clock) -> Self {
        Self {
            clock,
            state: Mutex::new(State::Unsure),
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(|broken| broken.into_inner())
    }

    /// The instant to act at; `None` while the clock is not to be believed.
    pub(super) fn now(&self) -> Option<Timestamp> {
        let now = self.clock.now();
        if self.clock.is_movable() {
            return Some(now);
        }
        let mut state = self.state();
        let State::Trusted { wall, at, floor } = *state else {
            return None;
        };
        if jumped(wall, now, at.elapsed()) {
            let trusted = Some((wall, at));
            *state = State::Stopped { trusted };
            return None;
        }
        // A clock that was set back is compared with what it showed before, so that putting it
        // right again is no jump.
        if !was_set_back(wall, now, at.elapsed()) {
            let at = Instant::now();
            *state = State::Trusted {
                wall: now,
                at,
                floor,
            };
        }
        Some(now.max(floor))
    }

    /// Compares the clock with the floor, and moves the floor on. `None` while it is not to
    /// be believed: then an operator has to say that it is right, or put it right.
    pub(super) async fn check(&self, db: &Db) -> Result<Option<Timestamp>, Fault> {
        let wall = self.clock.now();
        if self.clock.is_movable() {
            return Ok(Some(wall));
        }
        if self.now().is_some() {
            let mut now = now(db, wall, false).await?;
            if let State::Trusted { floor, .. } = &mut *self.state() {
                now = moved_on(*floor, now);
                *floor = now;
            }
            return Ok(Some(now));
        }
        let mut tx = db.read().await?;
        let seen = stored(&mut tx).await?;
        let kept = installation::value(&mut tx, FELT).await?;
        let stopped = stopped::since(&mut tx).await?;
        drop(tx);
        let felt = kept.and_then(|kept| Felt::since_start()?.since(&kept));
        let state = *self.state();
        if state.is_right(seen, wall, felt) {
            let at = Instant::now();
            *self.state() = State::Trusted {
                wall,
                at,
                floor: seen.unwrap_or(wall),
            };
            if stopped.is_some() {
                tracing::info!("the clock is believed again");
                let mut tx = db.write().await?;
                stopped::lower(&mut tx).await?;
                tx.commit().await?;
            }
            return Ok(Some(now(db, wall, false).await?));
        }
        if !matches!(state, State::Stopped { .. }) {
            *self.state() = State::Stopped { trusted: None };
        }
        if stopped::raise(db, wall).await? {
            tracing::error!(
                "the clock ran ahead by more than an hour: nothing is sent until it is right \
                 again, or until `dagsform doctor --trust-clock` says that it is",
            );
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use tokio::time::Instant;

    use super::{State, moved_on};

    #[test]
    fn time_runs_backwards_by_no_minute_unless_an_operator_says_so() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let later = |seconds| noon + SignedDuration::from_secs(seconds);
        assert_eq!(moved_on(noon, later(5)), later(5));
        assert_eq!(moved_on(noon, later(-50)), noon, "set back by a little");
        assert_eq!(moved_on(noon, later(-3600)), later(-3600), "said so");
    }

    #[test]
    fn a_clock_that_ran_ahead_is_believed_when_it_is_put_right_or_when_an_operator_says_so() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let later = |minutes| noon + SignedDuration::from_mins(minutes);
        // Believed until a moment ago; the floor was written by another server, long before.
        let floor = Some(later(-120));
        let stopped = State::Stopped {
            trusted: Some((noon, Instant::now())),
        };
        assert!(!stopped.is_right(floor, later(600), None), "still ahead");
        assert!(stopped.is_right(floor, later(1), None), "put right");
        assert!(
            stopped.is_right(Some(later(600)), later(601), None),
            "confirmed"
        );
        // Wrong from the start.
        let never = State::Stopped { trusted: None };
        assert!(!never.is_right(Some(noon), later(100 * 60), None));
        assert!(
            never.is_right(Some(noon), later(70 * 60), None),
            "as long as an outage"
        );
    }
}
