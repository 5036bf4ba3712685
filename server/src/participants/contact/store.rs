//! Which addresses of participants lead somewhere.

use app::ids::ParticipantId;

use crate::on;
use crate::storage::{Fault, Tx};

/// Which addresses are known and were not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// A mail address.
    pub email: bool,
    /// A mobile number.
    pub mobile: bool,
}

/// The addresses of a participant that lead somewhere.
pub async fn addresses(tx: &mut Tx, of: &ParticipantId) -> Result<Addresses, Fault> {
    let (email, mobile): (i64, i64) = on!(tx, db => {
        sqlx::query_as(
            "select cast(case when email <> '' and email <> coalesce(email_refused, '')
                         then 1 else 0 end as bigint),
                    cast(case when mobile <> '' and mobile <> coalesce(mobile_refused, '')
                         then 1 else 0 end as bigint)
             from participants where id = $1",
        )
        .bind(of.as_str())
        .fetch_one(db)
        .await
    })?;
    Ok(Addresses {
        email: email == 1,
        mobile: mobile == 1,
    })
}
