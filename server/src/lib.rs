//! What happens: URLs, SQL, mail and time. Rules and pages are in the `app` crate.

pub mod access;
pub mod appointments;
pub mod assets;
pub mod clock;
pub mod config;
pub mod desk;
pub mod error;
pub mod identity;
pub mod insight;
pub mod letters;
pub mod messages;
pub mod notifications;
pub mod operate;
pub mod organisations;
pub mod pacing;
pub mod participants;
pub mod plan;
pub mod programmes;
pub mod questionnaires;
pub mod scheduling;
pub mod simulation;
pub mod status;
pub mod storage;
pub mod today;
pub mod web;
