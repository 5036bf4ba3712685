//! What people decide about occasions: settled at once with all that waits, and undone.

use app::ids::{EnrolmentId, OccasionId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx};

/// A questionnaire that somebody can answer now.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OpenOccasion {
    /// Which.
    pub id: String,
    /// The questionnaire's key.
    pub questionnaire: String,
    /// `identified` or `confidential`.
    pub collection: String,
    /// When it closes, in unix milliseconds.
    pub closes_at: i64,
}

/// What an enrolment can answer now or has been told of, the one that closes first leading.
pub async fn open_of(tx: &mut Tx, enrolment: &EnrolmentId) -> Result<Vec<OpenOccasion>, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_as(
            "select o.id, q.url_key as questionnaire, o.collection, o.closes_at
             from occasions o join questionnaires q on q.id = o.questionnaire_id
             where o.subject_id = $1 and o.subject_kind = 'enrolment' and o.state = 'open'
             order by o.closes_at, o.id",
        )
        .bind(enrolment.as_str())
        .fetch_all(db)
        .await
    })?)
}

/// Settles an open occasion as `state` because of `by`, and ends what waits to carry it;
/// false when it is not open any more. What is being handed over asks once more before
/// the call, and finds it settled.
pub async fn settle_by(
    tx: &mut Tx,
    occasion: &OccasionId,
    state: &str,
    by: &str,
    day: Option<Date>,
    now: Timestamp,
) -> Result<bool, Fault> {
    let changed = on!(&mut *tx, db => {
        sqlx::query(
            "update occasions set state = $2, settled_by = $3, settled_on = $4
             where id = $1 and state = 'open'",
        )
        .bind(occasion.as_str())
        .bind(state)
        .bind(by)
        .bind(day.map(|day| day.to_string()))
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    super::settled(tx, occasion, now).await?;
    Ok(changed == 1)
}

/// Takes back every open question to this enrolment and about it, whoever answers, or those
/// alone that need a consent.
pub async fn take_back(
    tx: &mut Tx,
    enrolment: &EnrolmentId,
    needs: Option<&str>,
    by: &str,
    now: Timestamp,
) -> Result<usize, Fault> {
    let ids: Vec<String> = on!(&mut *tx, db => {
        sqlx::query_scalar(
            "select id from occasions
             where subject_id = $1 and subject_kind in ('enrolment', 'coordinator', 'referrer')
               and state = 'open' and questionnaire_id is not null and ($2 = '' or needs = $2)
             order by id",
        )
        .bind(enrolment.as_str())
        .bind(needs.unwrap_or_default())
        .fetch_all(db)
        .await
    })?;
    for id in &ids {
        settle_by(tx, &OccasionId::new(id), "cancelled", by, None, now).await?;
    }
    Ok(ids.len())
}

/// Undoes what `by` settled, while there is time: the occasions are open again, and what
/// was to carry them waits again. Nothing that was sent is sent anew.
pub async fn reopen(tx: &mut Tx, by: &str, now: Timestamp) -> Result<(), Fault> {
    on!(&mut *tx, db => {
        sqlx::query(
            "delete from responses where mode = 'paper' and occasion_id in
               (select id from occasions where settled_by = $1)",
        )
        .bind(by)
        .execute(db)
        .await
        .map(drop)
    })?;
    on!(&mut *tx, db => {
        sqlx::query(
            "update contacts
             set state = 'waiting', reason = '', ended_at = null, epoch = epoch + 1,
                 try_at = case when due_at > $2 then due_at else $2 end
             where state = 'cancelled' and reason = 'no longer open' and not_after_at > $2
               and occasion_id in (select id from occasions where settled_by = $1 and closes_at > $2)",
        )
        .bind(by)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(on!(tx, db => {
        sqlx::query(
            "update occasions set state = 'open', settled_by = null, settled_on = null
             where settled_by = $1 and closes_at > $2",
        )
        .bind(by)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}
