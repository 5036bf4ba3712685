//! How many requests a token may make in a minute, so that one system slows down nobody else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

const MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// Counts the requests of each token in the minute that its first one began. Each server counts
/// for itself.
#[derive(Clone, Debug, Default)]
pub struct Pace(Arc<Mutex<HashMap<String, (Timestamp, u32)>>>);

impl Pace {
    /// Counts one request of a token, or says in how many seconds there is room for it again.
    /// A limit of 0 is none.
    pub fn count(&self, token: &str, limit: u32, now: Timestamp) -> Result<(), u64> {
        if limit == 0 {
            return Ok(());
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back must not shut anybody out for longer than a minute.
        let runs = |began: Timestamp| {
            let since = now.duration_since(began);
            since >= SignedDuration::ZERO && since < MINUTE
        };
        all.retain(|_, (began, _)| runs(*began));
        let (began, made) = all.entry(token.to_owned()).or_insert((now, 0));
        if *made < limit {
            *made += 1;
            return Ok(());
        }
        let left = MINUTE - now.duration_since(*began);
        Err(left.as_secs().unsigned_abs().max(1))
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Pace;

    #[test]
    fn a_system_in_a_hurry_waits_and_no_other_one_does() {
        let (pace, now) = (Pace::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..3 {
            assert_eq!(pace.count("a", 3, now), Ok(()));
        }
        let later = now + SignedDuration::from_secs(20);
        assert_eq!(pace.count("a", 3, later), Err(40));
        assert_eq!(pace.count("b", 3, later), Ok(()));
        assert_eq!(pace.count("a", 0, later), Ok(()), "no limit");
        assert_eq!(
            pace.count("a", 3, now + SignedDuration::from_secs(60)),
            Ok(())
        );
        let earlier = now - SignedDuration::from_hours(1);
        assert_eq!(
            pace.count("a", 3, earlier),
            Ok(()),
            "the clock was set back"
        );
    }
}
