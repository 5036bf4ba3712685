//! Protected identity: why it is noted, why it is lifted.

use serde::Deserialize;

/// Why name and address are protected, or are no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtectionReason {
    /// An authority says so.
    Authority,
    /// The person told us.
    Told,
    /// The protection has ended.
    Ended,
    /// It was noted by mistake.
    Mistake,
}

impl ProtectionReason {
    /// The reasons to protect.
    pub const TO_PROTECT: [Self; 2] = [Self::Authority, Self::Told];
    /// The reasons to lift it.
    pub const TO_LIFT: [Self; 2] = [Self::Ended, Self::Mistake];

    /// The word in the access log and on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Told => "told",
            Self::Ended => "ended",
            Self::Mistake => "mistake",
        }
    }

    /// The reason of that word.
    pub fn of(word: &str) -> Option<Self> {
        let mut all = Self::TO_PROTECT.into_iter().chain(Self::TO_LIFT);
        all.find(|reason| reason.as_str() == word)
    }
}

/// The form that notes a protected identity, or lifts it, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProtectionForm {
    /// The word of a [`ProtectionReason`].
    pub reason: String,
}

impl ProtectionForm {
    /// The reason, if it is one for what is to be done.
    pub fn read(&self, is_protected: bool) -> Option<ProtectionReason> {
        let fitting = if is_protected {
            ProtectionReason::TO_LIFT
        } else {
            ProtectionReason::TO_PROTECT
        };
        ProtectionReason::of(&self.reason).filter(|reason| fitting.contains(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::{ProtectionForm, ProtectionReason};

    #[test]
    fn each_deed_has_reasons_of_its_own() {
        let form = |word: &str| ProtectionForm {
            reason: word.to_owned(),
        };
        assert_eq!(
            form("authority").read(false),
            Some(ProtectionReason::Authority)
        );
        assert_eq!(form("authority").read(true), None);
        assert_eq!(form("ended").read(true), Some(ProtectionReason::Ended));
        assert_eq!(form("").read(false), None);
    }
}
