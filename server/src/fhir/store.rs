//! Where published questionnaires are read as they came, word for word.

use app::ids::OrganisationId;
use jiff::Timestamp;
use serde_json::Value;

use crate::on;
use crate::storage::{Fault, Tx};

/// A published version, as it came.
#[derive(Clone, Debug)]
pub struct Published {
    /// Which.
    pub id: String,
    /// The name by which programmes refer to it.
    pub key: String,
    /// Counts the versions of one key.
    pub version: i64,
    /// The document.
    pub document: Value,
    /// When it was published.
    pub at: Timestamp,
}

impl Published {
    /// A text at the top of the document.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.document.get(name)?.as_str()
    }
}

/// What tells one version from another, without the document.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which.
    pub id: String,
    /// The name by which programmes refer to it.
    pub key: String,
    /// Counts the versions of one key.
    pub version: i64,
    /// The address that the document has in the world, if it says.
    pub url: Option<String>,
    /// The version as the document counts it, if it does.
    pub own_version: Option<String>,
}

impl Version {
    /// The version as exports say it.
    pub fn version_text(&self) -> String {
        let ours = || self.version.to_string();
        self.own_version.clone().unwrap_or_else(ours)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    url_key: String,
    version: i64,
    document: String,
    published_at: i64,
}

impl Row {
    fn published(self) -> Result<Published, Fault> {
        Ok(Published {
            id: self.id,
            key: self.url_key,
            version: self.version,
            document: serde_json::from_str(&self.document)
                .map_err(|_| Fault::Corrupt("questionnaires.document"))?,
            at: Timestamp::from_millisecond(self.published_at)
                .map_err(|_| Fault::Corrupt("questionnaires.published_at"))?,
        })
    }
}

/// One version; another office's is [`Fault::Missing`].
pub async fn published(tx: &mut Tx, office: &OrganisationId, id: &str) -> Result<Published, Fault> {
    let row: Row = on!(tx, db => {
        sqlx::query_as(
            "select id, url_key, version, document, published_at from questionnaires
             where organisation_id = $1 and id = $2",
        )
        .bind(office.as_str())
        .bind(id)
        .fetch_one(db)
        .await
    })?;
    row.published()
}

/// Versions behind `after`, in the order of their ids, at most so many.
pub async fn published_after(
    tx: &mut Tx,
    office: &OrganisationId,
    after: &str,
    most: i64,
) -> Result<Vec<Published>, Fault> {
    let rows: Vec<Row> = on!(tx, db => {
        sqlx::query_as(
            "select id, url_key, version, document, published_at from questionnaires
             where organisation_id = $1 and id > $2 order by id limit $3",
        )
        .bind(office.as_str())
        .bind(after)
        .bind(most)
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(Row::published).collect()
}

/// All versions of one key, the newest first.
pub async fn versions_of(
    tx: &mut Tx,
    office: &OrganisationId,
    key: &str,
) -> Result<Vec<Published>, Fault> {
    let rows: Vec<Row> = on!(tx, db => {
        sqlx::query_as(
            "select id, url_key, version, document, published_at from questionnaires
             where organisation_id = $1 and url_key = $2 order by version desc",
        )
        .bind(office.as_str())
        .bind(key)
        .fetch_all(db)
        .await
    })?;
    rows.into_iter().map(Row::published).collect()
}

/// What an office has published, a few at a time in memory, the newest of each key first.
pub async fn versions(tx: &mut Tx, office: &OrganisationId) -> Result<Vec<Version>, Fault> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let some = published_after(tx, office, &after, 20).await?;
        let Some(last) = some.last() else { break };
        after.clone_from(&last.id);
        all.extend(some.into_iter().map(|it| Version {
            url: it.text("url").map(str::to_owned),
            own_version: it.text("version").map(str::to_owned),
            id: it.id,
            key: it.key,
            version: it.version,
        }));
    }
    all.sort_by(|a, b| (&a.key, -a.version).cmp(&(&b.key, -b.version)));
    Ok(all)
}
