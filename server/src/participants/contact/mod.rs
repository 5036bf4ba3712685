//! Which ways lead to a person.

pub mod store;

pub use store::{Ways, ways};
