//! Messages between a participant and the coordinator.

pub mod store;
pub mod web;
