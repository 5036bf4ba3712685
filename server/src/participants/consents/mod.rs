//! What a person permits, each for one purpose.

pub mod store;
