//! The pages on which questionnaires are listed, written, translated, tried and published.

pub mod about;
pub mod draft;
pub mod import;
pub mod item;
pub mod office;
pub mod preview;
pub mod publish;
pub mod translate;

pub use about::AboutPage;
pub use draft::{DraftPage, Editing};
pub use import::{ImportPage, ReportPage, Reported};
pub use item::{Asked, ItemPage};
pub use office::{Begun, Kept, Origin, QuestionnairesPage, Version};
pub use preview::{PreviewPage, Shown, Trying};
pub use publish::{PublishPage, Publishing};
pub use translate::{TranslatePage, Translating};

use super::{Mend, Sort};
use crate::texts::{Language, Words};

/// The problem of one field, in words.
fn problem(words: Words, problems: &[(&'static str, Mend)], name: &str) -> Option<String> {
    let found = problems.iter().find(|(field, _)| *field == name);
    found.map(|(_, mend)| mend.told(words))
}

/// All problems, in words, for the summary. What is about no field leads to the first one.
fn summary(words: Words, problems: &[(&'static str, Mend)]) -> Vec<(String, String)> {
    let told = |(name, mend): &(&'static str, Mend)| ((*name).to_owned(), mend.told(words));
    problems.iter().map(told).collect()
}

/// What a sort of question is called.
fn sort_name(words: Words, sort: Sort) -> String {
    // keys: writing-sort-*
    words.say(&format!("writing-sort-{}", sort.word()))
}

/// What a language is called in the reader's words.
pub fn language_name(words: Words, language: Language) -> String {
    words.say(&format!("writing-language-{}", language.tag()))
}
