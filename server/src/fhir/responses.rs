//! `/fhir/R4/QuestionnaireResponse`: answers that carry a name, read, found, and sent in.

use std::collections::HashMap;

use app::access::Deed;
use app::ids::{OccasionId, QuestionnaireId};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::Value;

use super::body::Sent;
use super::bundle::{self, AFTER};
use super::outcome::{self, Refused};
use super::{FHIR_JSON, Resource, given, store, written};
use crate::api::asked::{self, Asked, Cursor, cut, id};
use crate::api::caller::Writer;
use crate::api::refusal::Refusal;
use crate::api::store::{Shown, Wanted, answered};
use crate::api::{Caller, sending};
use crate::programmes::naming::{day, zone_of_office};
use crate::questionnaires::answers::store as answers;
use crate::questionnaires::store::questionnaire;
use crate::storage::{Fault, Tx};
use crate::web::App;

const KIND: &str = "QuestionnaireResponse";

/// The answers of one occasion.
#[utoipa::path(
    get,
    path = "/QuestionnaireResponse/{id}",
    tag = "FHIR R4",
    params(("id" = String, Path, description = "The id of the occasion")),
    responses(
        (status = 200, description = "QuestionnaireResponse", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
)]
pub(super) async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(named): Path<String>,
) -> Result<Response, Refusal> {
    let named = id(&named).ok_or_else(Refusal::missing)?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let (shown, resource) = one(&app, &mut tx, &caller, &named, now).await?;
    drop(tx);
    asked::log_reading(&app.db, &caller, &[shown.person()], Deed::ReadAnswers, now).await?;
    Ok(outcome::json(StatusCode::OK, &resource))
}

/// One that was sent.
async fn one(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    named: &str,
    now: Timestamp,
) -> Result<(Shown, Value), Refusal> {
    let wanted = Wanted {
        occasion: Some(named.to_owned()),
        most: 1,
        ..Wanted::default()
    };
    let mut found = resources(app, tx, caller, &wanted, now).await?;
    found.pop().ok_or_else(Refusal::missing)
}

