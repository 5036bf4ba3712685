//! Energy: check-ins, baselines, activities, and the rows that a day's budget comes from.

pub mod ahead;
pub mod diary;
pub mod history;
pub mod kept;
pub mod planning;
pub mod replan;
pub mod store;
pub mod web;
pub mod week;
