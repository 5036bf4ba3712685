//! How the FHIR side says that something could not be done: OperationOutcome.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::{IntoResponses, ToSchema};

use super::FHIR_JSON;
use crate::api::openapi;
use crate::api::refusal::Refusal;

/// Writes every refusal down as an OperationOutcome, also those of routing and of limits.
pub(super) async fn say(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let mut response = if status.is_client_error() || status.is_server_error() {
        let refusal = response.extensions().get::<Refusal>().cloned();
        let refusal = refusal.unwrap_or_else(|| Refusal::bare(status));
        let mut said = json(status, &outcome(&refusal));
        refusal.headers(&mut said, response.headers());
        said
    } else {
        response
    };
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
}

/// A resource as a response.
pub(super) fn json(status: StatusCode, resource: &Value) -> Response {
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(FHIR_JSON))];
    (status, kind, resource.to_string()).into_response()
}

fn outcome(refusal: &Refusal) -> Value {
    let issues: Vec<Value> = refusal
        .issues
        .iter()
        .map(|issue| {
            let mut said = json!({
                "severity": "error",
                "code": issue.code,
                "diagnostics": issue.said,
            });
            if let Some(place) = &issue.at {
                said["expression"] = json!([place]);
            }
            said
        })
        .collect();
    json!({"resourceType": "OperationOutcome", "issue": issues})
}

/// Why it could not be done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperationOutcome {
    /// Always `OperationOutcome`.
    pub resource_type: String,
    /// Everything that is wrong.
    pub issue: Vec<OutcomeIssue>,
}

/// One thing that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeIssue {
    /// Always `error`.
    pub severity: String,
    /// A word of FHIR's issue-type.
    pub code: String,
    /// What is wrong, in English.
    pub diagnostics: String,
    /// Where, as FHIRPath or as the name of a parameter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub expression: Vec<String>,
}

/// The refusals of every FHIR endpoint, for the document.
pub(super) struct Refused;

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        openapi::refused(FHIR_JSON, "OperationOutcome")
    }
}
