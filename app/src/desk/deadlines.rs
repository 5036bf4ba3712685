//! Deadlines on the desk: met by a deed, late for a reason.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::programmes::{ConsentKind, Definition, DueDeadline, Events, Standing, due_deadlines};

/// Why a deadline has passed. A short list, so that it can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Late {
    /// Another authority has not done its part.
    Elsewhere,
    /// The person is too ill for it now.
    Illness,
    /// The person wants to wait.
    Wish,
    /// The person is not reached.
    NotReached,
    /// We did not have the time or the place.
    Ours,
    /// Anything else.
    Other,
}

/// For so many days a deadline with a reason rests before it is on the desk again.
const REST_DAYS: i32 = 14;

impl Late {
    /// All, as a choice lists them.
    pub const ALL: [Self; 6] = [
        Self::Elsewhere,
        Self::Illness,
        Self::Wish,
        Self::NotReached,
        Self::Ours,
        Self::Other,
    ];

    /// The word in the database and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Elsewhere => "elsewhere",
            Self::Illness => "illness",
            Self::Wish => "wish",
            Self::NotReached => "not-reached",
            Self::Ours => "ours",
            Self::Other => "other",
        }
    }

    /// The reason of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// The day on which a deadline with a reason given on `today` is on the desk again.
pub fn rests_until(today: Date) -> Date {
    today.saturating_add(REST_DAYS.days())
}

/// What staff noted about one turn of a deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The day on which the deed was done.
    pub met_on: Option<Date>,
    /// Why it is late.
    pub late: Option<Late>,
    /// Not on the desk before this day.
    pub rests_until: Option<Date>,
}

/// The notes of one enrolment, by the deadline's short name and its number.
pub type Notes = BTreeMap<(String, u32), Note>;

/// One deadline of one enrolment with what was noted about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The deadline.
    pub due: DueDeadline,
    /// How it stands today.
    pub standing: Standing,
    /// What was noted.
    pub note: Note,
    /// Whether a deed of staff meets it, rather than an event or a consent.
    pub by_deed: bool,
}

/// The deadlines of one enrolment on `today`, with what staff noted and which consents
/// were given (with their days).
///
/// A deed for one turn of a deadline that comes back settles the turns before it: a plan
/// that was reviewed yesterday needs no review of last summer.
pub fn noted(
    definition: &Definition,
    events: &Events,
    consents: &[(ConsentKind, Date)],
    notes: &Notes,
    today: Date,
) -> Vec<Noted> {
    let dues = due_deadlines(definition, events, today);
    let mut all: Vec<Noted> = Vec::new();
    for mut due in dues {
        let Some(deadline) = definition.deadlines.iter().find(|it| it.id == due.id) else {
            continue;
        };
        let own = notes.get(&(due.id.clone(), due.number));
        let note = own.copied().unwrap_or_default();
        let later = notes
            .range((due.id.clone(), due.number)..=(due.id.clone(), u32::MAX))
            .filter_map(|(_, note)| note.met_on)
            .min();
        let consent = deadline.met_by_consent.and_then(|kind| {
            let days = consents.iter().filter(|(given, _)| *given == kind);
            days.map(|(_, day)| *day).min()
        });
        due.met_on = due.met_on.or(later).or(consent);
        all.push(Noted {
            standing: due.standing(today),
            note,
            by_deed: deadline.met_by.is_none(),
            due,
        });
    }
    all
}

/// Of those, what needs somebody today: amber or overdue, not at rest, and of one that
/// comes back only the newest turn.
pub fn pressing(all: &[Noted], today: Date) -> Vec<&Noted> {
    let presses = |it: &&Noted| matches!(it.standing, Standing::Amber | Standing::Overdue);
    let newest = |it: &&Noted| {
        let others = all
            .iter()
            .filter(presses)
            .filter(|other| other.due.id == it.due.id);
        others.map(|other| other.due.number).max() == Some(it.due.number)
    };
    let awake = |it: &&Noted| it.note.rests_until.is_none_or(|day| day <= today);
    all.iter()
        .filter(presses)
        .filter(newest)
        .filter(awake)
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Late, Note, Notes, noted, pressing, rests_until};
    use crate::programmes::{ConsentKind, Definition, Events, Standing, read, shipped};

    fn ishoj() -> Definition {
        let all = shipped();
        let (name, text) = all.iter().find(|it| it.0 == "ishoj-sme.toml").unwrap();
        read(name, text).unwrap()
    }

    fn started() -> Events {
        Events {
            inclusion: Some(date(2026, 6, 1)),
            assessment: Some(date(2026, 6, 20)),
            start: Some(date(2026, 6, 29)),
            planned_end: Some(date(2026, 12, 29)),
            ..Events::default()
        }
    }

    fn met(on: jiff::civil::Date) -> Note {
        Note {
            met_on: Some(on),
            ..Note::default()
        }
    }

    #[test]
    fn a_report_that_was_sent_is_off_the_desk_and_a_review_settles_those_before_it() {
        let today = date(2026, 11, 10);
        let (definition, events) = (ishoj(), started());
        let of = |notes: &Notes| {
            let all = noted(&definition, &events, &[], notes, today);
            let told: Vec<(String, u32)> = pressing(&all, today)
                .into_iter()
                .map(|it| (it.due.id.clone(), it.due.number))
                .collect();
            told
        };
        let mut notes = Notes::new();
        let report = ("report-after-assessment".to_owned(), 1);
        // Every sixth week from 29 June: the third on 2 November.
        let review = ("plan-review".to_owned(), 3);
        assert_eq!(of(&notes), [report.clone(), review.clone()]);
        notes.insert(report.clone(), met(date(2026, 7, 1)));
        notes.insert(review.clone(), met(date(2026, 11, 9)));
        assert_eq!(of(&notes), []);
        let all = noted(&definition, &events, &[], &notes, today);
        let late = |it: &super::Noted| (it.due.id == "plan-review").then_some(it.standing);
        let reviews: Vec<_> = all.iter().filter_map(late).collect();
        assert_eq!(reviews[..3], [Standing::MetLate; 3], "late all the same");
    }

    #[test]
    fn a_reason_lets_a_deadline_rest_and_a_consent_meets_its_own() {
        let (definition, events) = (ishoj(), started());
        let mut notes = Notes::new();
        let today = date(2026, 12, 10);
        notes.insert(("report-after-assessment".to_owned(), 1), met(today));
        notes.insert(("plan-review".to_owned(), 4), met(today));
        notes.insert(("discharge-checklist".to_owned(), 1), met(today));
        notes.insert(("contact-routes".to_owned(), 1), met(today));
        let ask = |consents: &[_], notes: &Notes, day| {
            let all = noted(&definition, &events, consents, notes, day);
            pressing(&all, day).len()
        };
        assert_eq!(ask(&[], &notes, today), 1, "the consent to follow-up");
        let given = [(ConsentKind::FollowUp, date(2026, 12, 1))];
        assert_eq!(ask(&given, &notes, today), 0);
        let rests = Note {
            late: Some(Late::Wish),
            rests_until: Some(rests_until(today)),
            ..Note::default()
        };
        notes.insert(("follow-up-consent".to_owned(), 1), rests);
        assert_eq!(ask(&[], &notes, today), 0);
        assert_eq!(
            ask(&[], &notes, date(2026, 12, 24)),
            1,
            "back after two weeks"
        );
    }
}
