//! Reads a definition, or says in one line what is wrong with it and where.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Definition, Say, check, say};
use crate::texts::{Language, Words};

/// Why a definition was refused; prints as `file:line: reason`, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The file, as the caller named it.
    pub file: String,
    /// Line in the file, the first is 1; 0 when the file could not be opened at all.
    pub line: usize,
    /// The field, from the outside in, such as `rule.when`; empty when the file has no form at all.
    pub field: String,
    /// What is wrong, in one sentence, in English; `said` in other languages.
    pub reason: String,
    /// What is wrong, for the language of whoever saves.
    pub said: Say,
}

impl Wrong {
    /// A file that could not be opened at all.
    pub fn unopened(file: String, why: &std::io::Error) -> Self {
        let said = Say::of("programmes-unreadable").with("detail", why);
        Self {
            file,
            line: 0,
            field: String::new(),
            reason: said.in_words(Words::of(Language::En)),
            said,
        }
    }

    /// File, line, field and reason in one line, in the language of whoever saves.
    pub fn told(&self, words: Words) -> String {
        let reason = self.said.in_words(words);
        let Self {
            file, line, field, ..
        } = self;
        match (line, field.as_str()) {
            (0, _) => format!("{file}: {reason}"),
            (_, "") => format!("{file}:{line}: {reason}"),
            (_, _) => format!("{file}:{line}: {field}: {reason}"),
        }
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{}:{line}: {}", self.file, self.reason),
        }
    }
}

impl std::error::Error for Wrong {}

/// Reads the definition in `text`. `file` is only a name for the complaint.
///
/// Of several things that are wrong, the one that stands first in the file is told.
pub fn read(file: &str, text: &str) -> Result<Definition, Wrong> {
    let table = DeTable::parse(text).map_err(|error| malformed(file, text, &error))?;
    let definition = formed(file, text)?;
    let complaints = check::complaints(&definition);
    let told = complaints
        .into_iter()
        .map(|complaint| (complaint.spot.line(&table, text), complaint))
        .min_by_key(|(line, _)| *line);
    match told {
        Some((line, complaint)) => Err(Wrong {
            file: file.to_owned(),
            line,
            field: complaint.spot.named(),
            reason: complaint.reason.in_words(Words::of(Language::En)),
            said: complaint.reason,
        }),
        None => Ok(definition),
    }
}

/// Reads a definition that was read without a complaint when it was kept.
///
/// Its form alone is looked at: a programme that runs does not stop because a later
/// Dagsform asks for more.
pub fn read_kept(text: &str) -> Result<Definition, Wrong> {
    formed("definition", text)
}

fn formed(file: &str, text: &str) -> Result<Definition, Wrong> {
    toml::from_str(text).map_err(|error| malformed(file, text, &error))
}

fn malformed(file: &str, text: &str, error: &toml::de::Error) -> Wrong {
    let start = error.span().map_or(0, |span| span.start);
    let (line, reason) = (line_of(text, start), one_line(error.message()));
    Wrong {
        file: file.to_owned(),
        line,
        field: field_at(text, line),
        said: say::heard(&reason),
        reason,
    }
}

/// Where in a definition something stands, such as `rule`, the third, `ladder`.
#[derive(Clone, Debug)]
pub(super) struct Spot(Vec<Part>);

#[derive(Clone, Copy, Debug)]
enum Part {
    Key(&'static str),
    Nth(usize),
}

impl Spot {
    /// The field or list of this name, in the definition itself.
    pub(super) fn of(key: &'static str) -> Self {
        Self(vec![Part::Key(key)])
    }

    /// The member of the list at `nth`, the first is 0.
    pub(super) fn nth(mut self, nth: usize) -> Self {
        self.0.push(Part::Nth(nth));
        self
    }

    /// The field of this name, inside.
    pub(super) fn key(mut self, key: &'static str) -> Self {
        self.0.push(Part::Key(key));
        self
    }

    /// Its names from the outside in, such as `ladder.step.at`.
    fn named(&self) -> String {
        let keys = self.0.iter().filter_map(|part| match part {
            Part::Key(key) => Some(*key),
            Part::Nth(_) => None,
        });
        keys.collect::<Vec<_>>().join(".")
    }

    /// The line where it stands; where it is left out, the line of what it is left out of.
    fn line(&self, table: &Spanned<DeTable<'_>>, text: &str) -> usize {
        let mut start = table.span().start;
        let mut inside: Option<&DeValue<'_>> = None;
        for part in &self.0 {
            let next = match (part, inside) {
                (Part::Key(key), None) => member(table.get_ref(), key),
                (Part::Key(key), Some(DeValue::Table(table))) => member(table, key),
                (Part::Nth(nth), Some(DeValue::Array(list))) => {
                    let value = list.get(*nth);
                    value.map(|value| (value.span().start, value.get_ref()))
                }
                _ => None,
            };
            let Some((next_start, value)) = next else {
                break;
            };
            start = next_start;
            inside = Some(value);
        }
        line_of(text, start)
    }
}

/// A field of a table and where it begins.
fn member<'a, 'i>(table: &'a DeTable<'i>, key: &str) -> Option<(usize, &'a DeValue<'i>)> {
    let (_, value) = table
        .iter()
        .find(|(name, _)| name.get_ref().as_ref() == key)?;
    Some((value.span().start, value.get_ref()))
}

/// The line in which a byte of the text stands; the first line is 1.
fn line_of(text: &str, byte: usize) -> usize {
    let before = text.bytes().take(byte);
    1 + before.filter(|byte| *byte == b'\n').count()
}

/// The field that is written on a line, with the table above it, such as `rule.when`.
fn field_at(text: &str, line: usize) -> String {
    let above: Vec<&str> = text.lines().take(line).map(str::trim).collect();
    let table = |it: &&&str| it.starts_with('[') && it.ends_with(']') && !it.contains('=');
    let table = above.iter().rev().find(table);
    let table = table.map_or("", |it| it.trim_matches(['[', ']']).trim());
    let key = above.last().and_then(|it| it.split_once('='));
    let is_key = |it: &&str| it.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let key = key.map(|(key, _)| key.trim()).filter(is_key).unwrap_or("");
    let parts = [table, key].into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(".")
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
