//! The zone in which a programme's appointments and days are local.

use app::ids::{ParticipantId, ProgrammeId};
use jiff::tz::TimeZone;

use crate::on;
use crate::participants::store::enrolments_of;
use crate::storage::{Fault, Tx};

/// Both countries keep the same time; a programme whose definition names no zone has this one.
const USUAL: &str = "Europe/Copenhagen";

/// The zone of a programme, from the newest definition.
///
/// To be replaced by `programmes::store::definition`: this reads one line of the text.
pub async fn of_programme(tx: &mut Tx, id: &ProgrammeId) -> Result<TimeZone, Fault> {
    let text: Option<String> = on!(tx, db => {
        sqlx::query_scalar(
            "select definition from protocol_versions where programme_id = $1
             order by version desc limit 1",
        )
        .bind(id.as_str())
        .fetch_optional(db)
        .await
    })?;
    let name = text.as_deref().and_then(named).unwrap_or(USUAL);
    TimeZone::get(name).map_err(|_| Fault::Corrupt("protocol_versions.definition: zone"))
}

/// The zone of a participant's newest enrolment.
pub async fn of_participant(tx: &mut Tx, id: &ParticipantId) -> Result<TimeZone, Fault> {
    match enrolments_of(tx, id).await?.first() {
        Some(enrolment) => of_programme(tx, &enrolment.programme).await,
        None => TimeZone::get(USUAL).map_err(|_| Fault::Missing),
    }
}

/// What stands in the line `zone = "…"`.
fn named(definition: &str) -> Option<&str> {
    definition.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "zone").then(|| value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_definition_names_its_zone() {
        let text = "id = \"p\"\nzone = \"Europe/Stockholm\"\n[[phase]]\n";
        assert_eq!(named(text), Some("Europe/Stockholm"));
        assert_eq!(named("timezone = \"x\""), None);
    }
}
