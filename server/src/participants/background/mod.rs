//! What an evaluation compares of a person's course.

pub mod store;
pub mod web;
