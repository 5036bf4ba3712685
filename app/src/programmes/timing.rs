//! When a rule falls due, and how a definition writes it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Anchor, Happening, Period};

/// When a rule falls due.
///
/// Written flat, as one line: `{ from = "end", after = "P12M" }`,
/// `{ every = "P3M", from = "start", until = "end" }`,
/// `{ cron = "0 9 1 11 *", from = "inclusion", until = "end" }`,
/// `{ from = "answer", of = "self-rating-start", after = "P7D" }`,
/// `{ from = "appointment", of = "review", after = "P2D" }`,
/// `{ cron = "0 9 1 3,9 *" }` for staff and partners, `{ date = "2027-03-01" }`,
/// `{ by_hand = true }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Timing {
    /// Once, a period after an event.
    Once {
        /// The event.
        from: Anchor,
        /// How long after it.
        after: Period,
    },
    /// A period after each time that something happened which may happen more than once.
    Following {
        /// What.
        what: Happening,
        /// How long after it.
        after: Period,
    },
    /// Again and again, the first time one period after `from`, the last time before `until`.
    Every {
        /// How often.
        period: Period,
        /// From this event.
        from: Anchor,
        /// To this event; the planned end does not stop it, the actual end does.
        until: Anchor,
    },
    /// By a cron expression in local time, from one event until before another.
    Cron {
        /// Five fields, as `cron-parser` reads them.
        expression: String,
        /// From this event.
        from: Anchor,
        /// To this event.
        until: Anchor,
    },
    /// By a cron expression in local time, year in, year out: for staff and partners,
    /// who have no enrolment to count from.
    Calendar {
        /// Five fields, as `cron-parser` reads them.
        expression: String,
    },
    /// Once on a date, for those enrolled then.
    On {
        /// The date.
        date: Date,
    },
    /// When a coordinator sends it.
    ByHand,
}

/// A timing as it stands in a definition: one flat table.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    every: Option<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cron: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_hand: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Since>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Anchor>,
}

/// What `from` may name: the events of an enrolment, and what happens more than once.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Since {
    Referral,
    Inclusion,
    Assessment,
    Start,
    PlannedEnd,
    End,
    Answer,
    Appointment,
}

impl Since {
    fn anchor(self) -> Option<Anchor> {
        match self {
            Self::Referral => Some(Anchor::Referral),
            Self::Inclusion => Some(Anchor::Inclusion),
            Self::Assessment => Some(Anchor::Assessment),
            Self::Start => Some(Anchor::Start),
            Self::PlannedEnd => Some(Anchor::PlannedEnd),
            Self::End => Some(Anchor::End),
            Self::Answer | Self::Appointment => None,
        }
    }

    fn of(anchor: Anchor) -> Self {
        match anchor {
            Anchor::Referral => Self::Referral,
            Anchor::Inclusion => Self::Inclusion,
            Anchor::Assessment => Self::Assessment,
            Anchor::Start => Self::Start,
            Anchor::PlannedEnd => Self::PlannedEnd,
            Anchor::End => Self::End,
        }
    }
}

/// Why a table says no time.
#[derive(Debug, thiserror::Error)]
enum NotATiming {
    #[error("`when` names {0}; one of `every`, `cron`, `date`, `by_hand`, or `from` with `after`")]
    Several(String),
    #[error("`when` says nothing; write `from` with `after`, `every`, `cron`, `date` or `by_hand`")]
    Nothing,
    #[error("`when` with `{0}` needs `{1}`")]
    Lacks(&'static str, &'static str),
    #[error("`when` with `{0}` has no use for `{1}`")]
    TooMuch(&'static str, &'static str),
    #[error("`when` with `{0}` can't count from what happens more than once: use an event")]
    NoEvent(&'static str),
}

impl TryFrom<Written> for Timing {
    type Error = NotATiming;

