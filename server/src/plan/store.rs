//! Where the revisions of a plan are kept. A revision is added and never changed.

use app::ids::{EnrolmentId, OrganisationId, ParticipantId, PlanRevisionId, StaffId};
use app::plan::{NewReply, Plan, Reply, Revision};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

#[derive(sqlx::FromRow)]
struct RevisionRow {
    id: String,
    number: i64,
    made_at: i64,
    made_by: String,
    note: String,
    plan: String,
    agreed: Option<bool>,
    comment: Option<String>,
    replied_at: Option<i64>,
}

impl RevisionRow {
    fn revision(self) -> Result<Revision, Fault> {
        let instant =
            |ms, column| Timestamp::from_millisecond(ms).map_err(|_| Fault::Corrupt(column));
        let reply = match (self.agreed, self.comment, self.replied_at) {
            (Some(agreed), Some(comment), Some(at)) => Some(Reply {
                agreed,
                comment,
                replied_at: instant(at, "plan_replies.replied_at")?,
            }),
            _ => None,
        };
        Ok(Revision {
            id: PlanRevisionId::new(self.id),
            number: self.number,
            made_at: instant(self.made_at, "plan_revisions.made_at")?,
            made_by: self.made_by,
            note: self.note,
            plan: serde_json::from_str(&self.plan)
                .map_err(|_| Fault::Corrupt("plan_revisions.plan"))?,
            reply,
        })
    }
}

/// Every revision of an enrolment's plan with what was said to it, newest first.
pub async fn revisions(tx: &mut Tx, of: &EnrolmentId) -> Result<Vec<Revision>, Fault> {
    let rows: Vec<RevisionRow> = on!(tx, db => {
        sqlx::query_as(
            "select v.id, v.number, v.made_at, s.name as made_by, v.note, v.plan,
                    y.agreed, y.comment, y.replied_at
             from plan_revisions v
             join staff s on s.id = v.made_by
             left join plan_replies y on y.plan_revision_id = v.id
             where v.enrolment_id = $1 order by v.number desc",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(RevisionRow::revision).collect()
}

/// The revision that counts, if there is a plan.
pub async fn newest(tx: &mut Tx, of: &EnrolmentId) -> Result<Option<Revision>, Fault> {
    let row: Option<RevisionRow> = on!(tx, db => {
        sqlx::query_as(
            "select v.id, v.number, v.made_at, s.name as made_by, v.note, v.plan,
                    y.agreed, y.comment, y.replied_at
             from plan_revisions v
             join staff s on s.id = v.made_by
             left join plan_replies y on y.plan_revision_id = v.id
             where v.enrolment_id = $1 order by v.number desc limit 1",
        )
        .bind(of.as_str())
        .fetch_optional(db)
        .await
    })?;
    row.map(RevisionRow::revision).transpose()
}

/// Why a revision was not added.
#[derive(Debug, thiserror::Error)]
pub enum NotAdded {
    /// Somebody else wrote one on the same ground; theirs counts, and ours can be written again.
    #[error("the plan has changed in the meantime")]
    Stale,
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A revision to be.
#[derive(Clone, Copy, Debug)]
pub struct NewRevision<'a> {
    /// The number of the revision that the writer saw; 0 when there was none.
    pub based_on: i64,
    /// What the writer says to the participant; may be empty.
    pub note: &'a str,
    /// What was agreed.
    pub plan: &'a Plan,
}

/// Adds the revision after `based_on`, unless there already is one.
///
/// The unique number decides between two writers, also on two servers: the second waits for
/// the first to commit and then finds the number taken.
pub async fn add(
    tx: &mut Tx,
    to: &EnrolmentId,
    by: &StaffId,
    new: &NewRevision<'_>,
    now: Timestamp,
) -> Result<PlanRevisionId, NotAdded> {
    let newest: i64 = on!(tx, db => {
        sqlx::query_scalar("select coalesce(max(number), 0) from plan_revisions where enrolment_id = $1")
            .bind(to.as_str())
            .fetch_one(db)
            .await
    })
    .map_err(Fault::from)?;
    if newest != new.based_on {
        return Err(NotAdded::Stale);
    }
    let id = new_id();
    let plan =
        serde_json::to_string(new.plan).map_err(|_| Fault::Corrupt("plan_revisions.plan"))?;
    let added = on!(tx, db => {
        sqlx::query(
            "insert into plan_revisions (id, enrolment_id, number, made_by, made_at, note, plan)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (enrolment_id, number) do nothing",
        )
        .bind(&id)
        .bind(to.as_str())
        .bind(newest + 1)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .bind(new.note)
        .bind(plan)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })
    .map_err(Fault::from)?;
    if added == 0 {
        Err(NotAdded::Stale)
    } else {
        Ok(PlanRevisionId::new(id))
    }
}

/// Keeps what the participant says to a revision; a later word replaces an earlier one.
///
/// [`Fault::Missing`] when the revision is not of a plan of theirs.
pub async fn reply(
    tx: &mut Tx,
    from: &ParticipantId,
    reply: &NewReply,
    now: Timestamp,
) -> Result<(), Fault> {
    let kept = on!(tx, db => {
        sqlx::query(
            "insert into plan_replies (plan_revision_id, agreed, comment, replied_at)
             select v.id, $3, $4, $5 from plan_revisions v
             join enrolments e on e.id = v.enrolment_id
             where v.id = $1 and e.participant_id = $2
             on conflict (plan_revision_id) do update
             set agreed = excluded.agreed, comment = excluded.comment, replied_at = excluded.replied_at",
        )
        .bind(reply.revision.as_str())
        .bind(from.as_str())
        .bind(reply.agreed)
        .bind(&reply.comment)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    if kept == 0 {
        Err(Fault::Missing)
    } else {
        Ok(())
    }
}

/// Who of an office says that the newest plan is not what they meant: id, name, comment.
pub async fn disagreed(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<(ParticipantId, String, String)>, Fault> {
    let rows: Vec<(String, String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select e.participant_id, p.name, r.comment
             from plan_replies r
             join plan_revisions v on v.id = r.plan_revision_id
             join enrolments e on e.id = v.enrolment_id
             join participants p on p.id = e.participant_id
             where e.organisation_id = $1 and not r.agreed
               and v.number = (select max(number) from plan_revisions where enrolment_id = e.id)
             order by r.replied_at",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    Ok(rows
        .into_iter()
        .map(|(id, name, comment)| (ParticipantId::new(id), name, comment))
        .collect())
}
