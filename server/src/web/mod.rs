//! The web side: the shared state, pages, routes and safety.

mod page;
mod routes;
mod safety;
pub mod trouble;

use std::sync::Arc;

pub use page::{Audience, Page, document, form_page, page, page_again};
pub use routes::router;

use crate::api::Pace;
use crate::clock::Clock;
use crate::config::Settings;
use crate::identity::brake::Brake;
use crate::storage::Db;

/// What every handler may use.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// What the server was told at its start.
    pub settings: Arc<Settings>,
    /// Slows down whoever guesses codes.
    pub brake: Brake,
    /// Slows down whoever guesses tokens of other systems, and nobody who signs in.
    pub callers: Brake,
    /// Slows down other systems that ask too often.
    pub pace: Pace,
}

/// 303: after a form, the browser gets the page anew.
pub fn see(path: &str) -> axum::response::Redirect {
    axum::response::Redirect::to(path)
}
