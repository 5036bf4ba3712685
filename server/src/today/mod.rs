//! The participant's home, and two pages that stand outside every room.

pub mod web;
