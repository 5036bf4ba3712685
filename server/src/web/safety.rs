//! What every answer and every request passes through.

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::trouble;
use crate::questionnaires::writing::importing::LARGEST;

/// The largest form or document a person sends: long texts in every field, and no more.
const LARGEST_BODY: usize = 256 * 1024;

/// The longest a request may take before the person is asked to try again.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// Wraps the routes: cross-site posts are refused, bodies are bounded, failures are
/// explained, and each answer carries the headers that browsers protect people by.
///
/// `documents` take a file of the largest size that is imported.
/// `machines` looks at no cookie, so that no other site can borrow a visitor's there: it does
/// without the first, and bounds its documents itself.
pub(super) fn wrap(
    router: Router,
    documents: Router,
    machines: Router,
    public_url: &str,
) -> Router {
    let csrf = CsrfLayer::new();
    // A proxy may give us another host's name than the one in the browser.
    let csrf = csrf.clone().add_trusted_origin(public_url).unwrap_or(csrf);
    router
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .merge(documents.layer(RequestBodyLimitLayer::new(LARGEST)))
        .layer(csrf)
        .merge(machines)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST_REQUEST,
        ))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(trouble::explain))
        .layer(middleware::from_fn(headers))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)))
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        // Not `no-referrer`: with it, browsers send `Origin: null` with our own forms.
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    response
}
