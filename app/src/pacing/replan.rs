//! A smaller week: the search for one or two changes that keep the days within their budgets.
//!
//! Small and exact: every plan with at most two changes is tried, and of those the best is
//! taken in this order: least over the budgets, fewest changes, least let go, nothing split
//! that can stay whole, the most even week, the smallest thing, the earliest. Two changes are
//! all that a tired reader can judge. Nothing here moves by itself: what comes out is offered
//! as a sentence.

#[cfg(test)]
mod laws;
mod outlook;
mod search;
mod step;
#[cfg(test)]
mod tests;

pub use outlook::{DayAhead, HORIZON, Morning, Outlook};
pub use search::{Suggestion, suggestion_for};
pub use step::{Change, NotAStep, Step};

/// At most so many activities are moved about: those that cost most. It bounds the search.
pub const MOST_ITEMS: usize = 12;
