//! Offices and the people who work there.

pub mod store;
