//! `/questions/…` for participants, and `/a/…` for whoever holds a one-occasion right.

use app::appointments::reply::ReplyForm;
use app::identity::Code;
use app::ids::OccasionId;
use app::look::Section;
use app::questionnaires::Runner;
use app::questionnaires::around::{GonePage, LaterPage, OpenPage};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;

use super::form::AnswerForm;
use super::visit::Visit;
use super::{Mode, Occasion, Stand, answers, store, zone_of};
use crate::anonymous::visit::held_for;
use crate::appointments::replies;
use crate::error::Error;
use crate::identity::Me;
use crate::identity::sessions::hash;
use crate::identity::visitor::{appearance, chosen_language, language};
use crate::scheduling::{self, offer};
use crate::storage::{Fault, Tx};
use crate::web::{App, Audience, page};

/// `/questions/{occasion}`
pub async fn begin(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let person = me.id.clone();
    let mut tx = app.db.read().await?;
    let visit = mine(&mut tx, me, &id, now).await?;
    let answer = visit.begin(&mut tx, now).await?;
    drop(tx);
    // A sign of life, wherever the person came from; where it is over there is nothing to see.
    if visit.occasion.stand(now) == Stand::Open {
        let mut tx = app.db.write().await?;
        scheduling::store::seen(&mut tx, &person, now).await?;
        tx.commit().await?;
    }
    Ok(answer)
}

