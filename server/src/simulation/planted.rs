//! Bugs that a test plants in the scheduler, to see the simulation convict them.

/// A mistake that schedulers make. Only a program built with the feature `planted` can
/// make it, and only while a simulation asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bug {
    /// Whoever comes late writes all the same.
    NoFence,
    /// What somebody is handing over may be taken by the next one.
    NoLease,
    /// A try counts when it has come back, so that a crash is no try.
    AttemptAfterCall,
    /// Noted as sent before it was handed over.
    RecordedBeforeCall,
    /// Rules are read as if people lived in Greenwich.
    RulesInUtc,
    /// Nobody asks whether it is still wanted and allowed.
    NoTruthCheck,
    /// Nobody asks whether it was answered.
    AnswersOverlooked,
    /// The definition's version is part of an occasion's key.
    KeyWithVersion,
    /// Messages leave at night.
    NoQuietHours,
    /// As many messages a day as there are.
    NoCap,
    /// A failed look is not made up for.
    LookForgotten,
}

impl Bug {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NoFence,
        Self::NoLease,
        Self::AttemptAfterCall,
        Self::RecordedBeforeCall,
        Self::RulesInUtc,
        Self::NoTruthCheck,
        Self::AnswersOverlooked,
        Self::KeyWithVersion,
        Self::NoQuietHours,
        Self::NoCap,
        Self::LookForgotten,
    ];
}
