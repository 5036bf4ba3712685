//! The ways to a person.

pub mod store;
pub mod web;