/// What matches.
async fn resources(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<Vec<(Shown, Value)>, Refusal> {
    let zone = zone_of_office(tx, &caller.organisation).await?;
    let rows = answered(tx, caller, wanted, day(now, &zone)).await?;
    let mut read = HashMap::new();
    let mut found = Vec::with_capacity(rows.len());
    for shown in rows {
        let of = &shown.questionnaire_id;
        if !read.contains_key(of) {
            let published = store::published(tx, &caller.organisation, of).await?;
            let canonical =
                written::canonical(&published, &bundle::address(app, "Questionnaire", of));
            let form = questionnaire(tx, &QuestionnaireId::new(of)).await?;
            read.insert(of.clone(), (canonical, form));
        }
        let (canonical, form) = &read[of];
        let given = answers::answers(tx, &OccasionId::new(&shown.id)).await?;
        let resource = written::response(&shown, canonical, form, &given)?;
        found.push((shown, resource));
    }
    Ok(found)
}

/// Answers that carry a name, the first one leading: what came in since is at the end.
#[utoipa::path(
    get,
    path = "/QuestionnaireResponse",
    tag = "FHIR R4",
    params(
        ("questionnaire" = Option<String>, Query, description = "Address, `url` or `url|version`"),
        ("subject" = Option<String>, Query, description = "The pseudonym of one course"),
        ("authored" = Option<Vec<String>>, Query, explode, description = "A local day, with eq, ge, gt, le or lt before it; two of them make a period"),
        ("_count" = Option<i64>, Query, description = "How many on a page, 1 to 100; 50 when left out", minimum = 1, maximum = 100),
        ("_after" = Option<String>, Query, description = "From the link `next` of the page before"),
    ),
    responses(
        (status = 200, description = "Bundle of QuestionnaireResponse", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
)]
pub(super) async fn search(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
) -> Result<Response, Refusal> {
    let known = ["questionnaire", "subject", "authored", "_count", AFTER];
    let asked = Asked::of(&uri, &known)?;
    let count = asked.count("_count")?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let mut wanted = Wanted {
        enrolment: subject(&asked)?,
        after: asked.after(AFTER)?,
        most: count + 1,
        ..Wanted::default()
    };
    authored(&mut tx, &caller, &asked, &mut wanted).await?;
    let mut found = Vec::new();
    if let Some(named) = asked.one("questionnaire")? {
        wanted.questionnaire = asked::questionnaire(&mut tx, &caller.organisation, named).await?;
    }
    if asked.one("questionnaire")?.is_none() || wanted.questionnaire.is_some() {
        found = resources(&app, &mut tx, &caller, &wanted, now).await?;
    }
    let next = cut(&mut found, count, |(shown, _)| Cursor {
        at: shown.completed_at.unwrap_or_default(),
        id: shown.id.clone(),
    });
    let people: Vec<_> = found.iter().map(|(shown, _)| shown.person()).collect();
    drop(tx);
    asked::log_reading(&app.db, &caller, &people, Deed::ReadAnswers, now).await?;
    let found = found
        .into_iter()
        .map(|(shown, it)| (shown.id, it))
        .collect();
    Ok(bundle::page(&app, KIND, &asked, found, next))
}

/// `ID`, `EpisodeOfCare/ID` or `system|ID`.
fn subject(asked: &Asked) -> Result<Option<String>, Refusal> {
    let read = |text: &str| {
        let last = text.rsplit(['/', '|']).next().and_then(id);
        last.ok_or_else(|| Asked::wrong("subject", "the pseudonym of a course"))
    };
    asked.one("subject")?.map(read).transpose()
}

/// Days in the zone of the office, as the instants in which they begin and end.
async fn authored(
    tx: &mut Tx,
    caller: &Caller,
    asked: &Asked,
    wanted: &mut Wanted,
) -> Result<(), Refusal> {
    let wrong = || Asked::wrong("authored", "a day such as ge2026-11-02");
    let zone = zone_of_office(tx, &caller.organisation).await?;
    for text in asked.all("authored") {
        let (how, day) = match text.char_indices().nth(2) {
            Some((at, _)) if text.starts_with(|c: char| c.is_ascii_lowercase()) => {
                text.split_at(at)
            }
            _ => ("eq", text),
        };
        let parsed = day.parse::<jiff::civil::Date>().ok();
        let day = parsed.filter(|_| day.len() == 10).ok_or_else(wrong)?;
        let begins = |day: jiff::civil::Date| {
            let at = day.to_zoned(zone.clone()).map_err(|_| wrong())?;
            Ok::<_, Refusal>(at.timestamp().as_millisecond())
        };
        let start = begins(day)?;
        let end = begins(day.tomorrow().map_err(|_| wrong())?)?;
        let (from, before) = match how {
            "eq" => (Some(start), Some(end)),
            "ge" => (Some(start), None),
            "gt" => (Some(end), None),
            "le" => (None, Some(end)),
            "lt" => (None, Some(start)),
            _ => return Err(wrong()),
        };
        wanted.from = wanted.from.max(from);
        wanted.before = match (wanted.before, before) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    Ok(())
}

/// Answers an open occasion of the office. It is stored once and for all.
#[utoipa::path(
    post,
    path = "/QuestionnaireResponse",
    tag = "FHIR R4",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Of your own making, at most 200 characters: the same request again is answered like the first"),
    ),
    request_body(content = Resource, content_type = FHIR_JSON, description = "QuestionnaireResponse"),
    responses(
        (status = 201, description = "Stored", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    Writer(caller): Writer,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Refusal> {
    sent.must_be(KIND)?;
    given::must_be_completed(&sent.resource)?;
    let named = OccasionId::new(given::occasion(&sent.resource)?);
    let once = sending::Once::of(&headers, &sent.text)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let held = sending::hold(&mut tx, &caller, &named, now).await?;
    let is_repeat = match &once {
        Some(once) => once.is_repeat(&mut tx, &caller, named.as_str()).await?,
        None => false,
    };
    if !is_repeat {
        held.must_be_open(now)?;
        let of = held.occasion.questionnaire.as_str();
        let published = store::published(&mut tx, &caller.organisation, of).await?;
        let canonical = written::canonical(&published, &bundle::address(&app, "Questionnaire", of));
        must_answer(&sent.resource, &canonical)?;
        let form = questionnaire(&mut tx, &held.occasion.questionnaire).await?;
        let given = given::answers(&sent.resource, &form)?;
        sending::keep(&mut tx, &caller, &held, &form, &given, now).await?;
        if let Some(once) = &once {
            once.keep(&mut tx, &caller, named.as_str(), now).await?;
        }
    }
    let resource = stored(&app, &mut tx, &caller, &named, now).await?;
    tx.commit().await?;
    let (status, id) = (StatusCode::CREATED, named.as_str());
    Ok(bundle::located(&app, status, (KIND, id), &resource))
}

/// What was stored, as it can be read from now on.
async fn stored(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    named: &OccasionId,
    now: Timestamp,
) -> Result<Value, Refusal> {
    match one(app, tx, caller, named.as_str(), now).await {
        Ok((_, resource)) => Ok(resource),
        Err(refusal) if refusal.status == StatusCode::NOT_FOUND => {
            Err(Fault::Corrupt("responses.occasion_id").into())
        }
        Err(refusal) => Err(refusal),
    }
}

/// Refuses answers to another questionnaire, or to another version of it.
fn must_answer(response: &Value, canonical: &str) -> Result<(), Refusal> {
    let named = response["questionnaire"].as_str().unwrap_or_default();
    let url = canonical.split('|').next().unwrap_or_default();
    if named == canonical || named == url {
        return Ok(());
    }
    let said = format!("`questionnaire` is not what this occasion asks: {canonical}");
    let issue = crate::api::refusal::Issue::new("conflict", said);
    let issue = issue.at("QuestionnaireResponse.questionnaire");
    Err(Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, vec![issue]))
}
