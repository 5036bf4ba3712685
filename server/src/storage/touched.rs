//! What was written since a moment, so that what was read before the write lock may still be
//! believed under it.
//!
//! SQLite lets one transaction write at a time. Whoever reads much in order to write little
//! reads ahead, without the lock, and leaves a [`Mark`]. Under the lock it asks what was
//! written since: about whom, where this program wrote it; and by the file's own count
//! whether another program wrote anything.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many writes are remembered; a mark that is older says nothing.
const REMEMBERED: usize = 64;

/// A moment between two writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    ended: u64,
    /// The file's count of what others wrote, as it was last seen.
    outside: Option<i64>,
}

/// Whom a write is about.
#[derive(Debug, PartialEq, Eq)]
enum About {
    Anybody,
    These(HashSet<String>),
}

#[derive(Debug, Default)]
struct Log {
    /// Writes that have ended.
    ended: u64,
    /// The last of them.
    recent: VecDeque<About>,
    /// One was dropped half-way: it may be kept a moment later.
    is_unsure: bool,
    outside: Option<i64>,
}

impl Log {
    fn add(&mut self, about: About) {
        self.ended += 1;
        self.recent.push_back(about);
        if self.recent.len() > REMEMBERED {
            self.recent.pop_front();
        }
    }
}

/// What this program wrote to one file.
#[derive(Debug, Default)]
pub(super) struct Touched(Mutex<Log>);

impl Touched {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// This moment: to be asked for before the first read that relies on it.
    pub(super) fn mark(&self) -> Mark {
        let log = self.log();
        Mark {
            ended: log.ended,
            outside: log.outside,
        }
    }

    /// Whom everything is about that was written since `mark`; `None` when it may be anybody.
    /// Only under the write lock, with `outside` as the file counts now.
    pub(super) fn since(&self, mark: Mark, outside: i64) -> Option<HashSet<String>> {
        let mut log = self.log();
        let is_alone = mark.outside == Some(outside);
        log.outside = Some(outside);
        // A write that was not kept in the end is before its mark.
        let writes = usize::try_from(log.ended.checked_sub(mark.ended)?).ok()?;
        let from = log.recent.len().checked_sub(writes)?;
        let mut all = HashSet::new();
        for about in log.recent.range(from..) {
            match about {
                About::Anybody => return None,
                About::These(ids) => all.extend(ids.iter().cloned()),
            }
        }
        is_alone.then_some(all)
    }
}

/// A write under way: it is remembered when this is dropped, which must be before anybody
/// else may write.
#[derive(Debug)]
pub(super) struct Writing {
    touched: Arc<Touched>,
    about: About,
    has_ended: bool,
}

impl Writing {
    /// Under the write lock, so that a write that was dropped is over by now.
    pub(super) fn begin(touched: &Arc<Touched>) -> Self {
        let mut log = touched.log();
        if std::mem::take(&mut log.is_unsure) {
            log.add(About::Anybody);
        }
        drop(log);
        Self {
            touched: touched.clone(),
            about: About::Anybody,
            has_ended: false,
        }
    }

    pub(super) fn is_about(&mut self, ids: HashSet<String>) {
        self.about = About::These(ids);
    }

    /// What is kept is kept, and nothing comes after this.
    pub(super) fn has_ended(&mut self) {
        self.has_ended = true;
    }

    /// The moment when this has ended.
    pub(super) fn mark(&self) -> Mark {
        let log = self.touched.log();
        Mark {
            ended: log.ended + 1,
            outside: log.outside,
        }
    }

    pub(super) fn touched(&self) -> &Touched {
        &self.touched
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let about = std::mem::replace(&mut self.about, About::Anybody);
        let mut log = self.touched.log();
        log.is_unsure |= !self.has_ended;
        log.add(about);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::{REMEMBERED, Touched, Writing};

    fn write(touched: &Arc<Touched>, about: Option<&str>, ends: bool) {
        let mut writing = Writing::begin(touched);
        if let Some(about) = about {
            writing.is_about(HashSet::from([about.to_owned()]));
        }
        if ends {
            writing.has_ended();
        }
    }

    fn ids(of: &[&str]) -> Option<HashSet<String>> {
        Some(of.iter().map(|it| (*it).to_owned()).collect())
    }

    /// One file on which nobody else has written yet.
    fn alone() -> Arc<Touched> {
        let touched = Arc::new(Touched::default());
        touched.since(touched.mark(), 1);
        touched
    }

    #[test]
    fn what_was_written_about_some_leaves_the_others_as_they_were_read() {
        let touched = alone();
        write(&touched, Some("before"), true);
        let mark = touched.mark();
        assert_eq!(touched.since(mark, 1), ids(&[]));
        write(&touched, Some("a"), true);
        write(&touched, Some("b"), true);
        assert_eq!(touched.since(mark, 1), ids(&["a", "b"]));
        write(&touched, None, true);
        assert_eq!(touched.since(mark, 1), None, "it may be about anybody");
        assert_eq!(touched.since(touched.mark(), 1), ids(&[]));
        let mut writing = Writing::begin(&touched);
        writing.has_ended();
        let mark = writing.mark();
        drop(writing);
        write(&touched, Some("c"), true);
        assert_eq!(touched.since(mark, 1), ids(&["c"]), "a write knows its end");
    }

    #[test]
    fn what_another_program_wrote_may_be_about_anybody() {
        let touched = Arc::new(Touched::default());
        let mark = touched.mark();
        assert_eq!(touched.since(mark, 1), None, "nobody knows since when");
        let mark = touched.mark();
        assert_eq!(touched.since(mark, 1), ids(&[]));
        assert_eq!(touched.since(mark, 2), None);
        assert_eq!(touched.since(mark, 2), None, "still read before that");
        assert_eq!(touched.since(touched.mark(), 2), ids(&[]));
    }

    #[test]
    fn a_write_dropped_half_way_may_be_kept_until_the_next_one_begins() {
        let touched = alone();
        write(&touched, Some("a"), false);
        let mark = touched.mark();
        assert_eq!(touched.since(mark, 1), ids(&[]));
        let _next = Writing::begin(&touched);
        assert_eq!(touched.since(mark, 1), None);
        assert_eq!(touched.since(touched.mark(), 1), ids(&[]));
    }

    #[test]
    fn an_old_mark_says_nothing() {
        let touched = alone();
        let mark = touched.mark();
        for _ in 0..REMEMBERED {
            write(&touched, Some("a"), true);
        }
        assert_eq!(touched.since(mark, 1), ids(&["a"]));
        write(&touched, Some("a"), true);
        assert_eq!(touched.since(mark, 1), None);
    }
}
