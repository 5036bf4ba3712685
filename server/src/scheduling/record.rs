//! Records how it went, for as many as came back at once, each fenced by its epoch.

use app::programmes::Channel;
use app::scheduling::{End, TRIES, pause};
use jiff::Timestamp;

use super::calls::{Called, Came};
use super::judge::{Ready, make_way, settle};
use super::store::{self, Held};
use crate::notifications::{self, Aside, Undelivered};
use crate::storage::{Fault, Tx};

/// Records results at `now`; returns how many were recorded as handed over. What another epoch
/// holds by now is left alone.
pub(super) async fn record(
    tx: &mut Tx,
    results: &[Called],
    now: Timestamp,
    luck: &mut impl FnMut() -> f64,
) -> Result<usize, Fault> {
    let mut taken: Vec<Held> = Vec::with_capacity(results.len());
    let mut others = Vec::new();
    let mut gone = Vec::new();
    for called in results {
        if let Came::Tried { gone: phones, .. } = &called.came {
            gone.extend(phones.iter().map(String::as_str));
        }
        match &called.came {
            Came::Tried { result: Ok(()), .. } => taken.push(called.ready.held.clone()),
            _ => others.push(called),
        }
    }
    let all: Vec<Held> = results.iter().map(|it| it.ready.held.clone()).collect();
    store::count_late(tx, &all).await?;
    for phone in gone {
        notifications::store::forget(tx, phone).await?;
    }
    let sent = store::handed_over(tx, &taken, now).await?;
    let held: Vec<Held> = others.iter().map(|it| it.ready.held.clone()).collect();
    let ours = store::still_ours(tx, &held).await?;
    for called in others {
        if ours.contains(&called.ready.held.0) {
            not_sent(tx, called, now, luck()).await?;
        }
    }
    Ok(usize::try_from(sent).unwrap_or(usize::MAX))
}

/// Writes down why a contact was not handed over, and what follows from that.
async fn not_sent(tx: &mut Tx, called: &Called, now: Timestamp, luck: f64) -> Result<(), Fault> {
    let Ready {
        held,
        attempts,
        facts,
        ..
    } = &called.ready;
    let result = match &called.came {
        Came::Changed(verdict) => return settle(tx, held, facts, verdict.clone(), now).await,
        Came::Tried { result, .. } => result,
    };
    match result {
        Ok(()) => Ok(()),
        Err(Undelivered::Again { why, after }) if *attempts < TRIES => {
            let until = now.saturating_add(pause(*attempts, luck, *after));
            let until = until.unwrap_or(Timestamp::MAX);
            store::wait(tx, &held.0, held.1, until, false, why).await?;
            Ok(())
        }
        Err(Undelivered::Gone(why)) if facts.channel == Channel::Push => {
            make_way(tx, held, facts, End::Merged, why, now).await
        }
        Err(Undelivered::Again { why, .. } | Undelivered::GiveUp(why) | Undelivered::Gone(why)) => {
            if let (Err(Undelivered::Gone(_)), Some(aside)) = (result, aside(facts.channel)) {
                notifications::store::set_aside(tx, &facts.person, aside).await?;
            }
            tracing::warn!(contact = %held.0, why, "a message was given up");
            make_way(tx, held, facts, End::GivenUp, why, now).await
        }
    }
}

/// The address that a channel uses, and that is put aside when there is nobody behind it.
fn aside(channel: Channel) -> Option<Aside> {
    match channel {
        Channel::Email => Some(Aside::Email),
        Channel::Sms => Some(Aside::Mobile),
        Channel::Push | Channel::Phone | Channel::Letter => None,
    }
}
