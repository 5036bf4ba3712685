//! `/fhir/R4/Questionnaire`: read, found, and published.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde_json::{Value, json};

use super::body::Sent;
use super::bundle::{self, AFTER};
use super::outcome::{self, Refused};
use super::publishing::{self, Came};
use super::store::{self, Published};
use super::{FHIR_JSON, Resource};
use crate::api::Caller;
use crate::api::asked::{Asked, Cursor, cut, id};
use crate::api::caller::Writer;
use crate::api::refusal::Refusal;
use crate::api::sending::Once;
use crate::programmes;
use crate::storage::Tx;
use crate::web::App;

const KIND: &str = "Questionnaire";
/// How many are looked through at once.
const STRIDE: i64 = 20;

/// One version of a questionnaire.
#[utoipa::path(
    get,
    path = "/Questionnaire/{id}",
    tag = "FHIR R4",
    params(("id" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "Questionnaire", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
)]
pub(super) async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(named): Path<String>,
) -> Result<Response, Refusal> {
    let named = id(&named).ok_or_else(Refusal::missing)?;
    let mut tx = app.db.read().await?;
    let found = store::published(&mut tx, &caller.organisation, &named).await?;
    Ok(outcome::json(StatusCode::OK, &written(&app, &found)))
}

/// The questionnaires of the office, every version of each.
#[utoipa::path(
    get,
    path = "/Questionnaire",
    tag = "FHIR R4",
    params(
        ("url" = Option<String>, Query, description = "Its address in the world"),
        ("version" = Option<String>, Query, description = "Its version"),
        ("status" = Option<String>, Query, description = "`active` or `draft`"),
        ("_count" = Option<i64>, Query, description = "How many on a page, 1 to 100; 50 when left out", minimum = 1, maximum = 100),
        ("_after" = Option<String>, Query, description = "From the link `next` of the page before"),
    ),
    responses(
        (status = 200, description = "Bundle of Questionnaire", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
)]
pub(super) async fn search(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
) -> Result<Response, Refusal> {
    let asked = Asked::of(&uri, &["url", "version", "status", "_count", AFTER])?;
    let (count, after) = (asked.count("_count")?, asked.after(AFTER)?);
    let mut tx = app.db.read().await?;
    let mut found = matching(&app, &mut tx, &caller, &asked, &after.id, count + 1).await?;
    let next = cut(&mut found, count, |(id, _)| Cursor {
        at: 0,
        id: id.clone(),
    });
    Ok(bundle::page(&app, KIND, &asked, found, next))
}

/// At most so many that match, behind `after`.
async fn matching(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    asked: &Asked,
    after: &str,
    most: i64,
) -> Result<Vec<(String, Value)>, Refusal> {
    let wanted = [
        ("url", asked.one("url")?),
        ("version", asked.one("version")?),
        ("status", asked.one("status")?),
    ];
    let most = usize::try_from(most).unwrap_or(0);
    let (mut found, mut after) = (Vec::new(), after.to_owned());
    while found.len() < most {
        let some = store::published_after(tx, &caller.organisation, &after, STRIDE).await?;
        let Some(last) = some.last() else { break };
        after.clone_from(&last.id);
        for one in &some {
            let resource = written(app, one);
            let fits = |(name, value): &(&str, Option<&str>)| {
                value.is_none_or(|value| resource[*name].as_str() == Some(value))
            };
            if wanted.iter().all(fits) {
                found.push((one.id.clone(), resource));
            }
        }
    }
    found.truncate(most);
    Ok(found)
}

/// Publishes a questionnaire. The same one again changes nothing and is no error; with the same
/// `Idempotency-Key` it is answered like the first.
#[utoipa::path(
    post,
    path = "/Questionnaire",
    tag = "FHIR R4",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Of your own making, at most 200 characters: the same request again is answered like the first"),
        ("If-None-Exist" = Option<String>, Header, description = "A search, such as `url=…&version=…`: when it finds one, that one is the answer"),
    ),
    request_body(content = Resource, content_type = FHIR_JSON, description = "Questionnaire"),
    responses(
        (status = 200, description = "It was there already", body = Resource, content_type = FHIR_JSON),
        (status = 201, description = "Published", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    Writer(caller): Writer,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    let once = Once::of(&headers, &sent.text)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    // One after the other, so that two of one key never both make something.
    programmes::store::hold(&mut tx, &caller.organisation).await?;
    if let Some(once) = &once
        && let Some(made) = once.made(&mut tx, &caller).await?
    {
        return repeated(&app, &mut tx, &caller, &made).await;
    }
    if let Some(search) = headers.get("if-none-exist") {
        let search = search.to_str().map_err(|_| not_a_search())?;
        let asked = Asked::read(search, &["url", "version", "status"])?;
        let mut found = matching(&app, &mut tx, &caller, &asked, "", 2).await?;
        if found.len() > 1 {
            let said = "more than one matches `If-None-Exist`";
            let status = StatusCode::PRECONDITION_FAILED;
            return Err(Refusal::new(status, "multiple-matches", said));
        }
        if let Some((id, resource)) = found.pop() {
            if let Some(once) = &once {
                let made = format!("there {id}");
                once.keep(&mut tx, &caller, &made, now).await?;
                tx.commit().await?;
            }
            return Ok(bundle::located(
                &app,
                StatusCode::OK,
                (KIND, &id),
                &resource,
            ));
        }
    }
    let came = publishing::take(&mut tx, &caller.organisation, &sent, now).await?;
    let (status, one) = match &came {
        Came::New(one) => (StatusCode::CREATED, one),
        Came::There(one) => (StatusCode::OK, one),
    };
    if let Some(once) = &once {
        let what = if status == StatusCode::CREATED {
            NEW
        } else {
            "there"
        };
        let made = format!("{what} {}", one.id);
        once.keep(&mut tx, &caller, &made, now).await?;
    }
    tx.commit().await?;
    let resource = written(&app, one);
    Ok(bundle::located(&app, status, (KIND, &one.id), &resource))
}

/// How a receipt says that the questionnaire was published by this request.
const NEW: &str = "new";

/// The answer that this request had before.
async fn repeated(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    made: &str,
) -> Result<Response, Refusal> {
    let (what, id) = made.split_once(' ').ok_or_else(Refusal::missing)?;
    let status = if what == NEW {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let one = store::published(tx, &caller.organisation, id).await?;
    let resource = written(app, &one);
    Ok(bundle::located(app, status, (KIND, &one.id), &resource))
}

fn not_a_search() -> Refusal {
    Refusal::bad("`If-None-Exist` is not a search")
}

/// The document as it came, with its id here; its address and version where it had none.
fn written(app: &App, one: &Published) -> Value {
    let mut resource = one.document.clone();
    resource["id"] = json!(one.id);
    if one.text("url").is_none() {
        resource["url"] = json!(bundle::address(app, KIND, &one.id));
    }
    if one.text("version").is_none() {
        resource["version"] = json!(one.version.to_string());
    }
    resource
}
