//! Messages between a participant and the coordinator: short, and only ever in the app.

#[cfg(feature = "ssr")]
pub mod page;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Which.
    pub id: String,
    /// Who wrote it, when it was staff; `None` when it was the participant.
    pub from: Option<String>,
    /// What it says.
    pub body: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether the other side opened it.
    pub read: bool,
}

/// For so long a message that nobody has opened may be taken back.
pub const MAY_TAKE_BACK: SignedDuration = SignedDuration::from_mins(5);

impl Message {
    /// Whether whoever wrote it may still take it back at `now`.
    pub fn may_be_taken_back(&self, now: Timestamp) -> bool {
        !self.read && now.duration_since(self.sent_at) <= MAY_TAKE_BACK
    }
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
        // PostgreSQL keeps no text with a zero character, and nobody types one.
        let body = self.body.replace('\0', "");
        let body = body.trim();
        if body.is_empty() {
            Err("messages-empty")
        } else if body.chars().count() > Self::LONGEST {
            Err("messages-long")
        } else {
            Ok(body.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, MessageForm};

    #[test]
    fn a_message_is_taken_back_only_soon_and_before_anybody_read_it() {
        let message = |read| Message {
            id: "m".into(),
            from: None,
            body: "Hello".into(),
            sent_at: "2026-11-02T08:00:00Z".parse().unwrap(),
            read,
        };
        let soon = "2026-11-02T08:05:00Z".parse().unwrap();
        let late = "2026-11-02T08:05:01Z".parse().unwrap();
        assert!(message(false).may_be_taken_back(soon));
        assert!(!message(false).may_be_taken_back(late));
        assert!(!message(true).may_be_taken_back(soon));
    }

    #[test]
    fn a_page_of_text_is_the_most() {
        let read = |body: String| MessageForm { body }.read();
        assert!(read("å".repeat(2000)).is_ok());
        assert_eq!(read("å".repeat(10_000)), Err("messages-long"));
        assert_eq!(read(" \0\n".into()), Err("messages-empty"));
    }
}
