//! `/plan` for the participant and `/people/{participant}/plan` for the office.

use app::access::Deed;
use app::ids::EnrolmentId;
use app::look::Section;
use app::participants::{Participant, Problem};
use app::plan::page::{Meanwhile, PlanPage, WritePlanPage};
use app::plan::{Plan, PlanForm, PlanProblem, ReplyForm, Revision, changes, merged};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::store::{self, NewRevision, NotAdded};
use crate::access;
use crate::error::Error;
use crate::identity::{Me, Staff};
use crate::participants::enrolments::in_care;
use crate::participants::store::enrolments_of;
use crate::programmes::naming::{day, zone_of};
use crate::storage::{Tx, new_id};
use crate::web::{App, Page, form_page, page, page_again, see};

/// `/plan`: what was agreed.
pub async fn show(State(app): State<App>, me: Me) -> Result<Page, Error> {
    let mut tx = app.db.read().await?;
    let (revisions, zone) = of(&mut tx, &me).await?;
    tx.commit().await?;
    let (words, today) = (me.words, day(app.clock.now(), &zone));
    Ok(page(
        &me.audience,
        &words.say("plan-title"),
        Section::Plan,
        move || {
            view! { <PlanPage words revisions zone today/> }
        },
    ))
}

/// The revisions of the visitor's newest enrolment, and its zone.
async fn of(tx: &mut Tx, me: &Me) -> Result<(Vec<Revision>, TimeZone), Error> {
    let revisions = match enrolments_of(tx, &me.id).await?.first() {
        Some(enrolment) => store::revisions(tx, &enrolment.id).await?,
        None => Vec::new(),
    };
    Ok((revisions, zone_of(tx, &me.id).await?))
}

/// Keeps what the participant says to the revision they read.
pub async fn reply(
    State(app): State<App>,
    me: Me,
    Form(form): Form<ReplyForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let new = match form.read() {
        Ok(new) => new,
        Err(problems) => return reply_again(&app, &me, form, problems).await,
    };
    let mut tx = app.db.write().await?;
    let (revisions, _) = of(&mut tx, &me).await?;
    let is_theirs = revisions.iter().any(|it| it.id == new.revision);
    if let Some(newest) = revisions
        .first()
        .filter(|it| is_theirs && it.id != new.revision)
    {
        // Replaced while the person read it: they see the new one first, with what they typed.
        let form = ReplyForm {
            revision: newest.id.to_string(),
            ..form
        };
        drop(tx);
        let problem = Problem {
            field: "agreed",
            key: "plan-reply-replaced",
        };
        return reply_again(&app, &me, form, vec![problem]).await;
    }
    store::reply(&mut tx, &me.id, &new, now).await?;
    tx.commit().await?;
    Ok(see("/plan#reply").into_response())
}

async fn reply_again(
    app: &App,
    me: &Me,
    form: ReplyForm,
    problems: Vec<Problem>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let (revisions, zone) = of(&mut tx, me).await?;
    tx.commit().await?;
    let (words, today) = (me.words, day(app.clock.now(), &zone));
    let title = words.say("plan-title");
    let typed = Some((form, problems));
    let body = move || view! { <PlanPage words revisions zone today typed/> };
    Ok(form_page(&me.audience, &title, Section::Plan, true, body))
}

/// `/people/{participant}/plan`: the form with the plan as it stands.
pub async fn write(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Page, Error> {
    staff.must_plan()?;
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let newest = store::newest(&mut tx, &enrolment.id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    tx.commit().await?;
    let (words, name) = (staff.words, person.name);
    let title = words.with("plan-write-title", &[("name", name.as_str().into())]);
    let based_on = newest.as_ref().map_or(0, |revision| revision.number);
    let form = newest.map_or_else(PlanForm::default, |revision| {
        PlanForm::showing(&revision.plan, "")
    });
    Ok(page(&staff.audience, &title, Section::People, move || {
        view! { <WritePlanPage words person=person.id name form based_on/> }
    }))
}

/// A form that comes back to the writer, and why.
struct Again {
    status: StatusCode,
    form: PlanForm,
    based_on: i64,
    problems: Vec<PlanProblem>,
    meanwhile: Option<Meanwhile>,
}

fn again(staff: &Staff, person: Participant, again: Again) -> Response {
    let (words, name) = (staff.words, person.name);
    let title = words.with("plan-write-title", &[("name", name.as_str().into())]);
    let Again {
        status,
        form,
        based_on,
        problems,
        meanwhile,
    } = again;
    let body = move || {
        view! { <WritePlanPage words person=person.id name form based_on problems meanwhile/> }
    };
    let page = page_again(&staff.audience, &title, Section::People, body);
    (status, page).into_response()
}

/// Keeps a new revision, or gives the form back with what to mend or with what a colleague wrote.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let form = PlanForm::of(fields);
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let plan = match form.read(new_id) {
        Ok(plan) => plan,
        Err(problems) => return Ok(again(&staff, person, to_mend(form, problems))),
    };
    let revisions = store::revisions(&mut tx, &enrolment.id).await?;
    let new = NewRevision {
        based_on: form.based_on(),
        note: form.note(),
        plan: &plan,
    };
    let base = base(&revisions, new.based_on);
    if changes(&base, &plan).is_empty() && new.note.is_empty() {
        let problem = PlanProblem {
            field: "note".to_owned(),
            key: "plan-nothing-new",
        };
        return Ok(again(&staff, person, to_mend(form, vec![problem])));
    }
    match store::add(&mut tx, &enrolment.id, &staff.id, &new, now).await {
        Ok(_) => {}
        Err(NotAdded::Stale) => {
            return stale(&mut tx, &staff, person, &enrolment.id, &new, now).await;
        }
        Err(NotAdded::Fault(fault)) => return Err(fault.into()),
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::WrotePlan, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{}?done=plan", person.id)).into_response())
}

fn to_mend(form: PlanForm, problems: Vec<PlanProblem>) -> Again {
    Again {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        based_on: form.based_on(),
        form,
        problems,
        meanwhile: None,
    }
}

/// The plan of a revision by its number; an empty one for 0.
fn base(revisions: &[Revision], number: i64) -> Plan {
    let found = revisions.iter().find(|revision| revision.number == number);
    found.map_or_else(Plan::default, |revision| revision.plan.clone())
}

/// A colleague was first: their plan and ours together in the form, and theirs told beside it.
async fn stale(
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    enrolment: &EnrolmentId,
    mine: &NewRevision<'_>,
    now: Timestamp,
) -> Result<Response, Error> {
    // Read anew: the colleague may have committed while we waited for the number.
    let revisions = store::revisions(tx, enrolment).await?;
    let Some(theirs) = revisions.first().cloned() else {
        return Err(Error::NotUnderstood("based_on"));
    };
    // The same form sent twice is no colleague.
    if theirs.plan.says_the_same(mine.plan) && theirs.note == mine.note {
        return Ok(see(&format!("/people/{}?done=plan", person.id)).into_response());
    }
    let zone = zone_of(tx, &person.id).await?;
    let base = base(&revisions, mine.based_on);
    let both = merged(&base, mine.plan, &theirs.plan);
    let form = Again {
        status: StatusCode::CONFLICT,
        form: PlanForm::showing(&both, mine.note),
        based_on: theirs.number,
        problems: Vec::new(),
        meanwhile: Some(Meanwhile {
            changes: changes(&base, &theirs.plan),
            today: day(now, &zone),
            revision: theirs,
            zone,
        }),
    };
    Ok(again(staff, person, form))
}
