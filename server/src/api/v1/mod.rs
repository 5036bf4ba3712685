//! `/api/v1`: definitions, occasions and answers as plain JSON.

pub(super) mod answers;
pub(super) mod definitions;
pub(super) mod occasions;

use serde::Serialize;
use utoipa::ToSchema;

/// The version of a questionnaire that was asked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Form {
    /// Its id, as in `/fhir/R4/Questionnaire/{id}`.
    id: String,
    /// The name by which programmes refer to it.
    key: String,
    /// Counts the versions of one key.
    version: i64,
}

/// Who is asked about a course, in a word.
fn asked(subject_kind: &str) -> &'static str {
    match subject_kind {
        "coordinator" => "coordinator",
        "referrer" => "referrer",
        _ => "participant",
    }
}
