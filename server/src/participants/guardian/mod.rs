//! Who decides for a young person.

pub mod store;
pub mod web;
