//! `/surveys`: sends a questionnaire now, and shows who has not answered.

use std::cmp::Reverse;

use app::access::Deed;
use app::desk::surveys::{Round, SurveysPage, Waiting};
use app::ids::EnrolmentId;
use app::look::Section;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use leptos::prelude::*;
use serde::Deserialize;

use crate::error::Error;
use crate::identity::Staff;
use crate::programmes::naming;
use crate::scheduling::store::Asked;
use crate::storage::Tx;
use crate::web::{App, form_page, see};
use crate::{access, participants, questionnaires, scheduling};

/// How far back rounds are listed.
const RECENT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What the page says after sending.
#[derive(Debug, Deserialize)]
pub struct After {
    sent: Option<usize>,
}

/// `GET /surveys`
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Query(After { sent }): Query<After>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let mut tx = app.db.read().await?;
    surveys(&mut tx, &app, &staff, sent, None).await
}

async fn surveys(
    tx: &mut Tx,
    app: &App,
    staff: &Staff,
    sent: Option<usize>,
    problem: Option<&str>,
) -> Result<Response, Error> {
    let words = staff.words;
    let language = words.language();
    let questionnaires = questionnaires::store::titles(tx, &staff.organisation, language).await?;
    let people = participants::store::active(tx, &staff.organisation).await?;
    let people = people
        .into_iter()
        .map(|(name, it)| (it.id.to_string(), name))
        .collect();
    let now = app.clock.now();
    let zone = naming::zone_of_office(tx, &staff.organisation).await?;
    let from = naming::day(now - RECENT, &zone);
    let asked = scheduling::store::asked(tx, &staff.organisation, from, now).await?;
    let since = from;
    let rounds = rounds(asked, &questionnaires);
    let title = words.say("surveys-title");
    let problem = problem.map(|key| words.say(key));
    let is_wrong = problem.is_some();
    let body =
        move || view! { <SurveysPage words questionnaires people since rounds sent problem/> };
    Ok(form_page(
        &staff.audience,
        &title,
        Section::Desk,
        is_wrong,
        body,
    ))
}

/// Puts those who were asked the same into one round, the one with most to wait for first.
fn rounds(asked: Vec<Asked>, titles: &[(String, String)]) -> Vec<Round> {
    let mut rounds: Vec<Round> = Vec::new();
    let mut last = None;
    for one in asked {
        if last.as_ref() != Some(&one.questionnaire) {
            rounds.push(Round {
                title: titled(titles, &one.questionnaire),
                ..Round::default()
            });
            last = Some(one.questionnaire);
        }
        if let Some(round) = rounds.last_mut() {
            round.asked += 1;
            round.answered += usize::from(one.is_answered);
            if one.is_waiting {
                round.waiting.push(Waiting {
                    participant: one.participant_id,
                    name: one.name,
                    since: one.due_on.parse().unwrap_or_default(),
                });
            }
        }
    }
    rounds.sort_by_key(|round| Reverse(round.waiting.len()));
    rounds
}

fn titled(titles: &[(String, String)], key: &str) -> String {
    let found = titles.iter().find(|(known, _)| known == key);
    found.map_or_else(|| key.to_owned(), |(_, title)| title.clone())
}

/// `POST /surveys`: the fields repeat, so they are read as pairs.
pub async fn send(
    State(app): State<App>,
    staff: Staff,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    staff.must_plan()?;
    let now = app.clock.now();
    let of = |name: &str| {
        let name = name.to_owned();
        fields
            .iter()
            .filter(move |(field, _)| *field == name)
            .map(|(_, value)| value.clone())
    };
    let questionnaire = of("questionnaire")
        .next()
        .ok_or(Error::NotUnderstood("questionnaire"))?;
    let wanted: Vec<String> = of("enrolments").collect();
    let mut tx = app.db.write().await?;
    if wanted.is_empty() {
        return surveys(&mut tx, &app, &staff, None, Some("surveys-choose")).await;
    }
    // Only people of this office: an id of another one counts for nothing.
    let chosen: Vec<_> = participants::store::active(&mut tx, &staff.organisation)
        .await?
        .into_iter()
        .filter(|(_, enrolment)| wanted.iter().any(|id| id == enrolment.id.as_str()))
        .collect();
    let ids: Vec<EnrolmentId> = chosen
        .iter()
        .map(|(_, enrolment)| enrolment.id.clone())
        .collect();
    let sent = scheduling::send_now(&mut tx, &questionnaire, &ids, now).await?;
    let asked = |id: &EnrolmentId| sent.iter().any(|(to, outcome)| to == id && outcome.is_ok());
    let chosen: Vec<_> = chosen.iter().filter(|(_, it)| asked(&it.id)).collect();
    for (_, enrolment) in &chosen {
        access::store::record(
            &mut tx,
            &staff,
            &enrolment.participant,
            Deed::SentQuestionnaire,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(see(&format!("/surveys?sent={}", chosen.len())).into_response())
}
