//! The mistakes that a test may plant in what is issued; none of it exists in a program
//! built to serve.

use std::sync::Arc;
use std::time::Duration;

use app::programmes::{Definition, Rule};
use app::scheduling::{Due, Hours};
use jiff::Timestamp;

use super::rules::Rules;
use crate::simulation::Bug;
use crate::storage::Tx;

/// How long a claim lasts.
pub(super) fn lease(tx: &Tx, lease: Duration) -> Duration {
    if tx.has_planted(Bug::NoLease) {
        return Duration::from_millis(1);
    }
    lease
}

/// The definition and its hours as somebody reads them who forgets where people live.
pub(super) fn read(tx: &Tx, read: (Arc<Definition>, Hours)) -> (Arc<Definition>, Hours) {
    if !tx.has_planted(Bug::RulesInUtc) {
        return read;
    }
    let mut definition = Definition::clone(&read.0);
    definition.zone = "UTC".to_owned();
    let hours = Hours::of(&definition).unwrap_or(read.1);
    (Arc::new(definition), hours)
}

/// Keys with the definition's version in them, so that an edit makes new ones.
pub(super) fn key(tx: &Tx, rules: &Rules, dues: &mut [Due]) {
    if tx.has_planted(Bug::KeyWithVersion) {
        for due in dues {
            due.rule_id = format!("{}@{}", due.rule_id, rules.definition.version);
        }
    }
}

/// The rule of a key.
pub(super) fn rule<'a>(rules: &'a Rules, due: &Due) -> Option<&'a Rule> {
    let id = due.rule_id.split('@').next().unwrap_or_default();
    rules.definition.rule(id)
}

/// When to look again at what could not be looked at.
pub(super) fn look_again(tx: &Tx, at: Timestamp) -> Option<Timestamp> {
    (!tx.has_planted(Bug::LookForgotten)).then_some(at)
}
