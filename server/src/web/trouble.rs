//! What people and machines see when something did not work.

use app::look::Section;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde_json::json;

use super::{Audience, page, see};
use crate::error::Failed;
use crate::identity::visitor::{appearance, language};

/// Turns a bare failure into a page in the reader's language, or into problem+json.
///
/// A failure that already has a body of ours (a form with its errors) is left alone.
pub async fn explain(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    if status == StatusCode::METHOD_NOT_ALLOWED
        && method == Method::GET
        && wants_page(&asked, &path)
    {
        return see(&above(&path)).into_response();
    }
    if !status.is_client_error() && !status.is_server_error() || is_ours(&response) {
        return response;
    }
    let failed = response
        .extensions()
        .get::<Failed>()
        .cloned()
        .unwrap_or_else(|| Failed {
            kind: match status {
                StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "not-found",
                StatusCode::FORBIDDEN => "other-site",
                StatusCode::PAYLOAD_TOO_LARGE => "too-large",
                StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => "busy",
                _ if status.is_server_error() => "ours",
                _ => "form",
            },
            id: None,
        });
    let mut explained = if !wants_page(&asked, &path) {
        problem(status, &failed)
    } else if failed.kind == "not-signed-in" && method == Method::GET {
        return see("/").into_response();
    } else {
        (status, sorry(&asked, &failed)).into_response()
    };
    if let Some(wait) = response.headers().get("retry-after") {
        explained.headers_mut().insert("retry-after", wait.clone());
    }
    explained
}

/// The page that a form stands on, for whoever opens the address to which it is sent: after an
/// error the browser shows that one, and a reload or another language asks for it.
fn above(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["activities" | "today", ..] => "/today".to_owned(),
        [room @ ("plan" | "messages" | "my-data" | "programmes"), ..] => format!("/{room}"),
        [room @ ("people" | "groups"), id, _, ..] => format!("/{room}/{id}"),
        ["desk" | "letters", ..] => "/desk".to_owned(),
        ["questionnaires", "drafts", id, _, ..] => format!("/questionnaires/drafts/{id}"),
        ["questionnaires", ..] => "/questionnaires".to_owned(),
        ["set-aside", ..] => "/set-aside".to_owned(),
        _ => "/".to_owned(),
    }
}

/// A body that a handler of ours wrote; axum's own refusals are plain text or empty.
fn is_ours(response: &Response) -> bool {
    response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

fn wants_page(asked: &HeaderMap, path: &str) -> bool {
    let accepts = asked
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .unwrap_or("text/html");
    let is_for_machines = path.starts_with("/api/") || path.starts_with("/fhir/");
    !is_for_machines && (accepts.contains("text/html") || accepts.contains("*/*"))
}

/// RFC 9457.
fn problem(status: StatusCode, failed: &Failed) -> Response {
    let body = json!({
        "type": format!("urn:dagsform:problem:{}", failed.kind),
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "instance": failed.id.as_ref().map(|id| format!("urn:uuid:{id}")),
    });
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(CONTENT_TYPE, kind)], body.to_string()).into_response()
}

fn sorry(asked: &HeaderMap, failed: &Failed) -> impl IntoResponse + use<> {
    let audience = Audience::nobody(language(asked), "/").shown_as(appearance(asked));
    let words = audience.words;
    // keys: trouble-*
    let title = words.say(&format!("trouble-{}", failed.kind));
    let next = words.say(&format!("trouble-{}-next", failed.kind));
    let id = failed.id.clone();
    page(&audience, &title.clone(), Section::None, move || {
        view! {
            <h1>{title}</h1>
            <p>{next}</p>
            {id.map(|id| view! { <p class="hint">{words.with("trouble-number", &[("id", id.into())])}</p> })}
            <p><a class="button" href="/">{words.say("trouble-home")}</a></p>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::above;

    #[test]
    fn the_address_of_a_form_leads_to_the_page_it_stands_on() {
        for (form, page) in [
            ("/people/1/activities", "/people/1"),
            ("/people/1/messages/2/undo", "/people/1"),
            ("/groups/1/people", "/groups/1"),
            ("/plan/reply", "/plan"),
            ("/activities/1/done", "/today"),
            ("/appointments/1/move", "/"),
            ("/questionnaires/drafts/1/items", "/questionnaires/drafts/1"),
            ("/questionnaires/imported", "/questionnaires"),
        ] {
            assert_eq!(above(form), page, "{form}");
        }
    }
}
