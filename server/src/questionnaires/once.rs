//! One submit, however often it arrives: by a form, or from the queue of a phone.

use axum::http::HeaderMap;

use super::Deed;
use crate::identity::sessions::hash;

/// One submit, however often it arrives.
///
/// In a form the same key with another answer is a new submit: a page that the browser took out
/// of its drawer still carries the old key. The browser alone knows the key, so what is kept
/// of it tells nothing about the answer.
#[derive(Debug)]
pub(super) struct Once {
    /// The hash under which its receipt is kept.
    pub(super) key: String,
    what: String,
}

impl Once {
    /// Of an answer with the key in the header, else in the form; `None` without a key.
    pub(super) fn of(
        link_id: &str,
        headers: &HeaderMap,
        key: &str,
        deed: Deed,
        answer: &str,
    ) -> Option<Self> {
        let header = headers
            .get("idempotency-key")
            .and_then(|key| key.to_str().ok());
        let key = header.unwrap_or(key);
        if key.is_empty() || key.len() > 200 {
            return None;
        }
        let what = format!("{key}\n{link_id}\n{deed:?}\n{answer}");
        Some(Self {
            key: hash(&format!("key {key}")),
            what: hash(&what),
        })
    }

    /// What is kept of it: what it was, and where it led.
    pub(super) fn receipt(&self, path: &str) -> String {
        format!("{} {path}", self.what)
    }

    /// Where it led, when this receipt is its own.
    pub(super) fn repeated<'a>(&self, receipt: &'a str) -> Option<&'a str> {
        let (what, path) = receipt.split_once(' ')?;
        (what == self.what).then_some(path)
    }
}
