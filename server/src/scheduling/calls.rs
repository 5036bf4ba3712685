//! Looks once more, right before the call, and hands over.

use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::ids::{ContactId, ProgrammeId};
use app::programmes::Channel;
use app::scheduling::Verdict;
use futures::FutureExt;
use futures::stream::{FuturesUnordered, StreamExt};
use jiff::Timestamp;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use super::PATIENCE;
use super::ahead::is_about;
use super::judge::Ready;
use super::store::{self, Addressee, Held};
use crate::notifications::{self, Address, Couriers, Key, Outgoing, Subscription, Undelivered};
use crate::simulation::Bug;
use crate::storage::{Db, Fault};

/// How it went with one claimed contact.
pub(super) struct Called {
    pub(super) ready: Ready,
    pub(super) came: Came,
}

/// What came of a claim.
pub(super) enum Came {
    /// The truth had changed, and nothing was sent.
    Changed(Verdict),
    /// It was sent, or a courier said why not.
    Tried {
        result: Result<(), Undelivered>,
        /// Subscriptions that are gone.
        gone: Vec<String>,
    },
}

/// What comes back for each contact that was claimed; `None`: it is no concern of ours any more.
pub(super) type Back = Option<Called>;

/// What is left to do with a contact after the last look.
enum Looked {
    /// Another epoch holds it, or it has ended: it is no concern of ours any more.
    Lost,
    Changed(Verdict),
    Send(Vec<Outgoing>),
}

/// Takes batches that were claimed, calls for each contact, and passes on how it went, as
/// it comes. Ends when there are no more batches and no more calls.
pub(super) async fn hand_over(
    db: &Db,
    couriers: &Couriers,
    clock: &(impl Fn() -> Option<Timestamp> + Sync),
    mut batches: UnboundedReceiver<Vec<Ready>>,
    to_record: UnboundedSender<Back>,
) -> Result<(), Fault> {
    let mut looks = FuturesUnordered::new();
    let mut calls = FuturesUnordered::new();
    let mut more = true;
    let mut failed = None;
    while more || !looks.is_empty() || !calls.is_empty() {
        tokio::select! {
            biased;
            Some(called) = calls.next() => {
                if to_record.send(Some(called)).is_err() {
                    break;
                }
            }
            Some((size, looked)) = looks.next() => {
                let looked = Result::<Vec<_>, Fault>::unwrap_or_else(looked, |fault| {
                    // They are ours until the lease ends, and then somebody tries them again.
                    failed = Some(fault);
                    Vec::new()
                });
                let mut lost = size - looked.len();
                for (ready, looked) in looked {
                    match looked {
                        Looked::Lost => lost += 1,
                        Looked::Changed(verdict) => {
                            let came = Came::Changed(verdict);
                            let _ = to_record.send(Some(Called { ready, came }));
                        }
                        Looked::Send(messages) => calls.push(call(couriers, ready, messages)),
                    }
                }
                for _ in 0..lost {
                    let _ = to_record.send(None);
                }
            }
            batch = batches.recv(), if more => match batch {
                Some(batch) => {
                    let size = batch.len();
                    let look = look_once_more(db.clone(), clock(), batch);
                    looks.push(db.beside(look).map(move |looked| (size, looked)));
                }
                None => more = false,
            },
        }
    }
    failed.map_or(Ok(()), Err)
}

