//! What a complaint about a definition says, before it is known who reads it.

use fluent_templates::fluent_bundle::FluentValue;

use crate::texts::Words;

/// A sentence by its key, with what its places stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    key: &'static str,
    places: Vec<(&'static str, String)>,
}

impl Say {
    /// The sentence under `key`.
    pub(super) fn of(key: &'static str) -> Self {
        let places = Vec::new();
        Self { key, places }
    }

    /// The same with a place filled.
    pub(super) fn with(mut self, place: &'static str, value: impl ToString) -> Self {
        self.places.push((place, value.to_string()));
        self
    }

    /// The sentence in a language.
    pub fn in_words(&self, words: Words) -> String {
        let value = |value: &String| FluentValue::from(value.clone());
        let places: Vec<_> = self.places.iter().map(|it| (it.0, value(&it.1))).collect();
        words.with(self.key, &places)
    }
}

/// What the parser of TOML said, by the shapes that its English sentences have. Its own words
/// stay where none of them fits.
pub(super) fn heard(reason: &str) -> Say {
    let word = || quoted(reason).first().map_or("", |it| *it);
    let known = || {
        let all = quoted(reason.split_once(", expected").map_or("", |it| it.1));
        let mut known: Vec<String> = Vec::new();
        for it in all.iter().map(|it| format!("`{it}`")) {
            if !known.contains(&it) {
                known.push(it);
            }
        }
        known.join(", ")
    };
    let when = |key| match quoted(reason).as_slice() {
        [_, has, word] => Say::of(key).with("has", has).with("word", word),
        _ => Say::of("programmes-unreadable").with("detail", reason),
    };
    let named = || {
        let named = reason.trim_start_matches("`when` names ");
        named.split(';').next().unwrap_or_default().to_owned()
    };
    if reason.starts_with("unknown variant") {
        let wrong = Say::of("programmes-wrong-word").with("word", word());
        wrong.with("known", known())
    } else if reason.starts_with("unknown field") {
        let wrong = Say::of("programmes-wrong-field").with("word", word());
        wrong.with("known", known())
    } else if let Some(key) = wanted(reason).filter(|_| reason.starts_with("invalid ")) {
        Say::of(key)
    } else if reason.starts_with("missing field") {
        Say::of("programmes-missing-field").with("word", word())
    } else if reason.contains("is no ISO 8601 period") {
        Say::of("programmes-no-period").with("word", word())
    } else if reason.starts_with("`when` names") {
        Say::of("programmes-when-several").with("named", named().replace(" and ", ", "))
    } else if reason.starts_with("`when` says nothing") {
        Say::of("programmes-when-nothing")
    } else if reason.starts_with("`when` with") && reason.contains(" needs ") {
        when("programmes-when-lacks")
    } else if reason.starts_with("`when` with") && reason.contains("more than once") {
        match quoted(reason).as_slice() {
            [_, has] => Say::of("programmes-when-uncounted").with("has", has),
            _ => Say::of("programmes-unreadable").with("detail", reason),
        }
    } else if reason.starts_with("`when` with") {
        when("programmes-when-spare")
    } else {
        Say::of("programmes-unreadable").with("detail", reason)
    }
}

/// The key of what should stand there, by the type that the parser of TOML wanted.
fn wanted(reason: &str) -> Option<&'static str> {
    let (_, wanted) = reason.rsplit_once(", expected ")?;
    Some(match wanted.split_whitespace().next()? {
        "f64" | "f32" => "programmes-wants-number",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => "programmes-wants-whole",
        "struct" => "programmes-wants-table",
        _ if wanted.ends_with("string") => "programmes-wants-text",
        _ if wanted.ends_with("boolean") => "programmes-wants-flag",
        _ if wanted.ends_with("sequence") => "programmes-wants-list",
        _ if wanted.ends_with("map") => "programmes-wants-table",
        _ => return None,
    })
}

/// What stands between pairs of backticks, in order.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}
