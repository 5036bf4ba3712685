//! Letters: printed and posted by hand, with a link of their own.

pub mod web;
