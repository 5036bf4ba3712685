//! Hands over what has fallen due: judge and claim, look once more, call, record.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::ids::OccasionId;
use app::programmes::Channel;
use app::scheduling::{End, TRIES, Verdict, pause};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::FutureExt;
use jiff::Timestamp;

use super::rules::Met;
use super::store::{self, Claimed, Facts, Waiting};
use super::{BATCH, LATER, LEASE, PATIENCE};
use crate::identity::sessions::hash;
use crate::notifications::{self, Address, Couriers, FORM, Key, MESSAGES, Outgoing, Undelivered};
use crate::questionnaires::answers::store as answers;
use crate::storage::{Db, Fault, Tx};

/// What one step did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stepped {
    /// Contacts that were due.
    pub due: usize,
    /// Contacts that were handed over and recorded so.
    pub sent: usize,
}

/// A claimed contact with everything the call needs, so that nothing is read in between.
struct Ready {
    claimed: Claimed,
    facts: Facts,
    programme: app::ids::ProgrammeId,
    to: Vec<Outgoing>,
}

/// Hands over everything due at `now`, one batch of it.
///
/// The claim raises the epoch and counts the attempt, and is committed before anything is
/// sent: no transaction is open while a courier is slow, a crash in between is a counted
/// attempt, and a server that wakes up late finds its epoch overtaken and changes nothing.
/// Handed over at least once; recorded once. `luck` gives random numbers from 0 up to 1.
pub async fn step(
    db: &Db,
    couriers: &Couriers,
    now: Timestamp,
    mut luck: impl FnMut() -> f64,
) -> Result<Stepped, Fault> {
    let mut met = Met::default();
    let (due, ready) = judge(db, &mut met, now).await?;
    let calls = ready.iter().map(|ready| call(db, couriers, ready, now));
    let outcomes = futures::future::join_all(calls).await;
    let mut stepped = Stepped { due, sent: 0 };
    let mut failed = None;
    // What was handed over is recorded before any failure is told: a contact whose record
    // fails is ours until the lease ends, and then goes out a second time.
    for (ready, outcome) in ready.iter().zip(outcomes) {
        let recorded = match outcome {
            Ok(Some(outcome)) => record(db, ready, outcome, now, luck()).await,
            Ok(None) => Ok(false),
            Err(fault) => Err(fault),
        };
        match recorded {
            Ok(sent) => stepped.sent += usize::from(sent),
            Err(fault) => failed = Some(fault),
        }
    }
    failed.map_or(Ok(stepped), Err)
}

/// Asks of each contact that is due whether it is still needed, and claims those that are:
/// in one transaction, so that nobody decides on what another is about to do.
async fn judge(db: &Db, met: &mut Met, now: Timestamp) -> Result<(usize, Vec<Ready>), Fault> {
    let mut tx = db.write().await?;
    store::one_judge(&mut tx).await?;
    let due = store::due(&mut tx, now, BATCH).await?;
    let mut ready = Vec::new();
    for waiting in &due {
        let Some(rules) = met.rules(&mut tx, &waiting.programme).await? else {
            let until = now.saturating_add(LATER).unwrap_or(Timestamp::MAX);
            let why = "the programme's rules can't be read";
            store::wait(&mut tx, &waiting.id, waiting.epoch, until, false, why).await?;
            continue;
        };
        let facts = store::facts(&mut tx, &waiting.id, &rules.hours, now).await?;
        if waiting.attempts >= TRIES {
            let why = "it was tried too often";
            make_way(
                &mut tx,
                waiting,
                &facts.occasion,
                facts.step,
                End::GivenUp,
                why,
                now,
            )
            .await?;
            continue;
        }
        match facts.verdict(&tx, &rules.hours, now) {
            Verdict::Send => {
                if let Some(claimed) = store::claim(&mut tx, waiting, now, LEASE).await? {
                    let to = outgoing(&mut tx, &facts, now).await?;
                    let programme = waiting.programme.clone();
                    ready.push(Ready {
                        claimed,
                        facts,
                        programme,
                        to,
                    });
                }
            }
            other => settle(&mut tx, waiting, &facts, other, now).await?,
        }
    }
    tx.commit().await?;
    Ok((due.len(), ready))
}

/// Writes down why a contact is not sent now.
async fn settle(
    tx: &mut Tx,
    waiting: &Waiting,
    facts: &Facts,
    verdict: Verdict,
    now: Timestamp,
) -> Result<(), Fault> {
    let (id, epoch) = (&waiting.id, waiting.epoch);
    match verdict {
        Verdict::Send => {}
        Verdict::Wait { until, moved, why } => {
            store::wait(tx, id, epoch, until, moved, why).await?;
        }
        Verdict::Over { end, why } => {
            store::end(tx, id, epoch, end, why, now).await?;
        }
        Verdict::NextStep { why } => {
            make_way(
                tx,
                waiting,
                &facts.occasion,
                facts.step,
                End::Merged,
                why,
                now,
            )
            .await?;
        }
    }
    Ok(())
}

/// Ends a contact whose channel leads nowhere and lets the next step come at once; without
/// a next step it is set aside for a person.
async fn make_way(
    tx: &mut Tx,
    waiting: &Waiting,
    occasion: &OccasionId,
    step: i64,
    end: End,
    why: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
    let goes_on = store::hurry_next(tx, occasion, step, now).await?;
    let end = if goes_on { end } else { End::GivenUp };
    store::end(tx, &waiting.id, waiting.epoch, end, why, now).await
}

