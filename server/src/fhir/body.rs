//! What another system sends: JSON, not larger and not deeper than is sensible.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::api::refusal::Refusal;
use crate::web::App;

/// The largest body: 1 MiB.
pub(crate) const LARGEST: usize = 1024 * 1024;
/// How deep lists and objects may stand in each other.
const DEEPEST: usize = 32;

/// A resource that was sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// As it came.
    pub(super) text: String,
    /// The same, read.
    pub(super) resource: Value,
}

impl Sent {
    /// Refuses a resource of another type.
    pub(super) fn must_be(&self, kind: &str) -> Result<(), Refusal> {
        if self.resource.get("resourceType").and_then(Value::as_str) == Some(kind) {
            return Ok(());
        }
        let said = format!("`resourceType` is not {kind}");
        Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "structure",
            said,
        ))
    }
}

impl FromRequest<App> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            let said = "send application/fhir+json";
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Refusal::new(status, "not-supported", said));
        }
        let body = Bytes::from_request(request, app).await.map_err(|refused| {
            use axum::response::IntoResponse;
            Refusal::bare(refused.into_response().status())
        })?;
        if body.len() > LARGEST {
            return Err(Refusal::bare(StatusCode::PAYLOAD_TOO_LARGE));
        }
        read(&body)
    }
}

fn read(body: &[u8]) -> Result<Sent, Refusal> {
    if depth(body) > DEEPEST {
        let said = format!("lists and objects stand more than {DEEPEST} deep in each other");
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(Refusal::new(status, "too-costly", said));
    }
    let not_json = |said: String| Refusal::new(StatusCode::BAD_REQUEST, "structure", said);
    let text = std::str::from_utf8(body).map_err(|_| not_json("this is not UTF-8".to_owned()))?;
    let resource: Value = serde_json::from_str(text).map_err(|why| {
        // The place alone: the rest of the message may repeat what was sent.
        let (line, column) = (why.line(), why.column());
        not_json(format!("not JSON: line {line}, column {column}"))
    })?;
    Ok(Sent {
        text: text.to_owned(),
        resource,
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next();
    let kind = kind.unwrap_or_default().trim().to_ascii_lowercase();
    ["application/fhir+json", "application/json"].contains(&kind.as_str())
}

/// How deep lists and objects stand in each other; read before anything is made of them.
fn depth(json: &[u8]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, depth, read};

    #[test]
    fn depth_counts_brackets_and_not_what_stands_in_texts() {
        assert_eq!(depth(br#"{"a":[{"b":"[[[[\"[["}],"c":[]}"#), 3);
        let nested = |deep: usize| "[".repeat(deep) + &"]".repeat(deep);
        assert!(read(nested(DEEPEST).as_bytes()).is_ok());
        assert!(read(nested(DEEPEST + 1).as_bytes()).is_err());
        assert!(read(nested(100_000).as_bytes()).is_err());
    }

    #[test]
    fn what_is_no_json_is_refused_without_repeating_it() {
        for odd in [&b"{\"name\": secret}"[..], b"\xff", b"", b"{"] {
            let refusal = read(odd).unwrap_err();
            assert!(!refusal.issues[0].said.contains("secret"));
        }
    }
}
