//! People whose name and address are protected.

pub mod store;
pub mod web;
