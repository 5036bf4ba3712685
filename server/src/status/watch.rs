//! Tells the operator when something is wrong, also when the scheduler itself has stopped.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::status::Alarm;
use futures::FutureExt;
use jiff::Timestamp;
use tokio::time::sleep;

use super::trouble;
use crate::notifications::mail::Mailer;
use crate::notifications::{PATIENCE, Undelivered};
use crate::scheduling::store::channel_word;
use crate::storage::{Fault, installation};
use crate::web::App;

/// How often somebody looks.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// The day of the last mail to the operator, in the table `installation`.
const ALARMED: &str = "alarmed-on";

/// Looks every five minutes, in every process of the installation: whoever still runs
/// tells of those that stopped. Logs each time, writes to the operator once a day.
pub async fn watch_forever(app: App) {
    loop {
        sleep(EVERY).await;
        // Whoever tells of those that stopped must not stop by a panic of its own.
        let look = AssertUnwindSafe(watch(&app, app.clock.now())).catch_unwind();
        match look.await {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => tracing::error!(%fault, "nobody could look whether all is well"),
            Err(_) => tracing::error!("the look whether all is well panicked"),
        }
    }
}

/// Looks once: logs what is wrong, and writes to the operator unless that was done today. A
/// mail that could not be handed over is tried again at the next look.
pub async fn watch(app: &App, now: Timestamp) -> Result<(), Fault> {
    let mut tx = app.db.read().await?;
    let trouble = trouble(&mut tx, now).await?;
    drop(tx);
    for alarm in &trouble {
        tracing::error!(alarm = alarm.word(), "{}", said(*alarm));
    }
    let (Some(to), false) = (&app.settings.alarm_to, trouble.is_empty()) else {
        return Ok(());
    };
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let mut tx = app.db.write().await?;
    let told = installation::value(&mut tx, ALARMED).await?;
    if told.as_deref() == Some(today.as_str()) {
        return Ok(());
    }
    installation::set_value(&mut tx, ALARMED, &today).await?;
    tx.commit().await?;
    let lines: Vec<_> = trouble.iter().map(|alarm| said(*alarm)).collect();
    let text = format!(
        "{}\n\n`dagsform doctor` says more. At most one such mail a day.\n",
        lines.join("\n")
    );
    let told = match Mailer::of(&app.settings, PATIENCE) {
        Ok(mailer) => mailer.tell(to, "Dagsform needs a look", text).await,
        Err(why) => Err(Undelivered::GiveUp(why)),
    };
    if let Err(why) = told {
        tracing::error!(%why, "the operator could not be told by mail");
        let mut tx = app.db.write().await?;
        installation::set_value(&mut tx, ALARMED, "").await?;
        tx.commit().await?;
    }
    Ok(())
}

/// An alarm for operators: what is wrong, and where to begin.
pub fn said(alarm: Alarm) -> String {
    match alarm {
        Alarm::NoRound => {
            "no scheduler has gone round for ten minutes: it stopped, or the clock ran ahead"
                .to_owned()
        }
        Alarm::Late => "many messages are late by more than an hour".to_owned(),
        Alarm::Channel(channel) => format!(
            "everything by {} has failed for a day: look at its settings and its provider",
            channel_word(channel)
        ),
        Alarm::Unended => "a contact is over and has no end: a fault in the program".to_owned(),
        Alarm::Silence => {
            "less than half of the occasions foretold for the last 14 days were opened".to_owned()
        }
    }
}
