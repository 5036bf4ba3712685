//! What an edited definition changes for the people it is about, before it is saved.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Hours, Issued, Subject, UnknownZone, fresh, occasions, settle};
use crate::programmes::Definition;

/// All that one person is asked about: the own course, the courses in their care, the
/// programme; each with what was issued already.
pub type Everything = Vec<(Subject, Vec<Issued>)>;

/// How far ahead an impact looks: 90 days.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What changes in the next 90 days. What was issued stays as it is, and is in no count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Everyone whom the definition asks: participants, staff, partners and referrers.
    pub people: u32,
    /// Of them: how many are asked more often.
    pub more: u32,
    /// Of them: how many are asked less often.
    pub fewer: u32,
    /// How often each rule asks, by its short name: as it stands, and as edited. Rules that
    /// ask the same number of times are left out.
    pub rules: BTreeMap<String, (u32, u32)>,
}

impl Impact {
    /// Whether nobody is asked more or less often by any rule.
    pub fn is_none(&self) -> bool {
        self.rules.is_empty() && self.more == 0 && self.fewer == 0
    }
}

/// Compares two definitions of one programme over these people. Occasions that would fall due by `now` are counted too: saving issues them.
pub fn impact(
    before: &Definition,
    after: &Definition,
    people: &[Everything],
    now: Timestamp,
) -> Result<Impact, UnknownZone> {
    let until = now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
    let hours = (Hours::of(before)?, Hours::of(after)?);
    let mut impact = Impact::default();
    let mut rules: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for person in people {
        let asked = |definition: &Definition, hours: &Hours| {
            let mut asked = Vec::new();
            for (subject, issued) in person {
                let all = occasions(definition, hours, subject, until);
                let (past, ahead): (Vec<_>, Vec<_>) = fresh(all, issued)
                    .into_iter()
                    .partition(|due| due.opens_at <= now);
                asked.extend(settle(past, now).open);
                asked.extend(ahead);
            }
            asked
        };
        let (old, new) = (asked(before, &hours.0), asked(after, &hours.1));
        impact.people += 1;
        impact.more += u32::from(new.len() > old.len());
        impact.fewer += u32::from(new.len() < old.len());
        for due in old {
            rules.entry(due.rule_id).or_default().0 += 1;
        }
        for due in new {
            rules.entry(due.rule_id).or_default().1 += 1;
        }
    }
    rules.retain(|_, (old, new)| old != new);
    impact.rules = rules;
    Ok(impact)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::impact;
    use crate::programmes::{Definition, Events, read, shipped};
    use crate::scheduling::{Enrolled, Issued, Subject};

    fn ishoj(edit: impl Fn(&str) -> String) -> Definition {
        let all = shipped();
        let (name, text) = all.iter().find(|it| it.0 == "ishoj-sme.toml").unwrap();
        read(name, &edit(text)).unwrap()
    }

    fn started(on: jiff::civil::Date) -> (Subject, Vec<Issued>) {
        let events = Events {
            inclusion: Some(on),
            start: Some(on),
            ..Events::default()
        };
        let issued =
            ["self-rating-start", "self-rating-quarterly", "influence"].map(|rule| Issued {
                rule_id: rule.to_owned(),
                number: 1,
                opens_at: on.at(9, 0, 0, 0).in_tz("UTC").unwrap().timestamp(),
            });
        let enrolled = Enrolled {
            events,
            ..Enrolled::default()
        };
        (Subject::Enrolled(enrolled), issued.to_vec())
    }

    #[test]
    fn a_rule_that_comes_more_often_asks_those_who_are_there_more_often() {
        let now: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
        let people = [
            started(date(2026, 7, 1)),
            started(date(2026, 8, 10)),
            (Subject::Enrolled(Enrolled::default()), Vec::new()),
        ]
        .map(|it| vec![it]);
        let same = ishoj(str::to_owned);
        let monthly = ishoj(|text| {
            let quarterly = "id = \"self-rating-quarterly\"\nquestionnaire = \"self-rating\"\nwhen = { every = \"P3M\"";
            assert!(text.contains(quarterly));
            text.replace(quarterly, &quarterly.replace("P3M", "P1M"))
        });
        assert!(impact(&same, &same, &people, now).unwrap().is_none());
        let told = impact(&same, &monthly, &people, now).unwrap();
        assert_eq!((told.people, told.more, told.fewer), (3, 2, 0), "{told:?}");
        let (old, new) = told.rules["self-rating-quarterly"];
        assert!(new > old && old > 0, "{told:?}");
        let back = impact(&monthly, &same, &people, now).unwrap();
        assert_eq!((back.more, back.fewer), (0, 2), "{back:?}");
        assert_eq!(told.rules.len(), 1, "{told:?}");
    }
}
