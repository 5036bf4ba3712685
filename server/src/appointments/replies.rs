//! `/a/{token}` for a reminder: a page that changes nothing, and the deliberate answer.

use app::appointments::page::reply::{Asked, ReplyPage};
use app::appointments::reply::{Reply, ReplyForm};
use app::appointments::{Appointment, told};
use app::ids::ParticipantId;
use app::look::Section;
use app::participants::Problem;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use sha2::{Digest, Sha256};

use super::store;
use crate::error::Error;
use crate::identity::sessions::hash;
use crate::identity::visitor::{appearance, chosen_language};
use crate::participants::store as participants;
use crate::programmes::naming::zone_of;
use crate::scheduling::store as scheduling;
use crate::storage::Tx;
use crate::web::{App, Audience, form_page, see};

/// Someone with a reminder before them.
struct Visit {
    appointment: Appointment,
    person: ParticipantId,
    audience: Audience,
    zone: TimeZone,
    base: String,
    number: u8,
}

/// The page of a reminder; `None` when the link opens none (any more).
pub async fn open(app: &App, headers: &HeaderMap, token: &str) -> Result<Option<Response>, Error> {
    let mut tx = app.db.read().await?;
    let visit = by_right(&mut tx, headers, token, app.clock.now()).await?;
    Ok(visit.map(|visit| visit.page(ReplyForm::default(), Vec::new())))
}

/// Takes an answer, if a person gave it; `None` when the link opens nothing (any more).
pub async fn take(
    app: &App,
    headers: &HeaderMap,
    token: &str,
    form: ReplyForm,
) -> Result<Option<Response>, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(visit) = by_right(&mut tx, headers, token, now).await? else {
        return Ok(None);
    };
    let reply = match form.read(visit.number) {
        Ok(reply) => reply,
        Err(problems) => return Ok(Some(visit.page(form, problems))),
    };
    store::set_reply(&mut tx, &visit.appointment.id, reply, now).await?;
    // The link's page was used on purpose: the person has seen that there is something.
    scheduling::seen(&mut tx, &visit.person, now).await?;
    tx.commit().await?;
    Ok(Some(see(&visit.base).into_response()))
}

/// The appointment of a right that still lasts, in the language of whoever it was made for.
async fn by_right(
    tx: &mut Tx,
    headers: &HeaderMap,
    token: &str,
    now: Timestamp,
) -> Result<Option<Visit>, Error> {
    let Some(id) = scheduling::reminder_by_right(tx, &hash(token), now).await? else {
        return Ok(None);
    };
    let appointment = store::appointment(tx, &id).await?;
    let over =
        appointment.cancelled || appointment.attendance.is_some() || appointment.starts_at <= now;
    if over {
        return Ok(None);
    }
    let person = store::participant_of(tx, &id).await?;
    let language = match chosen_language(headers) {
        Some(language) => language,
        None => participants::participant(tx, &person).await?.language,
    };
    let base = format!("/a/{token}");
    Ok(Some(Visit {
        zone: zone_of(tx, &person).await?,
        audience: Audience::nobody(language, &base).shown_as(appearance(headers)),
        number: number_of(token),
        appointment,
        person,
        base,
    }))
}

/// The number to copy, 10 to 99: the same for one link, so that going back does no harm.
pub fn number_of(token: &str) -> u8 {
    let hash = Sha256::digest(format!("number|{token}"));
    10 + hash.first().copied().unwrap_or_default() % 90
}

impl Visit {
    fn page(self, form: ReplyForm, problems: Vec<Problem>) -> Response {
        let words = self.audience.words;
        let starts = self.appointment.starts_at.to_zoned(self.zone);
        let wished = self.appointment.wish.map(Reply::Wish);
        let asked = Asked {
            when: told(words, starts.datetime()),
            answered: wished.or(self.appointment.confirmed.then_some(Reply::Come)),
            number: self.number,
            action: self.base,
        };
        let title = words.say("appointments-reply-title");
        let again = !problems.is_empty();
        let body = move || view! { <ReplyPage words asked form problems/> };
        form_page(&self.audience, &title, Section::None, again, body)
    }
}
