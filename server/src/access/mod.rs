//! Who has looked at whose data.

pub mod store;
pub mod web;
