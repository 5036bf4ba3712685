//! `POST /desk/deadlines/…`: the deed that met a deadline, or why it is late.

use app::access::Deed;
use app::desk::deadlines::{Late, Note, rests_until};
use app::ids::EnrolmentId;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use super::store;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::programmes::naming;
use crate::web::{App, see};
use crate::{access, participants, programmes};

/// What became of a deadline, as pressed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeedForm {
    /// `done`, `late` or `undo`.
    deed: String,
    /// The word of a [`Late`].
    late: String,
    /// `person` to go back to the person's page.
    back: String,
}

/// `POST /desk/deadlines/{enrolment}/{deadline}/{number}`; pressing twice is pressing once.
pub async fn note(
    State(app): State<App>,
    staff: Staff,
    Path((enrolment, deadline, number)): Path<(String, String, u32)>,
    Form(form): Form<DeedForm>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let id = EnrolmentId::new(enrolment);
    let mut tx = app.db.write().await?;
    let enrolment = participants::store::enrolment(&mut tx, &id).await?;
    let whose = enrolment.participant.as_str();
    let (person, _) = in_care(&mut tx, &staff, whose).await?;
    let definition = programmes::store::definition(&mut tx, &enrolment.programme).await?;
    if !definition.deadlines.iter().any(|it| it.id == deadline) || number == 0 {
        return Err(Error::NotFound);
    }
    let today = naming::day(now, &naming::zone(&definition)?);
    let key = (deadline.as_str(), number);
    let noted = match form.deed.as_str() {
        "done" => Some(Note {
            met_on: Some(today),
            ..Note::default()
        }),
        "late" => Some(Note {
            late: Some(Late::of(&form.late).ok_or(Error::NotUnderstood("late"))?),
            rests_until: Some(rests_until(today)),
            ..Note::default()
        }),
        "undo" => None,
        _ => return Err(Error::NotUnderstood("deed")),
    };
    match &noted {
        Some(note) => store::note(&mut tx, &id, key, note, Some(&staff.id), now).await?,
        None => store::forget(&mut tx, &id, key).await?,
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(match (form.back.as_str(), noted) {
        ("person", _) => see(&format!("/people/{}/follow-up", person.id)),
        (_, Some(_)) => see(&format!("/desk?noted={id}/{deadline}/{number}")),
        (_, None) => see("/desk"),
    })
}
