//! When a rule falls due, and how a definition writes it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Anchor, Period};

/// When a rule falls due.
///
/// Written flat, as one line: `{ from = "end", after = "P12M" }`,
/// `{ every = "P3M", from = "start", until = "end" }`,
/// `{ cron = "0 9 1 11 *", from = "inclusion", until = "end" }`,
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
    from: Option<Anchor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Anchor>,
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
            after,
            until,
        } = written;
        let spare = |of, unwanted: &[(bool, &'static str)]| {
            let extra = unwanted.iter().find(|(present, _)| *present);
            extra.map_or(Ok(()), |(_, what)| Err(NotATiming::TooMuch(of, what)))
        };
        let (has_from, has_after, has_until) = (from.is_some(), after.is_some(), until.is_some());
        match (every, cron, date, by_hand.unwrap_or(false)) {
            (Some(period), None, None, false) => {
                spare("every", &[(has_after, "after")])?;
                Ok(Self::Every {
                    period,
                    from: from.ok_or(NotATiming::Lacks("every", "from"))?,
                    until: until.ok_or(NotATiming::Lacks("every", "until"))?,
                })
            }
            (None, Some(expression), None, false) => {
                spare("cron", &[(has_after, "after")])?;
                match (from, until) {
                    (Some(from), Some(until)) => Ok(Self::Cron {
                        expression,
                        from,
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
                ];
                spare("date", &unwanted)?;
                Ok(Self::On { date })
            }
            (None, None, None, true) => {
                let unwanted = [
                    (has_from, "from"),
                    (has_after, "after"),
                    (has_until, "until"),
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
                Ok(Self::Once {
                    from,
                    after: after.unwrap_or(Period::NONE),
                })
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
                from: Some(from),
                after: Some(after),
                ..none
            },
            Timing::Every {
                period,
                from,
                until,
            } => Self {
                every: Some(period),
                from: Some(from),
                until: Some(until),
                ..none
            },
            Timing::Cron {
                expression,
                from,
                until,
            } => Self {
                cron: Some(expression),
                from: Some(from),
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
