//! Where the coordinator and the referrer of a course are kept; whoever comes new gets what
//! was not sent or answered yet.

use app::ids::{EnrolmentId, OrganisationId, StaffId};
use app::participants::Referrer;
use app::programmes::Respondent;
use app::texts::Language;
use jiff::Timestamp;

use crate::on;
use crate::scheduling::store as scheduling;
use crate::storage::{Fault, Tx, new_id};

/// Whoever referred the person of this course; `None` when nobody is known.
pub async fn referrer(tx: &mut Tx, of: &EnrolmentId) -> Result<Option<Referrer>, Fault> {
    let row: Option<(String, String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select r.name, r.email, r.language
             from enrolments e join referrers r on r.id = e.referrer_id where e.id = $1",
        )
        .bind(of.as_str())
        .fetch_optional(db)
        .await
    })?;
    row.map(|(name, email, language)| {
        Ok(Referrer {
            name,
            email,
            language: Language::of_tag(&language).ok_or(Fault::Corrupt("referrers.language"))?,
        })
    })
    .transpose()
}

/// Makes somebody else the coordinator of a course. What waits for the coordinator and was
/// not sent or answered goes to them, in the same transaction.
pub async fn set_coordinator(
    tx: &mut Tx,
    of: &EnrolmentId,
    to: &StaffId,
    now: Timestamp,
) -> Result<(), Fault> {
    // First, because it holds the row: a look that runs now comes before this or after it.
    on!(&mut *tx, db => {
        sqlx::query("update enrolments set coordinator_id = $2, next_look_at = $3 where id = $1")
            .bind(of.as_str())
            .bind(to.as_str())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    scheduling::hand_over(tx, of, Respondent::Coordinator, to.as_str(), now).await?;
    Ok(())
}

/// Notes who referred the person of a course, or that nobody is known. What waits for the
/// referrer and was not sent or answered goes to the new one, or is taken back.
pub async fn set_referrer(
    tx: &mut Tx,
    organisation: &OrganisationId,
    of: &EnrolmentId,
    new: Option<&Referrer>,
    now: Timestamp,
) -> Result<(), Fault> {
    let id = match new {
        Some(new) => Some(kept(tx, organisation, new).await?),
        None => None,
    };
    on!(&mut *tx, db => {
        sqlx::query("update enrolments set referrer_id = $2, next_look_at = $3 where id = $1")
            .bind(of.as_str())
            .bind(id.as_deref())
            .bind(now.as_millisecond())
            .execute(db)
            .await
            .map(drop)
    })?;
    match id {
        Some(id) => {
            scheduling::hand_over(tx, of, Respondent::Referrer, &id, now).await?;
        }
        None => scheduling::without_referrer(tx, of, now).await?,
    }
    forget_unneeded(tx, organisation, now).await
}

/// The id of this mailbox, with name and language as they were written last.
async fn kept(tx: &mut Tx, organisation: &OrganisationId, new: &Referrer) -> Result<String, Fault> {
    Ok(on!(tx, db => {
        sqlx::query_scalar(
            "insert into referrers (id, organisation_id, name, email, language)
             values ($1, $2, $3, $4, $5)
             on conflict (organisation_id, email)
             do update set name = excluded.name, language = excluded.language
             returning id",
        )
        .bind(new_id())
        .bind(organisation.as_str())
        .bind(&new.name)
        .bind(&new.email)
        .bind(new.language.tag())
        .fetch_one(db)
        .await
    })?)
}

/// Referrers of nobody are not kept, once nothing that they were asked can come back.
async fn forget_unneeded(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "delete from referrers
             where organisation_id = $1
               and not exists (select 1 from enrolments e where e.referrer_id = referrers.id)
               and not exists (select 1 from occasions o
                               where o.asked_id = referrers.id and o.closes_at > $2)",
        )
        .bind(organisation.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}
