//! Calls to services over HTTP: guarded, bounded, without redirects.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Client, redirect};
use url::Url;

use super::guard::{Allowed, Public, Refused};
use super::push::use_ring;

/// Calls what a browser or a setting names, and nothing that is not public.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    allowed: Allowed,
    /// For the world: https only, public addresses only.
    outside: Client,
    /// For what the allow-list holds.
    inside: Client,
}

impl Calls {
    /// `allowed` hosts may be called although they are not public. One line when TLS can't
    /// be set up.
    pub(super) fn of(allowed: &[String], patience: Duration) -> Result<Self, String> {
        use_ring();
        let client = || {
            Client::builder()
                .timeout(patience)
                .redirect(redirect::Policy::none())
                .no_proxy()
                .user_agent("dagsform")
        };
        let no_tls = |error: reqwest::Error| format!("TLS: no certificates to trust: {error}");
        Ok(Self {
            allowed: Allowed::of(allowed),
            outside: client()
                .https_only(true)
                .dns_resolver(Public)
                .build()
                .map_err(no_tls)?,
            inside: client().build().map_err(no_tls)?,
        })
    }

    /// Reads an address, if it may be called.
    pub(super) fn check(&self, url: &str) -> Result<Url, Refused> {
        self.allowed.check(url)
    }

    /// The client for an address that was checked.
    pub(super) fn client(&self, url: &Url) -> &Client {
        if self.allowed.holds(url) {
            &self.inside
        } else {
            &self.outside
        }
    }
}

/// `Retry-After` in seconds or as a date.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let asked = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = rfc2822::DateTimeParser::new().parse_timestamp(asked).ok()?;
    at.duration_since(now).try_into().ok()
}
