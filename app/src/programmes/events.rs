//! The dated events of one enrolment, which rules and deadlines count from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Anchor;

/// What may happen more than once in a course, and what a rule may follow each time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Happening {
    /// The questionnaire of the rule of this name was answered.
    Answer(String),
    /// The person came to an appointment of the kind of this name.
    Appointment(String),
}

/// When each event of an enrolment happened, as local days; `None` while it has not.
///
/// `planned_end` is the one day that may lie ahead: it is planned, not past.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Events {
    /// The referral was received.
    pub referral: Option<Date>,
    /// Included in the programme.
    pub inclusion: Option<Date>,
    /// The assessment was completed.
    pub assessment: Option<Date>,
    /// The intervention began.
    pub start: Option<Date>,
    /// The day on which the intervention is planned to end.
    pub planned_end: Option<Date>,
    /// The intervention actually ended (discharge).
    pub end: Option<Date>,
}

impl Events {
    /// The day of an event; `None` while it has not happened (or is not planned).
    pub fn on(&self, anchor: Anchor) -> Option<Date> {
        match anchor {
            Anchor::Referral => self.referral,
            Anchor::Inclusion => self.inclusion,
            Anchor::Assessment => self.assessment,
            Anchor::Start => self.start,
            Anchor::PlannedEnd => self.planned_end,
            Anchor::End => self.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Events;
    use crate::programmes::Anchor;

    #[test]
    fn someone_who_has_only_been_referred_has_no_other_dates() {
        let events = Events {
            referral: Some(date(2026, 1, 5)),
            ..Events::default()
        };
        assert_eq!(events.on(Anchor::Referral), Some(date(2026, 1, 5)));
        for later in [
            Anchor::Inclusion,
            Anchor::Assessment,
            Anchor::Start,
            Anchor::PlannedEnd,
            Anchor::End,
        ] {
            assert_eq!(events.on(later), None, "{later:?}");
        }
    }
}
