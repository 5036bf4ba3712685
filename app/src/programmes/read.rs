//! Reads a definition, or says in one line what is wrong with it and where.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Definition, check};

/// Why a definition was refused; prints as `file:line: reason`, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The file, as the caller named it.
    pub file: String,
    /// Line in the file, the first is 1; 0 when the file could not be opened at all.
    pub line: usize,
    /// What is wrong, in one sentence.
    pub reason: String,
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
        .map(|complaint| (complaint.spot.line(&table, text), complaint.reason))
        .min_by_key(|(line, _)| *line);
    match told {
        Some((line, reason)) => Err(Wrong {
            file: file.to_owned(),
            line,
            reason,
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
    Wrong {
        file: file.to_owned(),
        line: line_of(text, start),
        reason: one_line(error.message()),
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

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
