//! What was drawn for the public, read back against the ledger of each wave.

use std::collections::BTreeMap;

use app::ids::ProgrammeId;
use app::insight::{Indicator, Ledger, Noisy, PublicFigure};

use super::{quarter, store};
use crate::storage::{Fault, Tx};

/// The public's figures of a programme, the newest wave first. [`Fault::Corrupt`] when a
/// wave has cost more than it may: somebody has changed a row.
pub(super) async fn figures(
    tx: &mut Tx,
    programme: &ProgrammeId,
) -> Result<Vec<PublicFigure>, Fault> {
    let mut ledgers: BTreeMap<(String, String), Ledger> = BTreeMap::new();
    let mut figures = Vec::new();
    for row in store::noisy(tx, programme).await? {
        let corrupt = || Fault::Corrupt("noisy_figures");
        let wave = (row.asked.clone(), row.starts_on.clone());
        let number = |number: i64| u32::try_from(number).map_err(|_| corrupt());
        let noisy = Noisy::published(
            &row.question,
            (row.unhappy, row.happy),
            number(row.n)?,
            number(row.cost)?,
            ledgers.entry(wave).or_default(),
        );
        let noisy = noisy.map_err(|_| corrupt())?;
        let asks = |one: &Indicator| one.word() == row.asked && one.question() == row.question;
        // Questions that are no indicator of a programme have a figure and no place here.
        if let Some(indicator) = Indicator::ALL.into_iter().find(asks) {
            figures.push(PublicFigure {
                indicator,
                quarter: quarter(&row.starts_on)?,
                noisy,
            });
        }
    }
    Ok(figures)
}
