//! `/results/projects`: asks for rows, decides, takes them, and changes one's mind.

use app::identity::Role;
use app::look::Section;
use app::projects::page::{May, Projects, ProjectsPage};
use app::projects::{DecisionForm, ProjectForm, rows_codebook};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::store;
use super::taking::{NotTaken, secret, take as take_rows};
use crate::error::Error;
use crate::identity::Staff;
use crate::insight::web::{CSV, Which, download};
use crate::programmes::naming;
use crate::programmes::store::{Running, programmes};
use crate::storage::{Fault, Tx};
use crate::web::{App, form_page, see};

/// What this role may do.
fn may(role: Role) -> May {
    May {
        ask: role.asks_for_rows(),
        decide: role.decides_on_rows(),
    }
}

/// What comes back to be mended, or is told.
#[derive(Default)]
struct Said {
    form: ProjectForm,
    problems: Vec<(String, &'static str)>,
    notice: Option<&'static str>,
}

async fn chosen(tx: &mut Tx, staff: &Staff, id: Option<&str>) -> Result<Running, Fault> {
    let all = programmes(tx, &staff.organisation).await?;
    let is_it = |one: &Running| id.is_none_or(|id| one.id.as_str() == id);
    all.into_iter().find(is_it).ok_or(Fault::Missing)
}

async fn list(
    tx: &mut Tx,
    staff: &Staff,
    programme: Option<&str>,
    said: Said,
) -> Result<Response, Error> {
    let words = staff.words;
    let running = chosen(tx, staff, programme).await?;
    let is_wrong = !said.problems.is_empty() || said.notice.is_some();
    let projects = Projects {
        all: store::projects(tx, &running.id, &staff.id).await?,
        programme: running.id.to_string(),
        called: running.definition.called(words.language()).to_owned(),
        may: may(staff.role),
        form: said.form,
        problems: said.problems,
        notice: said.notice,
        zone: naming::zone(&running.definition)?,
    };
    let title = words.say("projects-title");
    let body = move || view! { <ProjectsPage words projects/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Results,
        is_wrong,
        body,
    ))
}

/// `GET /results/projects`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    if !staff.role.sees_results() {
        return Err(Error::NotAllowed);
    }
    let mut tx = app.db.read().await?;
    list(&mut tx, &staff, which.programme(), Said::default()).await
}

/// `POST /results/projects`
pub async fn ask(
    State(app): State<App>,
    staff: Staff,
    Form(form): Form<ProjectForm>,
) -> Result<Response, Error> {
    if !staff.role.asks_for_rows() {
        return Err(Error::NotAllowed);
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let programme = chosen(&mut tx, &staff, Some(&form.programme)).await?.id;
    let new = match form.read() {
        Ok(new) => new,
        Err(problems) => {
            let said = Said {
                problems: problems.into_iter().map(Into::into).collect(),
                form,
                notice: None,
            };
            return list(&mut tx, &staff, Some(programme.as_str()), said).await;
        }
    };
    let (office, by) = (&staff.organisation, (&staff.id, now));
    store::ask(&mut tx, office, &programme, &new, &secret(), by).await?;
    tx.commit().await?;
    Ok(back_to(programme.as_str()).into_response())
}

fn back_to(programme: &str) -> Redirect {
    see(&format!("/results/projects?programme={programme}"))
}

/// `POST /results/projects/{id}/decision`: never by whoever asked.
pub async fn decide(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let known = store::project(&mut tx, &staff.organisation, &id).await?;
    if !staff.role.decides_on_rows() || known.asked_by == staff.id || known.is_taken_back {
        return Err(Error::NotAllowed);
    }
    let programme = known.programme.as_str();
    let (approved, reason) = match form.read() {
        Ok(decision) => decision,
        Err(problem) => {
            let said = Said {
                problems: vec![(format!("{}-{id}", problem.field), problem.key)],
                ..Said::default()
            };
            return list(&mut tx, &staff, Some(programme), said).await;
        }
    };
    store::decide(&mut tx, &id, (approved, &reason), (&staff.id, now)).await?;
    tx.commit().await?;
    Ok(back_to(programme).into_response())
}

/// What whoever asked wants now.
#[derive(Debug, Deserialize)]
pub struct BackForm {
    deed: String,
}

/// `POST /results/projects/{id}/take-back`: by whoever asked, and back again.
pub async fn take_back(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<BackForm>,
) -> Result<Redirect, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let known = store::project(&mut tx, &staff.organisation, &id).await?;
    if known.asked_by != staff.id {
        return Err(Error::NotAllowed);
    }
    let at = (form.deed == "back").then_some(now);
    store::take_back(&mut tx, &id, at).await?;
    tx.commit().await?;
    Ok(back_to(known.programme.as_str()))
}

/// `POST /results/projects/{id}/before_after.csv`: the rows, once somebody else has approved.
pub async fn take(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    if !staff.role.asks_for_rows() {
        return Err(Error::NotAllowed);
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let known = store::project(&mut tx, &staff.organisation, &id).await?;
    let notice = match take_rows(&mut tx, &staff, (&id, &known), now).await? {
        Ok(rows) => {
            tx.commit().await?;
            return Ok(download(CSV, "before_after.csv", rows));
        }
        Err(NotTaken::NotApproved) => "projects-not-approved",
        Err(NotTaken::TooFew) => "projects-too-few",
    };
    let said = Said {
        notice: Some(notice),
        ..Said::default()
    };
    list(&mut tx, &staff, Some(known.programme.as_str()), said).await
}

/// `GET /results/projects/before_after.codebook.csv`
pub async fn codebook(staff: Staff) -> Result<Response, Error> {
    if !staff.role.sees_results() {
        return Err(Error::NotAllowed);
    }
    let name = "before_after.codebook.csv";
    Ok(download(CSV, name, rows_codebook(staff.words)))
}
