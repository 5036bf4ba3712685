//! Where post to a person goes.

pub mod store;
