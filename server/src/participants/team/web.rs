//! `/people/{id}/team`: hands a course over, and keeps who referred the person.

use app::access::Deed;
use app::ids::StaffId;
use app::look::{Choice, Section};
use app::participants::page::TeamPage;
use app::participants::{Enrolment, Participant, Problem, ReferrerForm};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::organisations::store as organisations;
use crate::participants::enrolments::in_care;
use crate::storage::Tx;
use crate::web::{App, form_page, see};

/// `GET /people/{id}/team`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    let answer = team(&mut tx, &staff, person, enrolment, None, Vec::new()).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn team(
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    enrolment: Enrolment,
    typed: Option<ReferrerForm>,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let known = store::referrer(tx, &enrolment.id).await?;
    let form = typed.unwrap_or_else(|| match &known {
        Some(known) => ReferrerForm::from(known),
        None => ReferrerForm {
            referrer_language: staff.words.language().tag().to_owned(),
            ..ReferrerForm::default()
        },
    });
    let mut coordinators: Vec<Choice> = organisations::planners(tx, &staff.organisation)
        .await?
        .into_iter()
        .map(|(id, name)| Choice::new(id.as_str(), name).chosen_if(id == enrolment.coordinator))
        .collect();
    // Whoever left is still the coordinator, until somebody takes over.
    if !coordinators.iter().any(|it| it.chosen) {
        coordinators.insert(0, Choice::new("", "").chosen_if(true));
    }
    let words = staff.words;
    let (id, name) = (person.id.to_string(), person.name);
    let title = format!("{} {name}", words.say("people-team-title"));
    let is_wrong = !problems.is_empty();
    let body = move || view! { <TeamPage words id name coordinators form problems/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        is_wrong,
        body,
    ))
}

/// Who shall be the coordinator, as chosen.
#[derive(Debug, Deserialize)]
pub struct CoordinatorForm {
    #[serde(default)]
    coordinator: String,
}

/// `POST /people/{id}/coordinator`: choosing the same again changes nothing.
pub async fn hand_over(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<CoordinatorForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let to = StaffId::new(form.coordinator);
    let all = organisations::planners(&mut tx, &staff.organisation).await?;
    if !all.iter().any(|(id, _)| *id == to) {
        let problems = vec![Problem {
            field: "coordinator",
            key: "people-team-coordinator-wrong",
        }];
        return team(&mut tx, &staff, person, enrolment, None, problems).await;
    }
    if to != enrolment.coordinator {
        store::set_coordinator(&mut tx, &enrolment.id, &to, now).await?;
        access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    }
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")).into_response())
}

/// `POST /people/{id}/referrer`
pub async fn refer(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<ReferrerForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let new = match form.read() {
        Ok(new) => new,
        Err(problems) => {
            return team(&mut tx, &staff, person, enrolment, Some(form), problems).await;
        }
    };
    let office = &staff.organisation;
    store::set_referrer(&mut tx, office, &enrolment.id, new.as_ref(), now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}?done=saved")).into_response())
}
