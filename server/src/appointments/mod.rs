//! Appointments: booking, wishes, and who came.

pub mod store;
pub mod web;