/// The truth right before the call, read only, with the addresses as they are now.
async fn look_once_more(
    db: Db,
    now: Option<Timestamp>,
    mut batch: Vec<Ready>,
) -> Result<Vec<(Ready, Looked)>, Fault> {
    let Some(now) = now else {
        return Ok(Vec::new());
    };
    // What nobody wrote about since the claim is as it was then.
    let touched = match batch.first().and_then(|it| it.mark) {
        Some(mark) => db.since(mark).await?,
        None => None,
    };
    let stands = |ready: &Ready| {
        let is_untouched = |touched: &HashSet<String>| {
            let about = is_about(&ready.facts);
            !about.iter().any(|id| touched.contains(id))
        };
        let hours = &ready.rules.hours;
        touched.as_ref().is_some_and(is_untouched) && hours.day(now) == hours.day(ready.at)
    };
    let mut programmes: HashMap<&ProgrammeId, Vec<&Ready>> = HashMap::new();
    for ready in batch.iter().filter(|it| !stands(it)) {
        let of = &ready.rules.programme;
        programmes.entry(of).or_default().push(ready);
    }
    let mut tx = db.glance().await?;
    let mut addressees: HashMap<ContactId, Addressee> = HashMap::with_capacity(batch.len());
    for ready in programmes.values() {
        let Some(hours) = ready.first().map(|ready| &ready.rules.hours) else {
            continue;
        };
        let held: Vec<Held> = ready.iter().map(|ready| ready.held.clone()).collect();
        addressees.extend(store::addressees(&mut tx, &held, hours, now).await?);
    }
    let facts = batch.iter().map(|it| &it.facts);
    let people: Vec<&str> = facts
        .filter(|facts| facts.channel == Channel::Push)
        .map(|facts| facts.person.as_str())
        .collect();
    let mut phones = if people.is_empty() {
        HashMap::new()
    } else {
        notifications::store::subscriptions_of(&mut tx, &people).await?
    };
    let is_ours = |ready: &mut Ready| {
        if stands(ready) {
            return true;
        }
        let addressee = addressees.remove(&ready.held.0);
        addressee.map(|it| ready.facts.refresh(&tx, it)).is_some()
    };
    let ours: Vec<bool> = batch.iter_mut().map(is_ours).collect();
    let decide = store::decider(&tx);
    let early = tx.has_planted(Bug::RecordedBeforeCall);
    drop(tx);
    let held: Vec<Held> = batch.iter().map(|it| it.held.clone()).collect();
    store::record_early(&db, early, &held, now).await?;
    let looked = batch.into_iter().zip(ours).map(|(mut ready, is_ours)| {
        if !is_ours {
            return (ready, Looked::Lost);
        }
        let facts = &mut ready.facts;
        let phones = phones.remove(&facts.person).unwrap_or_default();
        if facts.channel == Channel::Push {
            facts.truth.reachable = !phones.is_empty();
        }
        let looked = match decide(facts.truth.verdict(&ready.rules.hours, now)) {
            Verdict::Send => Looked::Send(outgoing(phones, &ready, now)),
            changed => Looked::Changed(changed),
        };
        (ready, looked)
    });
    Ok(looked.collect())
}

/// The messages of one contact: one to a mailbox, or one to each phone.
fn outgoing(phones: Vec<Subscription>, ready: &Ready, now: Timestamp) -> Vec<Outgoing> {
    let facts = &ready.facts;
    let addresses: Vec<Address> = match facts.channel {
        Channel::Push => phones.into_iter().map(Address::Push).collect(),
        Channel::Sms => facts.mobile.iter().cloned().map(Address::Sms).collect(),
        _ => facts.email.iter().cloned().map(Address::Email).collect(),
    };
    let channel = store::channel_word(facts.channel);
    let key = Key::of(facts.occasion.as_str(), facts.step, channel);
    let lifetime = facts.truth.not_after.duration_since(now);
    let message = |to| Outgoing {
        key: key.clone(),
        language: facts.language,
        to,
        path: ready.path.clone(),
        chooses: !facts.respondent.is_colleague(),
        at: now,
        lifetime: Duration::try_from(lifetime).unwrap_or(Duration::ZERO),
        urgent: facts.truth.reminds,
        when: ready.besides.when.clone(),
        reply: ready.besides.reply.clone(),
    };
    addresses.into_iter().map(message).collect()
}

/// Hands one contact over, to every phone when it is a push.
async fn call(couriers: &Couriers, ready: Ready, messages: Vec<Outgoing>) -> Called {
    let calls = messages.iter().map(|message| async move {
        let delivery = AssertUnwindSafe(couriers.to(&message.to).deliver(message)).catch_unwind();
        match tokio::time::timeout(PATIENCE, delivery).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Undelivered::again("the courier panicked")),
            Err(_) => Err(Undelivered::again("the courier was too slow")),
        }
    });
    let results = futures::future::join_all(calls).await;
    let mut gone = Vec::new();
    for (message, result) in messages.iter().zip(&results) {
        if let (Address::Push(phone), Err(Undelivered::Gone(_))) = (&message.to, result) {
            gone.push(phone.id.clone());
        }
    }
    let came = Came::Tried {
        result: best(results),
        gone,
    };
    Called { ready, came }
}

/// Of several phones one that took it is enough; else one that may take it later.
fn best(results: Vec<Result<(), Undelivered>>) -> Result<(), Undelivered> {
    let rank = |result: &Result<(), Undelivered>| match result {
        Ok(()) => 0,
        Err(Undelivered::Again { .. }) => 1,
        Err(Undelivered::GiveUp(_)) => 2,
        Err(Undelivered::Gone(_)) => 3,
    };
    let none = || Err(Undelivered::Gone("no address is left".into()));
    results.into_iter().min_by_key(rank).unwrap_or_else(none)
}
