//! What people decide over the machine: by phone, paused, exempt, on paper.

use jiff::civil::Date;
use serde::Deserialize;

/// What a person decided over the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Talked to about one questionnaire: no message about it for a while.
    ByPhone,
    /// No automatic message at all for a while.
    Paused,
    /// Not asked anything for a while: open questionnaires are taken back.
    Exempt,
    /// Answered one questionnaire on paper.
    OnPaper,
}

impl Kind {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::ByPhone, Self::OnPaper, Self::Paused, Self::Exempt];

    /// The word in the database and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ByPhone => "by-phone",
            Self::Paused => "paused",
            Self::Exempt => "exempt",
            Self::OnPaper => "on-paper",
        }
    }

    /// The kind of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether it is about one questionnaire rather than the whole person.
    pub fn is_of_one(self) -> bool {
        matches!(self, Self::ByPhone | Self::OnPaper)
    }

    /// Whether it ends by itself on a day that is named; the others last.
    pub fn may_end(self) -> bool {
        self != Self::OnPaper
    }
}

/// Why. A short list, so that no diagnosis is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The person asked for it.
    Wish,
    /// A hard time: illness, loss, hospital.
    HardTime,
    /// Away for a while.
    Away,
    /// It was settled in a conversation.
    Talked,
    /// Another authority asks the same.
    AskedElsewhere,
    /// Anything else.
    Other,
}

impl Reason {
    /// All, as a choice lists them.
    pub const ALL: [Self; 6] = [
        Self::Talked,
        Self::Wish,
        Self::HardTime,
        Self::Away,
        Self::AskedElsewhere,
        Self::Other,
    ];

    /// The word in the database and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            Self::HardTime => "hard-time",
            Self::Away => "away",
            Self::Talked => "talked",
            Self::AskedElsewhere => "asked-elsewhere",
            Self::Other => "other",
        }
    }

    /// The reason of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What is typed to override the machine.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct OverrideForm {
    /// The word of a [`Kind`].
    pub kind: String,
    /// The word of a [`Reason`].
    pub reason: String,
    /// The last day, may be empty.
    pub until: String,
    /// The occasion, where it is about one.
    pub occasion: String,
}

/// A decision over the machine, as understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub kind: Kind,
    /// Why.
    pub reason: Reason,
    /// The last day on which it holds; without end when absent.
    pub until: Option<Date>,
}

impl OverrideForm {
    /// What was meant, or the key of the sentence that says what to mend. Who was talked
    /// to has peace for two weeks unless another day is named.
    pub fn read(&self, today: Date) -> Result<Decided, &'static str> {
        let kind = Kind::of(&self.kind).ok_or("desk-override-choose")?;
        let reason = match self.reason.as_str() {
            "" => Reason::Talked,
            word => Reason::of(word).ok_or("desk-override-choose")?,
        };
        if kind.is_of_one() == self.occasion.is_empty() {
            return Err("desk-override-choose");
        }
        let until = match self.until.trim() {
            "" if kind == Kind::ByPhone => Some(today.saturating_add(jiff::Span::new().days(14))),
            "" => None,
            text => Some(text.parse::<Date>().map_err(|_| "desk-until-wrong")?),
        };
        if until.is_some_and(|last| last < today) {
            return Err("desk-until-past");
        }
        Ok(Decided {
            kind,
            reason,
            until: until.filter(|_| kind.may_end()),
        })
    }
}

/// A decision as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its id, to undo it.
    pub id: String,
    /// What.
    pub kind: Kind,
    /// Why.
    pub reason: Reason,
    /// The last day.
    pub until: Option<Date>,
    /// The day on which it was made.
    pub on: Date,
    /// Who made it.
    pub by: String,
    /// What the questionnaire is called, where it is about one.
    pub about: Option<String>,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Kind, OverrideForm, Reason};

    #[test]
    fn whoever_was_talked_to_has_peace_for_two_weeks() {
        let today = date(2026, 11, 2);
        let form = |kind: &str, until: &str, occasion: &str| OverrideForm {
            kind: kind.to_owned(),
            until: until.to_owned(),
            occasion: occasion.to_owned(),
            ..OverrideForm::default()
        };
        let by_phone = form("by-phone", "", "it").read(today).unwrap();
        assert_eq!(by_phone.until, Some(date(2026, 11, 16)));
        assert_eq!(
            (by_phone.kind, by_phone.reason),
            (Kind::ByPhone, Reason::Talked)
        );
        assert!(form("by-phone", "", "").read(today).is_err(), "about what?");
        let paused = form("paused", "", "").read(today).unwrap();
        assert_eq!(paused.until, None);
        let past = form("paused", "2026-11-01", "").read(today);
        assert_eq!(past, Err("desk-until-past"));
        let wrong = form("exempt", "soon", "").read(today);
        assert_eq!(wrong, Err("desk-until-wrong"));
        let paper = form("on-paper", "2026-12-01", "it").read(today).unwrap();
        assert_eq!(paper.until, None, "paper stays paper");
    }
}
