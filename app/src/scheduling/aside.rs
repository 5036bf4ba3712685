//! What was set aside for a person: why, in words, and what to do about it.

/// Why a message could not be handed over, as far as somebody can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The mailbox does not exist, or the address is none.
    Address,
    /// The phone's push service will not take it.
    Refused,
    /// The other side did not answer, five times over a day.
    Silence,
    /// There is no address and no phone to send it to.
    Nowhere,
}

impl Why {
    /// What the reason in the database means.
    pub fn of(reason: &str) -> Self {
        if reason.starts_with("smtp 5") || reason.contains("not well formed") {
            Self::Address
        } else if ["push 404", "push 410"].contains(&reason) || reason.starts_with("no ") {
            Self::Nowhere
        } else if reason.starts_with("push 4") && reason != "push 429" {
            Self::Refused
        } else {
            Self::Silence
        }
    }

    /// The end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Refused => "refused",
            Self::Silence => "silence",
            Self::Nowhere => "nowhere",
        }
    }
}

/// Why somebody lets it go again: what its button says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The address is right now.
    Mended,
    /// The other side may have been down.
    TryOnce,
}

impl Again {
    /// Both, as a row of buttons shows them.
    pub const ALL: [Self; 2] = [Self::Mended, Self::TryOnce];

    /// The word on forms; also the end of its key in the texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::TryOnce => "try-once",
        }
    }

    /// The reason of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Why;

    #[test]
    fn each_reason_says_what_somebody_can_do_about_it() {
        let cases = [
            ("smtp 550", Why::Address),
            ("the address is not well formed", Why::Address),
            ("push 403", Why::Refused),
            ("push 413", Why::Refused),
            ("no such channel", Why::Nowhere),
            ("no address is left", Why::Nowhere),
            ("push 429", Why::Silence),
            ("push 503", Why::Silence),
            ("smtp 451", Why::Silence),
            ("it was tried too often", Why::Silence),
        ];
        for (reason, why) in cases {
            assert_eq!(Why::of(reason), why, "{reason}");
        }
    }
}
