//! How pages look: what a device was told to show, the statement on access, the style guide.

pub mod web;
