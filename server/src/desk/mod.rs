//! The coordinator's morning.

pub mod calls;
pub mod care;
pub mod deadlines;
pub mod gathering;
pub mod overrides;
pub mod photo;
pub mod store;
pub mod surveys;
pub mod web;
pub mod year;
