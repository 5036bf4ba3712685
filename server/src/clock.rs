//! The only reader of time.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

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

/// How long a machine has been up: time as it passed, whatever its clock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Felt {
    /// One start of one machine.
    start: String,
    since: Duration,
}

impl Felt {
    /// Since this machine started; `None` where the system does not tell.
    pub fn since_start() -> Option<Self> {
        let read = |path| std::fs::read_to_string(path).ok();
        let start = read("/proc/sys/kernel/random/boot_id")?.trim().to_owned();
        let up = read("/proc/uptime")?;
        let seconds = up.split_whitespace().next()?.parse().ok()?;
        Some(Self {
            start,
            since: Duration::try_from_secs_f64(seconds).ok()?,
        })
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        format!("{} {}", self.start, self.since.as_secs())
    }

    /// How long ago `kept` was written; `None` if that was before this start, or on another
    /// machine: then nobody knows.
    pub fn since(&self, kept: &str) -> Option<Duration> {
        let (start, seconds) = kept.split_once(' ')?;
        let then = Duration::from_secs(seconds.parse().ok()?);
        (start == self.start).then(|| self.since.saturating_sub(then))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Felt;

    #[test]
    fn time_that_passed_is_known_within_one_start_of_one_machine() {
        let felt = |start: &str, seconds| Felt {
            start: start.to_owned(),
            since: Duration::from_secs(seconds),
        };
        let kept = felt("a", 100).to_text();
        assert_eq!(felt("a", 160).since(&kept), Some(Duration::from_secs(60)));
        assert_eq!(felt("b", 160).since(&kept), None);
        assert_eq!(felt("a", 160).since(""), None);
    }
}
