//! Who is at the door: invites, sessions, and what a handler may know of its visitor.

pub mod brake;
pub mod sessions;
pub mod store;
pub mod visitor;
pub mod web;

pub use visitor::{Me, Reader, Staff};
