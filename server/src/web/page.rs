//! Renders a whole page at once. The one place that touches Leptos's inner workings.

use std::sync::Arc;

use app::look::{Appearance, Assets, Document, Frame, Section, Viewer};
use app::texts::{Language, Words};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::nonce::Nonce;
use leptos::prelude::*;

use crate::assets;

/// For whom a page is rendered.
#[derive(Clone, Debug)]
pub struct Audience {
    /// In which language.
    pub words: Words,
    /// Who looks, for the frame.
    pub viewer: Viewer,
    /// Where they are; choosing a language leads back here.
    pub here: String,
    /// Whether the phone may keep this page for reading offline.
    pub keep: bool,
    /// How the device shows it.
    pub appearance: Appearance,
}

impl Audience {
    /// Someone who is not signed in.
    pub fn nobody(language: Language, here: &str) -> Self {
        Self {
            words: Words::of(language),
            viewer: Viewer::Nobody,
            here: here.to_owned(),
            keep: false,
            appearance: Appearance::default(),
        }
    }

    /// The same, shown as this device was told to.
    pub fn shown_as(self, appearance: Appearance) -> Self {
        Self {
            words: self.words.said_simply(appearance.easy),
            appearance,
            ..self
        }
    }
}

/// A page and the one nonce its scripts were rendered with.
#[derive(Debug)]
pub struct Page {
    html: String,
    nonce: Nonce,
    keep: bool,
}

/// Renders a whole page at once. Its data is loaded before, so nothing awaits while the
/// reactive owner is alive, and the HTML is complete without scripts. A page without an
/// island loads no WebAssembly at all.
pub fn page<V: IntoView + 'static>(
    audience: &Audience,
    title: &str,
    section: Section,
    body: impl FnOnce() -> V,
) -> Page {
    render(audience, title, section, false, body)
}

/// The same page with something to mend on it: the title says so first.
pub fn page_again<V: IntoView + 'static>(
    audience: &Audience,
    title: &str,
    section: Section,
    body: impl FnOnce() -> V,
) -> Page {
    render(audience, title, section, true, body)
}

/// A page with a form: 422, and a title that says so first, when there is something to mend.
pub fn form_page<V: IntoView + 'static>(
    audience: &Audience,
    title: &str,
    section: Section,
    problem: bool,
    body: impl FnOnce() -> V,
) -> Response {
    let status = if problem {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    (status, render(audience, title, section, problem, body)).into_response()
}

fn render<V: IntoView + 'static>(
    audience: &Audience,
    title: &str,
    section: Section,
    problem: bool,
    body: impl FnOnce() -> V,
) -> Page {
    let nonce = Nonce::new();
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(nonce.clone());
        let body = body().into_view().to_html();
        let is_participant = matches!(audience.viewer, Viewer::Participant { .. });
        let frame = Frame {
            words: audience.words,
            title: title.to_owned(),
            here: audience.here.clone(),
            section,
            viewer: audience.viewer.clone(),
            assets: Assets {
                style: assets::style(),
                start: body
                    .contains("<leptos-island")
                    .then(assets::start)
                    .flatten(),
                nonce: nonce.to_string(),
                worker: is_participant
                    .then(|| assets::at_root("start-worker.js"))
                    .flatten(),
            },
            problem,
            theme: audience.appearance.theme,
        };
        view! { <Document frame=frame body=body/> }.to_html()
    });
    owner.unset_with_forced_cleanup();
    Page {
        html,
        nonce,
        keep: audience.keep,
    }
}

/// A document of its own, for a person to keep: no frame, no script, and nothing that it loads.
pub fn document<V: IntoView + 'static>(
    words: Words,
    title: &str,
    body: impl FnOnce() -> V,
) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let title = title.to_owned();
    let html = owner.with(|| {
        let body = body().into_view().to_html();
        view! {
            <html lang=words.language().tag() dir=words.language().direction()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <title>{title}</title>
                </head>
                <body><main inner_html=body></main></body>
            </html>
        }
        .to_html()
    });
    owner.unset_with_forced_cleanup();
    format!("<!DOCTYPE html>{html}")
}

impl Page {
    /// The HTML, for tests that look at it.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The Content-Security-Policy under which its own scripts run, and no others.
    pub fn policy(&self) -> String {
        format!(
            "default-src 'none'; script-src 'nonce-{}' 'strict-dynamic' 'wasm-unsafe-eval'; \
             style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; \
             worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            self.nonce
        )
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let policy = self.policy();
        let mut response = Html(format!("<!DOCTYPE html>{}", self.html)).into_response();
        let headers = response.headers_mut();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.keep {
            // Read by our service worker alone: this page may stay on the person's own phone.
            headers.insert(
                HeaderName::from_static("x-keep"),
                HeaderValue::from_static("phone"),
            );
        }
        response
    }
}
