//! Asks of each contact that is due whether it is still needed, and claims those that are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use app::ids::{ContactId, OccasionId, ProgrammeId};
use app::programmes::{Channel, Respondent};
use app::scheduling::{End, TRIES, Verdict};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};

use super::reminding::{Besides, besides};
use super::rules::{Met, Rules};
use super::store::{self, Facts, Held, Order, Waiting};
use super::{LEASE, later, planted, turns};
use crate::identity::sessions::hash;
use crate::notifications::{self, FORM, Key, MESSAGES};
use crate::questionnaires::answers::store::{self as answers, Opens};
use crate::storage::{Db, Fault, Tx};

/// Who waits longer than this has been kept waiting: whoever is most urgent goes first.
const CATCHING_UP: SignedDuration = SignedDuration::from_hours(1);

/// A claimed contact, with what was known when it was claimed.
pub(super) struct Ready {
    /// As it is held: the epoch is ours.
    pub(super) held: Held,
    /// When it was claimed.
    pub(super) at: Timestamp,
    /// This try included; from 1.
    pub(super) attempts: u32,
    pub(super) facts: Facts,
    pub(super) rules: Arc<Rules>,
    /// The path that the message leads to.
    pub(super) path: String,
    /// What a reminder says besides.
    pub(super) besides: Besides,
}

/// Judges one batch of a channel, in one transaction, so that nobody decides on what
/// another is about to do. Returns how many were due, and those that are ours to send.
pub(super) async fn judge(
    db: &Db,
    met: &mut Met,
    channel: Channel,
    batch: u32,
    now: Timestamp,
) -> Result<(usize, Vec<Ready>), Fault> {
    // Mostly there is nothing: one look into an index, and no write lock.
    let mut tx = db.glance().await?;
    let first = store::next_try(&mut tx, channel).await?;
    drop(tx);
    let Some(first) = first.filter(|first| *first <= now) else {
        return Ok((0, Vec::new()));
    };
    let order = if now.duration_since(first) > CATCHING_UP {
        Order::MostUrgent
    } else {
        Order::AsTheyFellDue
    };
    let mut tx = db.write().await?;
    let due = store::due(&mut tx, channel, now, i64::from(batch), order).await?;
    let (known, mut facts) = know(&mut tx, met, &due, now).await?;
    let decide = store::decider(&tx);
    let mut wanted = Vec::new();
    let mut people = HashSet::new();
    for waiting in &due {
        let Some(Some(rules)) = known.get(&waiting.programme) else {
            let until = later(now);
            let why = "the programme's rules can't be read";
            store::wait(&mut tx, &waiting.id, waiting.epoch, until, false, why).await?;
            continue;
        };
        let Some(mut facts) = facts.remove(&waiting.id) else {
            continue;
        };
        if facts.attempts >= TRIES {
            let why = "it was tried too often";
            make_way(&mut tx, &facts.held(), &facts, End::GivenUp, why, now).await?;
            continue;
        }
        facts.truth.in_flight |= people.contains(&facts.person);
        match decide(facts.truth.verdict(&rules.hours, now)) {
            Verdict::Send => {
                people.insert(facts.person.clone());
                wanted.push((facts, rules.clone()));
            }
            other => settle(&mut tx, &facts.held(), &facts, other, now).await?,
        }
    }
    let wanted = turns::in_turn(&mut tx, channel, wanted, now).await?;
    let ready = claim(&mut tx, wanted, now).await?;
    tx.commit().await?;
    Ok((due.len(), ready))
}

/// The rules of every programme in a batch, and the facts of every contact.
async fn know(
    tx: &mut Tx,
    met: &mut Met,
    due: &[Waiting],
    now: Timestamp,
) -> Result<
    (
        BTreeMap<ProgrammeId, Option<Arc<Rules>>>,
        HashMap<ContactId, Facts>,
    ),
    Fault,
