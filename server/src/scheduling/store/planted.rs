//! The mistakes that a test may plant here. In a program built to serve none of this exists:
//! [`Tx::has_planted`] is false there, and the compiler leaves it out.

use app::scheduling::{Truth, Verdict};
use jiff::Timestamp;

use super::batch::{Held, list, over_batch};
use super::handed_over;
use crate::on;
use crate::simulation::Bug;
use crate::storage::{Db, Fault, Tx};

/// Facts that some mistakes never look at.
pub(super) fn overlook(tx: &Tx, truth: &mut Truth) {
    if tx.has_planted(Bug::NoTruthCheck) {
        truth.consented = true;
        truth.protected = false;
        truth.paused = false;
        truth.active = true;
    }
    if tx.has_planted(Bug::NoTruthCheck) || tx.has_planted(Bug::AnswersOverlooked) {
        truth.open = true;
    }
    if tx.has_planted(Bug::NoCap) {
        truth.sent_today = 0;
    }
}

/// How a server decides: as it is told, or as one that knows no night.
pub fn decider(tx: &Tx) -> fn(Verdict) -> Verdict {
    if !tx.has_planted(Bug::NoQuietHours) {
        return |verdict| verdict;
    }
    |verdict| match verdict {
        Verdict::Wait { why, .. } | Verdict::Over { why, .. } if why == "quiet hours" => {
            Verdict::Send
        }
        other => other,
    }
}

/// After a claim: the try that is not to count before the call.
pub async fn count_not_yet(tx: &mut Tx, of: &[Held]) -> Result<(), Fault> {
    let sql = over_batch!(
        &*tx,
        "update contacts set attempts = attempts - 1 from mine where contacts.id = mine.id"
    );
    count(tx, sql, of).await
}

/// After a call: the try that was not counted before it.
pub async fn count_late(tx: &mut Tx, of: &[Held]) -> Result<(), Fault> {
    let sql = over_batch!(
        &*tx,
        "update contacts set attempts = attempts + 1 from mine where contacts.id = mine.id"
    );
    count(tx, sql, of).await
}

async fn count(tx: &mut Tx, sql: &'static str, of: &[Held]) -> Result<(), Fault> {
    if !tx.has_planted(Bug::AttemptAfterCall) {
        return Ok(());
    }
    Ok(on!(tx, db => {
        sqlx::query(sql).bind(list(of)).execute(db).await.map(drop)
    })?)
}

/// Before a call: it has been made, some write down.
pub async fn record_early(db: &Db, early: bool, of: &[Held], now: Timestamp) -> Result<(), Fault> {
    if !early {
        return Ok(());
    }
    let mut tx = db.write().await?;
    handed_over(&mut tx, of, now).await?;
    tx.commit().await
}
