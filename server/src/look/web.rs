//! `/look`, `/accessibility` and, in a demonstration, `/style`.

use app::look::accessibility::AccessibilityPage;
use app::look::{Appearance, AppearancePage, Section, StyleGuide, Theme, Viewer};
use app::texts::{Language, Words};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use crate::error::Error;
use crate::identity::visitor::APPEARANCE_COOKIE;
use crate::identity::{Me, Reader, Staff};
use crate::operate::demo;
use crate::web::{App, Audience, Page, page, see};

/// Whoever reads, with the language and the frame they know from their other pages.
pub(crate) fn audience(
    me: Result<Me, Error>,
    staff: Result<Staff, Error>,
    reader: Reader,
) -> Audience {
    let me = me.map(|me| me.audience);
    let staff = || staff.map(|staff| staff.audience);
    me.or_else(|_| staff()).unwrap_or(reader.audience)
}

/// Whether something was chosen just now.
#[derive(Debug, Deserialize)]
pub struct Asked {
    kept: Option<String>,
}

/// `GET /look`: how this device shows pages.
pub async fn show(
    me: Result<Me, Error>,
    staff: Result<Staff, Error>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Page {
    let audience = Audience {
        here: "/look".to_owned(),
        ..audience(me, staff, reader)
    };
    let (words, now) = (audience.words, audience.appearance);
    let title = words.say("look-appearance");
    page(&audience, &title, Section::None, move || {
        view! { <AppearancePage words now is_new=asked.kept.is_some()/> }
    })
}

/// What somebody chose for this device.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AppearanceForm {
    theme: String,
    words: String,
}

/// `POST /look`: the device keeps it; a borrowed phone forgets it when the browser is closed.
pub async fn keep(
    State(app): State<App>,
    reader: Reader,
    Form(form): Form<AppearanceForm>,
) -> Response {
    let chosen = Appearance {
        theme: Theme::of(&form.theme),
        easy: form.words == "easy",
    };
    let lasts = if reader.is_shared_phone {
        ""
    } else {
        "; Max-Age=31536000"
    };
    let secure = if app.settings.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let kept = chosen.kept();
    let text = format!("{APPEARANCE_COOKIE}={kept}; Path=/; HttpOnly; SameSite=Lax{lasts}{secure}");
    let mut response = see("/look?kept=1").into_response();
    if let Ok(cookie) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// `GET /accessibility`: the statement, for everyone.
pub async fn accessibility(
    me: Result<Me, Error>,
    staff: Result<Staff, Error>,
    reader: Reader,
) -> Page {
    let audience = audience(me, staff, reader);
    let words = audience.words;
    let may_write = matches!(audience.viewer, Viewer::Participant { .. });
    let title = words.say("accessibility-title");
    page(&audience, &title, Section::None, move || {
        view! { <AccessibilityPage words may_write/> }
    })
}

/// The style guide in a language that is being translated.
#[derive(Debug, Deserialize)]
pub struct Draft {
    language: Option<String>,
}

/// `GET /style`: every part in every state; in a demonstration only, because it shows nobody.
pub async fn style(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Draft>,
) -> Result<Page, Error> {
    let mut tx = app.db.read().await?;
    let is_demo = demo::is_one(&mut tx).await?;
    tx.commit().await?;
    if !is_demo || !app.settings.listen.ip().is_loopback() {
        return Err(Error::NotFound);
    }
    let draft = wanted.language.as_deref().and_then(Language::draft_of_tag);
    let easy = reader.audience.appearance.easy;
    let audience = match draft {
        Some(draft) => Audience {
            words: Words::of(draft).said_simply(easy),
            ..reader.audience
        },
        None => reader.audience,
    };
    let words = audience.words;
    let title = words.say("guide-title");
    Ok(page(&audience, &title, Section::None, move || {
        view! { <StyleGuide words/> }
    }))
}
