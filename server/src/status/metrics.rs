//! `/metrics` for Prometheus and its kin, on an address of its own: never where browsers come.

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use jiff::Timestamp;

use super::{facts, offices, store};
use crate::error::Error;
use crate::storage::{Fault, Tx};
use crate::web::App;

/// The one page of the metrics address.
pub fn router(app: App) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn show(State(app): State<App>) -> Result<impl IntoResponse, Error> {
    let mut tx = app.db.read().await?;
    let text = text(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok((
        [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        text,
    ))
}

/// Counts over the whole installation in Prometheus' text format; nobody is in them.
pub async fn text(tx: &mut Tx, now: Timestamp) -> Result<String, Fault> {
    let facts = facts(tx, None, now).await?;
    let mut contacts: BTreeMap<(String, String), i64> = BTreeMap::new();
    for office in offices(tx, None).await? {
        for (of, many) in store::contacts(tx, &office, now).await? {
            *contacts.entry(of).or_default() += many;
        }
    }
    let contacts = contacts.into_iter().map(|((channel, state), many)| {
        (format!("{{channel=\"{channel}\",state=\"{state}\"}}"), many)
    });
    let contacts = contacts.collect();
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, lines: Vec<(String, i64)>| {
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "# HELP dagsform_{name} {help}\n# TYPE dagsform_{name} gauge"
        );
        for (labels, value) in lines {
            let _ = writeln!(text, "dagsform_{name}{labels} {value}");
        }
    };
    let one = |value: i64| vec![(String::new(), value)];
    let age = facts
        .last_round
        .map_or(-1, |at| now.duration_since(at).as_secs());
    gauge(
        "scheduler_round_age_seconds",
        "Since a scheduler last went round; -1: never.",
        one(age),
    );
    gauge(
        "messages_late",
        "Messages that should have left over an hour ago.",
        one(facts.late),
    );
    gauge(
        "contacts_unended",
        "Contacts whose time is over and that have no end.",
        one(facts.unended),
    );
    gauge(
        "contacts",
        "Contacts that fell due in the last 30 days, by channel and state.",
        contacts,
    );
    let (foretold, opened) = facts.foretold_and_opened();
    gauge(
        "occasions_foretold",
        "Occasions foretold for the last 14 days.",
        one(foretold),
    );
    gauge(
        "occasions_opened",
        "Occasions that opened on the days foretold.",
        one(opened),
    );
    let alarms = app::status::alarms(&facts, now);
    let alarms = alarms
        .into_iter()
        .map(|alarm| (format!("{{alarm=\"{}\"}}", alarm.word()), 1));
    gauge("alarm", "What somebody has to look at.", alarms.collect());
    Ok(text)
}
