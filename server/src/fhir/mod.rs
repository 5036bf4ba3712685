//! `/fhir/R4`: questionnaires and answers for other systems, as FHIR R4 has them.

mod body;
mod bundle;
mod capability;
mod given;
mod outcome;
mod publishing;
mod questionnaires;
mod responses;
pub mod store;
mod written;

use axum::http::StatusCode;
use axum::middleware;
use serde::Serialize;
use tower_http::limit::RequestBodyLimitLayer;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use body::LARGEST;
pub use outcome::OperationOutcome;

use crate::web::App;

/// The media type of FHIR in JSON.
pub(crate) const FHIR_JSON: &str = "application/fhir+json";
/// The system of the identifier that says which occasion was answered.
pub(crate) const OCCASION: &str = "https://dagsform.example/fhir/occasion";
/// The system of the pseudonym that stands for somebody's course.
pub(crate) const ENROLMENT: &str = "https://dagsform.example/fhir/enrolment";
/// The extension that says how answers came in.
pub(crate) const MODE: &str = "https://dagsform.example/fhir/mode";

/// Any FHIR resource; what else it holds depends on its type.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Its type, such as `Questionnaire`.
    pub resource_type: String,
}

/// The routes, each with its documentation.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(capability::metadata))
        .routes(routes!(questionnaires::search, questionnaires::create))
        .routes(routes!(questionnaires::read))
        .routes(routes!(responses::search, responses::create))
        .routes(routes!(responses::read))
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(RequestBodyLimitLayer::new(LARGEST))
        .layer(middleware::from_fn(outcome::say))
}
