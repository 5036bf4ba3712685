//! Signatures for push services: one for each, used again for hours.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How long one signature is used. Push services take none that lasts longer than a day.
const SIGNED_FOR: SignedDuration = SignedDuration::from_hours(6);
/// More origins than this are no push services of browsers: the signatures are forgotten.
const ORIGINS: usize = 100;

/// A signature goes for every phone of one push service, by origin.
#[derive(Debug)]
pub(super) struct Signatures<S>(Mutex<HashMap<String, (Timestamp, S)>>);

impl<S> Default for Signatures<S> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<S: Clone> Signatures<S> {
    /// The signature for a push service, made anew every six hours; `None` when it can't be
    /// made. Whoever else asks meanwhile waits for it, which is shorter than to make another.
    pub(super) fn of(
        &self,
        origin: &str,
        now: Timestamp,
        sign: impl FnOnce() -> Option<S>,
    ) -> Option<S> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, signature)) = known.get(origin)
            && now.duration_since(*at).abs() < SIGNED_FOR
        {
            return Some(signature.clone());
        }
        let signature = sign()?;
        if known.len() >= ORIGINS {
            known.clear();
        }
        known.insert(origin.to_owned(), (now, signature.clone()));
        Some(signature)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use jiff::{SignedDuration, Timestamp};

    use super::Signatures;

    #[test]
    fn a_thousand_phones_of_two_push_services_take_two_signatures_in_six_hours() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let (kept, signed) = (Signatures::default(), AtomicUsize::new(0));
        let sign = || Some(signed.fetch_add(1, Ordering::Relaxed));
        let push = |at| {
            std::thread::scope(|side_by_side| {
                for _ in 0..4 {
                    side_by_side.spawn(|| {
                        for phone in 0..250 {
                            let origin = ["https://push.one", "https://push.two"][phone % 2];
                            assert!(kept.of(origin, at, sign).is_some());
                        }
                    });
                }
            });
        };
        push(noon);
        push(noon + SignedDuration::from_mins(359));
        assert_eq!(signed.load(Ordering::Relaxed), 2);
        push(noon + SignedDuration::from_hours(6));
        assert_eq!(signed.load(Ordering::Relaxed), 4, "made anew");
        assert_eq!(kept.of("https://broken", noon, || None), None);
        assert!(kept.of("https://broken", noon, sign).is_some(), "not kept");
    }
}
