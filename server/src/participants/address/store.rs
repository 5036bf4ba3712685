//! The postal address of a person, as staff wrote it.

use app::ids::ParticipantId;
use app::letters::PostalAddress;

use crate::on;
use crate::storage::{Fault, Tx};

/// Where post goes; empty when nobody wrote it down.
pub async fn address(tx: &mut Tx, of: &ParticipantId) -> Result<PostalAddress, Fault> {
    let text: String = on!(tx, db => {
        sqlx::query_scalar("select address from participants where id = $1")
            .bind(of.as_str())
            .fetch_one(db)
            .await
    })?;
    PostalAddress::read(&text).map_err(|_| Fault::Corrupt("participants.address"))
}

/// Replaces the address.
pub async fn set_address(
    tx: &mut Tx,
    of: &ParticipantId,
    address: &PostalAddress,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query("update participants set address = $2 where id = $1")
            .bind(of.as_str())
            .bind(address.text())
            .execute(db)
            .await
            .map(drop)
    })?)
}
