//! What a search finds: a page of resources, and where the next page is.

use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::outcome;
use crate::api::asked::{Asked, Cursor};
use crate::web::App;

/// The parameter that says where a page begins.
pub(super) const AFTER: &str = "_after";

/// The address of a resource.
pub(super) fn address(app: &App, kind: &str, id: &str) -> String {
    let base = app.settings.public_url.trim_end_matches('/');
    format!("{base}/fhir/R4/{kind}/{id}")
}

/// A resource of a kind with its id, and its address in the headers.
pub(super) fn located(
    app: &App,
    status: StatusCode,
    (kind, id): (&str, &str),
    resource: &Value,
) -> Response {
    let mut response = outcome::json(status, resource);
    if let Ok(address) = HeaderValue::from_str(&address(app, kind, id)) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}

/// A page of one kind of resource, as a response.
pub(super) fn page(
    app: &App,
    kind: &str,
    asked: &Asked,
    found: Vec<(String, Value)>,
    next: Option<Cursor>,
) -> Response {
    let base = app.settings.public_url.trim_end_matches('/');
    let link = |relation: &str, query: String| {
        let url = if query.is_empty() {
            format!("{base}/fhir/R4/{kind}")
        } else {
            format!("{base}/fhir/R4/{kind}?{query}")
        };
        json!({"relation": relation, "url": url})
    };
    let here = asked.after(AFTER).ok().filter(|it| !it.id.is_empty());
    let mut links = vec![link("self", asked.query_from(AFTER, here.as_ref()))];
    if let Some(next) = next {
        links.push(link("next", asked.query_from(AFTER, Some(&next))));
    }
    let mut bundle = json!({"resourceType": "Bundle", "type": "searchset", "link": links});
    let entries: Vec<Value> = found
        .into_iter()
        .map(|(id, resource)| {
            json!({
                "fullUrl": address(app, kind, &id),
                "resource": resource,
                "search": {"mode": "match"},
            })
        })
        .collect();
    // FHIR has no empty lists. How many there are in all is not said: it would be counted anew
    // for each page.
    if !entries.is_empty() {
        bundle["entry"] = Value::Array(entries);
    }
    outcome::json(StatusCode::OK, &bundle)
}
