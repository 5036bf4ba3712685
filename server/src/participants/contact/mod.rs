//! Which ways lead to a person.

pub mod store;

use app::ids::ParticipantId;
use app::scheduling::Reach;

use crate::notifications;
use crate::storage::{Fault, Tx};

/// The ways that lead to a participant at present. An address that was refused leads
/// nowhere until it is another one; text messages need a gateway.
pub async fn reach(tx: &mut Tx, of: &ParticipantId) -> Result<Reach, Fault> {
    let addresses = store::addresses(tx, of).await?;
    let phones = notifications::store::subscriptions(tx, of.as_str()).await?;
    let sms = addresses.mobile && notifications::store::has_gateway(tx).await?;
    Ok(Reach {
        push: !phones.is_empty(),
        email: addresses.email,
        sms,
        by_hand: true,
    })
}
