//! What a simulation counts, and how it tells it.

use serde::Serialize;

use super::history::{What, digest};
use super::oracle::Oracle;
use super::world::World;
use super::{Outcome, Wish, store};
use crate::storage::{Db, Fault};

/// Contacts by how they ended, and what went wrong with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contacts {
    /// All that fell due; the sum of the next seven.
    pub due: usize,
    /// Handed over, or called.
    pub sent: usize,
    /// Carried by another one.
    pub merged: usize,
    /// Its time was over.
    pub expired: usize,
    /// No longer needed or allowed.
    pub cancelled: usize,
    /// Set aside for a person to look at.
    pub given_up: usize,
    /// Waits for good reason when the simulation ends: a pause, a call to make.
    pub waiting: usize,
    /// Should have ended, and has not.
    pub lost: usize,
    /// Taken twice by a provider for no good reason.
    pub doubled: usize,
    /// Taken twice because something broke between the provider's yes and our record.
    pub doubled_after_break: usize,
    /// Handed over at night, on a weekend or on a holiday.
    pub outside_hours: usize,
    /// Handed over after the answer.
    pub after_answer: usize,
}

/// Everything that is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Those who took part.
    pub participants: usize,
    /// Questionnaires that fell due.
    pub occasions: usize,
    /// Of these answered.
    pub answered: usize,
    /// Messages that push services took.
    pub pushes: usize,
    /// Messages that mail servers took.
    pub mails: usize,
    /// Messages, calls and letters.
    pub contacts: Contacts,
    /// What broke.
    pub breaks: usize,
}

impl std::ops::AddAssign for Contacts {
    fn add_assign(&mut self, other: Self) {
        self.due += other.due;
        self.sent += other.sent;
        self.merged += other.merged;
        self.expired += other.expired;
        self.cancelled += other.cancelled;
        self.given_up += other.given_up;
        self.waiting += other.waiting;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.doubled_after_break += other.doubled_after_break;
        self.outside_hours += other.outside_hours;
        self.after_answer += other.after_answer;
    }
}

impl std::ops::AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.participants += other.participants;
        self.occasions += other.occasions;
        self.answered += other.answered;
        self.pushes += other.pushes;
        self.mails += other.mails;
        self.contacts += other.contacts;
        self.breaks += other.breaks;
    }
}

pub(super) async fn outcome(
    wish: &Wish,
    world: &World,
    db: &Db,
    changed: Vec<String>,
) -> Result<Outcome, Fault> {
    let mut tx = db.read().await?;
    let occasions = store::occasions(&mut tx).await?;
    let contacts = store::contacts(&mut tx).await?;
    drop(tx);
    let inner = world.stage.inner();
    let history = &inner.history;
    let mut totals = Totals {
        participants: world.office.cast().people().len(),
        occasions: occasions.len(),
        answered: occasions.iter().filter(|it| it.state == "answered").count(),
        ..Totals::default()
    };
    for event in history {
        match &event.what {
            What::Called {
                taken: true,
                channel,
                ..
            } => match channel {
                app::programmes::Channel::Push => totals.pushes += 1,
                _ => totals.mails += 1,
            },
            What::Broke { .. } | What::Off { .. } | What::Clock { .. } => totals.breaks += 1,
            _ => {}
        }
    }
    let mut oracle = Oracle::new(
        wish,
        &world.office.cast(),
        &occasions,
        &contacts,
        history,
        world.end(),
    );
    oracle.complaints.extend(changed);
    oracle.judge();
    totals.contacts = oracle.counts;
    let mut complaints = oracle.complaints;
    complaints.sort();
    complaints.dedup();
    Ok(Outcome {
        totals,
        complaints,
        points: inner.faults.points(),
        digest: digest(history),
        timeline: super::history::timeline(wish.tells, history, &occasions, &contacts),
    })
}
