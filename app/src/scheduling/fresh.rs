//! What of a compiled list is new, and what of it still makes sense to ask.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Due;

/// The last occasion that was issued for one rule and one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The rule.
    pub rule_id: String,
    /// The highest number so far.
    pub number: i64,
    /// When the newest one opened.
    pub opens_at: Timestamp,
}

/// The new occasions of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// To be asked.
    pub open: Vec<Due>,
    /// Never asked: their window was over, or a newer one of the same rule took their place.
    pub missed: Vec<Due>,
}

/// The occasions of `dues` (in the order in which they open) that were not issued yet.
///
/// Issued ones stay as they are, whatever was edited since. A rule goes on after its last
/// occasion and never back: when an edit or a corrected date counts the occurrences anew,
/// they take the next free numbers. An occurrence that only moved (same number, another
/// day) is not asked again.
pub fn fresh(dues: Vec<Due>, issued: &[Issued]) -> Vec<Due> {
    let mut last: BTreeMap<String, (i64, Timestamp)> = issued
        .iter()
        .map(|it| (it.rule_id.clone(), (it.number, it.opens_at)))
        .collect();
    let mut new = Vec::new();
    for mut due in dues {
        if let Some((number, opened)) = last.get(&due.rule_id) {
            if due.number == *number || due.opens_at <= *opened {
                continue;
            }
            due.number = due.number.max(number + 1);
        }
        last.insert(due.rule_id.clone(), (due.number, due.opens_at));
        new.push(due);
    }
    new
}

/// Of new occasions that fell due while nobody looked, only the newest of each rule is
/// asked, and only while its window is open.
pub fn settle(dues: Vec<Due>, now: Timestamp) -> Settled {
    let mut newest: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for due in &dues {
        let at = newest.entry(&due.rule_id).or_insert(due.opens_at);
        *at = (*at).max(due.opens_at);
    }
    let asks = |due: &Due| due.closes_at > now && newest[due.rule_id.as_str()] == due.opens_at;
    let asked: Vec<bool> = dues.iter().map(asks).collect();
    let mut settled = Settled::default();
    for (due, asked) in dues.into_iter().zip(asked) {
        if asked {
            settled.open.push(due);
        } else {
            settled.missed.push(due);
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan, civil::date};

    use super::{Issued, fresh, settle};
    use crate::scheduling::Due;

    fn day(number: i64) -> Timestamp {
        let day = date(2026, 1, 1).saturating_add(number.days());
        day.in_tz("UTC").unwrap().timestamp()
    }

    fn due(number: i64, on: i64) -> Due {
        Due {
            rule_id: "weekly".into(),
            number,
            due_on: date(2026, 1, 1).saturating_add(on.days()),
            opens_at: day(on),
            closes_at: day(on + 14),
        }
    }

    fn issued(number: i64, on: i64) -> Vec<Issued> {
        vec![Issued {
            rule_id: "weekly".into(),
            number,
            opens_at: day(on),
        }]
    }

    #[test]
    fn an_occurrence_that_only_moved_is_not_asked_again() {
        let moved_to_tuesday = vec![due(1, 1), due(2, 8), due(3, 15)];
        let new = fresh(moved_to_tuesday, &issued(2, 7));
        assert_eq!(new, vec![due(3, 15)]);
    }

    #[test]
    fn a_start_that_was_corrected_backwards_does_not_ask_for_the_same_day_twice() {
        let a_week_earlier = vec![due(1, 0), due(2, 7), due(3, 14)];
        let new = fresh(a_week_earlier, &issued(1, 7));
        assert_eq!(new, vec![due(3, 14)]);
    }

    #[test]
    fn a_rule_that_became_rarer_goes_on_without_a_year_of_silence() {
        let was_daily = issued(98, 97);
        let now_weekly = vec![due(13, 91), due(14, 98), due(15, 105)];
        let numbers: Vec<i64> = fresh(now_weekly, &was_daily)
            .iter()
            .map(|it| it.number)
            .collect();
        assert_eq!(numbers, [99, 100]);
    }

    #[test]
    fn of_what_was_missed_only_the_newest_is_asked() {
        let settled = settle(vec![due(1, 0), due(2, 7), due(3, 14)], day(16));
        assert_eq!(settled.open, vec![due(3, 14)]);
        assert_eq!(settled.missed.len(), 2);
        assert_eq!(
            settle(vec![due(1, 0)], day(14)).open,
            vec![],
            "the window is over"
        );
    }
}
