//! What an office can ask: published versions of questionnaires.

pub mod store;
