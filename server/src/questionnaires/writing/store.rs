//! Where drafts are kept: one row each, changed by one person at a time.

use app::ids::{OrganisationId, StaffId};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// A draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// The name under which it will be published.
    pub key: String,
    /// The version that it comes after; none for a new one.
    pub based_on: Option<i64>,
    /// FHIR R4 JSON; nobody is asked it.
    pub document: String,
    /// What it was before the last change; none when that was taken back.
    pub before: Option<String>,
    /// Raised by every change.
    pub revision: i64,
    /// The name of whoever changed it last.
    pub changed_by: String,
    /// When that was.
    pub changed_at: Timestamp,
}

type Row = (
    String,
    String,
    Option<i64>,
    String,
    Option<String>,
    i64,
    String,
    i64,
);

fn read(row: Row) -> Result<Kept, Fault> {
    let (id, key, based_on, document, before, revision, changed_by, at) = row;
    Ok(Kept {
        id,
        key,
        based_on,
        document,
        before,
        revision,
        changed_by,
        changed_at: Timestamp::from_millisecond(at)
            .map_err(|_| Fault::Corrupt("questionnaire_drafts.changed_at"))?,
    })
}

/// The drafts of an office, the last changed first.
pub async fn drafts(tx: &mut Tx, office: &OrganisationId) -> Result<Vec<Kept>, Fault> {
    let rows: Vec<Row> = on!(tx, db => {
        sqlx::query_as(
            "select d.id, d.url_key, d.based_on, d.document, d.document_before, d.revision,
                    s.name, d.changed_at
             from questionnaire_drafts d join staff s on s.id = d.changed_by
             where d.organisation_id = $1 order by d.changed_at desc, d.id",
        )
        .bind(office.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(read).collect()
}

/// One draft of an office; [`Fault::Missing`] when there is none.
pub async fn draft(tx: &mut Tx, office: &OrganisationId, id: &str) -> Result<Kept, Fault> {
    let row: Row = on!(tx, db => {
        sqlx::query_as(
            "select d.id, d.url_key, d.based_on, d.document, d.document_before, d.revision,
                    s.name, d.changed_at
             from questionnaire_drafts d join staff s on s.id = d.changed_by
             where d.organisation_id = $1 and d.id = $2",
        )
        .bind(office.as_str())
        .bind(id)
        .fetch_one(db)
        .await
    })?;
    read(row)
}

/// Begins a draft and returns its id. Where one of that name is begun already, it is that one:
/// a button pressed twice makes one draft.
pub async fn begin(
    tx: &mut Tx,
    office: &OrganisationId,
    (key, based_on): (&str, Option<i64>),
    document: &str,
    by: &StaffId,
    now: Timestamp,
) -> Result<String, Fault> {
    on!(&mut *tx, db => {
        sqlx::query(
            "insert into questionnaire_drafts
             (id, organisation_id, url_key, based_on, document, revision, changed_by, changed_at)
             values ($1, $2, $3, $4, $5, 1, $6, $7)
             on conflict (organisation_id, url_key) do nothing",
        )
        .bind(new_id())
        .bind(office.as_str())
        .bind(key)
        .bind(based_on)
        .bind(document)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    on!(tx, db => {
        sqlx::query_scalar(
            "select id from questionnaire_drafts where organisation_id = $1 and url_key = $2",
        )
        .bind(office.as_str())
        .bind(key)
        .fetch_one(db)
        .await
    })
    .map_err(Fault::from)
}

/// Changes a draft to a document, with the one before it to go back to. Whether it was still as
/// it was read.
pub async fn change(
    tx: &mut Tx,
    of: &Kept,
    (document, before): (&str, Option<&str>),
    by: &StaffId,
    now: Timestamp,
) -> Result<bool, Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update questionnaire_drafts
             set document = $3, document_before = $4, revision = revision + 1,
                 changed_by = $5, changed_at = $6
             where id = $1 and revision = $2",
        )
        .bind(&of.id)
        .bind(of.revision)
        .bind(document)
        .bind(before)
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Removes a draft, because it was published or thrown away. Whether it was still as it was read.
pub async fn remove(tx: &mut Tx, of: &Kept) -> Result<bool, Fault> {
    let removed = on!(tx, db => {
        sqlx::query("delete from questionnaire_drafts where id = $1 and revision = $2")
            .bind(&of.id)
            .bind(of.revision)
            .execute(db)
            .await
            .map(|done| done.rows_affected())
    })?;
    Ok(removed == 1)
}

/// How many were asked some version of a questionnaire and can still answer it.
pub async fn waiting(tx: &mut Tx, office: &OrganisationId, key: &str) -> Result<i64, Fault> {
    on!(tx, db => {
        sqlx::query_scalar(
            "select count(*) from occasions o join questionnaires q on q.id = o.questionnaire_id
             where q.organisation_id = $1 and q.url_key = $2 and o.state = 'open'",
        )
        .bind(office.as_str())
        .bind(key)
        .fetch_one(db)
        .await
    })
    .map_err(Fault::from)
}
