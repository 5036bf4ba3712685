//! `/desk`, and noting how a call went.

use app::access::Deed;
use app::desk::CallResult;
use app::desk::page::DeskPage;
use app::ids::ContactId;
use app::look::Section;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use leptos::prelude::*;
use serde::Deserialize;

use super::gathering;
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::web::{App, Page, page, see};
use crate::{access, scheduling};

/// `GET /desk`
pub async fn show(State(app): State<App>, staff: Staff) -> Result<Page, Error> {
    staff.must_see_people()?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    let today = naming::day(now, &zone);
    let words = staff.words;
    let items = gathering::items(&mut tx, &staff.organisation, words, now, today).await?;
    let coming = scheduling::calls::coming(&mut tx, &staff.organisation, now).await?;
    tx.commit().await?;
    let title = words.say("desk-title");
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <DeskPage words today items zone coming/> }
    }))
}

/// How a call went, as pressed.
#[derive(Debug, Deserialize)]
pub struct CallForm {
    result: String,
}

/// `POST /desk/calls/{contact}`
pub async fn call(
    State(app): State<App>,
    staff: Staff,
    Path(contact): Path<String>,
    Form(form): Form<CallForm>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let result = CallResult::of(&form.result).ok_or(Error::NotUnderstood("result"))?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let contact = ContactId::new(contact);
    let person =
        scheduling::calls::settle(&mut tx, &staff.organisation, &contact, result, now).await?;
    access::store::record(&mut tx, &staff, &person, Deed::Called, now).await?;
    tx.commit().await?;
    Ok(see("/desk"))
}
