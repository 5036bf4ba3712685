//! `/`, `/invite`, `/language`, `/sign-out` and, in a demonstration, `/demo/…`.

use app::identity::page::{CodePage, WelcomePage};
use app::identity::{Code, CodeForm};
use app::look::Section;
use app::texts::Language;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::sessions::{self, OWN_PHONE, SHARED_PHONE, STAFF};
use super::store::{self, Shown, Whose};
use super::visitor::{LANGUAGE_COOKIE, Reader};
use crate::error::Error;
use crate::storage::{Tx, installation};
use crate::web::{App, page, page_again, see};
use crate::{assets, notifications, organisations, participants};

/// `/`: a welcome, or on to where one belongs.
pub async fn home(State(app): State<App>, reader: Reader) -> Result<Response, Error> {
    let to = match &reader.whose {
        Some(Whose::Participant(_)) => "/today",
        Some(Whose::Staff(id)) => {
            let mut tx = app.db.read().await?;
            let member = organisations::store::member(&mut tx, id).await?;
            if member.role.sees_people() {
                "/desk"
            } else if member.role.defines() {
                "/programmes"
            } else {
                "/results"
            }
        }
        None => {
            let words = reader.audience.words;
            let title = words.say("identity-welcome");
            let body = move || view! { <WelcomePage words/> };
            return Ok(page(&reader.audience, &title, Section::None, body).into_response());
        }
    };
    Ok(see(to).into_response())
}

/// `/invite`: a field for the code; a script fills it from the part after `#`.
pub async fn invite(reader: Reader) -> Response {
    code_page(&reader, CodeForm::default(), false, None)
}

fn code_page(reader: &Reader, form: CodeForm, ask_year: bool, problem: Option<&str>) -> Response {
    let words = reader.audience.words;
    let title = words.say("identity-code-title");
    let nonce_script = assets::at_root("invite.js");
    let wrong = problem.map(|key| words.say(key));
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let render = if wrong.is_some() { page_again } else { page };
    let body = move || {
        view! { <CodePage words form ask_year problem=wrong script=nonce_script/> }
    };
    (
        status,
        render(&reader.audience, &title, Section::None, body),
    )
        .into_response()
}

/// Lets the person in whose code this is, or says how to mend it.
pub async fn come_in(
    State(app): State<App>,
    reader: Reader,
    Form(form): Form<CodeForm>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    app.brake.check(now)?;
    let Ok(code) = Code::read(&form.code) else {
        return Ok(code_page(&reader, form, false, Some("identity-code-wrong")));
    };
    let mut tx = app.db.write().await?;
    let shown = store::show_code(&mut tx, &code, form.year(), now).await?;
    match shown {
        Shown::In(organisation, whose) => {
            let shared = form.is_shared_phone();
            let cookie = open(&app, &mut tx, &organisation, &whose, shared).await?;
            tx.commit().await?;
            Ok(enter(cookie))
        }
        Shown::AskYear { wrong } => {
            tx.commit().await?; // keeps the count of wrong years
            if wrong {
                app.brake.count(now);
            }
            let problem = if wrong || !form.year.trim().is_empty() {
                "identity-year-wrong"
            } else {
                "identity-year-missing"
            };
            Ok(code_page(&reader, form, true, Some(problem)))
        }
        Shown::NoGood => {
            app.brake.count(now);
            Ok(code_page(
                &reader,
                form,
                false,
                Some("identity-code-no-good"),
            ))
        }
    }
}

async fn open(
    app: &App,
    tx: &mut Tx,
    organisation: &app::ids::OrganisationId,
    whose: &Whose,
    shared: bool,
) -> Result<[HeaderValue; 2], Error> {
    let token = sessions::new_token();
    let (lasts, language) = match whose {
        Whose::Staff(id) => (STAFF, organisations::store::member(tx, id).await?.language),
        Whose::Participant(id) => {
            let language = participants::store::participant(tx, id).await?.language;
            (if shared { SHARED_PHONE } else { OWN_PHONE }, language)
        }
    };
    store::open_session(
        tx,
        organisation,
        whose,
        &token,
        shared,
        app.clock.now(),
        lasts,
    )
    .await?;
    Ok([
        sessions::keep(&app.settings, &token, shared),
        language_cookie(app, language),
    ])
}

