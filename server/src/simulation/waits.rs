//! Waiting on the stage: for one's turn, and for time to pass.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use jiff::Timestamp;

use super::stage::{Actor, Stage, Want};

/// Somebody who waits for a turn.
pub(super) struct Ticket {
    pub(super) id: u64,
    pub(super) actor: Actor,
    pub(super) want: Want,
    pub(super) granted: bool,
    pub(super) waker: Waker,
}

/// Somebody who waits for time to pass.
pub(super) struct Sleeper {
    pub(super) id: u64,
    pub(super) actor: Actor,
    pub(super) until: Timestamp,
    pub(super) waker: Waker,
}

/// The wait for one's turn.
pub(super) struct Waiting<'a> {
    pub(super) stage: &'a Stage,
    pub(super) actor: Actor,
    pub(super) want: Want,
    pub(super) ticket: Option<u64>,
}

impl Future for Waiting<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut inner = self.stage.inner();
        let Some(id) = self.ticket else {
            inner.tickets += 1;
            let id = inner.tickets;
            inner.queue.push_back(Ticket {
                id,
                actor: self.actor,
                want: self.want,
                granted: false,
                waker: cx.waker().clone(),
            });
            drop(inner);
            self.ticket = Some(id);
            return Poll::Pending;
        };
        match inner.queue.iter().position(|it| it.id == id) {
            Some(index) if inner.queue[index].granted => {
                inner.queue.remove(index);
                drop(inner);
                self.ticket = None;
                Poll::Ready(())
            }
            Some(index) => {
                inner.queue[index].waker = cx.waker().clone();
                Poll::Pending
            }
            None => Poll::Pending,
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let Some(id) = self.ticket else { return };
        let mut inner = self.stage.inner();
        if let Some(index) = inner.queue.iter().position(|it| it.id == id)
            && let Some(ticket) = inner.queue.remove(index)
            && ticket.granted
        {
            inner.is_busy = false;
        }
    }
}

/// The wait for an instant.
pub(super) struct Sleep<'a> {
    pub(super) stage: &'a Stage,
    pub(super) actor: Actor,
    pub(super) until: Timestamp,
    pub(super) id: Option<u64>,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut inner = self.stage.inner();
        if inner.now >= self.until {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        let known = self.id;
        if let Some(sleeper) = inner.asleep.iter_mut().find(|it| Some(it.id) == known) {
            sleeper.waker = waker;
            return Poll::Pending;
        }
        inner.tickets += 1;
        let id = inner.tickets;
        let (actor, until) = (self.actor, self.until);
        inner.asleep.push(Sleeper {
            id,
            actor,
            until,
            waker,
        });
        drop(inner);
        self.id = Some(id);
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        let Some(id) = self.id else { return };
        self.stage.inner().asleep.retain(|it| it.id != id);
    }
}
