//! `/fhir/R4/metadata`: what this server can do, for other systems to read.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::outcome::{self, Refused};
use super::{FHIR_JSON, Resource};
use crate::web::App;

/// What this server can do.
#[utoipa::path(
    get,
    path = "/metadata",
    tag = "FHIR R4",
    responses(
        (status = 200, description = "CapabilityStatement", body = Resource, content_type = FHIR_JSON),
        Refused,
    ),
    security(()),
)]
pub(super) async fn metadata(State(app): State<App>) -> Response {
    outcome::json(StatusCode::OK, &statement(&app.settings.public_url))
}

fn statement(public_url: &str) -> Value {
    let can =
        |codes: &[&str]| -> Vec<Value> { codes.iter().map(|code| json!({"code": code})).collect() };
    let finds = |parameters: &[(&str, &str)]| -> Vec<Value> {
        let one = |(name, kind): &(&str, &str)| json!({"name": name, "type": kind});
        parameters.iter().map(one).collect()
    };
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-22",
        "kind": "instance",
        "software": {"name": "Dagsform", "version": env!("CARGO_PKG_VERSION")},
        "implementation": {
            "description": "Questionnaires, and answers that carry a name",
            "url": format!("{}/fhir/R4", public_url.trim_end_matches('/')),
        },
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [{
            "mode": "server",
            "security": {"description": "A token of the office, as `Authorization: Bearer`"},
            "resource": [
                {
                    "type": "Questionnaire",
                    "interaction": can(&["read", "search-type", "create"]),
                    "versioning": "no-version",
                    "conditionalCreate": true,
                    "searchParam": finds(&[("url", "uri"), ("version", "token"), ("status", "token")]),
                },
                {
                    "type": "QuestionnaireResponse",
                    "interaction": can(&["read", "search-type", "create"]),
                    "versioning": "no-version",
                    "conditionalCreate": false,
                    "searchParam": finds(&[
                        ("questionnaire", "reference"), ("subject", "reference"), ("authored", "date"),
                    ]),
                },
            ],
        }],
    })
}
