//! The rules in force: each programme's newest definition, read once per look.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::ids::{OrganisationId, ProgrammeId};
use app::programmes::{self, Definition};
use app::scheduling::Hours;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{planted, store};
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
    let kept = store::programme(tx, programme).await?;
    let broken = |reason: &dyn std::fmt::Display| {
        tracing::error!(%programme, %reason, "a definition can't be read; nothing is sent for it");
    };
    let (definition, hours) = match read(&kept.definition) {
        Ok(read) => planted::read(tx, read),
        Err(reason) => {
            broken(&reason);
            return Ok(None);
        }
    };
    let began = Timestamp::from_millisecond(kept.created_at);
    let since = hours.day(began.map_err(|_| Fault::Corrupt("programmes.created_at"))?);
    Ok(Some(Rules {
        organisation: OrganisationId::new(kept.organisation_id),
        programme: programme.clone(),
        definition,
        hours,
        since,
    }))
}

/// A definition with its hours.
type Read = (Arc<Definition>, Hours);

/// Definitions that were read already, by their text: most looks and batches meet the same
/// ones, and reading one means checking it.
static KNOWN: Mutex<BTreeMap<String, Read>> = Mutex::new(BTreeMap::new());
/// More than an installation has at once; older ones are forgotten together.
const MOST_KNOWN: usize = 64;

fn read(text: &str) -> Result<Read, String> {
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(read) = known().get(text) {
        return Ok(read.clone());
    }
    let definition = programmes::read_kept(text).map_err(|wrong| wrong.to_string())?;
    let hours = Hours::of(&definition).map_err(|unknown| unknown.to_string())?;
    let read = (Arc::new(definition), hours);
    let mut known = known();
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(text.to_owned(), read.clone());
    Ok(read)
}
