//! The rules in force: each programme's newest definition, read once per look.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::ids::{OrganisationId, ProgrammeId};
use app::programmes::Definition;
use app::scheduling::Hours;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{planted, store};
use crate::programmes::kept;
use crate::storage::{Fault, Tx};

/// One programme's rules.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) organisation: OrganisationId,
    pub(super) programme: ProgrammeId,
    pub(super) definition: Arc<Definition>,
    pub(super) hours: Hours,
    /// The local day on which the programme began here.
    pub(super) since: Date,
}

/// The programmes that one look or step has met. `None`: its definition can't be read.
#[derive(Debug, Default)]
pub(super) struct Met(BTreeMap<ProgrammeId, Option<Arc<Rules>>>);

impl Met {
    pub(super) async fn rules(
        &mut self,
        tx: &mut Tx,
        programme: &ProgrammeId,
    ) -> Result<Option<Arc<Rules>>, Fault> {
        if let Some(met) = self.0.get(programme) {
            return Ok(met.clone());
        }
        let rules = rules(tx, programme).await?.map(Arc::new);
        self.0.insert(programme.clone(), rules.clone());
        Ok(rules)
    }
}

/// The rules of a programme; `None`, and a line in the log, when they can't be read.
pub(super) async fn rules(tx: &mut Tx, programme: &ProgrammeId) -> Result<Option<Rules>, Fault> {
    let row = store::programme(tx, programme).await?;
    let broken = |reason: &dyn std::fmt::Display| {
        tracing::error!(%programme, %reason, "a definition can't be read; nothing is sent for it");
    };
    let (definition, hours) = match kept::read(&row.definition) {
        Ok(read) => planted::read(tx, read),
        Err(reason) => {
            broken(&reason);
            return Ok(None);
        }
    };
    let began = Timestamp::from_millisecond(row.created_at);
    let since = hours.day(began.map_err(|_| Fault::Corrupt("programmes.created_at"))?);
    Ok(Some(Rules {
        organisation: OrganisationId::new(row.organisation_id),
        programme: programme.clone(),
        definition,
        hours,
        since,
    }))
}
