//! `/people/{id}/activities` and `/people/{id}/baseline`: what staff and participant decide together.

use app::access::Deed;
use app::ids::ParticipantId;
use app::look::Section;
use app::pacing::planning::{ActivityForm, BaselineForm, PlanningPage};
use app::participants::Problem;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::programmes::naming;
use crate::web::{App, form_page, see};

/// `POST /people/{id}/activities`
pub async fn add(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<ActivityForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let new = match form.read() {
        Ok(new) => new,
        Err(problems) => {
            return Ok(again(
                &staff,
                person.id,
                form,
                BaselineForm::default(),
                problems,
            ));
        }
    };
    store::add_activity(&mut tx, &person.id, &enrolment.id, &new).await?;
    access::store::record(
        &mut tx,
        &staff,
        &person.id,
        Deed::PlannedActivity,
        app.clock.now(),
    )
    .await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=planned")).into_response())
}

/// `POST /people/{id}/baseline`: always a decision of people, from today on.
pub async fn decide(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<BaselineForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let points = match form.read() {
        Ok(points) => points,
        Err(problems) => {
            return Ok(again(
                &staff,
                person.id,
                ActivityForm::default(),
                form,
                problems,
            ));
        }
    };
    let today = naming::day(now, &naming::zone_of(&mut tx, &person.id).await?);
    store::decide_baseline(&mut tx, &person.id, today, points, &staff.id).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::PlannedActivity, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=baseline")).into_response())
}

/// The forms as they were typed, with what to mend.
fn again(
    staff: &Staff,
    person: ParticipantId,
    form: ActivityForm,
    baseline: BaselineForm,
    problems: Vec<Problem>,
) -> Response {
    let words = staff.words;
    let title = words.say("planning-title");
    let person = person.to_string();
    form_page(&staff.audience, &title, Section::People, true, move || {
        view! { <PlanningPage words person form baseline problems/> }
    })
}
