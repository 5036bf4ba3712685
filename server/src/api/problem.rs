//! How `/api/v1` says that something could not be done: problem+json, RFC 9457.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::{IntoResponses, ToSchema};

use super::openapi;
use super::refusal::{self, Refusal};

const KIND: &str = "application/problem+json";

/// Writes every refusal down as a problem.
pub(super) async fn say(request: Request, next: Next) -> Response {
    refusal::said(request, next, written).await
}

fn written(refusal: &Refusal) -> Response {
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(KIND))];
    let body = serde_json::to_string(&Problem::of(refusal)).unwrap_or_default();
    (refusal.status, kind, body).into_response()
}

/// Why it could not be done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// What kind of problem, such as `urn:dagsform:problem:not-found`.
    r#type: String,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// What is wrong, in English.
    detail: String,
}

impl Problem {
    fn of(refusal: &Refusal) -> Self {
        let code = refusal.issues.first().map_or("invalid", |issue| issue.code);
        let said: Vec<&str> = refusal.issues.iter().map(|it| it.said.as_str()).collect();
        Self {
            r#type: format!("urn:dagsform:problem:{code}"),
            title: refusal
                .status
                .canonical_reason()
                .unwrap_or("Error")
                .to_owned(),
            status: refusal.status.as_u16(),
            detail: said.join("; "),
        }
    }
}

/// The refusals of every endpoint of `/api/v1`, for the document.
pub(super) struct Refused;

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        openapi::refused(KIND, "Problem")
    }
}
