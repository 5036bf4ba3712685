//! A person's own data: what is kept, what staff see of it, carrying it away, erasing it.

pub mod deeds;
pub mod download;
pub mod energy;
pub mod erasure;
pub mod store;
pub mod web;
