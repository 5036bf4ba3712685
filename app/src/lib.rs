//! What is true and how it looks: the rules and the pages, with no I/O.
//!
//! Rules (`mod.rs` of each room) compile for the server and for the browser. Pages are
//! compiled with the feature `ssr` only, because they need the texts; they too hold no
//! I/O, which a check for WebAssembly keeps true.

pub mod access;
pub mod anonymous;
pub mod appointments;
pub mod desk;
pub mod identity;
pub mod ids;
pub mod insight;
pub mod letters;
pub mod look;
pub mod messages;
pub mod notifications;
pub mod own;
pub mod pacing;
pub mod participants;
pub mod plan;
pub mod programmes;
pub mod projects;
pub mod questionnaires;
pub mod scheduling;
pub mod status;
pub mod texts;
pub mod today;

/// Wakes the islands of the page that loaded this module.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
