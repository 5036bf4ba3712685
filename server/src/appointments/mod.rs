//! Appointments: booking, wishes, and who came.

pub mod replies;
pub mod store;
pub mod web;
