//! How `/api/v1` says that something could not be done: problem+json, RFC 9457.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::{IntoResponses, ToSchema};

use super::openapi;
use super::refusal::Refusal;

const KIND: &str = "application/problem+json";

/// Writes every refusal down as a problem, also those of routing and of limits.
pub(super) async fn say(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let mut response = if status.is_client_error() || status.is_server_error() {
        let refusal = response.extensions().get::<Refusal>().cloned();
        let refusal = refusal.unwrap_or_else(|| Refusal::bare(status));
        let problem = Problem::of(&refusal);
        let kind = [(CONTENT_TYPE, HeaderValue::from_static(KIND))];
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let mut said = (status, kind, body).into_response();
        refusal.headers(&mut said, response.headers());
        said
    } else {
        response
    };
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
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
