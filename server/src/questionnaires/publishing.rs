//! Publishing a questionnaire from elsewhere: under which name, and on whose word.

use app::ids::{OrganisationId, StaffId};
use app::questionnaires::import::is_key;
use app::questionnaires::{Imported, SHIPPED};
use jiff::Timestamp;

use super::store;
use crate::storage::{Fault, Tx};

/// The most characters of an attestation: 500.
pub const ATTESTED: usize = 500;

/// Why a questionnaire that can be asked was not published.
#[derive(Debug, thiserror::Error)]
pub enum NotPublished {
    /// A name that could not stand in a definition.
    #[error("the name {0:?} is not 1 to 64 small letters, digits and hyphens; choose one by --key")]
    BadKey(String),
    /// A name of a questionnaire that comes with the program: its next version would be hidden.
    #[error("{0:?} comes with Dagsform; choose another name by --key")]
    Shipped(String),
    /// Its terms ask for somebody's word.
    #[error("its terms need a word: say by --attest who has agreed, when, and on which terms")]
    NeedsAttestation,
    /// More words than there is room for.
    #[error("there is room for {ATTESTED} characters after --attest")]
    TooLong,
    /// The database said no.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Publishes what was taken in as the next version under `key`, and returns its number.
///
/// The same document a second time changes nothing. `attested` is who allowed its use, when and
/// on which terms, in the operator's words; it is kept with the version.
pub async fn publish(
    tx: &mut Tx,
    organisation: &OrganisationId,
    key: &str,
    imported: &Imported,
    attested: Option<&str>,
    now: Timestamp,
) -> Result<i64, NotPublished> {
    let word = Word {
        attested,
        ..Word::default()
    };
    publish_as(tx, organisation, key, imported, &word, now).await
}

/// On whose word something is published.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word<'a> {
    /// Who allowed its use, when, and on which terms.
    pub attested: Option<&'a str>,
    /// Who published it on a page; none from the command line.
    pub by: Option<&'a StaffId>,
    /// Whether it was written here.
    pub made_here: bool,
}

/// The same, with who published it, and whether it was written here.
pub async fn publish_as(
    tx: &mut Tx,
    organisation: &OrganisationId,
    key: &str,
    imported: &Imported,
    word: &Word<'_>,
    now: Timestamp,
) -> Result<i64, NotPublished> {
    let attested = word.attested;
    if !is_key(key) {
        return Err(NotPublished::BadKey(key.to_owned()));
    }
    if SHIPPED.iter().any(|shipped| shipped.key == key) {
        return Err(NotPublished::Shipped(key.to_owned()));
    }
    let attested = attested.map(str::trim).filter(|said| !said.is_empty());
    if attested.is_some_and(|said| said.chars().count() > ATTESTED) {
        return Err(NotPublished::TooLong);
    }
    if imported.report.licence.needs_attestation && attested.is_none() {
        return Err(NotPublished::NeedsAttestation);
    }
    let document = &imported.document;
    let word = Word { attested, ..*word };
    Ok(store::publish_next(tx, organisation, key, document, &word, now).await?)
}
