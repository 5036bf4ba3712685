//! What to believe of a clock that may be wrong.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A forward jump longer than this stops sending.
const JUMP: SignedDuration = SignedDuration::from_hours(1);

/// The instant to act at: the wall clock, but never before what was seen already. A clock
/// that was set back makes everything wait; nothing is sent twice or early.
pub fn floor(wall: Timestamp, seen: Option<Timestamp>) -> Timestamp {
    seen.map_or(wall, |seen| wall.max(seen))
}

/// Whether the wall clock ran ahead by more than an hour while a process felt only
/// `elapsed` pass. A server that was off for a day has felt nothing: that is an outage, and
/// is caught up with; a clock that is wrong by a day would send a day too early.
pub fn jumped(before: Timestamp, wall: Timestamp, elapsed: Duration) -> bool {
    let felt = SignedDuration::try_from(elapsed).unwrap_or(SignedDuration::MAX);
    wall.duration_since(before).saturating_sub(felt) > JUMP
}

/// More than this behind what was felt, a wall clock was set back; less is drift.
const DRIFT: SignedDuration = SignedDuration::from_mins(1);

/// Whether the wall clock fell behind while a process felt `elapsed` pass: then what it
/// shows is no measure of what it will show when somebody puts it right.
pub fn was_set_back(before: Timestamp, wall: Timestamp, elapsed: Duration) -> bool {
    let felt = SignedDuration::try_from(elapsed).unwrap_or(SignedDuration::MAX);
    felt.saturating_sub(wall.duration_since(before)) > DRIFT
}

/// The longest outage that is believed when nobody knows how long it was: a long weekend.
/// A machine that starts with a clock further ahead waits for an operator.
const OUTAGE: SignedDuration = SignedDuration::from_hours(72);

/// Whether a wall clock may be believed after `seen`, the last instant that was acted at.
/// `felt`: how much time passed since; absent when the machine was started anew, so that
/// only the clock itself could tell.
pub fn is_believable(seen: Timestamp, wall: Timestamp, felt: Option<Duration>) -> bool {
    match felt {
        Some(felt) => !jumped(seen, wall, felt),
        None => wall.duration_since(seen) <= OUTAGE,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};

    use super::{floor, is_believable, jumped, was_set_back};

    #[test]
    fn a_clock_set_back_stands_still_until_time_has_caught_up() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let eleven = noon - SignedDuration::from_hours(1);
        assert_eq!(floor(eleven, Some(noon)), noon);
        assert_eq!(floor(noon, Some(eleven)), noon);
        assert_eq!(floor(noon, None), noon);
    }

    #[test]
    fn only_a_leap_that_nobody_lived_through_is_a_jump() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let later = noon + SignedDuration::from_hours(3);
        assert!(jumped(noon, later, Duration::from_secs(5)));
        assert!(!jumped(noon, later, Duration::from_secs(3 * 3600)));
        assert!(!jumped(
            noon,
            noon + SignedDuration::from_mins(59),
            Duration::ZERO
        ));
        assert!(
            !jumped(later, noon, Duration::from_secs(5)),
            "backwards waits"
        );
    }

    #[test]
    fn a_clock_that_is_set_back_and_put_right_has_not_jumped() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let hours = |hours| noon + SignedDuration::from_hours(hours);
        let two = Duration::from_secs(2 * 3600);
        assert!(
            was_set_back(noon, noon, two),
            "two hours later it is noon again"
        );
        assert!(!was_set_back(noon, hours(2), two));
        assert!(
            !jumped(noon, hours(2), two),
            "put right, by what it showed before"
        );
        assert!(
            !was_set_back(noon, hours(3), two),
            "ahead is another matter"
        );
    }

    #[test]
    fn after_a_start_a_clock_is_believed_if_it_tells_of_an_outage_and_no_more() {
        let noon: Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        let hours = |hours| noon + SignedDuration::from_hours(hours);
        let felt = |hours: u64| Some(Duration::from_secs(hours * 3600));
        // The program was off for a day, and the machine knows it.
        assert!(is_believable(noon, hours(24), felt(24)));
        assert!(!is_believable(noon, hours(24), felt(2)), "it knows better");
        // The machine was off as well.
        assert!(is_believable(noon, hours(26), None));
        assert!(!is_believable(noon, hours(24 * 365), None));
        assert!(is_believable(noon, hours(-5), None), "backwards waits");
    }
}
