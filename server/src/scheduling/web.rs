//! `/set-aside`: what could not be handed over, and sending it again.

use app::access::Deed;
use app::ids::{ContactId, ParticipantId};
use app::look::Section;
use app::scheduling::page::{Aside, AsidePage};
use app::scheduling::{Again, Why};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use jiff::Timestamp;
use leptos::prelude::*;
use serde::Deserialize;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::notifications;
use crate::programmes::naming;
use crate::storage::Fault;
use crate::web::{App, Page, page, see};

/// The most lines the list shows; mending the first ones brings the rest.
const MOST: i64 = 200;

/// What the page says after sending again.
#[derive(Debug, Deserialize)]
pub struct After {
    sent: Option<u8>,
}

/// `GET /set-aside`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(After { sent }): Query<After>,
) -> Result<Page, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    let found = store::set_aside(&mut tx, &staff.organisation, now, MOST).await?;
    drop(tx);
    let words = staff.words;
    let told = |at: i64| -> Result<String, Fault> {
        let at =
            Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("contacts.ended_at"))?;
        let at = at.to_zoned(zone.clone());
        Ok(format!(
            "{} {}",
            words.short_day(at.date()),
            words.time(at.time())
        ))
    };
    let items = found.into_iter().map(|it| {
        Ok(Aside {
            since: told(it.ended_at)?,
            why: Why::of(&it.reason),
            contact: it.contact_id,
            person: it.participant_id,
            name: it.name,
            channel: it.channel,
        })
    });
    let items = items.collect::<Result<Vec<_>, Fault>>()?;
    let title = words.say("scheduling-aside-title");
    let sent = sent.is_some();
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <AsidePage words items sent/> }
    }))
}

/// Why it goes again, as pressed.
#[derive(Debug, Deserialize)]
pub struct AgainForm {
    reason: String,
}

/// `POST /set-aside/{contact}`: pressing twice is pressing once.
pub async fn again(
    State(app): State<App>,
    staff: Staff,
    Path(contact): Path<String>,
    Form(form): Form<AgainForm>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let reason = Again::of(&form.reason).ok_or(Error::NotUnderstood("reason"))?;
    let now = app.clock.now();
    let contact = ContactId::new(contact);
    let mut tx = app.db.write().await?;
    let person = store::person_of(&mut tx, &staff.organisation, &contact).await?;
    let why = format!("sent again: {}", reason.as_str());
    let goes = store::send_again(&mut tx, &staff.organisation, &contact, &why, now).await?;
    if let (true, Some(person)) = (goes, person) {
        let person = ParticipantId::new(person);
        notifications::store::try_again(&mut tx, person.as_str()).await?;
        access::store::record(&mut tx, &staff, &person, Deed::SentAgain, now).await?;
    }
    tx.commit().await?;
    if goes {
        tracing::info!(%contact, by = %staff.id, reason = reason.as_str(), "a message was sent again");
    }
    Ok(see("/set-aside?sent=1"))
}
