//! `dagsform serve`: pages and scheduler, until told to stop.

use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{Stop, open};
use crate::config::Settings;
use crate::notifications::Couriers;
use crate::web::{App, router};
use crate::{scheduling, status};

/// Which halves this process runs.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Answers browsers.
    pub pages: bool,
    /// Sends what falls due.
    pub scheduler: bool,
}

/// Runs until Ctrl-C or a polite signal; requests under way are finished first.
pub async fn run(settings: Settings, parts: Parts) -> Result<(), Stop> {
    log();
    let listen = settings.listen;
    let app = open(settings).await?;
    if !app.settings.is_secure() {
        tracing::warn!("plain http: the session cookie goes without Secure; for this machine only");
    }
    let couriers = Couriers::of(&app.settings, &app.db)
        .await
        .map_err(|why| Stop::refused(why.to_string()))?;
    let watching = tokio::spawn(status::watch_forever(app.clone()));
    if let Some(address) = app.settings.metrics {
        let taken = |why| Stop::System {
            what: format!("--metrics {address}"),
            why,
        };
        let listener = TcpListener::bind(address).await.map_err(taken)?;
        let router = status::metrics::router(app.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
    }
    let scheduler = parts
        .scheduler
        .then(|| tokio::spawn(scheduling::run_forever(app.clone(), couriers)));
    if parts.pages {
        serve_pages(app, listen).await?;
    } else {
        tracing::info!("scheduling only");
        asked_to_stop().await;
    }
    watching.abort();
    if let Some(scheduler) = scheduler {
        scheduler.abort();
    }
    Ok(())
}

async fn serve_pages(app: App, listen: std::net::SocketAddr) -> Result<(), Stop> {
    let taken = |why| Stop::System {
        what: format!("--listen {listen}"),
        why,
    };
    let listener = TcpListener::bind(listen).await.map_err(taken)?;
    tracing::info!(address = %app.settings.public_url, "serving");
    axum::serve(listener, router(app))
        .with_graceful_shutdown(asked_to_stop())
        .await
        .map_err(taken)
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(interrupt.await),
    }
}

/// Logs to standard error: what happened and to which id, never what a person said.
fn log() {
    let filter = EnvFilter::try_from_env("DAGSFORM_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
