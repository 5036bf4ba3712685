//! One look: whoever has something to do, some tens of them in one transaction.

use app::ids::{EnrolmentId, ProgrammeId};
use jiff::Timestamp;

use super::colleagues::look_at_programme;
use super::rules::Met;
use super::run::{Looked, look_at_enrolment};
use super::{later, planted, store};
use crate::storage::{Db, Fault};

/// At most this many enrolments in one look, so that sending is never kept waiting long.
const AT_ONCE: i64 = 200;
/// So many in one transaction: a commit waits for the disk, and nobody else may write to
/// SQLite meanwhile.
const TOGETHER: usize = 32;

/// Closes what is over and issues everything that has fallen due by `now`.
///
/// Enrolments are looked at some tens at a time, and when that fails each in a transaction
/// of its own: one that can't be read is left for an hour, with a line in the log, and keeps
/// nobody else waiting. A look that was undone issued nothing, and the next one finds the
/// same people.
pub async fn look(db: &Db, now: Timestamp) -> Result<Looked, Fault> {
    let mut tx = db.glance().await?;
    let found = store::to_look_at(&mut tx, now, AT_ONCE).await?;
    drop(tx);
    if found.is_over {
        let mut tx = db.write().await?;
        store::sweep(&mut tx, now).await?;
        tx.commit().await?;
    }
    let mut looked = Looked::default();
    let mut met = Met::default();
    for some in found.enrolments.chunks(TOGETHER) {
        match look_at_some(db, &mut met, some, now).await {
            Ok(more) => looked += more,
            Err(fault) if some.len() > 1 => {
                tracing::warn!(%fault, "enrolments are looked at one by one");
                for id in some {
                    looked += look_at_one(db, &mut met, id, now).await?;
                }
            }
            Err(fault) => leave(db, &some[0], fault, now).await?,
        }
    }
    for id in &found.programmes {
        match look_at_colleagues(db, &mut met, id, now).await {
            Ok(more) => looked += more,
            Err(fault) => {
                tracing::error!(programme = %id, %fault, "a programme could not be looked at");
                let mut tx = db.write().await?;
                store::set_programme_look(&mut tx, id, Some(later(now))).await?;
                tx.commit().await?;
            }
        }
    }
    Ok(looked)
}

async fn look_at_some(
    db: &Db,
    met: &mut Met,
    some: &[EnrolmentId],
    now: Timestamp,
) -> Result<Looked, Fault> {
    let mut looked = Looked::default();
    let mut tx = db.write().await?;
    for id in some {
        match look_at_enrolment(&mut tx, met, id, now).await {
            Ok(more) => looked += more,
            Err(fault) => {
                tx.undo().await?;
                return Err(fault);
            }
        }
    }
    tx.commit().await?;
    Ok(looked)
}

async fn look_at_one(
    db: &Db,
    met: &mut Met,
    id: &EnrolmentId,
    now: Timestamp,
) -> Result<Looked, Fault> {
    match look_at_some(db, met, std::slice::from_ref(id), now).await {
        Ok(looked) => Ok(looked),
        Err(fault) => {
            leave(db, id, fault, now).await?;
            Ok(Looked::default())
        }
    }
}

async fn look_at_colleagues(
    db: &Db,
    met: &mut Met,
    id: &ProgrammeId,
    now: Timestamp,
) -> Result<Looked, Fault> {
    let mut tx = db.write().await?;
    let looked = look_at_programme(&mut tx, met, id, now).await?;
    tx.commit().await?;
    Ok(looked)
}

/// Leaves an enrolment that can't be looked at for an hour.
async fn leave(db: &Db, id: &EnrolmentId, fault: Fault, now: Timestamp) -> Result<(), Fault> {
    tracing::error!(enrolment = %id, %fault, "an enrolment could not be looked at");
    let mut tx = db.write().await?;
    let again = planted::look_again(&tx, later(now));
    store::set_next_look(&mut tx, id, again).await?;
    tx.commit().await
}
