//! Where the choices of people about their own data are kept, and all of it is read.

pub mod carrying;
mod erasing;
pub mod tables;

pub use erasing::{answer, ask, of_person, open_request, set_energy_gone, take_back, unanswered};

use app::ids::ParticipantId;
use app::own::{Sharing, Turned};
use jiff::Timestamp;

use crate::on;
use crate::storage::{Fault, Tx, new_id};

/// Turns a switch; turning it to where it stands changes nothing and is not noted.
pub async fn share(
    tx: &mut Tx,
    of: &ParticipantId,
    kind: Sharing,
    shared: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    if app::own::shared(&turned(tx, of).await?).contains(&kind) == shared {
        return Ok(());
    }
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into sharing_choices (id, participant_id, kind, shared, chosen_at)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(new_id())
        .bind(of.as_str())
        .bind(kind.as_str())
        .bind(shared)
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Every switch that somebody turned, oldest first.
pub async fn turned(tx: &mut Tx, of: &ParticipantId) -> Result<Vec<Turned>, Fault> {
    let rows: Vec<(String, bool, i64)> = on!(tx, db => {
        sqlx::query_as(
            "select kind, shared, chosen_at from sharing_choices
             where participant_id = $1 order by chosen_at, id",
        )
        .bind(of.as_str())
        .fetch_all(db)
        .await
    })?;
    rows.into_iter()
        .map(|(kind, shared, at)| {
            Ok(Turned {
                kind: Sharing::of(&kind).ok_or(Fault::Corrupt("sharing_choices.kind"))?,
                shared,
                at: Timestamp::from_millisecond(at)
                    .map_err(|_| Fault::Corrupt("sharing_choices.chosen_at"))?,
            })
        })
        .collect()
}

/// What somebody shares with their coordinator now. Whoever shows energy data to staff asks here.
pub async fn shared(tx: &mut Tx, of: &ParticipantId) -> Result<Vec<Sharing>, Fault> {
    Ok(app::own::shared(&turned(tx, of).await?))
}
