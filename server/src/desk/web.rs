//! `/desk`: the page, and what was just noted on it.

use app::desk::page::DeskPage;
use app::look::Section;
use axum::extract::{Query, State};
use leptos::prelude::*;
use serde::Deserialize;

use super::gathering;
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::status;
use crate::web::{App, Page, page};

/// What was just noted, to be taken back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    /// Enrolment, short name and number of a deadline.
    noted: Option<String>,
    /// The contact of a letter that was posted.
    posted: Option<String>,
}

impl After {
    /// The key of a sentence and where to take it back. A link from elsewhere leads nowhere else.
    fn done(self) -> Option<(&'static str, Option<String>)> {
        if let Some(contact) = self.posted {
            let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let undo = contact.len() < 100 && contact.chars().all(is_id);
            let undo = undo.then(|| format!("/letters/{contact}/undo"));
            return Some(("letters-posted", undo));
        }
        let key = self.noted?;
        let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '/';
        let parts = key.split('/').filter(|part| !part.is_empty()).count();
        let undo = (parts == 3 && key.len() < 200 && key.chars().all(is_key))
            .then(|| format!("/desk/deadlines/{key}"));
        Some(("desk-deadline-noted", undo))
    }
}

/// `GET /desk`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(after): Query<After>,
) -> Result<Page, Error> {
    staff.must_see_people()?;
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let zone = naming::zone_of_office(&mut tx, &staff.organisation).await?;
    let today = naming::day(now, &zone);
    let words = staff.words;
    let items = gathering::items(&mut tx, &staff, now, today).await?;
    let coming = status::store::coming(&mut tx, &staff.organisation, today).await?;
    let coming = coming.iter().map(|(_, many)| many).sum::<i64>();
    tx.commit().await?;
    let title = words.say("desk-title");
    let done = after.done();
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <DeskPage words today items zone coming done/> }
    }))
}
