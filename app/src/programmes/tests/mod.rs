//! Programmes as data: the shipped ones, wrong ones, and the days that follow from them.

mod days;
mod refused;
mod refused_in_words;
mod shipped;

use super::{Definition, read, shipped as all_shipped};

/// A shipped definition by its short name.
fn programme(id: &str) -> Definition {
    let file = format!("{id}.toml");
    let (name, text) = all_shipped()
        .into_iter()
        .find(|(name, _)| *name == file)
        .unwrap();
    read(name, text).unwrap()
}
