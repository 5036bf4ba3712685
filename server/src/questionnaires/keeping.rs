//! `/questions/{occasion}/pack`: a form for the person's own phone, to answer without a network.

use std::collections::BTreeMap;

use app::ids::ParticipantId;
use app::look::Section;
use app::questionnaires::Answer;
use app::questionnaires::address::segment;
use app::questionnaires::pack::{Pack, PackPage};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Serialize;

use super::answers::store::{self as answers, Opens};
use super::web::mine;
use super::{GRACE, Stand};
use crate::error::Error;
use crate::identity::Me;
use crate::identity::sessions::{hash, new_token};
use crate::web::{App, page};

/// What a phone keeps of one questionnaire.
#[derive(Debug, Serialize)]
struct Kept {
    /// All questions, drawn, without any answer.
    page: String,
    /// The policy under which that page runs its scripts.
    policy: String,
    /// In which language the person reads.
    language: &'static str,
    /// The right to send answers, which outlives the session.
    right: String,
    /// What stands for the person.
    keeper: String,
    /// What was answered so far, as a field shows it; null where it was skipped. The phone
    /// encrypts it. By link ids as they stand in an address.
    answers: BTreeMap<String, Option<String>>,
}

/// What stands for a person on a phone, so that the next one who signs in there is not shown
/// what waits.
pub fn keeper(of: &ParticipantId) -> String {
    hash(&format!("phone {of}")).split_off(48)
}

/// `POST /questions/{occasion}/pack`: gives a phone of one's own a form and the right to send its
/// answers until they count no more. A shared phone gets neither, and no phone a form that the server
/// has to draw again while a question is answered.
pub async fn pack(
    State(app): State<App>,
    me: Me,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    if me.is_shared_phone {
        return Err(Error::NotAllowed);
    }
    let now = app.clock.now();
    let (words, keeper) = (me.words, keeper(&me.id));
    let mut tx = app.db.write().await?;
    let visit = mine(&mut tx, me, &id, now).await?;
    let is_kept = !visit.questionnaire.needs_the_server() && visit.token.is_none();
    if visit.occasion.stand(now) != Stand::Open || !is_kept {
        return Err(Error::NotFound);
    }
    let of = &visit.occasion;
    let right = new_token();
    let until = of.closes_at + GRACE;
    answers::add_right(&mut tx, &of.id, Opens::Upload, &hash(&right), until).await?;
    let given = answers::answers(&mut tx, &of.id).await?;
    tx.commit().await?;

    let pack = Pack {
        kept: of.kept(),
        form: visit.questionnaire.as_ref().clone(),
        base: visit.base.clone(),
    };
    let title = pack.form.title(words.language()).text;
    let mut audience = visit.audience;
    audience.here = visit.base;
    let body = move || view! { <PackPage words pack/> };
    let drawn = page(&audience, &title, Section::None, body);
    let typed = |answer: &Answer| (*answer != Answer::Skipped).then(|| answer.typed());
    let kept = Kept {
        policy: drawn.policy(),
        page: format!("<!DOCTYPE html>{}", drawn.html()),
        language: words.language().tag(),
        right,
        keeper,
        answers: given
            .iter()
            .map(|(link_id, answer)| (segment(link_id), typed(answer)))
            .collect(),
    };
    let mut response = Json(kept).into_response();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        // Read by our service worker alone: this may stay on the person's own phone.
        (HeaderName::from_static("x-keep"), "phone"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
