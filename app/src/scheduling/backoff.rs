//! How long to wait after a failure that may pass.

use std::time::Duration;

/// After this many tries a contact is set aside for a person.
pub const TRIES: u32 = 5;
/// The shortest pause, and the first ceiling.
const LEAST: Duration = Duration::from_secs(30);
/// The longest pause that we choose; a provider may ask for a longer one.
const MOST: Duration = Duration::from_secs(6 * 60 * 60);

/// The pause after failed try number `attempt` (from 1): full jitter from 30 s up to a
/// ceiling that grows eightfold with each try, 6 h at most, so that five tries span a day.
///
/// `luck` is a random number, 0 up to 1. `asked` is what the provider asked for
/// (Retry-After); we never come back sooner.
pub fn pause(attempt: u32, luck: f64, asked: Option<Duration>) -> Duration {
    let ceiling = LEAST
        .saturating_mul(8_u32.saturating_pow(attempt))
        .min(MOST);
    let luck = if luck.is_finite() {
        luck.clamp(0.0, 1.0)
    } else {
        1.0
    };
    let ours = LEAST + (ceiling - LEAST).mul_f64(luck);
    asked.map_or(ours, |asked| ours.max(asked.min(4 * MOST)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::pause;

    #[test]
    fn the_pause_is_spread_from_half_a_minute_to_a_growing_ceiling() {
        let secs = Duration::from_secs;
        assert_eq!(pause(1, 0.0, None), secs(30));
        assert_eq!(pause(1, 1.0, None), secs(240));
        assert_eq!(pause(2, 1.0, None), secs(1920));
        assert_eq!(pause(9, 1.0, None), secs(6 * 3600));
        assert_eq!(pause(u32::MAX, 0.0, None), secs(30));
        assert_eq!(pause(1, f64::NAN, None), secs(240));
    }

    #[test]
    fn we_never_come_back_sooner_than_we_were_asked_to() {
        let asked = Some(Duration::from_secs(900));
        assert_eq!(pause(1, 0.5, asked), Duration::from_secs(900));
        let for_ever = Some(Duration::from_secs(u64::MAX));
        assert_eq!(pause(1, 0.5, for_ever), Duration::from_secs(24 * 3600));
    }
}
