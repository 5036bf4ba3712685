//! Every URL on one page.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};

use super::{App, safety};
use crate::{assets, identity, insight, pacing};

/// The whole web side.
pub fn router(app: App) -> Router {
    let public_url = app.settings.public_url.clone();
    let routes = Router::new()
        .merge(doors())
        .merge(energy())
        .merge(results())
        .merge(files())
        .with_state(app);
    safety::wrap(routes, &public_url)
}

/// Before and after anyone is signed in.
fn doors() -> Router<App> {
    Router::new()
        .route("/", get(identity::web::home))
        .route(
            "/invite",
            get(identity::web::invite).post(identity::web::come_in),
        )
        .route("/language", post(identity::web::choose_language))
        .route("/sign-out", post(identity::web::sign_out))
        .route("/demo/{token}", get(identity::web::demo))
        .route("/m", get(identity::web::from_message))
        .route("/livez", get(async || "ok"))
}

/// What a participant does with the energy of the day; each leads back to `/today`.
fn energy() -> Router<App> {
    Router::new()
        .route("/today/check-in", post(pacing::web::check_in))
        .route("/today/override", post(pacing::web::feel_fine))
        .route("/activities/{id}/done", post(pacing::web::done))
        .route("/activities/{id}/left", post(pacing::web::left))
        .route("/activities/{id}/undo", post(pacing::web::undo))
        .route("/activities/{id}/rating", post(pacing::web::rating))
}

/// What staff and the steering group see of answers.
fn results() -> Router<App> {
    Router::new()
        .route("/results", get(insight::web::show))
        .route("/results/figures.csv", get(insight::web::figures))
}

/// What comes with the program.
fn files() -> Router<App> {
    let mut router = Router::new().route("/static/{*path}", get(assets::serve));
    for name in [
        "/icon.svg",
        "/icon-192.png",
        "/icon-512.png",
        "/manifest.webmanifest",
        "/worker.js",
        "/start-worker.js",
        "/invite.js",
        "/robots.txt",
    ] {
        router = router.route(name, get(assets::serve_at_root));
    }
    router.route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
}
