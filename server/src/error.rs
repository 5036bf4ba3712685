//! The only place where an error becomes a status and words.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::storage::{self, Fault};

/// Why a request could not be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing is there, or it is somebody else's: the two look the same from outside.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("not signed in")]
    NotSignedIn,
    /// Signed in, but in a role that does not see this.
    #[error("not allowed")]
    NotAllowed,
    /// The form or the document could not be understood.
    #[error("not understood: {0}")]
    NotUnderstood(&'static str),
    /// Too many wrong tries; wait a little.
    #[error("too many tries")]
    TooMany,
    /// Our own fault; the details are in the log under the same id.
    #[error("something went wrong on our side")]
    Internal(#[source] Fault),
}

/// What the page about a failure needs to know; the words are chosen where the language is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The word that the texts are found by: `not-found`, `not-allowed`, `form`, `busy`, `ours`.
    pub kind: &'static str,
    /// What to name when asking for help; also in the log.
    pub id: Option<String>,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Missing => Self::NotFound,
            Fault::NotText => Self::NotUnderstood("text"),
            other => Self::Internal(other),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, kind) = match &self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in"),
            Self::NotAllowed => (StatusCode::FORBIDDEN, "not-allowed"),
            Self::NotUnderstood(_) => (StatusCode::UNPROCESSABLE_ENTITY, "form"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "busy"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "ours"),
        };
        let id = matches!(self, Self::Internal(_)).then(storage::new_id);
        if let (Self::Internal(fault), Some(id)) = (&self, &id) {
            tracing::error!(%id, %fault, "a request failed");
        }
        let mut response = status.into_response();
        if status == StatusCode::TOO_MANY_REQUESTS {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response.extensions_mut().insert(Failed { kind, id });
        response
    }
}
