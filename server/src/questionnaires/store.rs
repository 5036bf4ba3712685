//! Where questionnaires are kept: each version once, never changed.

use std::sync::Arc;

use app::ids::{OrganisationId, QuestionnaireId, StaffId};
use app::questionnaires::{Questionnaire, SHIPPED};
use app::texts::Language;
use jiff::Timestamp;

use super::kept;
use super::publishing::Word;
use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Publishes what comes with the program for one office; repeats change nothing.
pub async fn publish_shipped(
    tx: &mut Tx,
    organisation: &OrganisationId,
    now: Timestamp,
) -> Result<(), Fault> {
    for shipped in SHIPPED {
        publish(
            tx,
            organisation,
            shipped.key,
            i64::from(shipped.version),
            shipped.document,
            now,
        )
        .await?;
    }
    Ok(())
}

/// Publishes one version of a questionnaire and returns its id.
///
/// A version is never changed: when it is there already, it stays as it was, and its id is
/// returned. `document` must be one that [`Questionnaire::read`] takes.
pub async fn publish(
    tx: &mut Tx,
    organisation: &OrganisationId,
    key: &str,
    version: i64,
    document: &str,
    now: Timestamp,
) -> Result<QuestionnaireId, Fault> {
    on!(tx, db => {
        sqlx::query(
            "insert into questionnaires
             (id, organisation_id, url_key, version, document, published_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (organisation_id, url_key, version) do nothing",
        )
        .bind(new_id())
        .bind(organisation.as_str())
        .bind(key)
        .bind(version)
        .bind(document)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?;
    let id: String = on!(tx, db => {
        sqlx::query_scalar(
            "select id from questionnaires
             where organisation_id = $1 and url_key = $2 and version = $3",
        )
        .bind(organisation.as_str())
        .bind(key)
        .bind(version)
        .fetch_one(db)
        .await
    })?;
    Ok(QuestionnaireId::new(id))
}

/// Publishes a document as the version after the newest one and returns its number. A document
/// that is the newest one already stays under its number.
pub(super) async fn publish_next(
    tx: &mut Tx,
    organisation: &OrganisationId,
    key: &str,
    document: &str,
    word: &Word<'_>,
    now: Timestamp,
) -> Result<i64, Fault> {
    // One office publishes one at a time, so that two never take the same number.
    let _: i64 = on!(tx, db => {
        sqlx::query_scalar(
            "update organisations set id = id where id = $1 returning created_at",
        )
        .bind(organisation.as_str())
        .fetch_one(db)
        .await
    })?;
    let newest: Option<(i64, String)> = on!(tx, db => {
        sqlx::query_as(
            "select version, document from questionnaires
             where organisation_id = $1 and url_key = $2 order by version desc limit 1",
        )
        .bind(organisation.as_str())
        .bind(key)
        .fetch_optional(db)
        .await
    })?;
    let version = match newest {
        Some((version, same)) if same == document => return Ok(version),
        Some((version, _)) => version + 1,
        None => 1,
    };
    on!(tx, db => {
        sqlx::query(
            "insert into questionnaires
             (id, organisation_id, url_key, version, document, attested, published_at,
              published_by, made_here)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(new_id())
        .bind(organisation.as_str())
        .bind(key)
        .bind(version)
        .bind(document)
        .bind(word.attested)
        .bind(now.as_millisecond())
        .bind(word.by.map(StaffId::as_str))
        .bind(word.made_here)
        .execute(db)
        .await
        .map(drop)
    })?;
    Ok(version)
}

/// A version of a questionnaire as an office keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The name by which programmes refer to it.
    pub key: String,
    /// Which version.
    pub version: i64,
    /// FHIR R4 JSON, as it came.
    pub document: String,
    /// Who allowed its use, when, and on which terms; `None` where its own terms are enough.
    pub attested: Option<String>,
    /// Whether it was written here.
    pub made_here: bool,
    /// The name of whoever published it on a page; `None` from the command line.
    pub published_by: Option<String>,
    /// Since when.
    pub published_at: Timestamp,
}

/// Every version of every questionnaire of an office, by key, the newest first.
pub async fn published(
    tx: &mut Tx,
    organisation: &OrganisationId,
) -> Result<Vec<Published>, Fault> {
    type Row = (
        String,
        i64,
        String,
        Option<String>,
        i64,
        Option<String>,
        bool,
    );
    let rows: Vec<Row> = on!(tx, db => {
        sqlx::query_as(
            "select q.url_key, q.version, q.document, q.attested, q.published_at, s.name,
                    q.made_here
             from questionnaires q left join staff s on s.id = q.published_by
             where q.organisation_id = $1 order by q.url_key, q.version desc",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(
            |(key, version, document, attested, at, published_by, made_here)| {
                Ok(Published {
                    published_by,
                    made_here,
                    key,
                    version,
                    document,
                    attested,
                    published_at: Timestamp::from_millisecond(at)
                        .map_err(|_| Fault::Corrupt("questionnaires.published_at"))?,
                })
            },
        )
        .collect()
}

/// The version of a questionnaire that a new occasion asks; [`Fault::Missing`] when the
/// office has none by that name.
pub async fn latest(
    tx: &mut Tx,
    organisation: &OrganisationId,
    key: &str,
) -> Result<QuestionnaireId, Fault> {
    let id: String = on!(tx, db => {
        sqlx::query_scalar(
            "select id from questionnaires where organisation_id = $1 and url_key = $2
             order by version desc limit 1",
        )
        .bind(organisation.as_str())
        .bind(key)
        .fetch_one(db)
        .await
    })?;
    Ok(QuestionnaireId::new(id))
}

/// Of which office a version is, and by which name programmes refer to it.
pub async fn named(tx: &mut Tx, id: &QuestionnaireId) -> Result<(OrganisationId, String), Fault> {
    let (organisation, key): (String, String) = on!(tx, db => {
        sqlx::query_as("select organisation_id, url_key from questionnaires where id = $1")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?;
    Ok((OrganisationId::new(organisation), key))
}

/// A published questionnaire, ready to be asked.
pub async fn questionnaire(tx: &mut Tx, id: &QuestionnaireId) -> Result<Arc<Questionnaire>, Fault> {
    if let Some(form) = kept::known(id) {
        return Ok(form);
    }
    let document: String = on!(tx, db => {
        sqlx::query_scalar("select document from questionnaires where id = $1")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?;
    let read = Questionnaire::read(&document);
    let form = read.map_err(|_| Fault::Corrupt("questionnaires.document"))?;
    Ok(kept::keep(id, form))
}

/// The questionnaires of an office that participants can be asked, by key and title, in
/// the newest version of each.
pub async fn titles(
    tx: &mut Tx,
    organisation: &OrganisationId,
    language: Language,
) -> Result<Vec<(String, String)>, Fault> {
    let rows: Vec<(String, String)> = on!(tx, db => {
        sqlx::query_as(
            "select q.url_key, q.document from questionnaires q
             where q.organisation_id = $1
               and q.version = (select max(version) from questionnaires
                                where organisation_id = q.organisation_id and url_key = q.url_key)
             order by q.url_key",
        )
        .bind(organisation.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(key, document)| {
            let read = Questionnaire::read(&document)
                .map_err(|_| Fault::Corrupt("questionnaires.document"))?;
            Ok((key, read.title(language).text))
        })
        .collect()
}
