//! Notifications: what a message says. Every message says the same: log in and see.

#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use words::{Leads, Mail, PUSH_BYTES, mail, push};
