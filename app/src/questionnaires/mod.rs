//! Questionnaires: what is asked, in which order, and what counts as an answer.
//!
//! A questionnaire is a FHIR R4 document, read and checked once ([`Questionnaire::read`]).
//! A [`Runner`] walks a person through it, one question a page, and needs nothing but the
//! document and the answers so far: stopping and coming back is the same as going on.

pub mod address;
mod answer;
#[cfg(feature = "ssr")]
pub mod answered;
#[cfg(feature = "ssr")]
pub mod around;
mod bands;
mod element;
mod enabling;
mod field;
pub mod import;
mod licence;
mod options;
mod outline;
#[cfg(feature = "ssr")]
pub mod pack;
#[cfg(feature = "ssr")]
pub mod page;
mod problem;
mod queue;
mod reading;
mod refusal;
mod resource;
mod response;
mod runner;
mod scoring;
mod several;
mod shipped;
#[cfg(test)]
mod walks;
#[cfg(feature = "ssr")]
pub mod writing;

pub use answer::{Answer, Answers};
#[cfg(feature = "ssr")]
pub use around::{
    ClosedPage, Done, DonePage, GonePage, Intro, IntroPage, Kept, LaterPage, OpenPage, ReadyPage,
};
pub use bands::bands;
pub use element::{Extension, Said};
pub use enabling::{EnableWhen, Operator, Together};
pub use field::{LINE, TEXT};
pub use import::{Imported, Refused, import};
pub use licence::Licence;
pub use options::AnswerOption;
pub use outline::{Condition, Entry, Outline, Part, Reads};
#[cfg(feature = "ssr")]
pub use page::{Ask, AskPage};
pub use problem::Problem;
pub use queue::{NotTaken, PLURALS};
pub use reading::NotAQuestionnaire;
pub use refusal::{Refusal, Wrong};
pub use resource::{Item, Kind, Questionnaire};
pub use response::{response_items, response_scores};
pub use runner::{Choice, Field, Progress, Question, Runner};
pub use scoring::{BadScore, Score, scores};
pub use several::MOST_ANSWERS;
pub use shipped::{SHIPPED, Shipped, livelihood_sources};
