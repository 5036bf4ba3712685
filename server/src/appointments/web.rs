//! `/appointments` for the participant; booking and attendance for the office.

use app::access::Deed;
use app::appointments::page::{AppointmentsPage, PersonAppointmentsPage};
use app::appointments::reply::Reply;
use app::appointments::{AppointmentForm, Attendance, TimeForm, Wish};
use app::ids::AppointmentId;
use app::look::Section;
use app::participants::{Participant, Problem};
use app::programmes::in_words;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::off::{Told, call_off};
use super::store;
use crate::access;
use crate::error::Error;
use crate::identity::{Me, Staff};
use crate::participants::enrolments::in_care;
use crate::participants::web::After;
use crate::programmes;
use crate::programmes::naming::{zone, zone_of};
use crate::storage::{Tx, new_id};
use crate::web::{App, Page, page, page_again, see};

/// How many appointments of the past a page shows.
const PAST: i64 = 40;

/// `/appointments`: what comes, and what was.
pub async fn show(State(app): State<App>, me: Me) -> Result<Page, Error> {
    list(&app, &me, None).await
}

async fn list(app: &App, me: &Me, problem: Option<&'static str>) -> Result<Page, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let coming = store::coming(&mut tx, &me.id, now).await?;
    let past = store::past(&mut tx, &me.id, now, PAST).await?;
    let zone = zone_of(&mut tx, &me.id).await?;
    tx.commit().await?;
    let words = me.words;
    let title = words.say("appointments-title");
    let render = if problem.is_some() { page_again } else { page };
    Ok(render(
        &me.audience,
        &title,
        Section::Appointments,
        move || {
            view! { <AppointmentsPage words coming past zone now problem/> }
        },
    ))
}

/// What a participant says: `come`, `move`, `cancel`, or `none` to take it back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WishForm {
    wish: String,
    /// The time that the person has read, in unix milliseconds.
    starts: String,
}

