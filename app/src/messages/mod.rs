//! Messages between a participant and the coordinator: short, and only ever in the app.

#[cfg(feature = "ssr")]
pub mod page;

use jiff::Timestamp;
use serde::Deserialize;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who wrote it, when it was staff; `None` when it was the participant.
    pub from: Option<String>,
    /// What it says.
    pub body: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether the other side opened it.
    pub read: bool,
}

/// What was typed into the message field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    /// The text.
    pub body: String,
}

impl MessageForm {
    /// The most characters a message has: about a page, so that it stays readable.
    pub const LONGEST: usize = 2000;

    /// The text that was meant, or the key of the sentence that says how to mend it.
    pub fn read(&self) -> Result<String, &'static str> {
        let body = self.body.trim();
        if body.is_empty() {
            Err("messages-empty")
        } else if body.chars().count() > Self::LONGEST {
            Err("messages-long")
        } else {
            Ok(body.to_owned())
        }
    }
}
