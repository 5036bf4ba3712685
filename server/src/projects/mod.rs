//! Who wants rows about people without their names: asked for, decided, taken, and told to them.

pub mod store;
mod taking;
pub mod web;
