//! Why another system did not get what it asked for; each API says it in its own words.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::storage::{self, Fault};

/// Why a request of another system was refused.
///
/// As a response it is bare and carries itself as an extension: what stands around a group of
/// routes writes it down, as problem+json or as OperationOutcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// Everything that is wrong; never empty.
    pub issues: Vec<Issue>,
    /// What `WWW-Authenticate` says, where that helps.
    pub challenge: Option<&'static str>,
    /// What `Retry-After` says, in seconds; a minute where it is not known.
    pub wait: Option<u64>,
}

/// One thing that is wrong. It never repeats what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// A word of FHIR's `issue-type`, such as `not-found`.
    pub code: &'static str,
    /// What is wrong, for whoever looks after the other system.
    pub said: String,
    /// Where, as a FHIRPath expression.
    pub at: Option<String>,
}

impl Issue {
    /// Something wrong at no place in particular.
    pub fn new(code: &'static str, said: impl Into<String>) -> Self {
        Self {
            code,
            said: said.into(),
            at: None,
        }
    }

    /// The same, at a place.
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.at = Some(place.into());
        self
    }
}

impl Refusal {
    /// A refusal for one reason.
    pub fn new(status: StatusCode, code: &'static str, said: impl Into<String>) -> Self {
        Self::of(status, vec![Issue::new(code, said)])
    }

    /// A refusal for all these reasons.
    pub fn of(status: StatusCode, issues: Vec<Issue>) -> Self {
        Self {
            status,
            issues,
            challenge: None,
            wait: None,
        }
    }

    /// 400: the request itself is not one.
    pub fn bad(said: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid", said)
    }

    /// 404: nothing is there, or it is another office's, or not for other systems.
    pub fn missing() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "there is no such thing")
    }

    /// 401: `why` is for whoever looks after the other system.
    pub fn unknown(why: &'static str, challenge: &'static str) -> Self {
        let refusal = Self::new(StatusCode::UNAUTHORIZED, "login", why);
        Self {
            challenge: Some(challenge),
            ..refusal
        }
    }

    /// What a status means that came without words of ours, from routing or from a limit.
    pub fn bare(status: StatusCode) -> Self {
        let (code, said) = match status {
            StatusCode::NOT_FOUND => return Self::missing(),
            StatusCode::METHOD_NOT_ALLOWED => ("not-supported", "this cannot be done here"),
            StatusCode::PAYLOAD_TOO_LARGE => ("too-long", "the body is larger than 1 MiB"),
            status if status.is_server_error() => ("exception", "this failed on our side"),
            _ => ("invalid", "the request could not be understood"),
        };
        Self::new(status, code, said)
    }

    /// The headers that go with it, on the response that says it; `bare` are those that it had
    /// before.
    pub fn headers(&self, response: &mut Response, bare: &HeaderMap) {
        let headers = response.headers_mut();
        if let Some(allowed) = bare.get(header::ALLOW) {
            headers.insert(header::ALLOW, allowed.clone());
        }
        if let Some(challenge) = self.challenge {
            let value = HeaderValue::from_static(challenge);
            headers.insert(header::WWW_AUTHENTICATE, value);
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            headers.insert(header::RETRY_AFTER, self.wait.unwrap_or(60).into());
        }
    }
}

/// Lets `write` say every refusal behind it, also those of routing and of limits. Nothing that is
/// said is kept on the way.
pub async fn said(request: Request, next: Next, write: fn(&Refusal) -> Response) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let refusal = response.extensions().get::<Refusal>().cloned();
        let refusal = refusal.unwrap_or_else(|| Refusal::bare(status));
        let mut said = write(&refusal);
        refusal.headers(&mut said, response.headers());
        response = said;
    }
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Missing => Self::missing(),
            Fault::NotText => Self::bad("a text holds a character that cannot be kept"),
            fault => {
                let id = storage::new_id();
                tracing::error!(%id, %fault, "a request of another system failed");
                let said = format!("this failed on our side; in the log it is {id}");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "exception", said)
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
