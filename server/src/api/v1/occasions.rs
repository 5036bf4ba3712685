//! `/api/v1/occasions`: what is asked about whose course, until when, and what became of it.

use app::access::Deed;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Form, asked as who};
use crate::api::Caller;
use crate::api::asked::{self, Asked, Cursor, cut};
use crate::api::problem::Refused;
use crate::api::refusal::Refusal;
use crate::api::store::{self, Shown, Wanted};
use crate::programmes::naming::{day, zone_of_office};
use crate::storage::Fault;
use crate::web::App;

/// The words of a state.
const STATES: [&str; 5] = ["open", "answered", "declined", "closed", "cancelled"];

/// One due questionnaire about one course.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Occasion {
    /// Its id; the identifier of the answers to it.
    id: String,
    /// The pseudonym of the course.
    enrolment: String,
    /// Who is asked: participant, coordinator or referrer.
    asked: &'static str,
    /// The short name of the programme's definition.
    programme: String,
    /// The rule that asks.
    rule: String,
    /// What is asked.
    questionnaire: Form,
    /// The local day on which it is due.
    due_on: String,
    /// From when it may be answered.
    opens_at: String,
    /// Until when it may be answered.
    closes_at: String,
    /// open, answered, declined, closed or cancelled.
    state: String,
}

/// A page of them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Occasions {
    items: Vec<Occasion>,
    /// What `after` says for the next page; null on the last.
    next: Option<String>,
}

/// The occasions of the office that are answered by name, in the order in which they were made.
#[utoipa::path(
    get,
    path = "/occasions",
    tag = "Dagsform",
    params(
        ("state" = Option<String>, Query, description = "open, answered, declined, closed or cancelled"),
        ("due_from" = Option<String>, Query, description = "Due on this local day or later", format = "date"),
        ("due_to" = Option<String>, Query, description = "Due on this local day or earlier", format = "date"),
        ("questionnaire" = Option<String>, Query, description = "Key or address, with or without `|version`"),
        ("enrolment" = Option<String>, Query, description = "The pseudonym of one course"),
        ("limit" = Option<i64>, Query, description = "How many, 1 to 100; 50 when left out", minimum = 1, maximum = 100),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, description = "A page of them", body = Occasions), Refused),
)]
pub(crate) async fn occasions(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
) -> Result<Json<Occasions>, Refusal> {
    let known = [
        "state",
        "due_from",
        "due_to",
        "questionnaire",
        "enrolment",
        "limit",
        "after",
    ];
    let asked = Asked::of(&uri, &known)?;
    let count = asked.count("limit")?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let named = asked.one("questionnaire")?;
    let questionnaire = match named {
        Some(named) => asked::questionnaire(&mut tx, &caller.organisation, named).await?,
        None => None,
    };
    let wanted = Wanted {
        state: state(&asked)?,
        enrolment: asked.id("enrolment")?,
        due_from: asked.day("due_from")?,
        due_to: asked.day("due_to")?,
        after: asked.after("after")?,
        most: count + 1,
        ..Wanted::default()
    };
    let mut found = Vec::new();
    if named.is_none() || questionnaire.is_some() {
        let wanted = Wanted {
            questionnaire,
            ..wanted
        };
        let zone = zone_of_office(&mut tx, &caller.organisation).await?;
        found = store::occasions(&mut tx, &caller, &wanted, day(now, &zone)).await?;
    }
    let next = cut(&mut found, count, |it| Cursor {
        at: 0,
        id: it.id.clone(),
    });
    let people: Vec<_> = found.iter().map(Shown::person).collect();
    drop(tx);
    asked::log_reading(&app.db, &caller, &people, Deed::ReadOccasions, now).await?;
    let items = found.into_iter().map(written).collect::<Result<_, _>>()?;
    let next = next.map(|it| it.to_text());
    Ok(Json(Occasions { items, next }))
}

fn state(asked: &Asked) -> Result<Option<String>, Refusal> {
    let state = asked.one("state")?;
    if state.is_some_and(|it| !STATES.contains(&it)) {
        return Err(Asked::wrong(
            "state",
            &format!("one of {}", STATES.join(", ")),
        ));
    }
    Ok(state.map(str::to_owned))
}

fn written(shown: Shown) -> Result<Occasion, Fault> {
    let at = |millis| {
        Timestamp::from_millisecond(millis)
            .map(|at| at.to_string())
            .map_err(|_| Fault::Corrupt("occasions.opens_at"))
    };
    Ok(Occasion {
        id: shown.id,
        enrolment: shown.enrolment_id,
        asked: who(&shown.subject_kind),
        programme: shown.programme,
        rule: shown.rule_id,
        questionnaire: Form {
            id: shown.questionnaire_id,
            key: shown.url_key,
            version: shown.version,
        },
        due_on: shown.due_on,
        opens_at: at(shown.opens_at)?,
        closes_at: at(shown.closes_at)?,
        state: shown.state,
    })
}
