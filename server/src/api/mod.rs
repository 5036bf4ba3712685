//! What other systems of an office may read and send: who they are, and `/api/v1`.

pub mod asked;
pub mod caller;
pub mod openapi;
pub mod pace;
mod problem;
pub mod refusal;
pub(crate) mod sending;
pub mod store;
mod v1;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use tower_http::limit::RequestBodyLimitLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use caller::{Caller, May};
pub use pace::Pace;

use crate::fhir;
use crate::web::App;

/// Everything that other systems reach, each with its documentation.
fn routes() -> OpenApiRouter<App> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(openapi::document))
        .routes(routes!(v1::definitions::programmes))
        .routes(routes!(v1::definitions::questionnaires))
        .routes(routes!(v1::occasions::occasions))
        .routes(routes!(v1::answers::answers))
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(RequestBodyLimitLayer::new(fhir::LARGEST))
        .layer(middleware::from_fn(problem::say));
    OpenApiRouter::with_openapi(openapi::Document::openapi())
        .nest("/api/v1", v1)
        .nest("/fhir/R4", fhir::routes())
}

/// The routes alone.
pub fn router() -> Router<App> {
    routes().into()
}
