//! How the FHIR side says that something could not be done: OperationOutcome.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::{IntoResponses, ToSchema};

use super::FHIR_JSON;
use crate::api::openapi;
use crate::api::refusal::{self, Refusal};

/// Writes every refusal down as an OperationOutcome.
pub(super) async fn say(request: Request, next: Next) -> Response {
    let write = |refusal: &Refusal| json(refusal.status, &outcome(refusal));
    refusal::said(request, next, write).await
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
