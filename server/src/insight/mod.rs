//! Results: staging confidential answers, sealing waves that have closed, showing labels.

pub mod exports;
pub mod register;
pub mod results;
pub mod sealing;
pub mod staging;
pub mod web;

pub use register::seal_years;
pub use sealing::{is_due, seal};
pub use staging::{self_rated, stage};

/// Random through and through: a UUIDv7 would tell when the first answer came.
fn random_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
