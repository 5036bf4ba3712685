//! Where it is kept who decides for a young person.

use app::ids::{ParticipantId, StaffId};
use app::participants::{Decides, Participant, Young, age};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::on;
use crate::storage::{Fault, Tx};

/// Who decides for this person, if somebody has noted it.
pub async fn decides(tx: &mut Tx, of: &ParticipantId) -> Result<Option<Decides>, Fault> {
    let word: Option<String> = on!(tx, db => {
        sqlx::query_scalar("select decides from guardians where participant_id = $1")
            .bind(of.as_str())
            .fetch_optional(db)
            .await
    })?;
    word.map(|word| Decides::of(&word).ok_or(Fault::Corrupt("guardians.decides")))
        .transpose()
}

/// What there is to say about a young person on `today`; nothing about a grown one.
pub async fn young(tx: &mut Tx, person: &Participant, today: Date) -> Result<Option<Young>, Fault> {
    let noted = decides(tx, &person.id).await?;
    Ok(Young::of(age(person.year_of_birth, today), noted))
}

/// Notes who decides for this person.
pub async fn set_decides(
    tx: &mut Tx,
    of: &ParticipantId,
    decides: Decides,
    by: &StaffId,
    now: Timestamp,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into guardians (participant_id, decides, noted_by, noted_at)
             values ($1, $2, $3, $4)
             on conflict (participant_id) do update
             set decides = excluded.decides, noted_by = excluded.noted_by,
                 noted_at = excluded.noted_at",
        )
        .bind(of.as_str())
        .bind(decides.as_str())
        .bind(by.as_str())
        .bind(now.as_millisecond())
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Forgets it: the person is grown and was asked anew.
pub async fn forget(tx: &mut Tx, of: &ParticipantId) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("delete from guardians where participant_id = $1")
            .bind(of.as_str())
            .execute(db)
            .await
            .map(drop)
    })?)
}
