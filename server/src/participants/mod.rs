//! Who takes part.

pub mod enrolments;
pub mod invites;
pub mod store;
pub mod web;
