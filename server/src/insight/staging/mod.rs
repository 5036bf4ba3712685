//! Putting a confidential answer where only the sealing reads it.

pub mod store;

use app::ids::{EnrolmentId, OccasionId, OrganisationId, ProgrammeId};
use app::insight::{
    HEALTH, HEALTH_CHANGE, Quarter, Staged, Stratum, compares_with_start, health_change,
};
use app::programmes::{Respondent, Rule};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::anonymous;
use crate::storage::{Fault, Tx};

/// What was asked, of whom, and until when it may be answered.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The office.
    pub organisation: OrganisationId,
    /// The programme.
    pub programme: ProgrammeId,
    /// Who answers: the enrolment, the member of staff, the partner or the referrer.
    pub subject: String,
    /// Who that is.
    pub respondent: Respondent,
    /// Key of the questionnaire.
    pub questionnaire: String,
    /// When the window ends.
    pub closes_at: Timestamp,
}

/// Stages the bands of a completed confidential questionnaire, each question apart from
/// the others, and returns the quarter whose wave counts them.
///
/// Belongs into the transaction that settles the occasion. One answer counts for each
/// person, questionnaire and wave: of two rounds that end in one quarter the first one
/// answered, because two colluders must not become four. [`Fault::Missing`] if there is
/// no such occasion.
pub async fn stage(
    tx: &mut Tx,
    occasion: &OccasionId,
    zone: &TimeZone,
    now: Timestamp,
    staged: &Staged,
) -> Result<Quarter, Fault> {
    let asked = store::asked(tx, occasion).await?;
    let quarter = Quarter::counting(asked.closes_at, now, zone);
    let (wave, quarter) = store::open_wave(tx, &asked, &asked.questionnaire, quarter, zone).await?;
    if asked.respondent == Respondent::Participant {
        // A phone that holds a token for this wave could count the person a second time.
        let enrolment = EnrolmentId::new(&asked.subject);
        if !anonymous::store::may_confide(tx, &enrolment, &wave).await? {
            return Err(Fault::Missing);
        }
    }
    if !store::has_answered_before(tx, occasion, &asked, quarter, zone).await? {
        let stratum = Stratum::of(asked.respondent);
        store::add_staged(tx, &wave, &stratum, staged).await?;
    }
    Ok(quarter)
}

/// Stages how a person's health has changed since the start, once the self-rating at the
/// end is complete. Does nothing for other rules, or when either answer is missing.
///
/// Belongs after the answers of `occasion` are kept, in the same transaction.
pub async fn self_rated(
    tx: &mut Tx,
    occasion: &OccasionId,
    rule: &Rule,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<(), Fault> {
    if !compares_with_start(rule) {
        return Ok(());
    }
    let asked = store::asked(tx, occasion).await?;
    let [before, after] = store::first_and_this(tx, occasion, &asked, HEALTH).await?;
    let change = before
        .zip(after)
        .and_then(|(before, after)| health_change(before, after));
    let Some(change) = change else { return Ok(()) };
    let quarter = Quarter::counting(asked.closes_at, now, zone);
    let (wave, _) = store::open_wave(tx, &asked, HEALTH_CHANGE, quarter, zone).await?;
    let staged = Staged::new(vec![(HEALTH.to_owned(), change)]);
    store::add_staged(tx, &wave, &Stratum::of(asked.respondent), &staged).await
}
