//! Questions to those who work here: on the desk, and answered signed in.

pub mod store;
pub mod web;
