//! Appointments: booking, wishes, and who came.

pub mod calendar;
pub mod groups;
pub mod off;
pub mod replies;
pub mod store;
pub mod web;
