//! `/anonymous/…`: tokens for a phone that is signed in, the published keys, and the plain page.

use app::anonymous::page::{AboutPage, short_name};
use app::anonymous::{NotCounted, Round};
use app::ids::OccasionId;
use app::look::Section;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::visit::held_for;
use super::{read, rounds_of, store, written};
use crate::error::Error;
use crate::identity::{Me, Reader, Staff};
use crate::insight::staging::{Asked, store::open_wave};
use crate::programmes::naming;
use crate::questionnaires::{Stand, answers};
use crate::storage::Tx;
use crate::web::{App, Page, page, see};
use crate::{look, participants, programmes, questionnaires, scheduling};

/// What a phone asks with.
#[derive(Debug, Deserialize)]
struct Wanted {
    /// As [`Round`] writes it.
    round: String,
    /// What is to be stamped; it says nothing.
    blinded: String,
}

/// What it is given.
#[derive(Debug, Serialize)]
struct Given {
    wave: String,
    key: String,
    evaluated: String,
    proof: String,
}

/// `POST /anonymous/tokens`: stamps what a phone of one's own asks with, once for each round. The same
/// question gets the same answer, because an answer may be lost on its way.
pub async fn token(State(app): State<App>, me: Me, body: Bytes) -> Result<Response, Error> {
    if me.is_shared_phone || app.settings.anonymous.is_none() {
        return Ok(no(NotCounted::NotAsked));
    }
    let wanted = serde_json::from_slice::<Wanted>(&body).ok();
    let Some((round, wanted)) = wanted.and_then(|it| Some((Round::read(&it.round)?, it))) else {
        return Ok(no(NotCounted::NotUnderstood));
    };
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let given = match give(&mut tx, &me, &round, &wanted.blinded, now).await? {
        Ok(given) => given,
        // Nothing was written: the transaction ends as it began.
        Err(why) => return Ok(no(why)),
    };
    tx.commit().await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(given)).into_response())
}

async fn give(
    tx: &mut Tx,
    me: &Me,
    round: &Round,
    blinded: &str,
    now: Timestamp,
) -> Result<Result<Given, NotCounted>, Error> {
    if !rounds_of(tx, &me.id, now).await?.contains(round) {
        return Ok(Err(NotCounted::NotAsked));
    }
    let enrolment = participants::store::enrolment(tx, &round.enrolment).await?;
    let definition = programmes::store::definition(tx, &enrolment.programme).await?;
    let zone = naming::zone(&definition)?;
    if store::has_confided(tx, round, &zone).await? {
        return Ok(Err(NotCounted::InConfidence));
    }
    let asked = Asked {
        organisation: me.organisation.clone(),
        programme: enrolment.programme.clone(),
        subject: round.enrolment.to_string(),
        respondent: app::programmes::Respondent::Participant,
        questionnaire: round.asked.clone(),
        closes_at: round.quarter.closes_at(&zone),
    };
    let (wave, quarter) = open_wave(tx, &asked, &round.asked, round.quarter, &zone).await?;
    if quarter != round.quarter {
        return Ok(Err(NotCounted::Over));
    }
    let (key, is_new) = store::key(tx, &wave).await?;
    let answered = read(blinded).and_then(|bytes| key.answer(&bytes).ok());
    let Some(answered) = answered else {
        return Ok(Err(NotCounted::NotUnderstood));
    };
    if !store::settle_way(tx, &round.enrolment, &wave, Some(blinded)).await? {
        match store::way(tx, &round.enrolment, &wave).await? {
            Some(Some(before)) if before == blinded => {}
            Some(None) => return Ok(Err(NotCounted::InConfidence)),
            _ => return Ok(Err(NotCounted::Given)),
        }
    }
    if is_new {
        let commitment = blind::commitment(&key.public());
        tracing::info!(%wave, commitment, "a wave has its key");
    }
    Ok(Ok(Given {
        wave: wave.to_string(),
        key: written(&key.public()),
        evaluated: written(&answered.evaluated),
        proof: written(&answered.proof),
    }))
}

/// `GET /anonymous/keys`: the key of each wave, the same for whoever asks.
pub async fn keys(State(app): State<App>) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let keys = store::published(&mut tx).await?;
    let keys: serde_json::Map<String, serde_json::Value> = keys
        .into_iter()
        .map(|(wave, key)| (wave.to_string(), key.into()))
        .collect();
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    Ok((no_store, Json(json!({"keys": keys}))).into_response())
}

/// `GET /anonymous`: what is protected and what is not.
pub async fn about(
    State(app): State<App>,
    me: Result<Me, Error>,
    staff: Result<Staff, Error>,
    reader: Reader,
) -> Result<Page, Error> {
    let audience = look::web::audience(me, staff, reader);
    let mut tx = app.db.read().await?;
    let keys = store::published(&mut tx).await?;
    let keys = keys
        .into_iter()
        .filter_map(|(_, key)| Some(short_name(&blind::commitment(&read(&key)?))))
        .take(12)
        .collect();
    let (words, is_on) = (audience.words, app.settings.anonymous.is_some());
    let title = words.say("anonymous-title");
    Ok(page(&audience, &title, Section::None, move || {
        view! { <AboutPage words is_on keys/> }
    }))
}

/// `POST /anonymous/{occasion}/settled`: "I have answered or do not want to". The two look the same,
/// and the day is all that is kept.
pub async fn settled(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = uuid::Uuid::try_parse(&id).map_err(|_| Error::NotFound)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let id = OccasionId::new(id.to_string());
    let occasion = answers::store::hold_of(&mut tx, &me.id, &id).await?;
    if held_for(&mut tx, &occasion, now).await?.is_none() {
        return Err(Error::NotFound);
    }
    match occasion.stand(now) {
        Stand::Ahead => return Err(Error::NotFound),
        Stand::Answered | Stand::Over => {}
        Stand::Open | Stand::Late => {
            let zone = questionnaires::zone_of(&mut tx, &occasion).await?;
            let day = naming::day(now, &zone);
            answers::store::settle(&mut tx, &id, day).await?;
            scheduling::store::settled(&mut tx, &id, now).await?;
            tx.commit().await?;
        }
    }
    Ok(see("/today").into_response())
}

/// A refusal, for the program alone: the sentence stands on the page already.
pub(super) fn no(why: NotCounted) -> Response {
    let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let body = json!({
        "type": format!("urn:dagsform:problem:{}", why.code()),
        "status": status.as_u16(),
        "refused": why.code(),
    });
    let kind = HeaderValue::from_static("application/problem+json");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, body.to_string()).into_response()
}
