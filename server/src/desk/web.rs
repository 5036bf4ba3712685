//! `/desk`, and noting how a call went.

use app::access::Deed;
use app::desk::CallResult;
use app::desk::page::DeskPage;
use app::ids::ContactId;
use app::look::Section;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use jiff::SignedDuration;
use leptos::prelude::*;
use serde::Deserialize;

use super::gathering;
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::web::{App, Page, page, see};
use crate::{access, scheduling, status};

/// When someone who did not pick up is called again.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// `GET /desk`
pub async fn show(State(app): State<App>, staff: Staff) -> Result<Page, Error> {
    staff.must_see_people()?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    let today = naming::day(now, &zone);
    let words = staff.words;
    let items = gathering::items(&mut tx, &staff.organisation, words, now, today).await?;
    let coming = status::store::coming(&mut tx, &staff.organisation, today).await?;
    let coming = coming.iter().map(|(_, many)| many).sum::<i64>();
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
    let office = &staff.organisation;
    let (person, occasion) = scheduling::store::subject_of(&mut tx, office, &contact).await?;
    match result {
        CallResult::Reached => {
            scheduling::store::called(&mut tx, office, &contact, "reached by phone", now).await?;
        }
        CallResult::NotReached => {
            scheduling::store::call_again(&mut tx, &contact, now + A_DAY).await?;
        }
        CallResult::Declined => {
            let today = naming::day(now, &naming::zone_of(&mut tx, &person).await?);
            scheduling::store::called(&mut tx, office, &contact, "declined by phone", now).await?;
            scheduling::store::decline(&mut tx, &occasion, today).await?;
            scheduling::store::settled(&mut tx, &occasion, now).await?;
        }
    }
    access::store::record(&mut tx, &staff, &person, Deed::Called, now).await?;
    tx.commit().await?;
    Ok(see("/desk"))
}
