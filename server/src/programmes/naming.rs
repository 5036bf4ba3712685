//! What other rooms ask of a programme: its name, and the zone somebody lives by.

use app::ids::{OrganisationId, ParticipantId};
use app::pacing::Constants;
use app::texts::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::store;
use crate::participants;
use crate::storage::{Fault, Tx};

/// What a person's day goes by.
pub struct Rules {
    /// Where their days begin and end.
    pub zone: TimeZone,
    /// How their energy is counted.
    pub pacing: Constants,
}

/// The programmes of an office, by id and name.
pub async fn names(
    tx: &mut Tx,
    organisation: &OrganisationId,
    language: Language,
) -> Result<Vec<(String, String)>, Fault> {
    let running = store::programmes(tx, organisation).await?;
    let name = |it: &store::Running| it.definition.called(language).to_owned();
    Ok(running
        .iter()
        .map(|it| (it.id.to_string(), name(it)))
        .collect())
}

/// The zone of a definition; a definition whose zone is unknown was never kept.
pub fn zone(definition: &app::programmes::Definition) -> Result<TimeZone, Fault> {
    TimeZone::get(&definition.zone).map_err(|_| Fault::Corrupt("protocol_versions.definition"))
}

/// The rules of a participant's newest programme.
pub async fn rules_of(tx: &mut Tx, participant: &ParticipantId) -> Result<Rules, Fault> {
    let enrolments = participants::store::enrolments_of(tx, participant).await?;
    let newest = enrolments.first().ok_or(Fault::Missing)?;
    let definition = store::definition(tx, &newest.programme).await?;
    Ok(Rules {
        zone: zone(&definition)?,
        pacing: definition.pacing.clone(),
    })
}

/// The zone of a participant's newest programme.
pub async fn zone_of(tx: &mut Tx, participant: &ParticipantId) -> Result<TimeZone, Fault> {
    Ok(rules_of(tx, participant).await?.zone)
}

/// The zone of an office: that of its first programme, UTC while it has none.
pub async fn zone_of_office(tx: &mut Tx, organisation: &OrganisationId) -> Result<TimeZone, Fault> {
    match store::programmes(tx, organisation).await?.first() {
        Some(first) => zone(&first.definition),
        None => Ok(TimeZone::UTC),
    }
}

/// The local day of an instant.
pub fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}
