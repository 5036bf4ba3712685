//! Notifications: what a message says. Every message says the same: log in and see.

pub mod choices;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use words::{Asks, Besides, Leads, Mail, PUSH_BYTES, mail, push, text};
