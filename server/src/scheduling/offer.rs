//! `/a/{token}` for an offered call: a page that changes nothing, and the time that was chosen.

use app::appointments::reply::ReplyForm;
use app::appointments::told;
use app::look::Section;
use app::participants::Problem;
use app::scheduling::Hours;
use app::scheduling::offer::{self, CallWish, offered};
use app::scheduling::page::offer::{Chosen, Free, OfferPage, Offered};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store::{self, Offer};
use crate::appointments::replies::number_of;
use crate::error::Error;
use crate::identity::sessions::hash;
use crate::identity::visitor::{appearance, chosen_language};
use crate::participants::store as participants;
use crate::programmes::store as programmes;
use crate::storage::{Fault, Tx};
use crate::web::{App, Audience, form_page, see};

/// Someone with an offer before them.
struct Visit {
    offer: Offer,
    hours: Hours,
    /// What is free.
    times: Vec<Timestamp>,
    audience: Audience,
    base: String,
    number: u8,
    now: Timestamp,
}

/// The page of an offer; `None` when the link opens none (any more).
pub async fn open(app: &App, headers: &HeaderMap, token: &str) -> Result<Option<Response>, Error> {
    let mut tx = app.db.read().await?;
    let visit = by_right(&mut tx, headers, token, app.clock.now()).await?;
    Ok(visit.map(|visit| visit.page(ReplyForm::default(), Vec::new())))
}

/// Takes what a person chose; `None` when the link opens nothing (any more).
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
    // Whoever is just being called can't choose any more.
    if visit.is_now() {
        return Ok(Some(see(&visit.base).into_response()));
    }
    let wish = match offer::read(&form, visit.number, &visit.hours, &visit.times) {
        Ok(wish) => wish,
        Err(problems) => return Ok(Some(visit.page(form, problems))),
    };
    store::wish_for_call(&mut tx, &visit.offer, wish).await?;
    // The link's page was used on purpose: the person has seen that there is something.
    store::seen_by_link(&mut tx, &visit.offer.occasion, now).await?;
    tx.commit().await?;
    Ok(Some(see(&visit.base).into_response()))
}

/// The offer of a right that still lasts, in the language of whoever it was made for.
async fn by_right(
    tx: &mut Tx,
    headers: &HeaderMap,
    token: &str,
    now: Timestamp,
) -> Result<Option<Visit>, Error> {
    let Some(offer) = store::offer_by_right(tx, &hash(token), now).await? else {
        return Ok(None);
    };
    let definition = programmes::definition(tx, &offer.programme).await?;
    let hours =
        Hours::of(&definition).map_err(|_| Fault::Corrupt("protocol_versions.definition"))?;
    let taken = store::taken(tx, &offer.coordinator, &offer.contact, now).await?;
    let language = match chosen_language(headers) {
        Some(language) => language,
        None => participants::participant(tx, &offer.person).await?.language,
    };
    let base = format!("/a/{token}");
    Ok(Some(Visit {
        times: offered(
            &hours,
            offer.slot.parse().ok(),
            now,
            offer.not_after,
            &taken,
        ),
        offer,
        hours,
        audience: Audience::nobody(language, &base).shown_as(appearance(headers)),
        number: number_of(token),
        base,
        now,
    }))
}

impl Visit {
    /// Whether the chosen time has come.
    fn is_now(&self) -> bool {
        matches!(self.offer.chosen, Some(CallWish::At(at)) if at <= self.now)
    }

    fn page(self, form: ReplyForm, problems: Vec<Problem>) -> Response {
        let words = self.audience.words;
        let said = |at: Timestamp| told(words, self.hours.local(at));
        let chosen = match self.offer.chosen {
            _ if self.is_now() => Some(Chosen::Now),
            Some(CallWish::At(at)) => Some(Chosen::At(said(at))),
            Some(CallWish::None) => Some(Chosen::None),
            Some(CallWish::Back) | None => None,
        };
        let times = self.times.iter().map(|at| Free {
            word: offer::word(&self.hours, *at),
            at: self.hours.local(*at),
        });
        let offered = Offered {
            times: times.collect(),
            chosen,
            number: self.number,
            action: self.base.clone(),
        };
        let title = words.say("scheduling-offer-title");
        let again = !problems.is_empty();
        let body = move || view! { <OfferPage words offered form problems/> };
        form_page(&self.audience, &title, Section::None, again, body)
    }
}
