//! `/status`: what staff see of the scheduler.

use app::look::Section;
use app::status::page::StatusPage;
use app::status::{Day, alarms};
use axum::extract::State;
use leptos::prelude::*;

use super::{facts, store};
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::web::{App, Page, page};

/// `GET /status`
pub async fn show(State(app): State<App>, staff: Staff) -> Result<Page, Error> {
    staff.must_see_people()?;
    let now = app.clock.now();
    let office = &staff.organisation;
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, office).await?;
    let today = naming::day(now, &zone);
    let facts = facts(&mut tx, Some(office), now).await?;
    let first = facts.days.first().map_or(today, |day| day.on);
    let mut ledgers = store::ledgers(&mut tx, office, (first, today), &zone).await?;
    let coming = store::coming(&mut tx, office, today).await?;
    tx.commit().await?;
    let words = staff.words;
    let alarms = alarms(&facts, now);
    let ledger = |day: Day| (day, ledgers.remove(&day.on).unwrap_or_default());
    let days: Vec<_> = facts.days.into_iter().map(ledger).collect();
    let title = words.say("status-title");
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <StatusPage words alarms days coming/> }
    }))
}