    fn try_from(written: Written) -> Result<Self, NotATiming> {
        let Written {
            every,
            cron,
            date,
            by_hand,
            from,
            of,
            after,
            until,
        } = written;
        let spare = |of, unwanted: &[(bool, &'static str)]| {
            let extra = unwanted.iter().find(|(present, _)| *present);
            extra.map_or(Ok(()), |(_, what)| Err(NotATiming::TooMuch(of, what)))
        };
        let event = |of, from: Since| from.anchor().ok_or(NotATiming::NoEvent(of));
        let (has_from, has_after, has_until) = (from.is_some(), after.is_some(), until.is_some());
        let has_of = of.is_some();
        match (every, cron, date, by_hand.unwrap_or(false)) {
            (Some(period), None, None, false) => {
                spare("every", &[(has_after, "after"), (has_of, "of")])?;
                let from = from.ok_or(NotATiming::Lacks("every", "from"))?;
                Ok(Self::Every {
                    period,
                    from: event("every", from)?,
                    until: until.ok_or(NotATiming::Lacks("every", "until"))?,
                })
            }
            (None, Some(expression), None, false) => {
                spare("cron", &[(has_after, "after"), (has_of, "of")])?;
                match (from, until) {
                    (Some(from), Some(until)) => Ok(Self::Cron {
                        expression,
                        from: event("cron", from)?,
                        until,
                    }),
                    (None, None) => Ok(Self::Calendar { expression }),
                    (Some(_), None) => Err(NotATiming::Lacks("from", "until")),
                    (None, Some(_)) => Err(NotATiming::Lacks("until", "from")),
                }
            }
            (None, None, Some(date), false) => {
                let unwanted = [
                    (has_from, "from"),
                    (has_after, "after"),
                    (has_until, "until"),
                    (has_of, "of"),
                ];
                spare("date", &unwanted)?;
                Ok(Self::On { date })
            }
            (None, None, None, true) => {
                let unwanted = [
                    (has_from, "from"),
                    (has_after, "after"),
                    (has_until, "until"),
                    (has_of, "of"),
                ];
                spare("by_hand", &unwanted)?;
                Ok(Self::ByHand)
            }
            (None, None, None, false) => {
                spare("from", &[(has_until, "until")])?;
                let from = from.ok_or(if has_after {
                    NotATiming::Lacks("after", "from")
                } else {
                    NotATiming::Nothing
                })?;
                let after = after.unwrap_or(Period::NONE);
                let Some(event) = from.anchor() else {
                    let (says, happens): (_, fn(String) -> Happening) = match from {
                        Since::Appointment => ("appointment", Happening::Appointment),
                        _ => ("answer", Happening::Answer),
                    };
                    let what = happens(of.ok_or(NotATiming::Lacks(says, "of"))?);
                    return Ok(Self::Following { what, after });
                };
                spare("from", &[(has_of, "of")])?;
                Ok(Self::Once { from: event, after })
            }
            (every, cron, date, by_hand) => {
                let named = [
                    (every.is_some(), "`every`"),
                    (cron.is_some(), "`cron`"),
                    (date.is_some(), "`date`"),
                    (by_hand, "`by_hand`"),
                ];
                let named: Vec<&str> = named.iter().filter(|it| it.0).map(|it| it.1).collect();
                Err(NotATiming::Several(named.join(" and ")))
            }
        }
    }
}

impl From<Timing> for Written {
    fn from(timing: Timing) -> Self {
        let none = Self::default();
        match timing {
            Timing::Once { from, after } => Self {
                from: Some(Since::of(from)),
                after: Some(after),
                ..none
            },
            Timing::Following { what, after } => {
                let (from, of) = match what {
                    Happening::Answer(rule) => (Since::Answer, rule),
                    Happening::Appointment(kind) => (Since::Appointment, kind),
                };
                Self {
                    from: Some(from),
                    of: Some(of),
                    after: Some(after),
                    ..none
                }
            }
            Timing::Every {
                period,
                from,
                until,
            } => Self {
                every: Some(period),
                from: Some(Since::of(from)),
                until: Some(until),
                ..none
            },
            Timing::Cron {
                expression,
                from,
                until,
            } => Self {
                cron: Some(expression),
                from: Some(Since::of(from)),
                until: Some(until),
                ..none
            },
            Timing::Calendar { expression } => Self {
                cron: Some(expression),
                ..none
            },
            Timing::On { date } => Self {
                date: Some(date),
                ..none
            },
            Timing::ByHand => Self {
                by_hand: Some(true),
                ..none
            },
        }
    }
}