/// The messages of one contact: one to a mailbox, or one to each phone.
async fn outgoing(tx: &mut Tx, facts: &Facts, now: Timestamp) -> Result<Vec<Outgoing>, Fault> {
    let addresses = match facts.channel {
        Channel::Push => notifications::store::subscriptions(tx, &facts.person)
            .await?
            .into_iter()
            .map(Address::Push)
            .collect(),
        _ => facts
            .email
            .iter()
            .cloned()
            .map(Address::Email)
            .collect::<Vec<_>>(),
    };
    let channel = store::channel_word(facts.channel);
    let key = Key::of(facts.occasion.as_str(), facts.step, channel);
    let path = match facts.subject_kind.as_str() {
        "partner" => {
            let token = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>());
            let (occasion, until) = (&facts.occasion, facts.truth.not_after);
            answers::add_right(tx, occasion, &hash(&token), until).await?;
            format!("{FORM}{token}")
        }
        _ => MESSAGES.to_owned(),
    };
    let lifetime = facts.truth.not_after.duration_since(now);
    let message = |to| Outgoing {
        key: key.clone(),
        language: facts.language,
        to,
        path: path.clone(),
        at: now,
        lifetime: Duration::try_from(lifetime).unwrap_or(Duration::ZERO),
    };
    Ok(addresses.into_iter().map(message).collect())
}

/// How a call went.
struct Outcome {
    /// The verdict when the truth had changed; then nothing was sent.
    changed: Option<Verdict>,
    result: Result<(), Undelivered>,
    /// Subscriptions that are gone.
    gone: Vec<String>,
}

/// Looks once more, then hands over; `None` when the contact is not ours any more.
async fn call(
    db: &Db,
    couriers: &Couriers,
    ready: &Ready,
    now: Timestamp,
) -> Result<Option<Outcome>, Fault> {
    match still(db, ready, now).await? {
        None => return Ok(None),
        Some(Verdict::Send) => {}
        Some(changed) => {
            let result = Err(Undelivered::again("the truth has changed"));
            return Ok(Some(Outcome {
                changed: Some(changed),
                result,
                gone: Vec::new(),
            }));
        }
    }
    let calls = ready.to.iter().map(|message| async move {
        let delivery = AssertUnwindSafe(couriers.to(&message.to).deliver(message)).catch_unwind();
        match tokio::time::timeout(PATIENCE, delivery).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Undelivered::again("the courier panicked")),
            Err(_) => Err(Undelivered::again("the courier was too slow")),
        }
    });
    let results = futures::future::join_all(calls).await;
    let mut gone = Vec::new();
    for (message, result) in ready.to.iter().zip(&results) {
        if let (Address::Push(phone), Err(Undelivered::Gone(_))) = (&message.to, result) {
            gone.push(phone.id.clone());
        }
    }
    Ok(Some(Outcome {
        changed: None,
        result: best(results),
        gone,
    }))
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

/// The truth right before the call, read only; `None` when another epoch holds the contact.
async fn still(db: &Db, ready: &Ready, now: Timestamp) -> Result<Option<Verdict>, Fault> {
    let mut tx = db.read().await?;
    if !store::is_ours(&mut tx, &ready.claimed).await? {
        return Ok(None);
    }
    let mut met = Met::default();
    let Some(rules) = met.rules(&mut tx, &ready.programme).await? else {
        return Ok(None);
    };
    let facts = store::facts(&mut tx, &ready.claimed.id, &rules.hours, now).await?;
    Ok(Some(facts.verdict(&tx, &rules.hours, now)))
}

/// Records how it went, if our epoch still stands; true when it was sent.
async fn record(
    db: &Db,
    ready: &Ready,
    outcome: Outcome,
    now: Timestamp,
    luck: f64,
) -> Result<bool, Fault> {
    let claimed = &ready.claimed;
    let waiting = Waiting {
        id: claimed.id.clone(),
        epoch: claimed.epoch,
        attempts: claimed.attempts,
        programme: ready.programme.clone(),
    };
    let facts = &ready.facts;
    let mut tx = db.write().await?;
    store::count_late(&mut tx, &claimed.id).await?;
    for phone in &outcome.gone {
        notifications::store::forget(&mut tx, phone).await?;
    }
    let sent = match (outcome.changed, outcome.result) {
        (Some(verdict), _) => {
            settle(&mut tx, &waiting, facts, verdict, now).await?;
            false
        }
        (None, Ok(())) => {
            store::end(&mut tx, &claimed.id, claimed.epoch, End::Sent, "", now).await?
        }
        (None, Err(Undelivered::Again { why, after })) if claimed.attempts < TRIES => {
            let until = now.saturating_add(pause(claimed.attempts, luck, after));
            let until = until.unwrap_or(Timestamp::MAX);
            store::wait(&mut tx, &claimed.id, claimed.epoch, until, false, &why).await?;
            false
        }
        (None, Err(Undelivered::Gone(why))) if facts.channel == Channel::Push => {
            make_way(
                &mut tx,
                &waiting,
                &facts.occasion,
                facts.step,
                End::Merged,
                &why,
                now,
            )
            .await?;
            false
        }
        (
            None,
            Err(Undelivered::Again { why, .. } | Undelivered::GiveUp(why) | Undelivered::Gone(why)),
        ) => {
            tracing::warn!(contact = %claimed.id, why, "a message was given up");
            make_way(
                &mut tx,
                &waiting,
                &facts.occasion,
                facts.step,
                End::GivenUp,
                &why,
                now,
            )
            .await?;
            false
        }
    };
    tx.commit().await?;
    Ok(sent)
}
