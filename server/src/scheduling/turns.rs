//! Rates: an office sends no faster than it chose to, and catches up at a walk.

use std::collections::HashMap;
use std::sync::Arc;

use app::ids::OrganisationId;
use app::programmes::Channel;
use jiff::{SignedDuration, Timestamp};

use super::rules::Rules;
use super::store::{self, Facts, Pace};
use crate::storage::{Fault, Tx};

/// Messages a minute of one office by one channel that come late, unless it chose another
/// pace: after an outage a provider meets a stream, and the phone line of the office too.
const LATE_PER_MINUTE: i64 = 600;
/// What was planned longer ago than this comes late.
const LATE: SignedDuration = SignedDuration::from_hours(1);
/// A turn within this is now: it spares the store a write.
const NOW: SignedDuration = SignedDuration::from_secs(1);
const MINUTE_MS: i64 = 60_000;

impl Pace {
    /// How long one message takes at this pace; `None`: no time at all.
    fn takes(self, late: bool) -> Option<SignedDuration> {
        let late = late.then(|| self.late_per_minute.unwrap_or(LATE_PER_MINUTE));
        let most = [self.per_minute, late].into_iter().flatten().min()?;
        Some(SignedDuration::from_millis(MINUTE_MS / most.max(1)))
    }
}

/// Of `wanted`, in order, those whose turn it is. The others are given a later turn, each
/// office and channel by a clock of its own that all servers share.
pub(super) async fn in_turn(
    tx: &mut Tx,
    channel: Channel,
    wanted: Vec<(Facts, Arc<Rules>)>,
    now: Timestamp,
) -> Result<Vec<(Facts, Arc<Rules>)>, Fault> {
    if wanted.is_empty() {
        return Ok(wanted);
    }
    let paces = store::paces(tx, channel).await?;
    let takes = |facts: &Facts| {
        let pace = paces.get(&facts.organisation).copied().unwrap_or_default();
        let late = now.duration_since(facts.planned_at) > LATE;
        pace.takes(late).filter(|_| !facts.has_turn)
    };
    let mut spans: HashMap<OrganisationId, SignedDuration> = HashMap::new();
    for (facts, _) in &wanted {
        if let Some(takes) = takes(facts) {
            *spans.entry(facts.organisation.clone()).or_default() += takes;
        }
    }
    let mut turns: HashMap<OrganisationId, Timestamp> = HashMap::new();
    for (office, span) in spans {
        let from = store::take_time(tx, &office, channel, span, now).await?;
        turns.insert(office, from);
    }
    let mut sent = Vec::with_capacity(wanted.len());
    for (facts, rules) in wanted {
        let (Some(takes), Some(turn)) = (takes(&facts), turns.get_mut(&facts.organisation)) else {
            sent.push((facts, rules));
            continue;
        };
        let mine = *turn;
        *turn = turn.saturating_add(takes).unwrap_or(Timestamp::MAX);
        if mine.duration_since(now) < NOW {
            sent.push((facts, rules));
        } else {
            store::wait_for_turn(tx, &facts.id, facts.epoch, mine).await?;
        }
    }
    Ok(sent)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::Pace;

    #[test]
    fn only_what_comes_late_walks_unless_the_office_chose_a_pace() {
        let ms = |ms| Some(SignedDuration::from_millis(ms));
        let pace = |per_minute, late_per_minute| Pace {
            per_minute,
            late_per_minute,
        };
        assert_eq!(pace(None, None).takes(false), None);
        assert_eq!(pace(None, None).takes(true), ms(100));
        assert_eq!(pace(Some(60), None).takes(false), ms(1000));
        assert_eq!(pace(Some(60), None).takes(true), ms(1000));
        assert_eq!(pace(Some(6000), Some(30)).takes(true), ms(2000));
        assert_eq!(
            pace(Some(0), None).takes(false),
            ms(60_000),
            "never by nought"
        );
    }
}
