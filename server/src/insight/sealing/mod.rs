//! Closing waves: from staged answers to labels, once and for all.

pub mod store;

use std::collections::BTreeMap;

use app::insight::{Epsilon, HEALTH_CHANGE, Ledger, Stratum, Tally, compares_with_start, draw};
use jiff::Timestamp;
use rand::RngCore;

use crate::programmes;
use crate::storage::{Db, Fault, Tx};

use self::store::{Asking, Closing};

/// Whether a wave has closed by `now` that is not sealed.
pub async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool, Fault> {
    Ok(!store::waves_to_close(tx, now).await?.is_empty())
}

/// Seals every wave that has closed by `now` and returns how many this call sealed.
///
/// Safe to repeat, and from several servers at once: whoever marks a wave as sealed holds
/// its row until labels are written and the staged answers gone, in one transaction; the
/// others then find it sealed. A crash in between leaves the wave as it was.
pub async fn seal(db: &Db, now: Timestamp) -> Result<usize, Fault> {
    let mut tx = db.read().await?;
    let waves = store::waves_to_close(&mut tx, now).await?;
    tx.commit().await?;
    let mut sealed = 0;
    for wave in &waves {
        let mut tx = db.write().await?;
        if store::mark_sealed(&mut tx, wave, now).await? {
            seal_one(&mut tx, wave, now).await?;
            sealed += 1;
        }
        tx.commit().await?;
    }
    Ok(sealed)
}

/// Counts by question and stratum, publishes labels, and empties the pool. The database
/// hands over counts only: no order of answers survives here, not even in memory.
async fn seal_one(tx: &mut Tx, wave: &Closing, now: Timestamp) -> Result<(), Fault> {
    let mut questions: BTreeMap<String, BTreeMap<Stratum, Tally>> = BTreeMap::new();
    for row in store::staged_counts(tx, &wave.id).await? {
        let tally = questions
            .entry(row.question)
            .or_default()
            .entry(row.stratum)
            .or_default();
        tally.add(row.band, row.answers);
    }
    for (question, tallies) in &questions {
        for block in app::insight::seal(tallies) {
            store::publish(tx, &wave.id, question, &block, now).await?;
        }
    }
    let mut ledger = Ledger::default();
    let cost = Epsilon::WAVE.split(questions.len() as u32);
    for (question, tallies) in &questions {
        let mut bits = || rand::rng().next_u64();
        // Most waves are too small for it, and then there is none.
        if let Ok(noisy) = draw(question, tallies, cost, &mut ledger, &mut bits) {
            store::publish_noisy(tx, &wave.id, question, noisy).await?;
        }
    }
    let asking = asking(tx, wave).await?;
    store::count_invited(tx, wave, &asking).await?;
    store::empty_staged(tx, &wave.id).await
}

/// Which occasions count as an invitation to this wave.
async fn asking(tx: &mut Tx, wave: &Closing) -> Result<Asking, Fault> {
    if wave.asked != HEALTH_CHANGE {
        return Ok(Asking::Questionnaire(wave.asked.clone()));
    }
    let definition = programmes::store::definition(tx, &wave.programme).await?;
    let rules = definition
        .rules
        .iter()
        .filter(|rule| compares_with_start(rule));
    Ok(Asking::Rules(rules.map(|rule| rule.id.clone()).collect()))
}
