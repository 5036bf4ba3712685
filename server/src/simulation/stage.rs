//! The stage: one clock, one effect at a time, and what happened in what order.
//!
//! All servers of a simulation run in one task. Each effect (a transaction, a call) waits
//! for its turn; when everybody waits, the seed decides who goes on. So the same seed
//! gives the same timeline, whatever the machine does meanwhile.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::faults::{Break, Faults, Point};
use super::history::{Event, What};
use super::waits::{Sleep, Sleeper, Ticket, Waiting};

/// Who acts: the office (people and staff) is 0, the servers follow.
pub(super) type Actor = usize;

/// What an actor wants its turn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Read,
    Write,
    Call,
}

/// What all actors share.
pub(super) struct Stage(Mutex<Inner>);

pub(super) struct Inner {
    /// True time.
    pub(super) now: Timestamp,
    pub(super) history: Vec<Event>,
    pub(super) faults: Faults,
    dice: StdRng,
    pub(super) queue: VecDeque<Ticket>,
    pub(super) is_busy: bool,
    last: Option<(Actor, Want)>,
    pub(super) tickets: u64,
    dead: Vec<bool>,
    pub(super) asleep: Vec<Sleeper>,
}

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stage")
    }
}

/// How one actor's turn of the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ran<T> {
    Done(T),
    Died,
    /// Waits for a slow provider.
    Asleep,
}

/// Tells whether anything has to be polled again since the last pass over all.
struct Stir {
    whole: Waker,
    has_come: AtomicBool,
}

impl Wake for Stir {
    fn wake(self: Arc<Self>) {
        self.has_come.store(true, Ordering::Relaxed);
        self.whole.wake_by_ref();
    }
}

