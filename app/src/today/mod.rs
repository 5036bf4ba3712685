//! The participant's home: what today holds.

#[cfg(feature = "ssr")]
pub mod page;
