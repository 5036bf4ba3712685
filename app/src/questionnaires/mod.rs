//! Questionnaires: what is asked, in which order, and what counts as an answer.
//!
//! A questionnaire is a FHIR R4 document, read and checked once ([`Questionnaire::read`]).
//! A [`Runner`] walks a person through it, one question a page, and needs nothing but the
//! document and the answers so far: stopping and coming back is the same as going on.

mod answer;
#[cfg(feature = "ssr")]
pub mod around;
mod bands;
mod element;
mod enabling;
mod field;
#[cfg(feature = "ssr")]
pub mod page;
mod reading;
mod resource;
mod runner;
mod shipped;
#[cfg(test)]
mod walks;

pub use answer::{Answer, Answers};
#[cfg(feature = "ssr")]
pub use around::{
    ClosedPage, Done, DonePage, GonePage, Intro, IntroPage, LaterPage, OpenPage, ReadyPage,
};
pub use bands::bands;
pub use element::{Extension, Said};
pub use enabling::{EnableWhen, Operator, Together};
pub use field::{LINE, Problem, TEXT};
#[cfg(feature = "ssr")]
pub use page::{Ask, AskPage};
pub use reading::NotAQuestionnaire;
pub use resource::{AnswerOption, Item, Kind, Questionnaire};
pub use runner::{Choice, Field, Progress, Question, Runner};
pub use shipped::{SHIPPED, Shipped};
