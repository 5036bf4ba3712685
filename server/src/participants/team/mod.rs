//! Who is around a course: coordinator and referrer.

pub mod store;
pub mod web;