fn enter([session, language]: [HeaderValue; 2]) -> Response {
    let mut response = see("/").into_response();
    response.headers_mut().append(SET_COOKIE, session);
    response.headers_mut().append(SET_COOKIE, language);
    response
}

fn language_cookie(app: &App, language: Language) -> HeaderValue {
    let secure = if app.settings.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let tag = language.tag();
    let text = format!(
        "{LANGUAGE_COOKIE}={tag}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000{secure}"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// A language that somebody chose, and where they were.
#[derive(Debug, Deserialize)]
pub struct LanguageForm {
    language: String,
    #[serde(default)]
    back: String,
}

/// Changes the language, for the person who is signed in also on their next phone.
pub async fn choose_language(
    State(app): State<App>,
    reader: Reader,
    Form(form): Form<LanguageForm>,
) -> Result<Response, Error> {
    let language = Language::of_tag(&form.language).ok_or(Error::NotUnderstood("language"))?;
    let mut tx = app.db.write().await?;
    match &reader.whose {
        Some(Whose::Participant(id)) => {
            participants::store::set_language(&mut tx, id, language).await?
        }
        Some(Whose::Staff(id)) => organisations::store::set_language(&mut tx, id, language).await?,
        None => {}
    }
    tx.commit().await?;
    // Only a path of ours: never to another site.
    let is_strange = |c: char| c == '\\' || c.is_control();
    let is_ours = form.back.starts_with('/')
        && !form.back.starts_with("//")
        && !form.back.contains(is_strange);
    let back = if is_ours { form.back.as_str() } else { "/" };
    let mut response = see(back).into_response();
    response
        .headers_mut()
        .append(SET_COOKIE, language_cookie(&app, language));
    Ok(response)
}

/// Ends the session, here and in the database.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    if let Some(token) = sessions::token(&app.settings, &headers) {
        let mut tx = app.db.write().await?;
        let ended = store::session(&mut tx, &token, app.clock.now()).await?;
        // A phone that was signed out shows no notices; another one asks for them again.
        if let Some(Whose::Participant(id)) = ended.map(|session| session.whose) {
            notifications::store::forget_all(&mut tx, &id).await?;
        }
        store::end_session(&mut tx, &token).await?;
        tx.commit().await?;
    }
    let mut response = see("/").into_response();
    response
        .headers_mut()
        .append(SET_COOKIE, sessions::forget(&app.settings));
    // The pages that the service worker kept go too; what waits to be sent is not among them.
    response
        .headers_mut()
        .append("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// Signs in by a link that `dagsform demo` printed: only in its database, only on this machine.
pub async fn demo(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Error> {
    if !app.settings.listen.ip().is_loopback() {
        return Err(Error::NotFound);
    }
    let mut tx = app.db.write().await?;
    let name = format!("demo:{}", sessions::hash(&token));
    let kept = installation::value(&mut tx, &name)
        .await?
        .ok_or(Error::NotFound)?;
    let (kind, id) = kept.split_once(':').ok_or(Error::NotFound)?;
    let (organisation, whose) = match kind {
        "staff" => {
            let member = organisations::store::member(&mut tx, &app::ids::StaffId::new(id)).await?;
            (member.organisation, Whose::Staff(member.id))
        }
        _ => {
            let id = app::ids::ParticipantId::new(id);
            (
                participants::store::organisation_of(&mut tx, &id).await?,
                Whose::Participant(id),
            )
        }
    };
    let cookie = open(&app, &mut tx, &organisation, &whose, false).await?;
    tx.commit().await?;
    Ok(enter(cookie))
}

/// Where someone without a session is sent by a message's link, and someone with one sees what is new.
pub async fn from_message(reader: Reader) -> Redirect {
    see(match reader.whose {
        Some(Whose::Participant(_)) => "/today",
        Some(Whose::Staff(_)) => "/desk",
        None => "/",
    })
}
