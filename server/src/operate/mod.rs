//! What operators do from the command line.

pub mod demo;
pub mod doctor;
pub mod people;
pub mod programmes;
pub mod questionnaires;
pub mod serve;
pub mod simulate;
pub mod tokens;

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::{Settings, WrongSetting};
use crate::storage::{Db, Fault};
use crate::web::App;

/// Why a command stopped: one line that says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// A setting is wrong.
    #[error(transparent)]
    Setting(#[from] WrongSetting),
    /// The database said no.
    #[error("{0}; look at --data and --database-url")]
    Fault(#[from] Fault),
    /// The system said no.
    #[error("{what}: {why}")]
    System {
        /// What was tried.
        what: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// Something that was asked for does not fit.
    #[error("{0}")]
    Refused(String),
}

impl Stop {
    fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

/// Opens the installation that the settings name, with its schema up to date.
pub async fn open(settings: Settings) -> Result<App, Stop> {
    std::fs::create_dir_all(&settings.data).map_err(|why| Stop::System {
        what: format!("--data {}", settings.data.display()),
        why,
    })?;
    let clock = settings
        .test_clock
        .clone()
        .map_or_else(Clock::system, Clock::moved_by);
    let db = Db::open(&settings.database_url).await?;
    Ok(App {
        db,
        clock,
        settings: Arc::new(settings),
        brake: Default::default(),
        callers: Default::default(),
        pace: Default::default(),
    })
}

/// Brings the database up to date.
pub async fn migrate(settings: Settings) -> Result<(), Stop> {
    open(settings).await?;
    println!("The database is up to date.");
    Ok(())
}
