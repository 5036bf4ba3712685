//! What staff and the steering group see of answers, and who takes what out.

use axum::Router;
use axum::routing::{get, post};

use crate::web::App;
use crate::{insight, projects};

/// Results, the files that others ask for, and rows without names.
pub(super) fn results() -> Router<App> {
    Router::new()
        .route("/results", get(insight::web::show))
        .route("/results/figures.csv", get(insight::web::figures))
        .route("/results/public.csv", get(insight::web::public))
        .route("/results/register.csv", get(insight::web::register))
        .route("/results/codebook.csv", get(insight::web::columns))
        .route("/results/report", get(insight::web::report))
        .route("/results/exports", get(insight::exports::web::show))
        .route("/results/exports/{name}", get(insight::exports::web::take))
        .route(
            "/results/projects",
            get(projects::web::show).post(projects::web::ask),
        )
        .route(
            "/results/projects/before_after.codebook.csv",
            get(projects::web::codebook),
        )
        .route(
            "/results/projects/{id}/decision",
            post(projects::web::decide),
        )
        .route(
            "/results/projects/{id}/take-back",
            post(projects::web::take_back),
        )
        .route(
            "/results/projects/{id}/before_after.csv",
            post(projects::web::take),
        )
}
