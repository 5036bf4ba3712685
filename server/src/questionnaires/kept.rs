//! Forms that were read already: people in one programme answer the same few, and each answer meets
//! its form again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::ids::QuestionnaireId;
use app::questionnaires::Questionnaire;

/// By the id of a version, which never changes.
static KNOWN: Mutex<BTreeMap<QuestionnaireId, Arc<Questionnaire>>> = Mutex::new(BTreeMap::new());
/// More than an installation asks at once; older ones are forgotten together.
const MOST_KNOWN: usize = 64;

/// The form of that id, if it was read before.
pub(super) fn known(id: &QuestionnaireId) -> Option<Arc<Questionnaire>> {
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.get(id).cloned()
}

/// Keeps a form that was read.
pub(super) fn keep(id: &QuestionnaireId, form: Questionnaire) -> Arc<Questionnaire> {
    let form = Arc::new(form);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(id.clone(), Arc::clone(&form));
    form
}
