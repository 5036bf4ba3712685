//! The mistakes that a test may plant in what is issued; none of it exists in a program
//! built to serve.

use app::programmes::{Definition, Rule};
use app::scheduling::Due;
use jiff::Timestamp;

use super::rules::Rules;
use crate::simulation::Bug;
use crate::storage::Tx;

/// The definition as somebody reads it who forgets where people live.
pub(super) fn read(tx: &Tx, mut definition: Definition) -> Definition {
    if tx.has_planted(Bug::RulesInUtc) {
        definition.zone = "UTC".to_owned();
    }
    definition
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
