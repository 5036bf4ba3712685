//! The answers of one occasion: who may give them, and what is kept of them.

pub mod store;
