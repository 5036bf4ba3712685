//! A definition as a browser sends it: as text in a field, or as a file.

use axum::Form;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::error::Error;

/// What was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// The definition, with the line ends of our own files. A file goes before the field.
    pub text: String,
    /// The version that it was compared with, where that is known.
    pub on: Option<i64>,
    /// False when the file is no text at all.
    #[serde(skip, default = "yes")]
    pub is_text: bool,
}

fn yes() -> bool {
    true
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE);
        let is_multipart = kind.is_some_and(|it| it.as_bytes().starts_with(b"multipart/"));
        let mut sent = if is_multipart {
            let parts = Multipart::from_request(request, state).await;
            let parts = parts.map_err(IntoResponse::into_response)?;
            of_parts(parts).await.map_err(cut_off)?
        } else {
            let form = Form::<Self>::from_request(request, state).await;
            form.map_err(|_| Error::NotUnderstood("form").into_response())?
                .0
        };
        // Browsers end the lines of a field as mail does.
        sent.text = sent.text.replace("\r\n", "\n");
        Ok(sent)
    }
}

/// A body that breaks off: most often because it was longer than anybody may send.
fn cut_off(error: MultipartError) -> Response {
    if error.status().is_server_error() {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    error.into_response()
}

async fn of_parts(mut parts: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent {
        is_text: true,
        ..Sent::default()
    };
    let mut file = None;
    while let Some(part) = parts.next_field().await? {
        match part.name() {
            Some("text") => sent.text = part.text().await?,
            Some("file") => file = Some(part.bytes().await?),
            _ => {}
        }
    }
    // A browser sends an empty file where none was chosen.
    if let Some(file) = file.filter(|file| !file.is_empty()) {
        match String::from_utf8(file.to_vec()) {
            Ok(text) => sent.text = text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => sent.is_text = false,
        }
    }
    Ok(sent)
}
