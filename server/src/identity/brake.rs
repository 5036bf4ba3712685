//! A brake on guessing codes: after too many wrong ones, everyone waits a little.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::error::Error;

/// How many wrong codes one server takes in a minute. With 80 bits to guess, this keeps
/// a guesser out for ever and lets a room full of people mistype theirs.
const MOST: usize = 30;

/// Counts wrong codes of the last minute, whoever sent them: no address is kept.
#[derive(Clone, Debug, Default)]
pub struct Brake(Arc<Mutex<Vec<Timestamp>>>);

impl Brake {
    /// [`Error::TooMany`] when the last minute saw too many wrong codes.
    pub fn check(&self, now: Timestamp) -> Result<(), Error> {
        let mut wrong = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wrong.retain(|at| now.duration_since(*at) < SignedDuration::from_secs(60));
        if wrong.len() < MOST {
            Ok(())
        } else {
            Err(Error::TooMany)
        }
    }

    /// Notes one wrong code.
    pub fn count(&self, now: Timestamp) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(now);
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Brake, MOST};

    #[test]
    fn guessing_is_slowed_down_and_forgiven_after_a_minute() {
        let (brake, now) = (Brake::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..MOST {
            assert!(brake.check(now).is_ok());
            brake.count(now);
        }
        assert!(brake.check(now).is_err());
        assert!(brake.check(now + SignedDuration::from_secs(61)).is_ok());
    }
}
