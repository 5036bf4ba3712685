//! The last weeks of one person's energy, as a day's budget is made from them.

pub mod store;
