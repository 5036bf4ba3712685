//! Asks of each contact that is due whether it is still needed, and claims those that are.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use app::ids::{ContactId, OccasionId, ProgrammeId};
use app::programmes::{Channel, Respondent};
use app::scheduling::{End, TRIES, Verdict};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};

use super::ahead::{Ahead, is_about};
use super::reminding::{Besides, besides};
use super::rules::{Met, Rules};
use super::store::{self, Facts, Held, Order, Waiting};
use super::{LEASE, batch_of, later, planted, turns};
use crate::identity::sessions::hash;
use crate::notifications::{self, FORM, Key, MESSAGES};
use crate::questionnaires::answers::store::{self as answers, Opens};
use crate::storage::{Fault, Mark, Tx};

/// Who waits longer than this has been kept waiting: whoever is most urgent goes first.
const CATCHING_UP: SignedDuration = SignedDuration::from_hours(1);

/// A claimed contact, with what was known when it was claimed.
pub(super) struct Ready {
    /// As it is held: the epoch is ours.
    pub(super) held: Held,
    /// When it was claimed.
    pub(super) at: Timestamp,
    /// The same moment for the store, where it can tell what was written since.
    pub(super) mark: Option<Mark>,
    /// This try included; from 1.
    pub(super) attempts: u32,
    pub(super) facts: Facts,
    pub(super) rules: Arc<Rules>,
    /// The path that the message leads to.
    pub(super) path: String,
    /// What a reminder says besides.
    pub(super) besides: Besides,
}

/// What came of judging a batch.
#[derive(Default)]
pub(super) struct Judged {
    /// So many were due.
    pub(super) due: usize,
    /// Those that are ours to send.
    pub(super) ready: Vec<Ready>,
    /// Whom it was about; `None` when it may have been anybody.
    pub(super) about: Option<HashSet<String>>,
}

/// Which of a channel's contacts come first; `None` when none is due.
pub(super) async fn order(
    tx: &mut Tx,
    channel: Channel,
    now: Timestamp,
) -> Result<Option<Order>, Fault> {
    let first = store::next_try(tx, channel).await?;
    let due = first.filter(|first| *first <= now);
    Ok(
        due.map(|first| match now.duration_since(first) > CATCHING_UP {
            true => Order::MostUrgent,
            false => Order::AsTheyFellDue,
        }),
    )
}

/// Judges one batch of a channel, in the transaction that claims it, so that nobody decides on
/// what another is about to do.
pub(super) async fn judge(
    tx: &mut Tx,
    channel: Channel,
    order: Order,
    ahead: Ahead,
    now: Timestamp,
) -> Result<Judged, Fault> {
    let batch = i64::from(batch_of(channel));
    let due = store::due(tx, channel, now, batch, order).await?;
    let seen = ahead.still_true(tx, now).await?;
    let Known { rules, mut facts } = know(tx, &due, seen, now).await?;
    let is_known = rules.values().all(Option::is_some);
    let about = is_known.then(|| facts.values().flat_map(is_about).collect());
    let decide = store::decider(tx);
    let mut wanted = Vec::new();
    let mut people = HashSet::new();
    for waiting in &due {
        let Some(Some(rules)) = rules.get(&waiting.programme) else {
            let until = later(now);
            let why = "the programme's rules can't be read";
            store::wait(tx, &waiting.id, waiting.epoch, until, false, why).await?;
            continue;
        };
        let Some(mut facts) = facts.remove(&waiting.id) else {
            continue;
        };
        if facts.attempts >= TRIES {
            let why = "it was tried too often";
            make_way(tx, &facts.held(), &facts, End::GivenUp, why, now).await?;
            continue;
        }
        facts.truth.in_flight |= people.contains(&facts.person);
        match decide(facts.truth.verdict(&rules.hours, now)) {
            Verdict::Send => {
                people.insert(facts.person.clone());
                wanted.push((facts, rules.clone()));
            }
            other => settle(tx, &facts.held(), &facts, other, now).await?,
        }
    }
    let wanted = turns::in_turn(tx, channel, wanted, now).await?;
    Ok(Judged {
        due: due.len(),
        ready: claim(tx, wanted, now).await?,
        about,
    })
}

/// What decides about a batch.
#[derive(Default)]
pub(super) struct Known {
    /// Of every programme in it; `None`: they can't be read.
    pub(super) rules: BTreeMap<ProgrammeId, Option<Arc<Rules>>>,
    /// Of every contact in it.
    pub(super) facts: HashMap<ContactId, Facts>,
}

/// What decides about a batch; what was `seen` a moment ago and is true still is not read again.
/// The rules are read anew for each batch: an edit holds from then on.
pub(super) async fn know(
    tx: &mut Tx,
    due: &[Waiting],
    seen: Known,
    now: Timestamp,
) -> Result<Known, Fault> {
    let Known {
        mut rules,
        mut facts,
    } = seen;
    let mut batches: BTreeMap<&ProgrammeId, Vec<Held>> = BTreeMap::new();
    for it in due {
        let batch = batches.entry(&it.programme).or_default();
        if !facts.contains_key(&it.id) {
            batch.push((it.id.clone(), it.epoch));
        }
    }
    let mut met = Met::default();
    facts.reserve(due.len());
    for (programme, batch) in batches {
        if !rules.contains_key(programme) {
            rules.insert(programme.clone(), met.rules(tx, programme).await?);
        }
        let known = rules.get(programme).and_then(Option::as_ref);
        if let Some(known) = known.filter(|_| !batch.is_empty()) {
            let found = store::facts(tx, &batch, &known.hours, now).await?;
            facts.extend(found.into_iter().map(|it| (it.id.clone(), it)));
        }
    }
    Ok(Known { rules, facts })
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
    let mark = tx.mark();
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
            mark,
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
