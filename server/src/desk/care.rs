//! `/people/{id}/follow-up`: one person's questions, calls, deadlines and decisions.

use app::access::Deed;
use app::desk::Outcome;
use app::desk::deadlines::noted;
use app::desk::overrides::OverrideForm;
use app::desk::page::{CareOf, FilledOne, FollowUpPage, LoggedCall, OpenOne};
use app::ids::OccasionId;
use app::look::Section;
use app::participants::{Enrolment, Participant};
use app::programmes::in_words;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use super::gathering::events;
use super::{overrides, store};
use crate::access;
use crate::error::Error;
use crate::identity::Staff;
use crate::participants::enrolments::in_care;
use crate::storage::{Fault, Tx};
use crate::web::{App, form_page, see};
use crate::{programmes, questionnaires, scheduling};
use programmes::naming;

/// How many calls, and how many filled forms, the page lists.
const MOST: i64 = 50;

/// `GET /people/{id}/follow-up`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let now = app.clock.now();
    access::store::record(&mut tx, &staff, &person.id, Deed::ReadOverview, now).await?;
    let answer = care(&mut tx, &staff, person, enrolment, None, now).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn care(
    tx: &mut Tx,
    staff: &Staff,
    person: Participant,
    enrolment: Enrolment,
    problem: Option<&'static str>,
    now: Timestamp,
) -> Result<Response, Error> {
    let words = staff.words;
    let definition = programmes::store::definition(tx, &enrolment.programme).await?;
    let zone = naming::zone(&definition)?;
    let today = naming::day(now, &zone);
    let titles = questionnaires::store::titles(tx, &staff.organisation, words.language()).await?;
    let title_of = |key: &str| {
        let found = titles.iter().find(|(known, _)| known == key);
        found.map_or_else(|| key.to_owned(), |(_, title)| title.clone())
    };
    let instant = |at| Timestamp::from_millisecond(at).map_err(|_| Fault::Corrupt("an instant"));
    let mut open = Vec::new();
    for one in scheduling::store::open_of(tx, &enrolment.id).await? {
        let last = instant(one.closes_at)? - SignedDuration::from_secs(1);
        open.push(OpenOne {
            title: title_of(&one.questionnaire),
            until: naming::day(last, &zone),
            is_confidential: one.collection == "confidential",
            id: one.id,
        });
    }
    let answers = questionnaires::answers::store::filled(tx, &enrolment.id, MOST).await?;
    let filled = answers.into_iter().map(|one| FilledOne {
        id: one.occasion.to_string(),
        title: title_of(&one.questionnaire),
        on: naming::day(one.completed_at, &zone),
    });
    let filled = filled.collect();
    let mut calls = Vec::new();
    for call in store::calls_of(tx, &enrolment.id, MOST).await? {
        calls.push(LoggedCall {
            at: instant(call.made_at)?,
            by: call.author,
            outcome: Outcome::of(&call.outcome)
                .ok_or(Fault::Corrupt("calls.outcome"))?
                .as_str(),
            interpreter: call.interpreter,
        });
    }
    let mut standing = store::standing(tx, &enrolment.id, &zone, today).await?;
    for made in &mut standing {
        made.about = made.about.take().map(|key| title_of(&key));
    }
    let notes = store::notes_of(tx, &enrolment.id).await?;
    let consents = store::consents_of_office(tx, &staff.organisation, &zone).await?;
    let given = consents.get(enrolment.id.as_str()).map_or(&[][..], |it| it);
    let all = noted(&definition, &events(&enrolment.dates), given, &notes, today);
    let deadlines = all
        .into_iter()
        .map(|it| {
            let found = definition
                .deadlines
                .iter()
                .find(|known| known.id == it.due.id);
            let name = found.map(|it| in_words(&it.name, words.language()).to_owned());
            (name.unwrap_or_default(), it)
        })
        .collect();
    let view = CareOf {
        id: person.id.to_string(),
        name: person.name,
        open,
        filled,
        calls,
        deadlines,
        enrolment: enrolment.id.to_string(),
        overrides: standing,
        may_plan: staff.role.plans(),
    };
    let title = format!("{} {}", words.say("desk-care-title"), view.name);
    let is_wrong = problem.is_some();
    let problem = problem.map(|key| words.say(key));
    let body = move || view! { <FollowUpPage words person=view zone problem/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::People,
        is_wrong,
        body,
    ))
}

/// `POST /people/{id}/overrides`
pub async fn decide(
    State(app): State<App>,
    staff: Staff,
    Path(id): Path<String>,
    Form(form): Form<OverrideForm>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    let today = naming::day(now, &naming::zone_of(&mut tx, &person.id).await?);
    let decided = match form.read(today) {
        Ok(decided) => decided,
        Err(key) => return care(&mut tx, &staff, person, enrolment, Some(key), now).await,
    };
    let occasion = (!form.occasion.is_empty()).then(|| OccasionId::new(form.occasion));
    let of = (&person, &enrolment);
    let when = (today, now);
    overrides::decide(&mut tx, of, occasion.as_ref(), &decided, &staff.id, when).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}/follow-up")).into_response())
}

/// `POST /people/{id}/overrides/{override}/undo`
pub async fn undo(
    State(app): State<App>,
    staff: Staff,
    Path((id, made)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, enrolment) = in_care(&mut tx, &staff, &id).await?;
    overrides::undo(&mut tx, (&person, &enrolment), &made, now).await?;
    access::store::record(&mut tx, &staff, &person.id, Deed::ChangedDetails, now).await?;
    tx.commit().await?;
    Ok(see(&format!("/people/{id}/follow-up")))
}