/// Keeps a wish or takes it back; a person answers it, nothing moves by itself.
pub async fn wish(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
    Form(form): Form<WishForm>,
) -> Result<Response, Error> {
    let reply = match form.wish.as_str() {
        "none" => None,
        "come" => Some(Reply::Come),
        word => {
            let wish = Wish::of(word).ok_or(Error::NotUnderstood("wish"))?;
            Some(Reply::Wish(wish))
        }
    };
    let id = AppointmentId::new(id);
    let mut tx = app.db.write().await?;
    if store::participant_of(&mut tx, &id).await? != me.id {
        return Err(Error::NotFound);
    }
    let appointment = store::appointment(&mut tx, &id).await?;
    let now = app.clock.now();
    let read: Option<i64> = form.starts.parse().ok();
    let has_moved = read.is_some_and(|at| at != appointment.starts_at.as_millisecond());
    let is_late = appointment.cancelled || appointment.starts_at <= now;
    if is_late || has_moved {
        drop(tx);
        let key = if is_late {
            "appointments-wish-late"
        } else {
            "appointments-wish-moved"
        };
        let again = list(&app, &me, Some(key)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    match reply {
        Some(reply) => store::set_reply(&mut tx, &id, reply, now).await?,
        None => store::set_wish(&mut tx, &id, None).await?,
    }
    tx.commit().await?;
    Ok(see(&format!("/appointments#appointment-{id}")).into_response())
}

/// `/people/{participant}/appointments`: all of a person's appointments, and the form for a new one.
pub async fn person(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Query(after): Query<After>,
) -> Result<Page, Error> {
    let mut tx = app.db.write().await?;
    let (person, _) = in_care(&mut tx, &staff, &id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    let shown = Shown {
        form: AppointmentForm::new(new_id()),
        problems: Vec::new(),
        refused: None,
        done: after.sentence(),
    };
    let page = overview(&app, &mut tx, &staff, person, shown).await?;
    tx.commit().await?;
    Ok(page)
}

/// The kinds of meetings of a person's programme, by short name, in the language of staff.
async fn kinds(
    tx: &mut Tx,
    staff: &Staff,
    person: &Participant,
) -> Result<Vec<(String, String)>, Error> {
    let (_, enrolment) = in_care(tx, staff, person.id.as_str()).await?;
    let definition = programmes::store::definition(tx, &enrolment.programme).await?;
    let language = staff.words.language();
    let kinds = definition.appointments.iter();
    Ok(kinds
        .map(|it| (it.id.clone(), in_words(&it.name, language).to_owned()))
        .collect())
}

/// What the page about a person's appointments shows besides them.
struct Shown {
    form: AppointmentForm,
    problems: Vec<Problem>,
    refused: Option<&'static str>,
    done: Option<&'static str>,
}

async fn overview(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    shown: Shown,
) -> Result<Page, Error> {
    let now = app.clock.now();
    let mut appointments = store::coming(tx, &person.id, now).await?;
    appointments.extend(store::past(tx, &person.id, now, PAST).await?);
    let zone = zone_of(tx, &person.id).await?;
    let kinds = kinds(tx, staff, &person).await?;
    let Shown {
        form,
        problems,
        refused,
        done,
    } = shown;
    let (words, name) = (staff.words, person.name);
    let title = words.with(
        "appointments-person-title",
        &[("name", name.as_str().into())],
    );
    let has_problem = !problems.is_empty() || refused.is_some();
    let render = if has_problem { page_again } else { page };
    Ok(render(
        &staff.audience,
        &title,
        Section::People,
        move || {
            view! {
                <PersonAppointmentsPage
                    words person=person.id name appointments zone now kinds form problems refused done
                />
            }
        },
    ))
}

async fn again(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    shown: Shown,
) -> Result<Response, Error> {
    let page = overview(app, tx, staff, person, shown).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Books a meeting in the programme's local time.
pub async fn book(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<AppointmentForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let definition = programmes::store::definition(&mut tx, &enrolment.programme).await?;
    let zone = zone(&definition)?;
    let new = match form.read(&zone) {
        Ok(new) => new,
        Err(problems) => {
            let shown = Shown {
                form,
                problems,
                refused: None,
                done: None,
            };
            return again(&app, &mut tx, &staff, person, shown).await;
        }
    };
    let key = uuid::Uuid::parse_str(&form.key).map_or_else(|_| new_id(), |key| key.to_string());
    let meeting = AppointmentId::new(key);
    store::book(&mut tx, &meeting, &enrolment.id, &staff.id, &new, now).await?;
    if definition.appointments.iter().any(|it| it.id == form.kind) {
        store::set_kind(&mut tx, &meeting, &form.kind).await?;
    }
    access::store::record(&mut tx, &staff, &person.id, Deed::Booked, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{}?done=booked", person.id)).into_response())
}

/// Who came: a word of [`Attendance`], or `none` to take it back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    attendance: String,
}

/// Registers who came. Nothing follows from it but what the programme's rules say.
pub async fn attendance(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<AttendanceForm>,
) -> Result<Response, Error> {
    let (id, now) = (AppointmentId::new(id), app.clock.now());
    let mut tx = app.db.write().await?;
    let whose = store::participant_of(&mut tx, &id).await?;
    let (person, _) = in_care(&mut tx, &staff, whose.as_str()).await?;
    let appointment = store::appointment(&mut tx, &id).await?;
    let came = match (form.attendance.as_str(), Attendance::of(&form.attendance)) {
        ("none", _) => Ok(None),
        (_, None) => Err("appointments-not-chosen"),
        (_, Some(came)) => match appointment.may_register(came, now) {
            Ok(()) => Ok(Some(came)),
            Err(not) => Err(not.key()),
        },
    };
    let came = match came {
        Ok(came) => came,
        Err(refused) => {
            let shown = Shown {
                form: AppointmentForm::new(new_id()),
                problems: Vec::new(),
                refused: Some(refused),
                done: None,
            };
            return again(&app, &mut tx, &staff, person, shown).await;
        }
    };
    store::set_attendance(&mut tx, &id, came, now).await?;
    access::store::record(&mut tx, &staff, &whose, Deed::RegisteredAttendance, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{whose}/appointments?done=saved")).into_response())
}

/// Moves a meeting that has yet to begin; the person is reminded of its new time.
pub async fn move_to(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<TimeForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let (id, now) = (AppointmentId::new(id), app.clock.now());
    let mut tx = app.db.write().await?;
    let whose = store::participant_of(&mut tx, &id).await?;
    let (person, _) = in_care(&mut tx, &staff, whose.as_str()).await?;
    let appointment = store::appointment(&mut tx, &id).await?;
    let zone = zone_of(&mut tx, &whose).await?;
    let may = !appointment.cancelled && now < appointment.starts_at;
    let moved = match form.read(&zone) {
        _ if !may => Err("appointments-not-moved"),
        Ok(moved) => Ok(moved),
        Err(problems) => Err(problems.first().map_or("people-day-wrong", |it| it.key)),
    };
    let (starts_at, minutes) = match moved {
        Ok(moved) => moved,
        Err(refused) => {
            let shown = Shown {
                form: AppointmentForm::new(new_id()),
                problems: Vec::new(),
                refused: Some(refused),
                done: None,
            };
            return again(&app, &mut tx, &staff, person, shown).await;
        }
    };
    store::move_to(&mut tx, &id, starts_at, minutes, now).await?;
    access::store::record(&mut tx, &staff, &whose, Deed::Booked, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{whose}/appointments?done=moved")).into_response())
}

/// Calls a meeting off for the office.
pub async fn cancel(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let id = AppointmentId::new(id);
    let mut tx = app.db.write().await?;
    let whose = store::participant_of(&mut tx, &id).await?;
    in_care(&mut tx, &staff, whose.as_str()).await?;
    let now = app.clock.now();
    let told = call_off(&mut tx, &id, &staff.id, now).await?;
    access::store::record(&mut tx, &staff, &whose, Deed::Booked, now).await?;
    tx.commit().await?;
    let done = match told {
        Told::ToBeCalled => "to-be-called",
        Told::Noticed | Told::Nothing => "cancelled",
    };
    Ok(see(&format!("/people/{whose}/appointments?done={done}")).into_response())
}
