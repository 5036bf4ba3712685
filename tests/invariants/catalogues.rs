//! Reads the Fluent catalogues: which keys each language has, and which places they leave open.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Tree;

/// The languages of the catalogues' folders.
pub(crate) const LANGUAGES: [&str; 4] = ["da", "sv", "en", "ar"];

/// The folders of languages that are being translated.
pub(crate) const DRAFTS: [&str; 1] = ["uk"];

/// One sentence of one language.
pub(crate) struct Entry {
    /// The path of its catalogue.
    pub(crate) path: String,
    /// The names in `{ $name }`, where it is shown.
    pub(crate) places: BTreeSet<String>,
}

/// What one language says: by key, every entry under it.
pub(crate) fn catalogue(tree: &Tree, language: &str) -> BTreeMap<String, Vec<Entry>> {
    let mut all: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for file in tree.under(&format!("app/texts/{language}/"), "ftl") {
        let mut last: Option<String> = None;
        for line in file.text.lines() {
            let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if let Some((key, _)) = line.split_once('=')
                && line.starts_with(|c: char| c.is_ascii_alphabetic())
                && key.trim_end().chars().all(is_key)
            {
                let key = key.trim_end().to_owned();
                let entry = Entry {
                    path: file.path.clone(),
                    places: BTreeSet::new(),
                };
                all.entry(key.clone()).or_default().push(entry);
                last = Some(key);
            }
            if !line.starts_with('#')
                && let Some(entry) = last.as_ref().and_then(|key| all.get_mut(key)?.last_mut())
            {
                entry.places.extend(places(line));
            }
        }
    }
    all
}

/// What a line shows. `{ $count ->` only chooses between forms, and not every language has them.
fn places(line: &str) -> impl Iterator<Item = String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    line.split('$').skip(1).filter_map(move |rest| {
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let chooses = rest[end..].trim_start().starts_with("->");
        (!chooses).then(|| rest[..end].to_owned())
    })
}
