//! Who takes part.

pub mod address;
pub mod background;
pub mod consents;
pub mod contact;
pub mod enrolments;
pub mod guardian;
pub mod invites;
pub mod parts;
pub mod protection;
pub mod routes;
pub mod store;
pub mod team;
pub mod web;