/// `/questions/{occasion}/{question}`
pub async fn show(
    State(app): State<App>,
    me: Me,
    Path((id, link_id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    mine(&mut tx, me, &id, now)
        .await?
        .show(&mut tx, &link_id, now)
        .await
}

/// Takes the answer to one question.
pub async fn answer(
    State(app): State<App>,
    me: Me,
    Path((id, link_id)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let visit = mine_held(&mut tx, me, &id, now).await?;
    visit.answer(tx, &link_id, &headers, &form, now).await
}

/// Sends what was answered.
pub async fn finish(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let visit = mine_held(&mut tx, me, &id, now).await?;
    visit.finish(tx, now).await
}

/// `/questions/{occasion}/done`
pub async fn done(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    // Who has just answered knows what a notice would be about: a good moment to offer them.
    let push = if me.is_shared_phone {
        None
    } else {
        let key = crate::notifications::vapid::key(&app.db).await?;
        Some(key.public().to_owned())
    };
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    mine(&mut tx, me, &id, now)
        .await?
        .done(&mut tx, now, push)
        .await
}

/// The participant's own occasion; anybody else's looks as if there were none.
pub(super) async fn mine(tx: &mut Tx, me: Me, id: &str, now: Timestamp) -> Result<Visit, Error> {
    let occasion = answers::store::occasion_of(tx, &me.id, &named(id)?).await?;
    visit_of(tx, me, occasion, now).await
}

/// The same, held until the transaction ends.
async fn mine_held(tx: &mut Tx, me: Me, id: &str, now: Timestamp) -> Result<Visit, Error> {
    let occasion = answers::store::hold_of(tx, &me.id, &named(id)?).await?;
    visit_of(tx, me, occasion, now).await
}

/// An id as it stands in an address. PostgreSQL takes offence at some texts; no id looks like them.
fn named(id: &str) -> Result<OccasionId, Error> {
    let id = uuid::Uuid::try_parse(id).map_err(|_| Error::NotFound)?;
    Ok(OccasionId::new(id.to_string()))
}

async fn visit_of(tx: &mut Tx, me: Me, occasion: Occasion, now: Timestamp) -> Result<Visit, Error> {
    let token = held_for(tx, &occasion, now).await?;
    let questionnaire = store::questionnaire(tx, &occasion.questionnaire).await?;
    let base = format!("/questions/{}", occasion.id);
    Ok(Visit {
        occasion,
        questionnaire,
        audience: me.audience,
        base,
        mode: Mode::App,
        about: None,
        token,
    })
}

/// `/a/{token}`: a door that says nothing and changes nothing.
pub async fn open(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let Some(visit) = by_right(&mut tx, &headers, &token, now).await? else {
        drop(tx);
        let other = match replies::open(&app, &headers, &token).await? {
            None => offer::open(&app, &headers, &token).await?,
            reminder => reminder,
        };
        return Ok(other.unwrap_or_else(|| gone(&headers)));
    };
    if visit.occasion.stand(now) != Stand::Open || visit.token.is_some() {
        return visit.begin(&mut tx, now).await;
    }
    let words = visit.audience.words;
    let (action, title) = (visit.base.clone(), words.say("questions-open-title"));
    let body = move || view! { <OpenPage words action/> };
    Ok(page(&visit.audience, &title, Section::None, body).into_response())
}

/// The deliberate step through that door: to the first question, or to sending what is
/// complete.
pub async fn start(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(form): Form<ReplyForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let Some(mut visit) = by_right(&mut tx, &headers, &token, now).await? else {
        drop(tx);
        let other = match replies::take(&app, &headers, &token, form.clone()).await? {
            None => offer::take(&app, &headers, &token, form).await?,
            reminder => reminder,
        };
        return Ok(other.unwrap_or_else(|| gone(&headers)));
    };
    if visit.token.is_some() {
        return visit.begin(&mut tx, now).await;
    }
    let answers = answers::store::answers(&mut tx, &visit.occasion.id).await?;
    let first = Runner::new(&visit.questionnaire, &answers)
        .first_unanswered()
        .map(|item| visit.page_of(item.link_id()));
    match first {
        Some(first) if visit.occasion.stand(now) == Stand::Open => {
            scheduling::store::seen_by_link(&mut tx, &visit.occasion.id, now).await?;
            tx.commit().await?;
            Ok(crate::web::see(&first).into_response())
        }
        Some(_) => visit.begin(&mut tx, now).await,
        None => {
            visit.hold(&mut tx).await?;
            visit.finish(tx, now).await
        }
    }
}

/// `/a/{token}/{question}`
pub async fn show_by_right(
    State(app): State<App>,
    headers: HeaderMap,
    Path((token, link_id)): Path<(String, String)>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    match by_right(&mut tx, &headers, &token, now).await? {
        Some(visit) => visit.show(&mut tx, &link_id, now).await,
        None => Ok(gone(&headers)),
    }
}

/// Takes the answer to one question from whoever holds the right.
pub async fn answer_by_right(
    State(app): State<App>,
    Path((token, link_id)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    match by_right(&mut tx, &headers, &token, now).await? {
        Some(mut visit) => {
            visit.hold(&mut tx).await?;
            visit.answer(tx, &link_id, &headers, &form, now).await
        }
        None => Ok(gone(&headers)),
    }
}

/// `/a/{token}/done`
pub async fn done_by_right(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    match by_right(&mut tx, &headers, &token, now).await? {
        Some(visit) => visit.done(&mut tx, now, None).await,
        None => Ok(gone(&headers)),
    }
}

/// `/a/{token}/later`: not today, and until when there is time.
pub async fn later(
    State(app): State<App>,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.db.read().await?;
    let Some(visit) = by_right(&mut tx, &headers, &token, app.clock.now()).await? else {
        return Ok(gone(&headers));
    };
    let zone = zone_of(&mut tx, &visit.occasion).await?;
    // The window ends with the last moment of a day: that day still counts.
    let last = visit.occasion.closes_at - jiff::SignedDuration::from_millis(1);
    let words = visit.audience.words;
    let until = words.day(last.to_zoned(zone).date());
    let title = words.say("questions-later-title");
    let body = move || view! { <LaterPage words until/> };
    Ok(page(&visit.audience, &title, Section::None, body).into_response())
}

/// The occasion of a right that still lasts, in the language of the person it was made for.
async fn by_right(
    tx: &mut Tx,
    headers: &HeaderMap,
    token: &str,
    now: Timestamp,
) -> Result<Option<Visit>, Error> {
    let occasion = match answers::store::occasion_by_right(tx, &hash(&meant(token)), now).await {
        Ok(occasion) => occasion,
        Err(Fault::Missing) => return Ok(None),
        Err(fault) => return Err(fault.into()),
    };
    let holds = held_for(tx, &occasion, now).await?;
    let questionnaire = store::questionnaire(tx, &occasion.questionnaire).await?;
    let language = match chosen_language(headers) {
        Some(language) => language,
        None => answers::store::language_of(tx, &occasion).await?,
    };
    let base = format!("/a/{token}");
    let audience = Audience::nobody(language, &base).shown_as(appearance(headers));
    Ok(Some(Visit {
        occasion,
        questionnaire,
        audience,
        base,
        mode: Mode::Link,
        about: None,
        token: holds,
    }))
}

/// The token as it was made: one that was typed from a letter may have dashes and small letters.
fn meant(token: &str) -> String {
    Code::read(token).map_or_else(|_| token.to_owned(), |code| code.as_str().to_owned())
}

fn gone(headers: &HeaderMap) -> Response {
    let audience = Audience::nobody(language(headers), "/").shown_as(appearance(headers));
    let words = audience.words;
    let title = words.say("questions-gone-title");
    let page = page(
        &audience,
        &title,
        Section::None,
        move || view! { <GonePage words/> },
    );
    (StatusCode::GONE, page).into_response()
}
