//! One simulated server: when it ticks, what it takes for the time, and what a tick leaves.

use std::sync::Arc;

use app::scheduling::{jumped, was_set_back};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::history::{Event, What};
use super::stage::{Actor, Ran, Stage, Work};
use crate::notifications::Couriers;
use crate::scheduling;
use crate::storage::{Db, Fault};

/// The shortest time between two ticks of one server.
pub(super) const TICK: SignedDuration = SignedDuration::from_secs(5);
/// The longest, while a tick changes nothing.
const LAZY: SignedDuration = SignedDuration::from_mins(10);
/// House is kept this often, where nothing breaks.
const HOUSE: SignedDuration = SignedDuration::from_hours(24);
/// What a tick comes back with: the time that it took for the present.
pub(super) type Ticked = Result<Timestamp, Fault>;

/// One simulated server.
pub(super) struct Server {
    pub(super) actor: Actor,
    pub(super) db: Db,
    pub(super) couriers: Couriers,
    pub(super) luck: StdRng,
    pub(super) state: State,
    /// Not before this.
    pub(super) next_tick: Timestamp,
    /// How many ticks in a row left something due.
    pub(super) idle: u32,
    /// How far its clock is ahead, and until when.
    pub(super) skew: SignedDuration,
    pub(super) skewed_until: Timestamp,
    /// The wall clock that it trusts, and when that was in truth.
    pub(super) trusted: Option<(Timestamp, Timestamp)>,
    /// How long the history was when the tick began.
    pub(super) began: usize,
    /// When it last kept house.
    pub(super) house_kept: Option<Timestamp>,
}

pub(super) enum State {
    Up,
    Off(Timestamp),
    /// In the middle of a tick, waiting for a provider.
    Ticking(Work<Ticked>),
}

impl Server {
    /// The work of this server at `now`, if it has any.
    pub(super) fn wakes(
        &mut self,
        now: Timestamp,
        due: Option<Timestamp>,
        breaks: bool,
        length: usize,
        stage: &Arc<Stage>,
    ) -> Option<Work<Ticked>> {
        match std::mem::replace(&mut self.state, State::Up) {
            State::Ticking(work) => return Some(work),
            State::Off(until) if until > now => {
                self.state = State::Off(until);
                return None;
            }
            State::Off(_) => {
                // Who starts anew trusts the clock as it is; nobody starts on one that is
                // wrong by hours without being told.
                if self.skew.abs() > SignedDuration::from_hours(1) {
                    self.skew = SignedDuration::ZERO;
                }
                self.trusted = None;
            }
            State::Up => {
                if due.is_none_or(|due| due > now) || self.next_tick > now {
                    return None;
                }
            }
        }
        if now >= self.skewed_until {
            self.skew = SignedDuration::ZERO;
        }
        self.began = length;
        let (db, couriers) = (self.db.clone(), self.couriers.clone());
        let mut luck = StdRng::from_rng(&mut self.luck);
        if !breaks {
            let keeps = (self.house_kept).is_none_or(|then| now.duration_since(then) >= HOUSE);
            if keeps {
                self.house_kept = Some(now);
            }
            return Some(Box::pin(async move {
                let clock = || Some(now);
                let luck = || luck.random();
                scheduling::round_by(&db, &couriers, &clock, luck).await?;
                if keeps {
                    scheduling::keep_house(&db, now).await?;
                }
                Ok(now)
            }));
        }
        let skew = self.skew;
        let wall = now + skew;
        let felt = |(before, then): (Timestamp, Timestamp)| {
            let felt = now.duration_since(then).try_into().unwrap_or_default();
            jumped(before, wall, felt)
        };
        if self.trusted.is_some_and(felt) {
            self.next_tick = now + LAZY;
            return None;
        }
        let back = |(before, then): (Timestamp, Timestamp)| {
            let felt = now.duration_since(then).try_into().unwrap_or_default();
            was_set_back(before, wall, felt)
        };
        if !self.trusted.is_some_and(back) {
            self.trusted = Some((wall, now));
        }
        let stage = Arc::clone(stage);
        Some(Box::pin(async move {
            let floor = scheduling::now(&db, wall, false).await?;
            let clock = || Some(floor.max(stage.now() + skew));
            let luck = || luck.random();
            scheduling::round_by(&db, &couriers, &clock, luck).await?;
            if let Some(now) = clock() {
                scheduling::keep_house(&db, now).await?;
            }
            Ok(floor)
        }))
    }

    /// What becomes of a server after its tick.
    pub(super) fn ran(
        &mut self,
        ran: Ran<Ticked>,
        work: Option<Work<Ticked>>,
        now: Timestamp,
        pause: SignedDuration,
        stage: &Stage,
    ) {
        let actor = self.actor;
        let lazy = LAZY.min(TICK * (1 << self.idle.min(7)));
        self.next_tick = now + lazy;
        match (ran, work) {
            (Ran::Asleep, Some(work)) => self.state = State::Ticking(work),
            (Ran::Died, _) => {
                let until = now + pause;
                self.state = State::Off(until);
                stage.note(What::Off { actor, until });
            }
            (Ran::Done(done), _) => {
                let mut inner = stage.inner();
                let since = inner.history.get(self.began..).unwrap_or_default();
                let mine = |what: &What| match what {
                    What::Broke { actor: its, .. } | What::Called { actor: its, .. } => {
                        *its == actor
                    }
                    _ => false,
                };
                let broke = since
                    .iter()
                    .any(|it| matches!(it.what, What::Broke { .. }) && mine(&it.what));
                let called = since.iter().any(|it| mine(&it.what));
                self.idle = if called { 0 } else { self.idle + 1 };
                if done.is_ok_and(|believed| believed >= now) && !broke {
                    inner.history.push(Event {
                        at: now,
                        what: What::Ticked { actor },
                    });
                }
            }
            (Ran::Asleep, None) => {}
        }
    }
}
