//! The coordinator's morning.

pub mod gathering;
pub mod surveys;
pub mod web;
