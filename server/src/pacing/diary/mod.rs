//! The energy diary as a whole: erased when its owner asks for it.

pub mod store;
