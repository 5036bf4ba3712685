//! Definitions that were read already: most looks and pages meet the same few, and reading one
//! means checking it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::programmes::{Definition, read_kept};
use app::scheduling::Hours;

/// A definition with its hours.
pub(crate) type Read = (Arc<Definition>, Hours);

/// By their text, which a version never changes.
static KNOWN: Mutex<BTreeMap<String, Read>> = Mutex::new(BTreeMap::new());
/// More than an installation has at once; older ones are forgotten together.
const MOST_KNOWN: usize = 64;

/// What a kept text says; an error, in words for the log, when it can't be read.
pub(crate) fn read(text: &str) -> Result<Read, String> {
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(read) = known().get(text) {
        return Ok(read.clone());
    }
    let definition = read_kept(text).map_err(|wrong| wrong.to_string())?;
    let hours = Hours::of(&definition).map_err(|unknown| unknown.to_string())?;
    let read = (Arc::new(definition), hours);
    let mut known = known();
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(text.to_owned(), read.clone());
    Ok(read)
}
