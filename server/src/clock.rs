//! The only reader of time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the time, and lets a test move it.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
    /// A file that holds how far the clock is ahead, in milliseconds. Tests of the whole
    /// program move time with it; nobody else sets it.
    file: Option<PathBuf>,
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands ahead of the machine's by what `file` says, read at each question.
    pub fn moved_by(file: PathBuf) -> Self {
        Self {
            ahead_ms: Arc::default(),
            file: Some(file),
        }
    }

    /// The present instant, in whole milliseconds as the database keeps them.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the time"
    )]
    pub fn now(&self) -> Timestamp {
        let read = |path: &PathBuf| std::fs::read_to_string(path).ok()?.trim().parse().ok();
        let ahead = match &self.file {
            Some(path) => read(path).unwrap_or(0_i64),
            None => self.ahead_ms.load(Ordering::Relaxed),
        };
        let now = Timestamp::now().as_millisecond().saturating_add(ahead);
        Timestamp::from_millisecond(now).unwrap_or(Timestamp::MAX)
    }

    /// Whether a test may have moved this clock, so that a jump is no alarm.
    pub fn is_movable(&self) -> bool {
        self.file.is_some() || self.ahead_ms.load(Ordering::Relaxed) != 0
    }

    /// Moves the clock and every copy of it, for tests.
    pub fn advance(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(0);
        self.ahead_ms.fetch_add(by, Ordering::Relaxed);
    }

    /// Sets the clock and every copy of it, for tests.
    pub fn set(&self, to: Timestamp) {
        self.ahead_ms.store(0, Ordering::Relaxed);
        self.advance(to.duration_since(self.now()));
    }
}