> {
    let mut batches: BTreeMap<&ProgrammeId, Vec<Held>> = BTreeMap::new();
    for it in due {
        let batch = batches.entry(&it.programme).or_default();
        batch.push((it.id.clone(), it.epoch));
    }
    let mut known = BTreeMap::new();
    let mut facts = HashMap::with_capacity(due.len());
    for (programme, batch) in batches {
        let rules = met.rules(tx, programme).await?;
        if let Some(rules) = &rules {
            let found = store::facts(tx, &batch, &rules.hours, now).await?;
            facts.extend(found.into_iter().map(|it| (it.id.clone(), it)));
        }
        known.insert(programme.clone(), rules);
    }
    Ok((known, facts))
}

/// Claims what is to be sent, all by one statement: a new epoch for each, and the attempt
/// counted before the call.
async fn claim(
    tx: &mut Tx,
    wanted: Vec<(Facts, Arc<Rules>)>,
    now: Timestamp,
) -> Result<Vec<Ready>, Fault> {
    let lease = planted::lease(tx, LEASE);
    let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
    let held: Vec<Held> = wanted.iter().map(|(facts, _)| facts.held()).collect();
    store::claim(tx, &held, until).await?;
    store::count_not_yet(tx, &held).await?;
    let mut ready = Vec::with_capacity(wanted.len());
    for (facts, rules) in wanted {
        let path = match facts.respondent {
            Respondent::Partner | Respondent::Referrer => {
                right(tx, &facts.occasion, Opens::Answer, facts.truth.not_after).await?
            }
            // A year on nobody is signed in any more: what they are asked must open all the same.
            _ if facts.opens_by_link => {
                right(tx, &facts.occasion, Opens::Answer, facts.truth.not_after).await?
            }
            _ => MESSAGES.to_owned(),
        };
        let besides = besides(tx, &facts, &rules.hours).await?;
        if facts.channel == Channel::Sms {
            let key = Key::of(facts.occasion.as_str(), facts.step, "sms");
            let (occasion, step) = (&facts.occasion, facts.step);
            notifications::store::expect_receipt(tx, key.as_str(), occasion, step).await?;
        }
        ready.push(Ready {
            held: (facts.id.clone(), facts.epoch + 1),
            at: now,
            attempts: facts.attempts + 1,
            facts,
            rules,
            path,
            besides,
        });
    }
    Ok(ready)
}

/// A link that opens one form, for whoever has no account.
pub(super) async fn right(
    tx: &mut Tx,
    occasion: &OccasionId,
    opens: Opens,
    until: Timestamp,
) -> Result<String, Fault> {
    let token = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>());
    answers::add_right(tx, occasion, opens, &hash(&token), until).await?;
    Ok(format!("{FORM}{token}"))
}

/// Writes down why a contact is not sent now.
pub(super) async fn settle(
    tx: &mut Tx,
    held: &Held,
    facts: &Facts,
    verdict: Verdict,
    now: Timestamp,
) -> Result<(), Fault> {
    let (id, epoch) = held;
    match verdict {
        Verdict::Send => {}
        Verdict::Wait { until, moved, why } => {
            store::wait(tx, id, *epoch, until, moved, why).await?;
        }
        Verdict::Over { end, why } => {
            store::end(tx, id, *epoch, end, why, now).await?;
        }
        Verdict::NextStep { why } => make_way(tx, held, facts, End::Merged, why, now).await?,
    }
    Ok(())
}

/// Ends a contact whose channel leads nowhere and lets the next step come at once; without
/// a next step it is set aside for a person.
pub(super) async fn make_way(
    tx: &mut Tx,
    held: &Held,
    facts: &Facts,
    end: End,
    why: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let goes_on = store::hurry_next(tx, &facts.occasion, facts.step, now).await?;
    let end = if goes_on { end } else { End::GivenUp };
    store::end(tx, &held.0, held.1, end, why, now).await?;
    Ok(())
}
