//! `/desk`: the page, and what was just noted on it.

use app::desk::AskedOfMe;
use app::desk::page::DeskPage;
use app::look::Section;
use axum::extract::{Query, State};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use serde::Deserialize;

use super::gathering;
use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::questionnaires::colleagues;
use crate::status;
use crate::storage::{Fault, Tx};
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
    let asked = asked(&mut tx, &staff, &zone, now).await?;
    let coming = status::store::coming(&mut tx, &staff.organisation, today).await?;
    let coming = coming.iter().map(|(_, many)| many).sum::<i64>();
    tx.commit().await?;
    let title = words.say("desk-title");
    let done = after.done();
    Ok(page(&staff.audience, &title, Section::Desk, move || {
        view! { <DeskPage words today items asked zone coming done/> }
    }))
}

/// What this member of staff is asked to answer.
async fn asked(
    tx: &mut Tx,
    staff: &Staff,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Vec<AskedOfMe>, Fault> {
    let language = staff.words.language();
    let all = colleagues::store::waiting(tx, &staff.id, now).await?;
    let all = all.into_iter().map(|(waiting, about)| AskedOfMe {
        id: waiting.occasion.to_string(),
        title: waiting.questionnaire.title(language).text,
        about: about.map(|(_, name)| name),
        // The window ends with the last moment of a day.
        until: naming::day(waiting.closes_at - SignedDuration::from_secs(1), zone),
    });
    Ok(all.collect())
}
