//! `/anonymous/answers`: takes the answers of nobody in particular, with a token.
//!
//! Nothing here looks at a cookie, an address or any other header, and nothing is written to a
//! log, not even a failure. The database is read and never written: what comes in goes to the
//! pool. What is refused is refused before the token is spent.

use std::collections::BTreeMap;

use app::anonymous::NotCounted;
use app::ids::{OrganisationId, QuestionnaireId, WaveId};
use app::insight::Staged;
use app::questionnaires::{Answer, Answers, Questionnaire, Runner, address, bands};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use serde::Deserialize;
use serde_json::json;

use super::store::{self, Keyed};
use super::web::no;
use super::{Pool, read};
use crate::questionnaires;
use crate::storage::{Fault, Tx};
use crate::web::App;

/// The most bytes of one request: all answers to one form.
const LARGEST: usize = 64 * 1024;

/// What a phone sends when it speaks for nobody.
#[derive(Deserialize)]
struct Sent {
    /// The wave.
    wave: String,
    /// The token.
    token: String,
    /// The version of the form.
    form: String,
    /// By link ids as they stand in an address, as a field shows them; null where skipped.
    answers: BTreeMap<String, Option<String>>,
}

/// The endpoint with its limit.
pub fn route() -> MethodRouter<App> {
    post(take).layer(DefaultBodyLimit::max(LARGEST))
}

/// `POST /anonymous/answers`
async fn take(State(app): State<App>, body: Bytes) -> Response {
    match counted(&app, &body).await {
        Ok(()) => {
            let no_store = [(header::CACHE_CONTROL, "no-store")];
            (no_store, Json(json!({"state": "counted"}))).into_response()
        }
        Err(why) => no(why),
    }
}

fn trouble(_: Fault) -> NotCounted {
    NotCounted::Trouble
}

async fn counted(app: &App, body: &[u8]) -> Result<(), NotCounted> {
    let pool = app.settings.anonymous.as_deref().map(Pool::in_folder);
    let pool = pool.ok_or(NotCounted::Unknown)?;
    let sent: Sent = serde_json::from_slice(body).map_err(|_| NotCounted::NotUnderstood)?;
    let id = |text: &str| uuid::Uuid::try_parse(text).ok().map(|id| id.to_string());
    let wave = WaveId::new(id(&sent.wave).ok_or(NotCounted::Unknown)?);
    let form = QuestionnaireId::new(id(&sent.form).ok_or(NotCounted::OtherQuestions)?);
    let token = read(&sent.token).and_then(|bytes| blind::Token::read(&bytes));
    let token = token.ok_or(NotCounted::NotUnderstood)?;

    let mut tx = app.db.read().await.map_err(trouble)?;
    let keyed = still_open(&mut tx, &wave, app).await?;
    if !keyed.key.knows(&token) {
        return Err(NotCounted::Forged);
    }
    let asked = questionnaires::store::named(&mut tx, &form).await;
    let is_asked = |(organisation, key): &(OrganisationId, String)| {
        *organisation == keyed.organisation && *key == keyed.asked
    };
    match asked {
        Ok(asked) if is_asked(&asked) => {}
        Ok(_) | Err(Fault::Missing) => return Err(NotCounted::OtherQuestions),
        Err(_) => return Err(NotCounted::Trouble),
    }
    let form = questionnaires::store::questionnaire(&mut tx, &form)
        .await
        .map_err(trouble)?;
    drop(tx);
    let staged = staged(&form, &sent.answers).ok_or(NotCounted::Unfit)?;

    let held = pool.hold(&wave).await.map_err(|_| NotCounted::Trouble)?;
    // Whoever hands the wave on holds the file too: it may have happened while we waited.
    let mut tx = app.db.read().await.map_err(trouble)?;
    still_open(&mut tx, &wave, app).await?;
    drop(tx);
    match held.spend(token.name(), staged).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(NotCounted::Used),
        Err(_) => Err(NotCounted::Trouble),
    }
}

/// The wave with its key, while it takes tokens.
async fn still_open(tx: &mut Tx, wave: &WaveId, app: &App) -> Result<Keyed, NotCounted> {
    let keyed = store::keyed(tx, wave).await.map_err(|fault| match fault {
        Fault::Missing => NotCounted::Unknown,
        _ => NotCounted::Trouble,
    })?;
    let is_closed = keyed.closes_at <= app.clock.now().as_millisecond();
    if keyed.is_poured || is_closed {
        return Err(NotCounted::Over);
    }
    Ok(keyed)
}

/// The bands of a form that is whole; `None` where something is no answer or has none.
fn staged(form: &Questionnaire, sent: &BTreeMap<String, Option<String>>) -> Option<Staged> {
    let mut answers = Answers::default();
    for (segment, typed) in sent {
        let link_id = address::of_segment(segment)?;
        let answer = match typed {
            None => Answer::Skipped,
            Some(typed) => form.item(&link_id)?.answer(typed).ok()?,
        };
        answers.keep(link_id, answer);
    }
    let is_complete = Runner::new(form, &answers).is_complete();
    is_complete.then(|| Staged::new(bands(form, &answers)))
}
