//! The action plan: revisions, and what participants say to them.

pub mod store;
pub mod web;
