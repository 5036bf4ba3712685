//! `/api/v1/programmes` and `/api/v1/questionnaires`: what there is, in the reader's language.

use app::texts::Language;
use axum::Json;
use axum::extract::State;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Caller;
use crate::api::asked::{Asked, Cursor, cut};
use crate::api::problem::Refused;
use crate::api::refusal::Refusal;
use crate::fhir::store::published_after;
use crate::programmes::store::programmes as running;
use crate::storage::Fault;
use crate::web::App;

/// A programme of the office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Programme {
    /// The short name of its definition.
    key: String,
    /// How many times its definition was saved; the first is 1.
    version: i64,
    /// What it is called.
    title: String,
}

/// All programmes of the office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Programmes {
    items: Vec<Programme>,
}

/// The programmes of the office, as they run now.
#[utoipa::path(
    get,
    path = "/programmes",
    tag = "Dagsform",
    params(("Accept-Language" = Option<String>, Header, description = "da, sv, en or ar")),
    responses((status = 200, description = "All of them", body = Programmes), Refused),
)]
pub(crate) async fn programmes(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<Programmes>, Refusal> {
    Asked::of(&uri, &[])?;
    let language = language(&headers);
    let mut tx = app.db.read().await?;
    let items = running(&mut tx, &caller.organisation)
        .await?
        .into_iter()
        .map(|it| Programme {
            key: it.definition.id.clone(),
            version: it.version,
            title: it.definition.called(language).to_owned(),
        })
        .collect();
    Ok(Json(Programmes { items }))
}

/// A version of a questionnaire.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Version {
    /// Its id, as in `/fhir/R4/Questionnaire/{id}`.
    id: String,
    /// The name by which programmes refer to it.
    key: String,
    /// Counts the versions of one key.
    version: i64,
    /// What it is called.
    title: String,
    /// Its address in the world, if it has one.
    url: Option<String>,
    /// When it was published.
    published_at: String,
}

/// A page of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Versions {
    items: Vec<Version>,
    /// What `after` says for the next page; null on the last.
    next: Option<String>,
}

/// The questionnaires of the office, every version of each, the oldest first.
#[utoipa::path(
    get,
    path = "/questionnaires",
    tag = "Dagsform",
    params(
        ("limit" = Option<i64>, Query, description = "How many, 1 to 100; 50 when left out", minimum = 1, maximum = 100),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("Accept-Language" = Option<String>, Header, description = "da, sv, en or ar"),
    ),
    responses((status = 200, description = "A page of them", body = Versions), Refused),
)]
pub(crate) async fn questionnaires(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<Versions>, Refusal> {
    let asked = Asked::of(&uri, &["limit", "after"])?;
    let (count, after) = (asked.count("limit")?, asked.after("after")?);
    let language = language(&headers);
    let mut tx = app.db.read().await?;
    let mut found = published_after(&mut tx, &caller.organisation, &after.id, count + 1).await?;
    let next = cut(&mut found, count, |it| Cursor {
        at: 0,
        id: it.id.clone(),
    });
    let mut items = Vec::with_capacity(found.len());
    for one in found {
        let form = app::questionnaires::Questionnaire::read(&one.document.to_string());
        let form = form.map_err(|_| Fault::Corrupt("questionnaires.document"))?;
        items.push(Version {
            title: form.title(language).text,
            url: one.text("url").map(str::to_owned),
            published_at: one.at.to_string(),
            id: one.id,
            key: one.key,
            version: one.version,
        });
    }
    let next = next.map(|it| it.to_text());
    Ok(Json(Versions { items, next }))
}

fn language(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
    Language::accepted(asked.unwrap_or_default())
}
