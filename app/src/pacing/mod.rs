//! Energy pacing: a budget for the day from the morning's own word, and what things cost.
//!
//! One point is 30 minutes of something that this person finds light. Every number
//! comes with the reason for it, and nothing here changes a decided baseline. The
//! constants are starting values of our own, without clinical validation.

mod activity;
#[cfg(feature = "ssr")]
pub mod ahead;
mod baseline;
mod budget;
mod constants;
mod cost;
mod day;
mod explain;
mod form;
mod history;
mod meeting;
mod morning;
mod notice;
mod overview;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod planning;
mod points;
pub mod replan;
#[cfg(feature = "ssr")]
mod sentences;
mod week;
mod zone;

pub use activity::{
    Activity, Category, Easier, Leeway, Minutes, NewActivity, NotMinutes, Priority, Rating, State,
    UnknownWord,
};
pub use baseline::{LoggedDay, even_weeks, logged_days, suggestion};
pub use budget::{Limits, debt_after, limits};
pub use constants::Constants;
pub use cost::{Learner, cost, learnt, rest, spent};
pub use day::{Costed, DayBudget, DayInput, Pebbles, day};
pub use explain::{Explanation, Reason};
pub use form::{CheckInForm, Deed, NotACheckIn, NotARating, RatingForm};
pub use history::{Baseline, History, PastDay, Rated, past_days};
pub use meeting::as_activities;
pub use morning::{CheckIn, Energy, Usual, morning_factor, usual_morning};
pub use notice::Notice;
pub use overview::{LastWeek, Week};
#[cfg(feature = "ssr")]
pub use page::{ActivityList, BudgetCard, CheckInCard};
pub use points::Points;
pub use week::{Evenness, Steadiness, asks_before, evenness, load};
pub use zone::{Zone, zone};
