//! Where questionnaires are kept: each version once, never changed.

use app::ids::{OrganisationId, QuestionnaireId};
use app::questionnaires::{Questionnaire, SHIPPED};
use app::texts::Language;
use jiff::Timestamp;

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

/// A published questionnaire, ready to be asked.
pub async fn questionnaire(tx: &mut Tx, id: &QuestionnaireId) -> Result<Questionnaire, Fault> {
    let document: String = on!(tx, db => {
        sqlx::query_scalar("select document from questionnaires where id = $1")
            .bind(id.as_str())
            .fetch_one(db)
            .await
    })?;
    Questionnaire::read(&document).map_err(|_| Fault::Corrupt("questionnaires.document"))
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
