//! The mistakes that a test may plant here. In a program built to serve none of this exists:
//! [`Tx::has_planted`] is false there, and the compiler leaves it out.

use app::ids::ContactId;
use app::scheduling::{Truth, Verdict};
use jiff::Timestamp;

use crate::on;
use crate::simulation::Bug;
use crate::storage::{Fault, Tx};

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

/// What a server decides that knows no night.
pub(super) fn decide(tx: &Tx, verdict: Verdict) -> Verdict {
    let quiet = |it: &Verdict| match it {
        Verdict::Wait { why, .. } | Verdict::Over { why, .. } => *why == "quiet hours",
        _ => false,
    };
    if tx.has_planted(Bug::NoQuietHours) && quiet(&verdict) {
        return Verdict::Send;
    }
    verdict
}

/// After a claim: what some mistakes write down too early, or not yet.
pub(super) async fn claimed(tx: &mut Tx, id: &ContactId, now: Timestamp) -> Result<(), Fault> {
    let wrong = if tx.has_planted(Bug::AttemptAfterCall) {
        "update contacts set attempts = attempts - 1 where id = $1 and $2 = $2"
    } else if tx.has_planted(Bug::RecordedBeforeCall) {
        "update contacts set state = 'sent', ended_at = $2, leased_until = null where id = $1"
    } else {
        return Ok(());
    };
    Ok(on!(tx, db => {
        sqlx::query(wrong)
            .bind(id.as_str())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?)
}

/// After a call: the try that was not counted before it.
pub async fn count_late(tx: &mut Tx, id: &ContactId) -> Result<(), Fault> {
    if !tx.has_planted(Bug::AttemptAfterCall) {
        return Ok(());
    }
    Ok(on!(tx, db => {
        sqlx::query("update contacts set attempts = attempts + 1 where id = $1")
            .bind(id.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}