/// One actor's work while it runs.
pub(super) type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Stage {
    pub(super) fn new(seed: u64, now: Timestamp, actors: usize, faults: Faults) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Inner {
            now,
            history: Vec::new(),
            faults,
            dice: StdRng::seed_from_u64(seed ^ 0x5747_4147_4553),
            queue: VecDeque::new(),
            is_busy: false,
            last: None,
            tickets: 0,
            dead: vec![false; actors],
            asleep: Vec::new(),
        })))
    }

    pub(super) fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.inner().now
    }

    pub(super) fn note(&self, what: What) {
        let mut inner = self.inner();
        let at = inner.now;
        inner.history.push(Event { at, what });
    }

    /// Waits for the actor's turn; the guard gives it back.
    pub(super) async fn turn(self: &Arc<Self>, actor: Actor, want: Want) -> OnStage {
        let wait = Waiting {
            stage: self,
            actor,
            want,
            ticket: None,
        };
        wait.await;
        OnStage(Some(Arc::clone(self)))
    }

    /// Lets virtual time pass for one call.
    pub(super) async fn sleep(&self, actor: Actor, time: SignedDuration) {
        let until = self.now() + time;
        Sleep {
            stage: self,
            actor,
            until,
            id: None,
        }
        .await;
    }

    /// The next effect point, and what breaks there. A death is noted at once.
    pub(super) fn breaks(&self, actor: Actor, point: Point) -> Option<Break> {
        let mut inner = self.inner();
        let broken = inner.faults.at(actor, point)?;
        let number = inner.faults.points();
        let at = inner.now;
        inner.history.push(Event {
            at,
            what: What::Broke {
                actor,
                number,
                point,
                broken,
            },
        });
        if broken == Break::Crash {
            inner.dead[actor] = true;
        }
        Some(broken)
    }

    /// The server dies here, whatever the seed wills.
    pub(super) fn kill(&self, actor: Actor, point: Point) {
        let mut inner = self.inner();
        inner.faults.count();
        let number = inner.faults.points();
        let at = inner.now;
        inner.dead[actor] = true;
        let broken = Break::Crash;
        inner.history.push(Event {
            at,
            what: What::Broke {
                actor,
                number,
                point,
                broken,
            },
        });
    }

    /// The earliest instant at which somebody who sleeps wakes up.
    pub(super) fn next_waking(&self) -> Option<Timestamp> {
        self.inner().asleep.iter().map(|it| it.until).min()
    }

    /// Lets everyone work until all are done, dead or asleep.
    pub(super) async fn run<T: Send>(
        &self,
        works: &mut [(Actor, Option<Work<T>>)],
    ) -> Vec<(Actor, Ran<T>)> {
        let mut ends = Vec::new();
        self.wake_sleepers();
        let driven = std::future::poll_fn(|cx| {
            let stir = Arc::new(Stir {
                whole: cx.waker().clone(),
                has_come: AtomicBool::new(false),
            });
            self.drive(&stir, works, &mut ends)
        });
        tokio::task::unconstrained(driven).await;
        ends
    }

    fn drive<T>(
        &self,
        stir: &Arc<Stir>,
        works: &mut [(Actor, Option<Work<T>>)],
        ends: &mut Vec<(Actor, Ran<T>)>,
    ) -> Poll<()> {
        let waker = Waker::from(Arc::clone(stir));
        let cx = &mut Context::from_waker(&waker);
        loop {
            stir.has_come.store(false, Ordering::Relaxed);
            for (actor, slot) in works.iter_mut() {
                let Some(work) = slot else { continue };
                let done = work.as_mut().poll(cx);
                if let Poll::Ready(done) = done {
                    *slot = None;
                    ends.push((*actor, Ran::Done(done)));
                } else if self.has_died(*actor) {
                    // Dropped where it stands: nothing of it hears of its own death.
                    *slot = None;
                    ends.push((*actor, Ran::Died));
                }
            }
            // What one of them set going in another comes to rest first. Else the machine, not
            // the seed, would decide whether it queues before the next effect or after it.
            let at_rest = self.inner().is_busy || !stir.has_come.load(Ordering::Relaxed);
            if !at_rest || self.grant() {
                continue;
            }
            let left: Vec<Actor> = works
                .iter()
                .filter(|it| it.1.is_some())
                .map(|it| it.0)
                .collect();
            let inner = self.inner();
            let is_asleep = |actor: &Actor| inner.asleep.iter().any(|it| it.actor == *actor);
            if !inner.is_busy && left.iter().all(is_asleep) {
                ends.extend(left.iter().map(|actor| (*actor, Ran::Asleep)));
                return Poll::Ready(());
            }
            return Poll::Pending;
        }
    }

    fn has_died(&self, actor: Actor) -> bool {
        std::mem::take(&mut self.inner().dead[actor])
    }

    fn wake_sleepers(&self) {
        let inner = self.inner();
        let now = inner.now;
        for sleeper in inner.asleep.iter().filter(|it| it.until <= now) {
            sleeper.waker.wake_by_ref();
        }
    }

    /// Gives the next turn, if nobody has it and somebody waits.
    fn grant(&self) -> bool {
        let mut inner = self.inner();
        if inner.is_busy || inner.queue.is_empty() {
            return false;
        }
        let index = inner.choose();
        let Some(ticket) = inner.queue.get_mut(index) else {
            return false;
        };
        ticket.granted = true;
        ticket.waker.wake_by_ref();
        let last = (ticket.actor, ticket.want);
        inner.last = Some(last);
        inner.is_busy = true;
        true
    }
}

impl Inner {
    /// Whose turn it is: the same actor's more often than not, so that both long runs and
    /// close races happen. A call follows its last look at the truth at once: what happens
    /// in between, no program can know.
    fn choose(&mut self) -> usize {
        if let Some((actor, Want::Read | Want::Call)) = self.last {
            let calls = |it: &Ticket| it.actor == actor && it.want == Want::Call;
            if let Some(index) = self.queue.iter().position(calls) {
                return index;
            }
        }
        let same = self
            .last
            .and_then(|(actor, _)| self.queue.iter().position(|it| it.actor == actor));
        if let Some(index) = same
            && self.dice.random_bool(0.6)
        {
            return index;
        }
        let mut actors: Vec<Actor> = self.queue.iter().map(|it| it.actor).collect();
        actors.sort_unstable();
        actors.dedup();
        let actor = actors[self.dice.random_range(0..actors.len())];
        self.queue
            .iter()
            .position(|it| it.actor == actor)
            .unwrap_or(0)
    }
}

/// Whoever holds it is the only one who acts.
#[derive(Debug)]
pub(super) struct OnStage(Option<Arc<Stage>>);

impl OnStage {
    /// Keeps the turn beyond this guard; [`Stage::leave`] gives it back.
    pub(super) fn stay(mut self) {
        self.0 = None;
    }
}

impl Drop for OnStage {
    fn drop(&mut self) {
        if let Some(stage) = self.0.take() {
            stage.leave();
        }
    }
}

impl Stage {
    /// Gives the turn back.
    pub(super) fn leave(&self) {
        self.inner().is_busy = false;
    }
}
