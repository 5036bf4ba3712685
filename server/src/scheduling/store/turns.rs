//! How fast an office sends by a channel: a turn for each message, in order.

use std::collections::HashMap;

use app::ids::{ContactId, OrganisationId};
use app::programmes::Channel;
use jiff::{SignedDuration, Timestamp};

use super::channel_word;
use crate::on;
use crate::storage::{Fault, Tx};

/// How many messages a minute an office sends by a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Of all; as fast as it goes when absent.
    pub per_minute: Option<i64>,
    /// Of those that come late, when catching up; the program's own when absent.
    pub late_per_minute: Option<i64>,
}

/// The paces that offices have chosen for a channel.
pub async fn paces(tx: &mut Tx, channel: Channel) -> Result<HashMap<OrganisationId, Pace>, Fault> {
    let rows: Vec<(String, Option<i64>, Option<i64>)> = on!(tx, db => {
        sqlx::query_as(
            "select organisation_id, per_minute, late_per_minute from paces where channel = $1",
        )
        .bind(channel_word(channel))
        .fetch_all(db)
        .await
    })?;
    let pace = |(office, per_minute, late_per_minute)| {
        let pace = Pace {
            per_minute,
            late_per_minute,
        };
        (OrganisationId::new(office), pace)
    };
    Ok(rows.into_iter().map(pace).collect())
}

/// Chooses the pace of an office for a channel.
pub async fn set_pace(
    tx: &mut Tx,
    organisation: &OrganisationId,
    channel: Channel,
    pace: Pace,
) -> Result<(), Fault> {
    Ok(on!(tx, db => {
        sqlx::query(
            "insert into paces (organisation_id, channel, per_minute, late_per_minute)
             values ($1, $2, $3, $4)
             on conflict (organisation_id, channel) do update
             set per_minute = excluded.per_minute, late_per_minute = excluded.late_per_minute",
        )
        .bind(organisation.as_str())
        .bind(channel_word(channel))
        .bind(pace.per_minute)
        .bind(pace.late_per_minute)
        .execute(db)
        .await
        .map(drop)
    })?)
}

/// Takes `span` of an office's time on a channel, behind what was taken before, and
/// returns where it begins. Servers that ask at once come one after the other.
pub async fn take_time(
    tx: &mut Tx,
    organisation: &OrganisationId,
    channel: Channel,
    span: SignedDuration,
    now: Timestamp,
) -> Result<Timestamp, Fault> {
    let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX / 4);
    let next: i64 = on!(tx, db => {
        sqlx::query_scalar(
            "insert into paces (organisation_id, channel, next_at) values ($1, $2, $3 + $4)
             on conflict (organisation_id, channel) do update
             set next_at = case when paces.next_at > $3 then paces.next_at else $3 end + $4
             returning next_at",
        )
        .bind(organisation.as_str())
        .bind(channel_word(channel))
        .bind(now.as_millisecond())
        .bind(span)
        .fetch_one(db)
        .await
    })?;
    Timestamp::from_millisecond(next - span).map_err(|_| Fault::Corrupt("paces.next_at"))
}

/// Gives a contact its turn; it is not tried before. False if a later epoch holds it.
pub async fn wait_for_turn(
    tx: &mut Tx,
    id: &ContactId,
    epoch: i64,
    turn: Timestamp,
) -> Result<bool, Fault> {
    let changed = on!(tx, db => {
        sqlx::query(
            "update contacts set turn_at = $3, try_at = $3, leased_until = null, reason = 'in its turn'
             where id = $1 and epoch = $2 and state = 'waiting'",
        )
        .bind(id.as_str())
        .bind(epoch)
        .bind(turn.as_millisecond())
        .execute(db)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}
