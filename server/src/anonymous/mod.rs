//! Anonymous answers: tokens that nobody can follow, and a place apart where the answers wait.
//!
//! `web` gives a signed-in phone its tokens, `redeem` takes an answer from nobody in particular,
//! `pool` keeps what came in until the wave closes, `pouring` hands it on to be sealed. An
//! installation does none of this until it is given a folder (`--anonymous`).

pub mod pool;
pub mod pouring;
pub mod redeem;
pub mod store;
pub mod visit;
pub mod web;

use app::anonymous::{Round, rounds};
use app::ids::ParticipantId;
use app::insight::Quarter;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use crate::programmes::{self, naming};
use crate::storage::{Fault, Tx};
use crate::{participants, questionnaires, scheduling};

pub use pool::Pool;
pub use pouring::pour;

/// Bytes as they stand in requests and in the database.
pub(crate) fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What [`written`] wrote; `None` for anything else.
pub(crate) fn read(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// The rounds for which this person is to hold a token, as the rules stand.
pub(crate) async fn rounds_of(
    tx: &mut Tx,
    person: &ParticipantId,
    now: Timestamp,
) -> Result<Vec<Round>, Fault> {
    let organisation = participants::store::organisation_of(tx, person).await?;
    let mut all = Vec::new();
    for enrolment in participants::store::enrolments_of(tx, person).await? {
        let definition = programmes::store::definition(tx, &enrolment.programme).await?;
        let zone = naming::zone(&definition)?;
        let quarter = Quarter::at(now, &zone);
        let today = naming::day(now, &zone);
        let permits = scheduling::store::permits(tx, &enrolment.id).await?;
        let permitted: Vec<_> = permits
            .iter()
            .filter(|permit| permit.until.is_none_or(|last| today <= last))
            .map(|permit| permit.kind)
            .collect();
        for round in rounds(
            &definition,
            &enrolment.id,
            enrolment.arm,
            &permitted,
            quarter,
        ) {
            if can_be_walked(tx, &organisation, &round.asked).await? {
                all.push(round);
            }
        }
    }
    Ok(all)
}

/// Whether a phone can go through the questions by itself, as they are published now.
async fn can_be_walked(
    tx: &mut Tx,
    organisation: &app::ids::OrganisationId,
    asked: &str,
) -> Result<bool, Fault> {
    let newest = match questionnaires::store::latest(tx, organisation, asked).await {
        Ok(newest) => newest,
        Err(Fault::Missing) => return Ok(false),
        Err(fault) => return Err(fault),
    };
    let form = questionnaires::store::questionnaire(tx, &newest).await?;
    Ok(!form.needs_the_server())
}

/// The rounds for which a phone has no token yet and could have one.
pub async fn wanted(
    tx: &mut Tx,
    person: &ParticipantId,
    now: Timestamp,
) -> Result<Vec<Round>, Fault> {
    let mut wanted = Vec::new();
    for round in rounds_of(tx, person, now).await? {
        if !store::has_way(tx, &round).await? {
            wanted.push(round);
        }
    }
    Ok(wanted)
}
